//! Templates for access tokens: what one holds, how it fills in what a token's request leaves out, and how one is made
//! or changed (spec: /api/v2/user/accesstokentemplate). Every person has templates of their own, and needs no role for
//! them; one may be meant for an enterprise that they belong to.
//!
//! As for tokens, the order is draft, then [`check()`], then [`TemplateRequest`], which is what is shown and sent.

mod check;
pub(super) mod effective_value;
pub(super) mod fields;
mod filling;
mod issued;
mod request;
mod sameness;
#[cfg(test)]
mod tests;

pub use check::{TemplateCheck, TemplateDraft, check};
pub use effective_value::{EffectiveValue, ValueOrigin, effective_values, holdings_of_blanks};
pub use fields::TemplateFields;
pub use filling::draft_from;
pub use issued::differences;
pub use request::{Erc20LimitBody, LimitBody, LimitsBody, TemplateBody, TemplateRequest};

pub(super) use effective_value::soften_held;
pub(super) use filling::fill;
