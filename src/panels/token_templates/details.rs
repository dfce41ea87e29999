//! One template with everything that it holds, and what can be done with it.

use egui::Ui;

use super::model::Model;
use super::request::Request;
use super::state::{Deleting, State};
use super::text as wording;
use crate::bitgo::templates::TokenTemplate;
use crate::domain::alphabet::SameNames;
use crate::domain::deed::{Answers, Deed};
use crate::domain::lifetime::moment_words;
use crate::domain::scope;
use crate::domain::token::Reach;
use crate::domain::token::existing::ExistingLimit;
use crate::domain::token::template::TemplateFields;
use crate::domain::typed_name::TypedName;
use crate::kit::confirm::{self, Action, Choice};
use crate::kit::form;
use crate::kit::listing::ListRequest;
use crate::kit::{button, copy, layout, space, text};

/// Draws the chosen template's details.
pub fn show(ui: &mut Ui, state: &mut State, template: &TokenTemplate, model: &Model<'_>) -> Option<Request> {
    let fields = template.fields();
    let salt = format!("template details {}", fields.id);
    form::with_footer(
        ui,
        &salt,
        state,
        |ui, state| {
            if layout::closable_head(ui, fields.name_words(), "Close details") {
                state.close_details();
            }
            facts(ui, template, model);
            holds(ui, &fields);
        },
        |ui, state| {
            let id = || template.id.clone();
            let (asked, deletes) = layout::ends(
                ui,
                |ui| {
                    let uses = button::plain(ui, true, "Use template…").clicked();
                    let edits = button::plain(ui, true, "Edit…").clicked();
                    uses.then(|| Request::Use { id: id() })
                        .or_else(|| edits.then(|| Request::Edit { id: id() }))
                },
                |ui| button::danger(ui, true, "Delete…").clicked(),
            );
            if deletes {
                // A template without a name is confirmed by its ID.
                let name = if template.name.trim().is_empty() { &template.id } else { &template.name };
                state.news = None;
                let names = SameNames::of(model.templates.rows.iter().map(|it| (it.name.as_str(), "")));
                let is_same = names.has(&template.name);
                let asked = TypedName::of(
                    "template",
                    ("name", &template.name),
                    ("template ID", &template.id),
                    is_same,
                );
                let answers = Answers::default();
                state.deleting = Some(Deleting { id: id(), name: name.clone(), asked, answers });
            }
            asked
        },
    )
}

fn facts(ui: &mut Ui, template: &TokenTemplate, model: &Model<'_>) {
    let moment = |at: Option<_>| {
        at.map_or_else(|| wording::NOT_REPORTED.to_owned(), |at| moment_words(at, model.zone))
    };
    form::facts(
        ui,
        &[
            ("Enterprise", &model.enterprise_words(template)),
            ("Created", &moment(template.created)),
            ("Last changed", &moment(template.updated)),
        ],
    );
    layout::fact(ui, "ID", |ui| copy::id(ui, "template ID", &template.id));
}

/// What a token takes from it where it says nothing itself.
fn holds(ui: &mut Ui, fields: &TemplateFields) {
    part(ui, wording::PERMISSIONS, fields.terms.scopes.is_empty(), |ui| {
        for name in &fields.terms.scopes {
            let allows = scope::scope(name).map_or(wording::UNKNOWN_SCOPE, |info| info.allows);
            text::wrapped(ui, text::mono(name));
            text::wrapped(ui, text::small(allows));
        }
    });
    let limits: Vec<&ExistingLimit> = fields.terms.limits.iter().chain(&fields.terms.erc20).collect();
    part(ui, wording::LIMITS, limits.is_empty(), |ui| {
        for limit in limits {
            text::wrapped(ui, text::body(limit.size_words()));
        }
    });
    part(ui, wording::ADDRESSES, fields.terms.addresses.is_empty(), |ui| {
        for address in &fields.terms.addresses {
            text::wrapped(ui, text::mono(address));
        }
    });
    part(ui, wording::ACCESS, fields.terms.reach == Reach::Everything, |ui| {
        text::wrapped(ui, text::body(fields.terms.reach_words()));
    });
}

fn part(ui: &mut Ui, head: &str, is_left: bool, draw: impl FnOnce(&mut Ui)) {
    space::gap(ui, space::XS);
    ui.label(text::strong(head));
    if is_left {
        ui.label(text::muted(wording::SET_PER_TOKEN_SENTENCE));
    } else {
        draw(ui);
    }
}

/// The confirmation of a deletion: what will be sent, and the name typed once more.
pub fn deletion(ui: &mut Ui, state: &mut State, model: &Model<'_>) -> Option<Request> {
    let Some(deleting) = state.deleting.as_mut() else {
        return model.deletion.show(ui).then_some(Request::Read(ListRequest::Reload));
    };
    let action = Action {
        title: wording::DELETE_TITLE,
        words: &wording::delete_words(&deleting.name),
        beware: &[],
        request: &format!("DELETE /api/v2/user/accesstokentemplate/{}", deleting.id),
        asked: &Deed::DeleteTemplate { name: &deleting.asked }.confirm_by(),
        verb: "Delete template",
        keep: "Cancel",
        environment: model.environment,
    };
    match confirm::sent_once(ui, "delete template", &action, &mut deleting.answers, &model.deletion)? {
        Choice::Send => Some(Request::Delete { id: deleting.id.clone(), name: deleting.name.clone() }),
        Choice::StopWaiting => Some(Request::StopWaiting),
        Choice::LookUp => Some(Request::Read(ListRequest::Reload)),
        Choice::Keep => {
            state.deleting = None;
            Some(Request::ForgetDeletion)
        }
    }
}
