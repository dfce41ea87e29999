//! The wallet's policy rules: in words, with who approves and until when each can be changed; and how one is added,
//! changed and removed.

mod card;
mod check_side;
mod editor;
mod form;
mod outcome;
mod removal;

pub(super) use editor::show as show_editor;

use std::collections::BTreeSet;

use egui::Ui;

use super::{Page, PageModel, WalletLook};
use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::{PolicyRule, RuleOrder};
use crate::bitgo::wallet::Wallet;
use crate::domain::coin::{Coin, coins};
use crate::domain::policy::{ChangeApproval, FindingId, OpenChange, RuleDraft, RulePlan, RulesNow};
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::{button, empty, form as kit_form, icon, layout, notice, space};
use crate::panels::wallets::{Model, Request};

/// What the rules draw from besides the page's model.
pub struct RulesModel<'a> {
    /// How what was sent last stands.
    pub sent: View<'a, Outcome<Wallet>>,
    /// The rules and what waits about them, read anew together.
    pub now: View<'a, RulesNow>,
    /// The changes that wait, as the approvals were read last.
    pub waiting: &'a [OpenChange],
}

/// The state of the rules.
#[derive(Default)]
pub(super) struct Rules {
    editor: Option<Editor>,
    removing: Option<removal::Removing>,
    /// What was sent last, until its end is told.
    attempt: Option<Attempt>,
    told: Option<outcome::Told>,
}

/// A rule that is being put together. Nothing in it is a secret, so it stays when the session ends.
struct Editor {
    draft: RuleDraft,
    /// The warnings that are understood.
    ticked: BTreeSet<FindingId>,
    /// The first field is to take the keyboard.
    wants_focus: bool,
}

/// Something that was sent.
struct Attempt {
    plan: RulePlan,
    /// What waited before it was sent, by the approvals' IDs.
    waited: BTreeSet<String>,
    progress: Progress,
}

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Sent,
    /// The platform did not do it.
    Failed,
    /// The answer is lost, and nobody has looked yet.
    Lost,
    /// The answer is lost, and the wallet says that it was not done.
    NotDone,
}

impl Editor {
    fn new(draft: RuleDraft) -> Self {
        Self { draft, ticked: BTreeSet::new(), wants_focus: true }
    }
}

impl Rules {
    /// Whether a rule is being put together, which takes the whole page.
    pub(super) fn is_editing(&self) -> bool {
        self.editor.is_some()
    }

    /// Begins to put a rule together; the rules are read anew meanwhile.
    fn begin(&mut self, draft: RuleDraft, look: &WalletLook) -> Request {
        self.editor = Some(Editor::new(draft));
        self.attempt = None;
        self.told = None;
        looking(look)
    }

    /// Notes what is about to be sent.
    fn send(
        &mut self,
        plan: RulePlan,
        order: RuleOrder,
        seen: Option<&PolicyRule>,
        model: &RulesModel<'_>,
    ) -> Request {
        let known = model.now.content().map(|now| now.waiting.as_slice()).unwrap_or_default();
        let waited = known.iter().chain(model.waiting).map(|it| it.approval.clone()).collect();
        self.attempt = Some(Attempt { plan, waited, progress: Progress::Sent });
        Request::SendRule { order: Box::new(order), seen: seen.map(|rule| Box::new(rule.facts())) }
    }

    fn progress(&self) -> Option<Progress> {
        self.attempt.as_ref().map(|attempt| attempt.progress)
    }

    /// Something was sent and its end is not known: nothing else is sent, and nothing closes.
    fn is_held(&self) -> bool {
        matches!(self.progress(), Some(Progress::Sent | Progress::Lost))
    }

    /// What has to be looked up before anything else: an answer that is lost. An answer can also be lost with the session
    /// that awaited it.
    fn look_up_lost(&mut self, look: &WalletLook, model: &RulesModel<'_>) -> Option<Request> {
        let attempt = self.attempt.as_mut()?;
        if attempt.progress == Progress::Sent && matches!(model.sent, View::NotAsked) {
            attempt.progress = Progress::Lost;
        }
        let is_unasked = matches!(model.now, View::NotAsked);
        (attempt.progress == Progress::Lost && is_unasked).then(|| looking(look))
    }
}

