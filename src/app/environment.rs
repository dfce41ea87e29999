//! What the environment of a session is called on the screen: made here and nowhere else.

use crate::bitgo::environment::{Environment, EnvironmentKind};
use crate::kit::environment::EnvironmentLabel;
use crate::kit::palette::EnvironmentColour;

/// An environment's colour and title. Everything that counts as production looks like production.
pub(super) fn label_of(environment: &Environment) -> EnvironmentLabel {
    let counts_as_production = environment.counts_as_production();
    let kind = if counts_as_production { EnvironmentKind::Production } else { environment.kind() };
    let colour = EnvironmentColour::of_word(kind.word());
    EnvironmentLabel { colour, title: environment.title(), counts_as_production }
}
