//! What can be built: scopes, touchpoints, and the conditions and actions of each with their parameters (spec: GET
//! …/scopes, …/touchpoints, …/conditions, …/actions).

use serde_json::{Map, Value};

use crate::bitgo::fields::Fields;

/// A scope of rules, such as all wallets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyScope {
    /// The platform's ID.
    pub id: String,
    /// Its name, such as `wallet.segregated`.
    pub name: String,
    /// What the platform calls it.
    pub label: String,
    /// What the platform says of it.
    pub description: String,
    /// The filtering conditions that it supports.
    pub filters: Vec<PartDefinition>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// Something that a rule can guard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touchpoint {
    /// The platform's ID, by which rules name it.
    pub id: String,
    /// Its name, by which the routes that make and change rules want it.
    pub name: String,
    /// What the platform calls it.
    pub label: String,
    /// What the platform says of it.
    pub description: String,
    /// `ACTIVE` or `INACTIVE`.
    pub status: String,
    /// Whether it is the vendor's own.
    pub is_vendors: bool,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// The touchpoints of a scope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touchpoints {
    /// Those that came.
    pub touchpoints: Vec<Touchpoint>,
    /// Whether there are more pages: the route takes no page to ask for.
    pub is_incomplete: bool,
}

/// A condition, a filtering condition or an action that rules can be built of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartDefinition {
    /// Its name, such as `transfer.amount`.
    pub name: String,
    /// What the platform calls it.
    pub label: String,
    /// What the platform says of it.
    pub description: String,
    /// `ACTIVE` or `INACTIVE`.
    pub status: String,
    /// Its parameters.
    pub parameters: Vec<ParameterDefinition>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// A parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterDefinition {
    /// Its name, such as `amount`.
    pub name: String,
    /// What the platform calls it.
    pub label: String,
    /// What the platform says of it.
    pub description: String,
    /// What it takes: `ENUMERATED`, `COIN_OR_USD`, `BITGO_USER_ID`, …
    pub kind: String,
    /// `ALWAYS`, `OPTIONAL` or `ONE_OR_MORE`.
    pub required: String,
    /// Whether it takes several values.
    pub takes_several: bool,
    /// The values that it takes, where they are listed.
    pub values: Vec<ParameterValue>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// A value that a parameter takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParameterValue {
    /// What is sent.
    pub value: String,
    /// What the platform calls it.
    pub label: String,
    /// What the platform says of it.
    pub description: String,
}

impl PolicyScope {
    fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            name: fields.text("name").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            description: fields.text("description").unwrap_or_default(),
            filters: definitions(&mut fields, "conditions").unwrap_or_default(),
            extra: fields.rest(),
        }
    }

    pub(super) fn read_all(mut fields: Fields) -> Result<Vec<Self>, &'static str> {
        let scopes = fields.objects("scopes").ok_or("it holds no list of scopes")?;
        Ok(scopes.into_iter().map(Self::read).collect())
    }
}

impl Touchpoint {
    fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            name: fields.text("name").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            description: fields.text("description").unwrap_or_default(),
            status: fields.text("status").unwrap_or_default(),
            is_vendors: fields.flag("adminOnly").unwrap_or_default(),
            extra: fields.rest(),
        }
    }
}

impl Touchpoints {
    pub(super) fn read(mut fields: Fields) -> Result<Self, &'static str> {
        let items = fields.objects("touchpoints").ok_or("it holds no list of touchpoints")?;
        let is_incomplete = fields.whole("totalPages").is_some_and(|pages| pages > 1)
            || fields.whole("totalElements").is_some_and(|count| count > items.len() as u64);
        Ok(Self { touchpoints: items.into_iter().map(Touchpoint::read).collect(), is_incomplete })
    }
}

impl PartDefinition {
    fn read(mut fields: Fields) -> Self {
        let parameters = fields.objects("parameters").unwrap_or_default();
        Self {
            name: fields.text("name").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            description: fields.text("description").unwrap_or_default(),
            status: fields.text("status").unwrap_or_default(),
            parameters: parameters.into_iter().map(ParameterDefinition::read).collect(),
            extra: fields.rest(),
        }
    }
}

impl ParameterDefinition {
    fn read(mut fields: Fields) -> Self {
        Self {
            name: fields.text("name").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
            description: fields.text("description").unwrap_or_default(),
            kind: fields.text("type").unwrap_or_default(),
            required: fields.text("required").unwrap_or_default(),
            // The specification's examples have it as a text, too.
            takes_several: fields
                .flag("allowMultiple")
                .unwrap_or(fields.text("allowMultiple").as_deref() == Some("true")),
            values: values(&mut fields),
            extra: fields.rest(),
        }
    }
}

/// A list of values with their names; the specification's examples have a single text, too.
fn values(fields: &mut Fields) -> Vec<ParameterValue> {
    if let Some(value) = fields.text("values") {
        return vec![ParameterValue { value, ..ParameterValue::default() }];
    }
    let read = |mut it: Fields| ParameterValue {
        value: it.text("value").unwrap_or_default(),
        label: it.text("label").unwrap_or_default(),
        description: it.text("description").unwrap_or_default(),
    };
    fields.objects("values").unwrap_or_default().into_iter().map(read).collect()
}

/// The definitions of a list; none where it is none.
pub(super) fn definitions(fields: &mut Fields, name: &str) -> Option<Vec<PartDefinition>> {
    Some(fields.objects(name)?.into_iter().map(PartDefinition::read).collect())
}
