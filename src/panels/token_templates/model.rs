//! What the panel draws besides its own state.

use jiff::tz::TimeZone;

use super::text as wording;
use crate::bitgo::templates::TokenTemplate;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::text::elided;
use crate::kit::environment::EnvironmentLabel;
use crate::kit::mutation::MutationView;
use crate::kit::state::Listing;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The templates, as far as they have been read.
    pub templates: Listing<'a, TokenTemplate>,
    /// The person's enterprises, for their names.
    pub enterprises: &'a [EnterpriseRef],
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// The environment's word, for confirmations.
    pub environment: &'a EnvironmentLabel,
    /// How the last deletion stands.
    pub deletion: MutationView<'a>,
}

impl Model<'_> {
    /// The enterprise that a template is for, in words.
    pub(super) fn enterprise_words(&self, template: &TokenTemplate) -> String {
        let Some(id) = &template.enterprise else { return wording::NO_ENTERPRISE.to_owned() };
        let known = self.enterprises.iter().find(|enterprise| enterprise.id == *id);
        known.map_or_else(|| elided(id), |enterprise| enterprise.words(self.enterprises))
    }
}
