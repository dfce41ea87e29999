//! How severe a finding is, in the colours of the kit.

use crate::domain::posture::Severity;
use crate::kit::palette::Meaning;

/// The look of a weight.
pub(super) fn meaning(weight: Severity) -> Meaning {
    match weight {
        Severity::Danger => Meaning::Danger,
        Severity::Weakness => Meaning::Attention,
        Severity::Note => Meaning::Information,
    }
}
