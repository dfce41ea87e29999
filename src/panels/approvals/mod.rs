//! The pending approvals: a queue to work through, the case with what its decision needs, and the deciding, one by one
//! or several at once.

mod case;
mod decide;
mod draw;
mod filters;
mod gone;
mod outcome;
mod queue;
mod reading;
mod several;
mod several_draw;
mod surroundings;

pub use draw::show;
pub use gone::Gone;
pub use reading::summary;
pub use surroundings::Surroundings;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use secrecy::SecretString;

use self::several::{Several, Step};
use crate::bitgo::approvals::{BulkRequest, BulkResult, Decision, PendingApproval, Seen};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::approval::{Case, Grouping, QueueFilter};
use crate::domain::share::Names;
use crate::kit::listing::Wish;
use crate::kit::modal;
use crate::kit::palette::Meaning;
use crate::kit::secret::SecretBuffer;
use crate::kit::state::{Failure, Listing, View};
use crate::kit::table::TableState;

/// What the panel draws besides its own state.
pub struct Model<'a> {
    /// The approvals, as far as they have been read.
    pub approvals: Listing<'a, PendingApproval>,
    /// Who may decide each of them, in their order.
    pub cases: &'a [Case],
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
    /// How the last decision stands, and which approval it was sent for, by ID.
    pub decision: View<'a, Outcome<PendingApproval>>,
    /// The approval that it was sent for, by ID.
    pub decision_of: Option<&'a str>,
    /// How the last decision on several stands.
    pub several: View<'a, ()>,
    /// What the session lets the person do with several at once.
    pub lock: Lock<'a>,
    /// What is known around the chosen approval.
    pub background: View<'a, Surroundings>,
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
}

/// What the session lets the person do with several at once.
#[derive(Clone, Copy)]
pub struct Lock<'a> {
    /// The session is unlocked, or needs no unlocking.
    pub is_open: bool,
    /// Unlocking would take all spending limits off this session's token.
    pub has_limits: bool,
    /// How unlocking it stands.
    pub unlocking: View<'a, ()>,
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
    /// The approvals as the queue showed them last, by ID.
    seen: Vec<String>,
    /// What each of them is about, also of those that the filter hides, by ID.
    summaries: BTreeMap<String, String>,
    /// Those ticked for deciding several at once, by ID.
    ticked: BTreeSet<String>,
    /// What is being decided, while the code is asked for.
    deciding: Option<Deciding>,
    /// Several that are being decided.
    several: Option<Several>,
    /// Those that the person has just decided, by ID: nothing is to be said when they go.
    settled: BTreeSet<String>,
    /// Decisions whose answer was lost, by the ID of the approval: none is sent again before the list has told.
    unsettled: BTreeMap<String, Unsettled>,
    /// What is to be said above the queue.
    said: Option<Said>,
    /// What of the case is unfolded, and whether what is around it is to be read again.
    case: case::CaseView,
}

/// A decision that may have been taken.
struct Unsettled {
    decision: Decision,
    /// What it is about.
    summary: String,
}

/// Why nothing is offered for an approval whose last decision may have been taken.
const UNSETTLED: &str =
    "Your decision was sent and its answer was lost: it is looked up whether it was taken.";

/// Something to be said above the queue until it has been read.
struct Said {
    meaning: Meaning,
    words: String,
    /// The approval whose fate is still being looked up: ID and what it is about.
    awaits: Option<(String, String)>,
}

/// A decision to be confirmed. It carries what it decides as the person was told of it.
struct Deciding {
    approval: PendingApproval,
    case: Case,
    decision: Decision,
    summary: String,
    /// It stands otherwise than when the person opened this.
    has_changed: bool,
    code: SecretBuffer,
    /// What opens the wallet's key; asked for by the person's own Express server alone.
    passphrase: SecretBuffer,
    progress: Progress,
}

/// How far a decision is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Progress {
    /// Nothing was sent, or what was sent was refused.
    #[default]
    Open,
    /// It was sent.
    Sent,
    /// The answer was lost, and the list has not told yet.
    Lost,
    /// The answer was lost, and the list told that it was not taken.
    NotTaken,
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
        /// How it stood when the person decided: where it does not any more, nothing is to be sent.
        seen: Box<Seen>,
        /// The one-time code.
        code: SecretString,
        /// The wallet passphrase, for the person's own Express server.
        passphrase: Option<SecretString>,
    },
    /// Decide several, with one request. The person has seen it.
    DecideSeveral(BulkRequest),
    /// Wait no longer for what becomes of several.
    StopSeveral,
    /// Unlock the session with this one-time code.
    Unlock(SecretString),
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
            Self::DecideSeveral(request) => f.debug_tuple("DecideSeveral").field(request).finish(),
            Self::StopSeveral => f.write_str("StopSeveral"),
            Self::Unlock(_) => f.write_str("Unlock(…)"),
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

