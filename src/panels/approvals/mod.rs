//! The pending approvals: a queue to work through, the case with what its decision needs, and the deciding, one by one
//! or several at once.

mod bulk;
mod bulk_draw;
mod closed;
mod confirm;
mod details;
mod draw;
mod filters;
mod queue;
mod sent;

pub use draw::show;
pub use sent::Who;

use std::collections::{BTreeMap, BTreeSet};

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use secrecy::SecretString;

use self::bulk::Bulk;
use self::confirm::Confirmation;
use self::sent::SentDecision;
use crate::bitgo::approvals::{ApprovalFacts, ApprovalRow, BulkRequest, Decision, PendingApproval};
use crate::bitgo::user::EnterpriseRef;
use crate::domain::approval::{Grouping, QueueFilter};
use crate::domain::share::Names;
use crate::kit::listing::ListRequest;
use crate::kit::modal;
use crate::kit::palette::Meaning;
use crate::kit::state::{Failure, Listing, Loadable};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The approvals, as far as they have been read.
    pub approvals: Listing<'a, ApprovalRow>,
    /// How the list is kept current.
    pub current: Current<'a>,
    /// What to call people.
    pub names: &'a Names,
    /// The person, by ID.
    pub me: &'a str,
    /// The environment's word, for confirmations.
    pub environment: &'a str,
    /// The person's own Express server, where that is the environment.
    pub express: Option<&'a str>,
    /// What the session lets the person do with several at once.
    pub lock: Lock<'a>,
    /// What is known beside the chosen approval.
    pub facts: Loadable<'a, ApprovalFacts>,
    /// The wallet of the chosen approval is not among those that the person sees.
    pub wallet_is_hidden: bool,
    /// The person's enterprises.
    pub enterprises: &'a [EnterpriseRef],
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
}

/// How the list is kept current.
#[derive(Clone, Copy, Default)]
pub struct Current<'a> {
    /// Why it could not be read again the last time.
    pub failure: Option<&'a Failure>,
    /// When it was read whole the last time.
    pub read_at: Option<Timestamp>,
    /// The list, or what became of approvals that left it, is being read.
    pub is_looking: bool,
}

/// What the session lets the person do with several at once.
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    /// The session is unlocked, or needs no unlocking.
    pub is_open: bool,
    /// Unlocking would take all spending limits off this session's token.
    pub has_limits: bool,
    /// How unlocking it stands.
    pub unlocking: Loadable<'a, ()>,
}

/// The panel's state.
#[derive(Default)]
pub struct State {
    filter: QueueFilter,
    groups: Option<Grouping>,
    /// The menus of the filter are unfolded.
    shows_menus: bool,
    table: TableState,
    /// The approval that is chosen in the queue.
    chosen_id: Option<String>,
    /// Its case is open.
    is_case_open: bool,
    /// What the platform sent is unfolded in the case.
    shows_raw: bool,
    /// What the case asks for in this frame.
    asked: Option<Request>,
    /// The approvals as the queue showed them last, by ID.
    seen: Vec<String>,
    /// What each of them is about, also of those that the filter hides, by ID.
    summaries: BTreeMap<String, String>,
    /// Those ticked for deciding several at once, by ID.
    ticked: BTreeSet<String>,
    /// The decision that is being confirmed, or is on its way.
    confirmation: Option<Confirmation>,
    /// Several that are being decided.
    bulk: Option<Bulk>,
    /// The person's decisions, by the approval's ID, until nothing is left to say of them: none is sent again before a
    /// lost answer was looked up.
    sent: BTreeMap<String, SentDecision>,
    /// What is to be said above the queue.
    notice: Option<Notice>,
}

/// Something to be said above the queue until it has been read.
struct Notice {
    meaning: Meaning,
    words: String,
    /// The approval that is still being looked up: ID and what it is about.
    awaits: Option<(String, String)>,
}

/// What the panel asks the app to do.
#[derive(Debug)]
pub enum Request {
    /// Read the list again, or stop.
    Read(ListRequest),
    /// Look up what became of decisions whose answer was lost.
    LookUp,
    /// Decide this approval. The person has given a one-time code.
    Decide {
        /// The approval as it stood when the person decided: where it does not any more, nothing is to be sent.
        approval: Box<PendingApproval>,
        /// Yes or no.
        decision: Decision,
        /// The one-time code.
        code: SecretString,
        /// The wallet passphrase, for the person's own Express server.
        passphrase: Option<SecretString>,
    },
    /// Decide several, with one request. The person has seen it.
    DecideBulk(BulkRequest),
    /// Wait no longer for the answer to what was sent.
    StopWaiting,
    /// Unlock the session with this one-time code.
    Unlock(SecretString),
    /// Read what is known beside the chosen approval again.
    ReadFacts,
}

impl<'a> Model<'a> {
    fn row(&self, id: &str) -> Option<&'a ApprovalRow> {
        self.approvals.rows.iter().find(|row| row.approval.id == id)
    }
}

impl State {
    /// The approval whose case is shown, by ID.
    pub fn chosen(&self) -> Option<&str> {
        self.chosen_id.as_deref().filter(|_| self.is_case_open)
    }

    /// Shows this approval, whatever was filtered before.
    pub fn choose(&mut self, id: String) {
        self.filter = QueueFilter::default();
        self.chosen_id = Some(id);
        self.is_case_open = true;
    }

    /// Whether a decision on one approval is being confirmed, or is on its way.
    pub fn is_confirming(&self) -> bool {
        self.confirmation.is_some()
    }

    /// Whether several are being decided.
    pub fn is_bulk_open(&self) -> bool {
        self.bulk.is_some()
    }

    /// The session is unlocked, as several that are to be approved want it.
    pub fn unlocked(&mut self) {
        if let Some(bulk) = &mut self.bulk {
            bulk.must_unlock = false;
        }
    }

    /// The person goes on to another one: what was good to know goes, what has to be read stays.
    fn go_on(&mut self) {
        self.notice.take_if(|notice| {
            notice.awaits.is_none() && matches!(notice.meaning, Meaning::Good | Meaning::Information)
        });
    }

    fn say(&mut self, meaning: Meaning, words: String) {
        self.notice = Some(Notice { meaning, words, awaits: None });
    }

    /// Whether a key that is pressed now is meant for the case: nothing is typed anywhere and nothing lies over the page.
    fn hears_keys(&self, ui: &Ui) -> bool {
        self.confirmation.is_none()
            && self.bulk.is_none()
            && !ui.ctx().text_edit_focused()
            && modal::is_page_free(ui.ctx())
    }

    fn what_is(&self, id: &str) -> String {
        self.summaries.get(id).cloned().unwrap_or_else(|| "an approval".to_owned())
    }
}
