//! Changes that were cut off: the program ended, or broke off, between a request and its answer. They are looked up at the
//! next login and told above every panel until the person has read of them.

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::command::Command;
use super::controller::Effect;
use super::error::AppError;
use super::ledger::AccountLedger;
use super::panel_table::Route;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::bitgo::session::Session;
use crate::domain::change::{ChangeFacts, ChangeKind, about};
use crate::domain::foreign_text::visible;
use crate::domain::open_change::{FoundChange, Verdict, change_words};
use crate::domain::text::counted;
use crate::kit::palette::Meaning;
use crate::kit::{button, layout, notice, space, text};
use crate::panels::wallet_page::Tab;
use crate::store::ledger::{CutOff, EventId, EventKind, OpenChange};

/// So many are shown at once; the others follow as these are dismissed.
const SHOWN_AT_ONCE: usize = 3;

/// What a person asks about one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenChangeRequest {
    /// Go where its subject is.
    Show(EventId),
    /// It has been read of.
    Dismiss(EventId),
    /// Look them up again.
    LookUp,
}

/// What a look-up told of each, or why it could not be asked.
type LookedUp = Vec<(EventId, Result<FoundChange, String>)>;

/// The changes that were cut off, as far as nobody has read of them.
#[derive(Default)]
pub struct OpenChanges {
    reading: Task<Vec<OpenChange>>,
    open: Vec<OpenChange>,
    /// Requests about tokens, which the list of tokens tells of.
    tokens: Vec<CutOff>,
    look_up: Task<LookedUp>,
}

impl OpenChanges {
    /// Reads which there are. A ledger that cannot be read tells of none.
    pub fn read(&mut self, worker: &Worker, ledger: &AccountLedger) {
        self.reading.start(worker, Work::reading("Reading the token ledger"), ledger.clone().open_changes());
    }

    /// Takes over what has come.
    pub fn poll(&mut self, worker: &Worker, session: &Session) {
        if self.reading.poll()
            && let Some(open) = self.reading.take_ready()
        {
            self.open = open;
            self.look_up(worker, session);
        }
        self.look_up.poll();
    }

    /// What a whole list of tokens has told of requests that were cut off.
    pub fn take_tokens(&mut self, cut_off: &[CutOff]) {
        self.tokens = cut_off.to_vec();
    }

    fn look_up(&mut self, worker: &Worker, session: &Session) {
        if self.open.is_empty() {
            return;
        }
        let (session, open) = (session.clone(), self.open.clone());
        let work = Work::reading("Looking up changes without an answer");
        self.look_up.start(worker, work, async move {
            let mut looked_up = LookedUp::new();
            for OpenChange { id, at, change } in open {
                let found = session.look_up_change(&change, at).await;
                looked_up.push((id, found.map_err(|error| error.advice().what)));
            }
            Ok::<_, AppError>(looked_up)
        });
    }

    /// Carries out what a person asked; what other subjects are to do comes back.
    pub fn handle(
        &mut self,
        request: &OpenChangeRequest,
        worker: &Worker,
        session: &Session,
        ledger: &AccountLedger,
    ) -> Option<Effect> {
        match request {
            OpenChangeRequest::LookUp => self.look_up(worker, session),
            OpenChangeRequest::Show(id) => {
                if let Some(cut_off) = self.tokens.iter().find(|cut_off| cut_off.asked == *id) {
                    let in_list = cut_off.token_id.clone().map(Effect::ShowToken);
                    return Some(in_list.unwrap_or(Effect::Go(Route::Tokens)));
                }
                let open = self.open.iter().find(|open| open.id == *id)?;
                return way_to(&open.change, self.found(*id));
            }
            OpenChangeRequest::Dismiss(id) => {
                let found = self.found(*id).map_or("notLookedUp", |found| found.verdict.word()).to_owned();
                ledger.note(EventKind::ChangeRead { asked: *id, found });
                self.open.retain(|open| open.id != *id);
                self.tokens.retain(|cut_off| cut_off.asked != *id);
            }
        }
        None
    }

    fn looked_up(&self, id: EventId) -> Option<&Result<FoundChange, String>> {
        self.look_up.ready()?.iter().find_map(|(of, found)| (*of == id).then_some(found))
    }

    fn found(&self, id: EventId) -> Option<&FoundChange> {
        self.looked_up(id)?.as_ref().ok()
    }

    /// One of them and what became of it, a sentence.
    fn words(&self, open: &OpenChange, now: Timestamp, zone: &TimeZone) -> String {
        let looked_up = self.looked_up(open.id);
        let name = self.found(open.id).and_then(|found| found.name.as_deref());
        let name = name.or_else(|| open.change.about(about::NAME)).map(visible);
        let what = change_words(&open.change, name.as_deref(), open.at, zone);
        match looked_up {
            _ if self.look_up.pending_since().is_some() => format!("{what}: being looked up…"),
            Some(Ok(found)) => format!("{what}: {}", found.words(open.at, now, zone)),
            Some(Err(why)) => format!("{what}: it could not be looked up. {why}"),
            None => format!("{what}: not looked up yet."),
        }
    }

