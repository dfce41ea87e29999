//! What somebody may have written wherever the platform lets people write: a test plants it and looks at what comes of it.

use serde_json::Value;

use super::state::State;
use super::state::approval::ApprovedAction;

/// Where texts of people stand in a rule's condition or another document.
const WRITTEN: [&str; 5] = ["label", "name", "comment", "description", "message"];

/// Puts a text behind every name, label, comment and message that people have written.
pub(crate) fn plant(state: &mut State, text: &str) {
    plant_in_people(state, text);
    let wallets: Vec<_> = state.wallets.newest_first().map(|wallet| wallet.id).collect();
    for id in wallets {
        let Some(wallet) = state.wallets.get_mut(id) else { continue };
        wallet.label.push_str(text);
        wallet.tags.iter_mut().for_each(|tag| tag.push_str(text));
        for rule in &mut wallet.rules {
            rule.id.push_str(text);
            plant_in(&mut rule.condition, text);
        }
    }
    state.tokens.plant(text);
    state.policies.plant(text);
    for share in &mut state.shares {
        share.message.push_str(text);
    }
    for label in state.webhooks.iter_mut().filter_map(|webhook| webhook.label.as_mut()) {
        label.push_str(text);
    }
    for template in &mut state.templates {
        template.fields.values_mut().for_each(|value| plant_in(value, text));
        if let Some(Value::String(name)) = template.fields.get_mut("name") {
            name.push_str(text);
        }
    }
    for approval in &mut state.approvals {
        plant_in_action(&mut approval.action, text);
    }
    for entry in &mut state.audit {
        plant_in(&mut entry.data, text);
    }
}

/// The names of the seed stand in the program itself; those that are planted stay there as long as it runs.
fn plant_in_people(state: &mut State, text: &str) {
    for person in &mut state.people {
        person.last = format!("{}{text}", person.last).leak();
    }
    for enterprise in &mut state.enterprises {
        enterprise.name = format!("{}{text}", enterprise.name).leak();
    }
}

fn plant_in_action(action: &mut ApprovedAction, text: &str) {
    match action {
        ApprovedAction::Rule { rule, .. } => {
            rule.id.push_str(text);
            plant_in(&mut rule.condition, text);
        }
        ApprovedAction::Tags { tags } => tags.iter_mut().for_each(|tag| tag.push_str(text)),
        ApprovedAction::Payment { comment, .. } | ApprovedAction::MpcPayment { comment, .. } => {
            comment.push_str(text);
        }
        ApprovedAction::Recorded { description, .. } | ApprovedAction::EnterpriseRule { description, .. } => {
            description.push_str(text);
        }
        ApprovedAction::Organization { role, .. } => role.push_str(text),
        ApprovedAction::Newer { kind, details } => {
            kind.push_str(text);
            plant_in(details, text);
        }
        ApprovedAction::Share { .. }
        | ApprovedAction::Whitelists { .. }
        | ApprovedAction::RemoveUser { .. }
        | ApprovedAction::ApprovalsRequired { .. }
        | ApprovedAction::ChangeUser { .. }
        | ApprovedAction::UserKeySigning { .. }
        | ApprovedAction::Invite { .. }
        | ApprovedAction::Member { .. } => {}
    }
}

fn plant_in(document: &mut Value, text: &str) {
    match document {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(words) if WRITTEN.contains(&key.as_str()) => words.push_str(text),
                    value => plant_in(value, text),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| plant_in(item, text)),
        _ => {}
    }
}
