//! What the token may do: presets, and every scope with what it allows.

use egui::Ui;

use super::model::FormModel;
use super::state::State;
use super::text as wording;
use crate::bitgo::wallet::{Wallet, WalletRows};
use crate::domain::alphabet::SameNames;
use crate::domain::foreign_text::visible;
use crate::domain::scope::{self, Risk, ScopeGroup, ScopeInfo, presets};
use crate::domain::text::elided;
use crate::kit::form as kit_form;
use crate::kit::name::NameMarks;
use crate::kit::palette::Meaning;
use crate::kit::sliced_search::SlicedSearch;
use crate::kit::{badge, button, choice, field, notice, space, text};

/// How many wallets a search offers at once.
const OFFERED_WALLETS: usize = 6;

/// Room for a scope's marks, in points.
const MARKS_WIDTH: f32 = 190.0;

/// Draws presets and scopes.
pub fn show(ui: &mut Ui, state: &mut State, model: &FormModel<'_>) {
    text::draw_section(ui, wording::SCOPES);
    text::wrapped(ui, text::muted(wording::SCOPES_ABOUT));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.label(text::small(wording::PRESETS));
        for preset in presets() {
            if button::plain(ui, true, preset.name).on_hover_text(text::plain(preset.about)).clicked() {
                state.apply(preset);
            }
        }
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for group in ScopeGroup::ALL {
            group_of_scopes(ui, state, model, group);
        }
        unknown_scopes(ui, state);
    });
}

/// Scopes that came with an old token or a template and cannot be asked for, each with a button that takes it away.
fn unknown_scopes(ui: &mut Ui, state: &mut State) {
    let unknown: Vec<String> = state.draft.unknown_scopes().map(str::to_owned).collect();
    for name in unknown {
        let words = visible(&name);
        notice::line(ui, Meaning::Danger, &wording::unknown_scope(words.as_ref()));
        kit_form::indented(ui, |ui| {
            if button::plain(ui, true, &wording::remove_scope(words.as_ref())).clicked() {
                state.draft.scopes.remove(&name);
            }
        });
    }
}

fn group_of_scopes(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, group: ScopeGroup) {
    let members: Vec<&ScopeInfo> = scope::scopes().iter().filter(|info| info.group == group).collect();
    let chosen = members.iter().filter(|info| state.draft.scopes.contains_key(info.name)).count();
    let mut is_open = state.unfolded.contains(group.title());
    let count =
        if chosen == 0 { format!("{}", members.len()) } else { format!("{chosen} of {}", members.len()) };
    if kit_form::fold(ui, &mut is_open, group.title(), &count) {
        if is_open {
            state.unfolded.insert(group.title());
        } else {
            state.unfolded.remove(group.title());
        }
    }
    if is_open {
        kit_form::indented(ui, |ui| {
            for info in members {
                one_scope(ui, state, model, info);
            }
        });
    }
}

fn one_scope(ui: &mut Ui, state: &mut State, model: &FormModel<'_>, info: &ScopeInfo) {
    let mut ticked = state.draft.scopes.contains_key(info.name);
    let is_offered = !info.marks.test_only || model.context.rules.all_scope_allowed;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let words_width = (ui.available_width() - MARKS_WIDTH).max(MARKS_WIDTH);
        ui.vertical(|ui| {
            ui.set_width(words_width);
            ui.add_enabled_ui(is_offered || ticked, |ui| {
                if choice::checkbox(ui, &mut ticked, info.name, Some(info.allows)).changed() {
                    if ticked {
                        state.draft.scopes.entry(info.name.to_owned()).or_default();
                    } else {
                        state.draft.scopes.remove(info.name);
                    }
                }
            });
        });
        marks(ui, info);
    });
    if info.marks.needs_wallet
        && let Some(chosen) = state.draft.scopes.get_mut(info.name)
    {
        let search = state.wallet_search.entry(info.name.to_owned()).or_default();
        kit_form::indented(ui, |ui| {
            wallet_picker(ui, info.name, chosen, search, (model.wallets, model.same_names));
        });
    }
}

fn marks(ui: &mut Ui, info: &ScopeInfo) {
    let meaning = match info.risk {
        Risk::Reads => Meaning::Neutral,
        Risk::Changes => Meaning::Information,
        Risk::Controls => Meaning::Attention,
        Risk::MovesMoney | Risk::Everything => Meaning::Danger,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        badge::mark(ui, meaning, info.risk.word());
        let peculiar = [
            (info.marks.deprecated, "deprecated"),
            (info.marks.login_only, "login only"),
            (info.marks.test_only, "test only"),
            (info.marks.partners_only, "partners only"),
        ];
        for (_, word) in peculiar.into_iter().filter(|(holds, _)| *holds) {
            badge::chip(ui, word);
        }
    });
}

/// Chosen wallets with a button to drop each, and a search for more.
pub fn wallet_picker(
    ui: &mut Ui,
    of: &str,
    chosen: &mut Vec<String>,
    (typed, search): &mut (String, SlicedSearch),
    (wallets, names): (WalletRows<'_>, &SameNames),
) {
    let mut dropped = None;
    for id in chosen.iter() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let wallet = wallets.by_id(id);
            let name = wallet.map_or_else(|| id.clone(), |wallet| name_of(wallet, names));
            ui.label(text::body(&name)).on_hover_text(text::mono(id));
            if let Some(wallet) = wallet {
                NameMarks::of(&wallet.label, None).show(ui);
                ui.label(text::small(wallet.kind.word()));
            }
            if button::icon(ui, crate::kit::icon::CLOSE, &wording::remove_wallet(&name, of)).clicked() {
                dropped = Some(id.clone());
            }
        });
    }
    if let Some(id) = dropped {
        chosen.retain(|other| *other != id);
    }
    let label = wording::wallet_for(of);
    field::search(ui, &label, typed, field::WIDTH.min(ui.available_width()));
    let words = typed.trim().to_lowercase();
    if words.is_empty() {
        ui.label(text::small(wording::WALLET_SEARCH_HELP));
        return;
    }
    let looked_for = format!("{words}\n{}", chosen.join(" "));
    let rows = (wallets.all(), wallets.generation());
    let found = search.go_on(ui.ctx(), rows, (&looked_for, OFFERED_WALLETS), |it| {
        it.is_found_by(&words) && !chosen.iter().any(|id| *id == it.id)
    });
    if found.is_none() {
        ui.label(text::small(wording::NO_WALLET));
    }
    for wallet in found.rows {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let words = wording::add_wallet(&name_of(wallet, names));
            if button::plain(ui, true, &words).on_hover_text(text::mono(wallet.id.as_str())).clicked() {
                chosen.push(wallet.id.to_string());
                typed.clear();
            }
            NameMarks::of(&wallet.label, None).show(ui);
            text::elided(ui, text::small(wallet.kind.word()));
        });
    }
}

/// Label and coin of a wallet, and its ID where another one looks the same by them.
fn name_of(wallet: &Wallet, names: &SameNames) -> String {
    let (label, coin) = (visible(&wallet.label), &wallet.coin);
    match wallet.telling_id(names) {
        Some(id) => format!("{label} ({coin}, {})", elided(id)),
        None => format!("{label} ({coin})"),
    }
}
