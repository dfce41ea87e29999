//! What an environment is called on badges, and what every dialog has to say of it.

use crate::kit::palette::EnvironmentColour;

/// The environment of a session, as it stands on every badge and in every confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentLabel {
    /// Its colour: production's for everything that counts as production.
    pub colour: EnvironmentColour,
    /// Its title, with the host where the word alone does not tell which one is meant.
    pub title: String,
    /// Real money may be moved in it: what is done here is confirmed with production's safeguards.
    pub counts_as_production: bool,
}

/// How far what is done in a dialog reaches. There is no default, so no confirmation can forget where it acts.
#[derive(Clone, Copy, Debug)]
pub enum Reach<'a> {
    /// Not beyond this computer: nothing is sent.
    ThisComputer,
    /// It acts in this environment, which it names.
    Environment(&'a EnvironmentLabel),
}
