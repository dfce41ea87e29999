//! An access token template (spec: GET /api/v2/user/accesstokentemplate/{id}).

use serde_json::{Value, json};

use super::time::iso;
use crate::sandbox::state::template::TokenTemplate;

/// The whole document.
pub(crate) fn full(template: &TokenTemplate) -> Value {
    let mut fields = template.fields.clone();
    fields.insert("id".to_owned(), json!(template.id.to_string()));
    fields.insert("userId".to_owned(), json!(template.person.to_string()));
    fields.insert("createdAt".to_owned(), json!(iso(template.created)));
    fields.insert("updatedAt".to_owned(), json!(iso(template.updated)));
    Value::Object(fields)
}
