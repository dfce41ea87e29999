//! One rule beside the list: in a sentence, which wallets it covers, how it stands, who made it, and all of it as it came.

use egui::Ui;

use super::arranged::Arranged;
use super::cells::{called, covers, enterprise_rule, lock, status, wallet_name};
use super::model::Model;
use super::request::Request;
use super::rows::{At, Row};
use super::state::State;
use super::text as wording;
use crate::bitgo::user::EnterpriseRef;
use crate::domain::enterprise_policy::{Doer, EnterpriseRule, RuleStatus};
use crate::domain::lifetime::moment_words;
use crate::kit::palette::Meaning;
use crate::kit::{badge, button, copy, form, layout, notice, space, text, tree};

/// So many wallets are called by their names.
const NAMED: usize = 12;

/// Draws the rule.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    row: &Row,
    arranged: &Arranged,
    model: &Model<'_>,
) -> Option<Request> {
    // Another rule's details begin at their top.
    let salt = format!("policy {}", row.key);
    let mut shows_approval = None;
    let asked = form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            if layout::closable_head(ui, called(row), wording::CLOSE) {
                state.close();
            }
            if !state.is_listed(row, arranged) {
                notice::line(ui, Meaning::Information, wording::NOT_SHOWN);
            }
            head(ui, row, arranged, model);
            shows_approval = waits(ui, row, arranged, model);
            facts(ui, row, arranged, model);
            wallets(ui, row, arranged);
            if let Some(rule) = enterprise_rule(row, arranged) {
                amounts(ui, rule);
                as_sent(ui, state, row, rule, model);
            }
        },
        |ui, state| ways(ui, state, row, arranged),
    );
    shows_approval.map(Request::ShowApproval).or(asked)
}

fn head(ui: &mut Ui, row: &Row, arranged: &Arranged, model: &Model<'_>) {
    layout::chips(ui, |ui| {
        badge::mark(ui, Meaning::Information, row.origin.title());
        status(ui, row);
        if let Some((glyph, words)) = lock(row, arranged, model) {
            badge::with_icon(ui, Meaning::Neutral, glyph, &words);
        }
    });
    text::wrapped(ui, text::strong(&row.sentence));
    if !row.is_understood {
        notice::banner(ui, Meaning::Attention, wording::NOT_COUNTED);
    }
}

/// That it, or a change of it, waits for approval, and the way there.
fn waits(ui: &mut Ui, row: &Row, arranged: &Arranged, model: &Model<'_>) -> Option<String> {
    let approval = match row.at {
        At::Wallet { wallet, .. } => {
            let (wallet, rule) = (arranged.all.picture.wallets.get(wallet as usize)?, row.own.as_ref()?);
            model.approvals.iter().find(|it| {
                it.wallet.as_deref() == Some(wallet.id.as_str())
                    && it
                        .open_rule_change()
                        .is_some_and(|open| open.is_about(&rule.id, row.coin.as_deref(), &wallet.coin))
            })
        }
        At::Enterprise(_) => {
            let evaluation = enterprise_rule(row, arranged)?.request_evaluation.as_deref();
            model
                .approvals
                .iter()
                .find(|it| evaluation.is_some() && it.policy_evaluation.as_deref() == evaluation)
        }
    };
    let is_waiting = matches!(row.status, RuleStatus::PendingApproval | RuleStatus::UnlockPending);
    let Some(approval) = approval else {
        if is_waiting {
            text::wrapped(ui, text::small(wording::NOT_IN_LIST));
        }
        return None;
    };
    button::link(ui, wording::VIEW_APPROVAL).clicked().then(|| approval.id.clone())
}

fn facts(ui: &mut Ui, row: &Row, arranged: &Arranged, model: &Model<'_>) {
    let enterprise = EnterpriseRef::name_of(row.enterprise.as_deref(), model.enterprises);
    let covers = covers(row, arranged);
    let Some(rule) = enterprise_rule(row, arranged) else {
        let lock = row.own.as_ref().map(|it| it.lock.lock(model.now).sentence(model.now, model.zone));
        let facts = [
            ("Enterprise", enterprise.as_str()),
            ("Wallet", &covers),
            ("Lock", lock.as_deref().unwrap_or_default()),
            ("Created", wording::MAKER_NOT_REPORTED),
        ];
        form::facts(ui, &facts);
        return;
    };
    let lock = rule.lock.state(model.now).sentence(model.now, model.zone);
    let fired = rule.last_fired.map(|at| moment_words(at, model.zone));
    let version = rule.version.map_or_else(|| wording::NOT_REPORTED.to_owned(), |it| it.to_string());
    let guards =
        if rule.touchpoint.label.is_empty() { wording::NOT_REPORTED } else { &rule.touchpoint.label };
    form::facts(
        ui,
        &[
            ("Enterprise", &enterprise),
            ("Guards", guards),
            ("Covers", &covers),
            ("Version", &version),
            ("Lock", &lock),
            ("Created", &doer(&rule.created, model)),
            ("Changed", &doer(&rule.modified, model)),
            ("Last fired", fired.as_deref().unwrap_or(wording::NEVER_FIRED)),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "rule ID", &rule.id));
}

