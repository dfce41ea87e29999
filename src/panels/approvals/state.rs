//! The panel's state.

use std::collections::{BTreeMap, BTreeSet};

use egui::Ui;

use super::bulk_state::{Bulk, Item};
use super::confirmation::Confirmation;
use super::request::Request;
use super::sent::SentDecision;
use super::text as wording;
use crate::domain::approval::{Grouping, QueueFilter};
use crate::domain::leaving::Unfinished;
use crate::kit::modal;
use crate::kit::palette::Meaning;
use crate::kit::table::TableState;

/// The panel's state.
#[derive(Default)]
pub struct State {
    pub(super) filter: QueueFilter,
    pub(super) groups: Option<Grouping>,
    /// The menus of the filter are unfolded.
    pub(super) shows_menus: bool,
    pub(super) table: TableState,
    /// The approval that is chosen in the queue.
    pub(super) chosen_id: Option<String>,
    /// Its case is open.
    pub(super) is_case_open: bool,
    /// What the platform sent is unfolded in the case.
    pub(super) shows_raw: bool,
    /// What the case asks for in this frame.
    pub(super) asked: Option<Request>,
    /// The approvals as the queue showed them last, by ID.
    pub(super) seen: Vec<String>,
    /// What each of them is about, also of those that the filter hides, by ID.
    pub(super) summaries: BTreeMap<String, String>,
    /// Those ticked for deciding several at once, by ID.
    pub(super) ticked: BTreeSet<String>,
    /// The decision that is being confirmed, or is on its way.
    pub(super) confirmation: Option<Confirmation>,
    /// Several that are being decided.
    pub(super) bulk: Option<Bulk>,
    /// The person's decisions, by the approval's ID, until nothing is left to say of them: none is sent again before a
    /// lost answer was looked up.
    pub(super) sent: BTreeMap<String, SentDecision>,
    /// What is to be said above the queue.
    pub(super) notice: Option<Notice>,
}

/// Something to be said above the queue until it has been read.
pub(super) struct Notice {
    pub(super) meaning: Meaning,
    pub(super) words: String,
    /// The approval that is still being looked up: ID and what it is about.
    pub(super) awaits: Option<(String, String)>,
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

    /// The approvals beside which something has to be known now, by ID.
    pub fn looked_at(&self) -> BTreeSet<&str> {
        self.confirmed().chain(self.chosen()).collect()
    }

    /// The approvals whose decision is being confirmed, by ID.
    pub fn confirmed(&self) -> impl Iterator<Item = &str> {
        let one = self.confirmation.as_ref().map(|it| it.approval.id.as_str());
        one.into_iter().chain(self.bulk.iter().flat_map(|bulk| &bulk.items).map(Item::id))
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
    pub(super) fn go_on(&mut self) {
        self.notice.take_if(|notice| {
            notice.awaits.is_none() && matches!(notice.meaning, Meaning::Good | Meaning::Information)
        });
    }

    /// The person has left the panel: neither a code nor a passphrase stays typed.
    pub fn wipe_secrets(&mut self) {
        if let Some(confirmation) = &mut self.confirmation {
            confirmation.code.wipe();
            confirmation.passphrase.wipe();
        }
        if let Some(bulk) = &mut self.bulk {
            bulk.code.wipe();
        }
    }

    /// What was begun and not sent, and what was sent and is not known to be carried out.
    pub fn unfinished(&self) -> Vec<Unfinished> {
        let lost = self.sent.values().filter(|sent| sent.stage.is_unconfirmed());
        let lost = lost.map(|sent| Unfinished::unconfirmed(&format!("{}, “{}”,", sent.what(), sent.summary)));
        let one =
            self.confirmation.as_ref().filter(|it| it.is_begun() && !self.sent.contains_key(&it.approval.id));
        let one = one.map(|it| format!("A decision on “{}”", it.summary));
        lost.chain(one.map(|what| Unfinished::draft(&what))).collect()
    }

    pub(super) fn say(&mut self, meaning: Meaning, words: String) {
        self.notice = Some(Notice { meaning, words, awaits: None });
    }

    /// Whether a key that is pressed now is meant for the case: nothing is typed anywhere and nothing lies over the page.
    pub(super) fn hears_keys(&self, ui: &Ui) -> bool {
        self.confirmation.is_none()
            && self.bulk.is_none()
            && !ui.ctx().text_edit_focused()
            && modal::is_page_free(ui.ctx())
    }

    pub(super) fn what_is(&self, id: &str) -> String {
        self.summaries.get(id).cloned().unwrap_or_else(|| wording::AN_APPROVAL.to_owned())
    }
}
