//! The person, as login and `user/me` tell.

use serde_json::{Map, Value};

use super::enterprises::EnterpriseRole;
use super::fields::Fields;
use crate::domain::alphabet::{look, mixed_alphabets};
use crate::domain::foreign_text::visible;
use crate::domain::text::elided;

/// A person of the platform.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    /// The platform's ID.
    pub id: String,
    /// Full name; empty where none is set.
    pub name: String,
    /// The name they log in with, mostly the e-mail address.
    pub username: String,
    /// The e-mail address; empty where the answer has none.
    pub email: String,
    /// The enterprises they belong to.
    pub enterprises: Vec<EnterpriseRef>,
    /// Their second factors.
    pub otp_devices: Vec<OtpDevice>,
    /// Whether their account is frozen.
    pub is_frozen: bool,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// An enterprise that a person belongs to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnterpriseRef {
    /// The platform's ID.
    pub id: String,
    /// Its name; empty where the answer has none.
    pub name: String,
    /// What the person may do in it.
    pub permissions: Vec<String>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl EnterpriseRef {
    /// What to call the enterprise with this ID: by its ID where it is none of these.
    pub fn name_of(id: Option<&str>, all: &[Self]) -> String {
        let Some(id) = id else { return "none".to_owned() };
        all.iter().find(|it| it.id == id).map_or_else(|| id.to_owned(), |it| it.words(all))
    }

    /// Whether the person administers it.
    pub fn is_administered(&self) -> bool {
        self.permissions.iter().any(|word| word == EnterpriseRole::Admin.word())
    }

    /// Its name, with its ID where the name alone may be taken for another's; the ID where it has no name.
    pub fn words(&self, all: &[Self]) -> String {
        if self.name.trim().is_empty() {
            self.id.clone()
        } else if self.is_mistakable(all) {
            format!("{} ({})", visible(&self.name), elided(&self.id))
        } else {
            self.name.clone()
        }
    }

    /// Whether its name looks like another's of these, or may pass for one in other letters.
    pub fn is_mistakable(&self, all: &[Self]) -> bool {
        let own = look(&self.name);
        mixed_alphabets(&self.name).is_some()
            || all.iter().any(|it| it.id != self.id && look(&it.name) == own)
    }
}

/// A second factor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OtpDevice {
    /// The platform's ID.
    pub id: String,
    /// `totp`, `u2f`, `yubikey` and the like.
    pub kind: String,
    /// What its owner calls it.
    pub label: String,
}

impl User {
    /// What to call the person: name, else user name, else e-mail, else ID.
    pub fn display_name(&self) -> &str {
        [&self.name, &self.username, &self.email, &self.id]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }

    pub(super) fn read(mut fields: Fields) -> Option<Self> {
        let id = fields.text("id")?;
        Some(Self {
            id,
            name: read_name(&mut fields),
            username: fields.text("username").unwrap_or_default(),
            email: email(&mut fields),
            enterprises: fields
                .objects("enterprises")
                .unwrap_or_default()
                .into_iter()
                .map(EnterpriseRef::read)
                .collect(),
            otp_devices: fields
                .objects("otpDevices")
                .unwrap_or_default()
                .into_iter()
                .map(OtpDevice::read)
                .collect(),
            is_frozen: fields.flag("isFrozen").unwrap_or_default(),
            extra: fields.rest(),
        })
    }
}

/// `name` is an object with `full`, `first` and `last`, or a text.
pub(super) fn read_name(fields: &mut Fields) -> String {
    if let Some(text) = fields.text("name") {
        return text;
    }
    let Some(mut parts) = fields.object("name") else { return String::new() };
    let given = [parts.text("first"), parts.text("last")];
    let joined = given.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    parts.text("full").filter(|full| !full.is_empty()).unwrap_or(joined)
}

/// `email` is an object with `email` and `verified`, or a text.
fn email(fields: &mut Fields) -> String {
    fields
        .text("email")
        .or_else(|| fields.object("email").and_then(|mut email| email.text("email")))
        .unwrap_or_default()
}

impl EnterpriseRef {
    fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            name: fields.text("name").unwrap_or_default(),
            permissions: fields.texts("permissions").unwrap_or_default(),
            extra: fields.rest(),
        }
    }
}

impl OtpDevice {
    fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            kind: fields.text("type").unwrap_or_default(),
            label: fields.text("label").unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn both_shapes_of_names_are_read() {
        for (json, shown, email) in [
            (
                serde_json::json!({"id":"1","name":{"full":"Ada L","first":"Ada"},"email":{"email":"a@b"}}),
                "Ada L",
                "a@b",
            ),
            (serde_json::json!({"id":"1","name":{"full":"","first":"Ada","last":"L"}}), "Ada L", ""),
            (serde_json::json!({"id":"1","name":"Ada","email":"a@b"}), "Ada", "a@b"),
            (serde_json::json!({"id":"1","name":7,"username":"ada"}), "ada", ""),
            (serde_json::json!({"id":"1"}), "1", ""),
        ] {
            let user = User::read(Fields::of(json).unwrap()).unwrap();
            assert_eq!((user.display_name(), user.email.as_str()), (shown, email));
        }
    }
}
