//! What a person reads on the page.

/// Said where the platform does not show the wallet any more.
pub(super) const GONE: &str = "The platform does not show you this wallet any more: it was deleted, or somebody took you \
                               off it. Below is what was there before.";
