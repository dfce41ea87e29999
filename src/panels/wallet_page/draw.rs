//! The page on the screen.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::{State, Tab};
use super::text::{CHECK_WITHDRAWAL, CHECK_WITHDRAWAL_HELP, GONE};
use super::{freeze, overview, rules, transfers, waiting};
use crate::bitgo::wallet_details::WalletDetails;
use crate::domain::count::Count;
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, choice, form, icon, layout, notice, placeholder, space, text};

/// Draws the page; at most one thing is asked for a frame.
pub fn show(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    layout::page(ui, |ui| {
        (model.draw_people_notices)(ui);
        match model.details.content().filter(|_| state.rules.is_editing()) {
            Some(look) => rules::show_editor(ui, &mut state.rules, look, model),
            None => parts(ui, state, model),
        }
    })
}

fn parts(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let (leaves, reads) = layout::head_line(
        ui,
        |ui| button::with_icon(ui, true, icon::BACK, "All wallets").clicked().then_some(Request::Leave),
        |ui| {
            let is_read = !model.details.is_pending();
            button::Button::new("Refresh").icon(icon::REFRESH).enabled(is_read).show(ui).clicked()
        },
    );
    ui.spacing_mut().item_spacing.y = space::S;
    let mut reads = reads;
    if let Loadable::Failed(failure, before) = model.details {
        if model.is_gone {
            notice::banner(ui, Meaning::Danger, GONE);
        } else if before.is_some() {
            reads |= placeholder::failed_line(ui, failure);
        } else {
            reads |= placeholder::failed(ui, failure);
        }
    }
    if let Some(words) = &state.notice {
        notice::banner(ui, Meaning::Information, words);
    }
    let inside = if let Some(look) = model.details.content() {
        whole(ui, state, look, model)
    } else {
        let gives_up = model.details.is_pending() && placeholder::loading(ui, "Reading the wallet", 0, None);
        gives_up.then_some(Request::Leave)
    };
    leaves.or(reads.then_some(Request::Read)).or(inside)
}

fn whole(ui: &mut Ui, state: &mut State, look: &WalletDetails, model: &Model<'_>) -> Option<Request> {
    let (shares, checks) = head(ui, state, look, model);
    if let Some(words) = freeze::frozen_words(&look.wallet, model) {
        notice::banner(ui, Meaning::Information, &words);
    }
    // Where what was sent stands, where nothing else on the screen says so.
    let looks_up =
        (state.freezing.is_none() && model.freeze.show(ui)) | (!state.rules.is_open() && model.rule.show(ui));
    let freezes = freeze::show(ui, state, look, model);
    tabs(ui, state, look, model);
    let inside = match state.tab {
        Tab::Overview => {
            overview::show(ui, &mut state.raw, look, model);
            None
        }
        Tab::Rules => rules::show(ui, &mut state.rules, look, model),
        Tab::People => {
            layout::card(ui, |ui| {
                form::scrolled(ui, "wallet people", |ui| {
                    (model.draw_people)(ui, &look.wallet.for_sharing());
                });
            });
            None
        }
        Tab::Transfers => transfers::show(ui, &mut state.transfers, look, model),
        Tab::Approvals => waiting::show(ui, model),
    };
    shares.or(checks).or(looks_up.then_some(Request::LookUp)).or(freezes).or(inside)
}

fn head(
    ui: &mut Ui,
    state: &mut State,
    look: &WalletDetails,
    model: &Model<'_>,
) -> (Option<Request>, Option<Request>) {
    let facts = look.wallet.for_sharing();
    let is_admin = facts.admins().any(|admin| admin == model.me);
    let ((), (shares, checks)) = layout::ends(
        ui,
        |ui| {
            text::draw_title(ui, facts.name());
            badge::chip(ui, &look.wallet.coin);
            badge::chip(ui, &look.wallet.kind_words());
            NameMarks::of(&look.wallet.label, look.wallet.telling_id(model.same_names)).show(ui);
        },
        |ui| {
            let shares = button::with_icon(ui, is_admin, icon::SHARE, "Share…").clicked();
            freeze::button(ui, state, &facts, model);
            let checks = button::with_icon(ui, true, icon::SAFETY, CHECK_WITHDRAWAL);
            (shares, checks.on_hover_text(text::lines(CHECK_WITHDRAWAL_HELP)).clicked())
        },
    );
    let shares = shares.then(|| Request::Share(facts.id.clone()));
    (shares, checks.then(|| Request::CheckWithdrawal(facts.id.clone())))
}

fn tabs(ui: &mut Ui, state: &mut State, look: &WalletDetails, model: &Model<'_>) {
    let rules = look.rules.as_ref().map_or(Count::NotRead, |rules| Count::of(rules.len(), true));
    let rules = rules.after("Policy");
    let people = look.wallet.people_count().after("People");
    let approvals = Count::of(model.approvals.len(), model.approvals_list.is_whole).after("Approvals");
    let options = [
        (Tab::Overview, "Overview"),
        (Tab::Rules, rules.as_str()),
        (Tab::People, people.as_str()),
        (Tab::Transfers, "Transfers"),
        (Tab::Approvals, approvals.as_str()),
    ];
    choice::segmented(ui, "", &mut state.tab, &options);
}