    /// The person has said what becomes of this token.
    pub fn forget_token(&mut self, id: &str) {
        self.tokens.retain(|cut_off| cut_off.is_revocation || cut_off.token_id.as_deref() != Some(id));
    }

    /// Each as a line: what it is called by, its words, and whether this program shows its subject. A token that was made is
    /// told of on its own panel by that.
    fn lines(&self, now: Timestamp, zone: &TimeZone, route: Route) -> Vec<(EventId, String, bool)> {
        let is_told_there = |cut_off: &&CutOff| {
            route == Route::Tokens && !cut_off.is_revocation && cut_off.token_id.is_some()
        };
        let tokens = self
            .tokens
            .iter()
            .filter(|cut_off| !is_told_there(cut_off))
            .map(|cut_off| (cut_off.asked, cut_off.sentence.clone(), true));
        let of =
            |open: &OpenChange| (open.id, self.words(open, now, zone), way_to(&open.change, None).is_some());
        let mut lines: Vec<_> = tokens.chain(self.open.iter().map(of)).collect();
        lines.sort_by_key(|(id, ..)| *id);
        lines
    }

    fn may_tell_more(&self, now: Timestamp) -> bool {
        let may_change = |open: &OpenChange| match self.looked_up(open.id) {
            Some(Ok(found)) => found.may_change(open.at, now),
            Some(Err(_)) | None => true,
        };
        self.look_up.pending_since().is_none() && self.open.iter().any(may_change)
    }
}

/// Where a change's subject is seen; none where this program does not show it.
fn way_to(change: &ChangeFacts, found: Option<&FoundChange>) -> Option<Effect> {
    use ChangeKind as Kind;
    if let Some(Verdict::Waits { approval: Some(id) }) = found.map(|found| &found.verdict) {
        return Some(Effect::ShowApproval(id.clone()));
    }
    let wallet = |tab| {
        let (coin, id) = (change.id(&["coin"])?.to_owned(), change.id(&["walletId", "id"])?.to_owned());
        Some(Effect::OpenWallet { coin, id, tab })
    };
    match change.change {
        Kind::ShareMade
        | Kind::ShareAccepted
        | Kind::ShareRejected
        | Kind::ShareCancelled
        | Kind::ShareMailed
        | Kind::KeyRefused => Some(Effect::Go(Route::Shares)),
        Kind::KeyRequested | Kind::Freeze => wallet(Tab::Overview),
        Kind::PersonRemoved => wallet(Tab::People),
        Kind::RuleMade | Kind::RuleChanged | Kind::RuleRemoved => wallet(Tab::Rules),
        Kind::Decision => Some(Effect::ShowApproval(change.id(&["approvalId", "id"])?.to_owned())),
        Kind::Decisions => Some(Effect::Go(Route::Approvals)),
        Kind::TemplateMade | Kind::TemplateChanged | Kind::TemplateDeleted => {
            Some(Effect::Go(Route::TokenTemplates))
        }
        Kind::EnterpriseRuleMade
        | Kind::EnterpriseRuleChanged
        | Kind::EnterpriseRuleDeactivated
        | Kind::WhitelistsChanged => Some(Effect::Go(Route::Policies)),
        Kind::EnterprisePersonAdded | Kind::EnterpriseRoleChanged | Kind::EnterprisePersonRemoved => None,
    }
}

/// Draws them above a panel.
pub fn above_panel(ui: &mut Ui, changes: &OpenChanges, zone: &TimeZone, route: Route) -> Option<Command> {
    let now = Timestamp::now();
    let lines = changes.lines(now, zone, route);
    if lines.is_empty() {
        return None;
    }
    let count = counted(lines.len(), "change");
    let words = format!("Unconfirmed: Countersign closed before BitGo’s answer to {count} arrived.");
    let mut asked = None;
    layout::strip(ui, |ui| {
        notice::banner_with(ui, Meaning::Attention, &words, |ui| {
            for (id, words, can_be_shown) in lines.iter().take(SHOWN_AT_ONCE) {
                asked = asked.take().or(line(ui, *id, words, *can_be_shown));
            }
            let rest = lines.len().saturating_sub(SHOWN_AT_ONCE);
            if rest > 0 {
                text::wrapped(ui, text::body(format!("{rest} more: dismiss these to see them.")));
            }
            if changes.may_tell_more(now) && button::link(ui, "Look up again").clicked() {
                asked = Some(OpenChangeRequest::LookUp);
            }
        });
    });
    asked.map(Command::OpenChange)
}

/// One of them with what can be done about it.
fn line(ui: &mut Ui, id: EventId, words: &str, can_be_shown: bool) -> Option<OpenChangeRequest> {
    ui.spacing_mut().item_spacing.y = 0.0;
    text::wrapped(ui, text::body(words));
    let buttons = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let shows = can_be_shown && button::link(ui, "Show").clicked();
        let is_read = button::link(ui, "Dismiss").clicked();
        shows.then_some(OpenChangeRequest::Show(id)).or(is_read.then_some(OpenChangeRequest::Dismiss(id)))
    });
    buttons.inner
}