impl Deciding {
    fn of(decision: Decision, (approval, case): (&PendingApproval, &Case), names: &Names) -> Self {
        Self {
            approval: approval.clone(),
            case: case.clone(),
            decision,
            summary: summary(approval, names),
            has_changed: false,
            code: SecretBuffer::default(),
            passphrase: SecretBuffer::default(),
            progress: Progress::default(),
        }
    }

    /// Takes over how it stands now. Where somebody has done something about it, the code has to be typed anew.
    fn take_over(&mut self, approval: &PendingApproval, case: &Case) {
        if !self.approval.seen().still_holds(approval) {
            self.has_changed = true;
            self.code.wipe();
        }
        self.approval.clone_from(approval);
        self.case.clone_from(case);
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

    /// The session is over: no decision stays half made, and no code or passphrase stays typed. The case stays open.
    pub fn leave_decision(&mut self) {
        let sent = self.deciding.take().filter(|it| matches!(it.progress, Progress::Sent | Progress::Lost));
        if let Some(Deciding { approval, summary, .. }) = sent {
            self.said = Some(Said {
                meaning: Meaning::Attention,
                words: format!(
                    "Sent, and the session ended before an answer came: {summary}. Looking what became of it…"
                ),
                awaits: Some((approval.id, summary)),
            });
        }
        if let Some(several) = &mut self.several {
            several.session_over();
        }
    }

    /// A decision on this approval was taken; says what came of it.
    pub fn decided(&mut self, id: &str, outcome: &Outcome<PendingApproval>, names: &Names, me: &str) {
        let Some(deciding) = self.deciding.take_if(|it| it.approval.id == id) else { return };
        let told = outcome::Told { names, me, deciders: &deciding.case.deciders };
        let (meaning, words) = outcome::of_decision(deciding.decision, &deciding.summary, outcome, told);
        self.settled.insert(deciding.approval.id);
        self.say(meaning, words);
    }

    /// A decision on this approval was not taken, or its answer was lost: then it is not offered again before the list has
    /// told what became of it.
    pub fn decision_failed(&mut self, id: &str, is_lost: bool) {
        if let Some(deciding) = self.deciding.as_mut().filter(|it| it.approval.id == id) {
            deciding.progress = if is_lost { Progress::Lost } else { Progress::Open };
            if is_lost {
                let unsettled = Unsettled { decision: deciding.decision, summary: deciding.summary.clone() };
                self.unsettled.insert(id.to_owned(), unsettled);
            }
        }
    }

    /// Whether a decision is being confirmed, or on its way.
    pub fn is_deciding(&self) -> bool {
        self.deciding.is_some()
    }

    /// Whether several are on their way.
    pub fn awaits_several(&self) -> bool {
        self.several.as_ref().is_some_and(|several| several.step == Step::Sent)
    }

    /// The session is unlocked, as several that are to be approved want it.
    pub fn unlocked(&mut self) {
        if let Some(several) = &mut self.several {
            several.must_unlock = false;
        }
    }

    /// The platform has answered for several.
    pub fn several_answered(&mut self, results: &[BulkResult]) {
        if let Some(several) = &mut self.several {
            several.answered(results);
            self.settled.extend(several.done().map(str::to_owned));
        }
    }

    /// Several were not decided, or the answer was lost.
    pub fn several_failed(&mut self, failure: &Failure, is_lost: bool, needs_unlock: bool) {
        let Some(several) = &mut self.several else { return };
        several.failed(failure, is_lost, needs_unlock);
        if is_lost {
            self.unsettled.extend(several.lost().map(|(id, decision, summary)| {
                (id.to_owned(), Unsettled { decision, summary: summary.to_owned() })
            }));
        }
    }

    /// The person goes on to another one: what was good to know goes, what has to be read stays.
    fn go_on(&mut self) {
        self.said.take_if(|said| {
            said.awaits.is_none() && matches!(said.meaning, Meaning::Good | Meaning::Information)
        });
    }

    fn say(&mut self, meaning: Meaning, words: String) {
        self.said = Some(Said { meaning, words, awaits: None });
    }

    /// Whether a key that is pressed now is meant for the case: nothing is typed anywhere and nothing lies over the page.
    fn hears_keys(&self, ui: &Ui) -> bool {
        self.deciding.is_none()
            && self.several.is_none()
            && !ui.ctx().text_edit_focused()
            && modal::is_page_free(ui.ctx())
    }

    fn what_is(&self, id: &str) -> String {
        self.summaries.get(id).cloned().unwrap_or_else(|| "an approval".to_owned())
    }
}
