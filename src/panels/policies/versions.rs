//! The versions of a rule, the newest first, each with what it changed: as it was and as it became.

use std::sync::Arc;

use egui::Ui;

use super::arranged::Arranged;
use super::cells::{called, enterprise_rule};
use super::made_versions::VersionWords;
use super::model::Model;
use super::request::Request;
use super::rows::{At, Row};
use super::state::State;
use super::text as wording;
use crate::domain::enterprise_policy::EnterpriseRule;
use crate::domain::lifetime::moment_words;
use crate::kit::palette::Meaning;
use crate::kit::state::Loadable;
use crate::kit::{badge, button, diff, form, icon, layout, placeholder, space, text};

/// Draws them.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    row: &Row,
    arranged: &Arranged,
    model: &Model<'_>,
) -> Option<Request> {
    let rule = enterprise_rule(row, arranged);
    let salt = format!("versions {}", row.key);
    let (of, versions) = model.versions;
    let mut again = None;
    form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            if layout::closable_head(ui, &format!("{}: {}", wording::VERSIONS, called(row)), wording::CLOSE) {
                state.close();
            }
            match versions {
                _ if rule.is_none_or(|rule| rule.id != of) => {}
                Loadable::Failed(failure, None) => {
                    if placeholder::failed_line(ui, failure) {
                        again = read(row, arranged);
                    }
                }
                versions => {
                    if let Loadable::Failed(failure, Some(_)) = versions
                        && placeholder::failed_line(ui, failure)
                    {
                        again = read(row, arranged);
                    }
                    match versions.content() {
                        Some(all) => list(ui, state, all, arranged, model),
                        None => drop(ui.label(text::muted(wording::READING_VERSIONS))),
                    }
                }
            }
        },
        |ui, state| {
            if button::with_icon(ui, true, icon::BACK, wording::BACK).clicked() {
                state.shows_versions = false;
            }
        },
    );
    again
}

fn read(row: &Row, arranged: &Arranged) -> Option<Request> {
    let At::Enterprise(at) = row.at else { return None };
    let (read, rule) = arranged.all.picture.rule(at)?;
    Some(Request::ReadVersions { enterprise: read.enterprise.clone(), rule: rule.id.clone() })
}

fn list(
    ui: &mut Ui,
    state: &mut State,
    versions: &Arc<Vec<EnterpriseRule>>,
    arranged: &Arranged,
    model: &Model<'_>,
) {
    if versions.is_empty() {
        ui.label(text::muted(wording::NO_VERSIONS));
        return;
    }
    let (generation, picture) = (model.generation, &arranged.all.picture);
    let made =
        state.versions.of((model.versions_serial, versions), (generation, picture), model.names, model.run);
    if made.is_empty() {
        ui.label(text::muted(wording::READING_VERSIONS));
    }
    for words in made {
        let Some(version) = versions.get(words.place) else { continue };
        layout::card(ui, |ui| one(ui, version, words, model));
        space::gap(ui, space::S);
    }
}

fn one(ui: &mut Ui, version: &EnterpriseRule, words: &VersionWords, model: &Model<'_>) {
    let number = version.version.map_or_else(|| "Without a number".to_owned(), |it| format!("Version {it}"));
    layout::chips(ui, |ui| {
        ui.label(text::strong(number));
        let meaning = if version.is_active() { Meaning::Good } else { Meaning::Neutral };
        badge::mark(ui, meaning, version.status.title());
    });
    let at = version.modified.at.or(version.created.at).map(|at| moment_words(at, model.zone));
    let by = [&version.modified.by, &version.created.by].into_iter().find(|by| !by.is_empty());
    let by = by.map(|by| if by.eq_ignore_ascii_case("bitgo") { by.clone() } else { model.names.of(by) });
    let who: Vec<String> = by.into_iter().chain(at).collect();
    text::wrapped(ui, text::small(who.join(", ")));
    text::wrapped(ui, text::body(&words.sentence));
    match &words.changed {
        None => drop(ui.label(text::muted(wording::FIRST))),
        Some(found) if found.is_empty() => drop(ui.label(text::muted(wording::SAME))),
        Some(found) => {
            let rows = found.iter();
            let rows = rows.map(|it| diff::Row { about: &it.part, before: &it.before, after: &it.after });
            diff::show(ui, ["Before", "After"], rows);
        }
    }
}
