//! The pending approvals: a queue to work through, and the case with what its decision needs.

mod case;
mod decide;
mod draw;
mod reading;
mod surroundings;

pub use draw::show;
pub use reading::summary;
pub use surroundings::Surroundings;

use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use secrecy::SecretString;

use crate::bitgo::approvals::{Decision, PendingApproval};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::approval::Case;
use crate::domain::share::Names;
use crate::kit::listing::Wish;
use crate::kit::secret::SecretBuffer;
use crate::kit::state::{Listing, View};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The approvals, as far as they have been read.
    pub approvals: Listing<'a, PendingApproval>,
    /// Who may decide each of them, in their order.
    pub cases: &'a [Case],
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word, for confirmations.
    pub environment: &'a str,
    /// How the last decision stands.
    pub decision: View<'a, Outcome<PendingApproval>>,
    /// What is known around the chosen approval.
    pub background: View<'a, Surroundings>,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    /// Words that a row must hold.
    pub filter: String,
    only_mine: bool,
    table: TableState,
    /// The approval whose case is shown.
    chosen_id: Option<String>,
    /// What is being decided, while the code is asked for.
    deciding: Option<Deciding>,
    /// How the last decision came out, in a sentence.
    result: Option<String>,
    /// What of the case is unfolded, and whether what is around it is to be read again.
    case: case::View,
}

/// A decision to be confirmed. It carries the ID of what it decides.
struct Deciding {
    id: String,
    decision: Decision,
    summary: String,
    code: SecretBuffer,
}

/// What the panel asks the app to do.
pub enum Request {
    /// Read the list again, or stop.
    Read(Wish),
    /// Decide this approval. The person has given a one-time code.
    Decide {
        /// The approval, by ID.
        id: String,
        /// Yes or no.
        decision: Decision,
        /// The one-time code.
        code: SecretString,
    },
    /// Read what is known around this approval.
    Background {
        /// The approval, by ID.
        id: String,
    },
    /// The person closed the confirmation of a decision.
    ForgetDecision,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(wish) => f.debug_tuple("Read").field(wish).finish(),
            Self::Decide { id, decision, .. } => {
                f.debug_struct("Decide").field("id", id).field("decision", decision).finish_non_exhaustive()
            }
            Self::Background { id } => f.debug_struct("Background").field("id", id).finish(),
            Self::ForgetDecision => f.write_str("ForgetDecision"),
        }
    }
}

impl<'a> Model<'a> {
    /// Each approval with who may decide it.
    fn rows(&self) -> impl Iterator<Item = (&'a PendingApproval, &'a Case)> {
        self.approvals.rows.iter().zip(self.cases)
    }

    fn row(&self, id: &str) -> Option<(&'a PendingApproval, &'a Case)> {
        self.rows().find(|(approval, _)| approval.id == id)
    }
}

impl State {
    /// The approval whose case is shown, by ID.
    pub fn chosen(&self) -> Option<&str> {
        self.chosen_id.as_deref()
    }

    /// Shows this approval, whatever was filtered before.
    pub fn choose(&mut self, id: String) {
        self.filter.clear();
        self.only_mine = false;
        self.chosen_id = Some(id);
    }

    /// The session is over: no decision stays half made, and no code stays typed. The case stays open.
    pub fn leave_decision(&mut self) {
        self.deciding = None;
    }

    /// A decision was taken; says what came of it.
    pub fn decided(&mut self, outcome: &Outcome<PendingApproval>, names: &Names) {
        let Some(deciding) = self.deciding.take() else { return };
        self.result = Some(reading::result(deciding.decision, &deciding.summary, outcome, names));
    }

    /// A whole list has come: what is no longer in it is neither shown nor decided. Says so where it was open.
    pub fn forget_gone(&mut self, approvals: &[PendingApproval]) {
        let is_gone = |id: &String| approvals.iter().all(|approval| approval.id != *id);
        if let Some(deciding) = self.deciding.take_if(|deciding| is_gone(&deciding.id)) {
            self.result = Some(format!("Meanwhile somebody else has decided: {}", deciding.summary));
        }
        if self.chosen_id.as_ref().is_some_and(is_gone) {
            self.chosen_id = None;
            self.table.chosen = None;
        }
    }
}