fn doer(doer: &Doer, model: &Model<'_>) -> String {
    let by = match doer.by.as_str() {
        "" => wording::NOT_REPORTED.to_owned(),
        by if by.eq_ignore_ascii_case("bitgo") => "BitGo".to_owned(),
        by => model.names.of(by),
    };
    match doer.at {
        Some(at) => format!("{by}, {}", moment_words(at, model.zone)),
        None => by,
    }
}

/// The wallets by their names, as far as there is room, and what is not to be seen.
fn wallets(ui: &mut Ui, row: &Row, arranged: &Arranged) {
    let At::Enterprise(at) = row.at else { return };
    let picture = &arranged.all.picture;
    let Some(coverage) = picture.coverage(at) else { return };
    let covered = coverage.covered.iter().filter_map(|place| picture.wallets.get(*place as usize));
    let mut names: Vec<String> =
        covered.take(NAMED).map(|wallet| format!("{} ({})", wallet_name(wallet), wallet.coin)).collect();
    if names.len() > 1 || !coverage.not_seen.is_empty() {
        space::gap(ui, space::XS);
        ui.label(text::strong("Wallets"));
        names.extend(coverage.covered.len().checked_sub(NAMED + 1).map(|more| wording::more(more + 1)));
        for name in names {
            text::elided(ui, text::body(name));
        }
    }
    if !coverage.not_seen.is_empty() {
        text::wrapped(ui, text::small(wording::not_seen(coverage.not_seen.len())));
        for id in coverage.not_seen.iter().take(NAMED) {
            layout::row(ui, |ui| copy::id(ui, "wallet ID", id));
        }
        if let Some(more) = coverage.not_seen.len().checked_sub(NAMED + 1) {
            text::wrapped(ui, text::small(wording::more(more + 1)));
        }
    }
}

/// Each amount as it came: its unit is a reading.
fn amounts(ui: &mut Ui, rule: &EnterpriseRule) {
    for threshold in rule.conditions().filter_map(|it| it.threshold()) {
        text::wrapped(ui, text::small(threshold.raw_words()));
    }
}

/// What is not known here, and all of it where that is unfolded.
fn as_sent(ui: &mut Ui, state: &mut State, row: &Row, rule: &EnterpriseRule, model: &Model<'_>) {
    state.trees.keep(&row.key, model.generation, rule);
    for (about, part) in &state.trees.parts {
        tree::show(ui, about, part, wording::more_lines);
    }
    if rule.json.is_empty() {
        return;
    }
    form::fold(ui, &mut state.shows_raw, wording::AS_SENT, "");
    if state.shows_raw {
        tree::show(ui, &row.name, state.trees.whole(rule), wording::more_lines);
        copy::button(ui, wording::COPY_ALL, &rule.json);
    }
}

/// Where to go from here.
fn ways(ui: &mut Ui, state: &mut State, row: &Row, arranged: &Arranged) -> Option<Request> {
    match row.at {
        At::Wallet { wallet, .. } => {
            let wallet = arranged.all.picture.wallets.get(wallet as usize)?;
            button::plain(ui, true, wording::OPEN_WALLET_POLICY)
                .clicked()
                .then(|| Request::OpenRules { coin: wallet.coin.to_string(), wallet: wallet.id.to_string() })
        }
        At::Enterprise(at) => {
            let (read, rule) = arranged.all.picture.rule(at)?;
            if rule.id.is_empty() || !button::plain(ui, true, wording::SHOW_VERSIONS).clicked() {
                return None;
            }
            state.shows_versions = true;
            Some(Request::ReadVersions { enterprise: read.enterprise.clone(), rule: rule.id.clone() })
        }
    }
}