/// What to call a rule on the screen: one for another coin than the wallet's is told apart from its namesake.
fn called(name: &str, coin: Option<&str>, wallet: &str) -> String {
    match coin.filter(|coin| *coin != wallet) {
        Some(coin) => {
            let unit = coins().get(coin).map_or_else(|| coin.to_owned(), Coin::display_unit);
            format!("{name} ({unit})")
        }
        None => name.to_owned(),
    }
}

/// The rules of this wallet are read anew.
fn looking(look: &WalletLook) -> Request {
    Request::LookAtRules { coin: look.wallet.coin.clone(), id: look.wallet.id.clone() }
}

/// Draws the rules, after who would have to approve a change of them.
pub(super) fn show(
    ui: &mut Ui,
    page: &mut Page,
    look: &WalletLook,
    model: &Model<'_>,
    page_model: &PageModel<'_>,
) -> Option<Request> {
    let rules = &mut page.rules;
    let lost = rules.look_up_lost(look, &page_model.rules);
    let told = outcome::told(ui, rules, look, model, page_model);
    let asked = lost.or(told).or_else(|| removal::show(ui, rules, look, model, page_model));
    let approval = ChangeApproval::of(&look.wallet.for_sharing(), look.wallet.balance.as_ref(), model.me);
    let is_admin = approval != ChangeApproval::NotAdmin;
    let ((), adds) = layout::ends(
        ui,
        |ui| {
            // One line of words stands beside the button's middle.
            ui.vertical(|ui| {
                space::gap(ui, space::XS);
                notice::line(ui, Meaning::Information, &approval.sentence(model.names));
            });
        },
        |ui| {
            let can = is_admin && look.rules.is_some();
            let pressed = button::with_icon(ui, can, icon::ADD, "Add a rule…");
            pressed.on_disabled_hover_text("Only the wallet's admins can change its rules.").clicked()
        },
    );
    let shows = card::new_ones(ui, look, model, page_model).map(|id| Request::ShowApproval { id });
    let asked = asked.or(shows);
    let Some(known) = &look.rules else {
        let words = "The platform did not send this wallet's rules, so nothing can be said of them.";
        empty::nothing(ui, icon::SCOPE, "Rules not told", words, |_| {});
        return asked;
    };
    if adds {
        let begun = rules.begin(RuleDraft::default(), look);
        return asked.or(Some(begun));
    }
    if known.is_empty() {
        let words = "Nothing limits what may leave this wallet, or where to. Whoever may spend can send all of it at once.";
        empty::nothing(ui, icon::SCOPE, "No rules", words, |_| {});
        return asked;
    }
    // After a change the rules on the screen are those from before it, until they are read anew.
    let is_outdated = rules.told.is_some() && page_model.look.is_pending();
    let pressed = kit_form::scrolled(ui, "wallet rules", |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        let mut pressed = None;
        for rule in known {
            let card = card::Card { rule, look, model, page: page_model, is_admin, is_outdated };
            pressed = layout::card(ui, |ui| card.show(ui)).or(pressed);
        }
        pressed
    });
    let begun = pressed.map(|pressed| rules.take_up(pressed, look));
    asked.or(begun)
}

impl Rules {
    /// Does what a button of a rule's card is for.
    fn take_up(&mut self, pressed: card::Pressed, look: &WalletLook) -> Request {
        let coin = look.wallet.coin.as_str();
        match pressed {
            card::Pressed::Change(rule) => self.begin(RuleDraft::of(&rule, coin), look),
            card::Pressed::Put(rule) => self.begin(RuleDraft::put_on(&rule, coin), look),
            card::Pressed::TakeOff(rule, entry) => self.begin(RuleDraft::take_off(&rule, &entry, coin), look),
            card::Pressed::Remove(rule) => {
                self.removing = Some(removal::Removing::of(rule));
                self.attempt = None;
                self.told = None;
                looking(look)
            }
            card::Pressed::ShowApproval(id) => Request::ShowApproval { id },
        }
    }
}
