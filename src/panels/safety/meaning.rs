//! How severe a finding is, in the colours of the kit.

use crate::domain::posture::FindingSeverity;
use crate::kit::palette::Meaning;

/// The look of a weight.
pub(super) fn meaning(weight: FindingSeverity) -> Meaning {
    match weight {
        FindingSeverity::Critical => Meaning::Danger,
        FindingSeverity::Warning => Meaning::Attention,
        FindingSeverity::Info => Meaning::Information,
    }
}
