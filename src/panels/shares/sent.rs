//! What was sent from here, and where it stands.

use crate::domain::share::{ActionOutcome, ActionRequest};
use crate::kit::mutation::Item;

/// An action that was sent, and where it stands.
pub type SentAction = Item<ActionRequest, ActionOutcome>;

/// Whether its answer is lost, and a list has to tell before anything is sent about it again.
pub fn needs_look_up(item: &SentAction) -> bool {
    item.stage.is_unconfirmed() && item.request.action.can_be_looked_up()
}
