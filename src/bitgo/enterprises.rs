//! The people of an enterprise (spec: GET /api/v1/enterprise/{enterpriseId}/user).

use super::error::Error;
use super::fields::Fields;
use super::outcome::Outcome;
use super::routes::Route;
use super::session::Session;
use crate::domain::open_enum::words;
use serde::Serialize;
use serde_json::{Map, Value};

words! {
    /// What a person may do in an enterprise.
    EnterpriseRole {
        /// Manage it.
        Admin = "admin",
        /// See everything in it.
        Auditor = "auditor",
        /// Make wallets in it.
        WalletCreator = "wallet.create",
    }
}

/// A person of an enterprise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnterprisePerson {
    /// The person, by ID.
    pub id: String,
    /// The name they log in with, mostly the e-mail address.
    pub username: String,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Whether they manage the enterprise.
    pub is_admin: bool,
    /// Whether their account is in use.
    pub is_active: Option<bool>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// The people of an enterprise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnterprisePeople {
    /// All that came, administrators first.
    pub people: Vec<EnterprisePerson>,
    /// How many there are, by the platform's count.
    pub count: Option<u64>,
    /// Whether the platform left people out: it does so for enterprises with 500 wallets or more.
    pub is_incomplete: bool,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl EnterprisePerson {
    fn read(mut fields: Fields, is_admin: bool) -> Self {
        let parts = [fields.text("firstName"), fields.text("lastName")];
        let joined = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        let email =
            fields.text("email").or_else(|| fields.object("email").and_then(|mut it| it.text("email")));
        Self {
            id: fields.text("id").unwrap_or_default(),
            username: fields.text("username").unwrap_or_default(),
            name: fields.text("fullName").filter(|it| !it.is_empty()).unwrap_or(joined),
            email: email.unwrap_or_default(),
            is_admin,
            is_active: fields.flag("isActive"),
            extra: fields.rest(),
        }
    }
}

impl EnterprisePeople {
    pub(super) fn read(mut fields: Fields) -> Result<Self, &'static str> {
        let (admins, others) = (fields.objects("adminUsers"), fields.objects("nonAdminUsers"));
        if admins.is_none() && others.is_none() {
            return Err("it holds no list of people");
        }
        let mut people = Vec::new();
        people.extend(admins.unwrap_or_default().into_iter().map(|it| EnterprisePerson::read(it, true)));
        people.extend(others.unwrap_or_default().into_iter().map(|it| EnterprisePerson::read(it, false)));
        let count = fields.whole("count");
        let is_short = count.is_some_and(|count| (people.len() as u64) < count);
        let is_incomplete = fields.flag("incomplete").unwrap_or_default() || is_short;
        Ok(Self { people, count, is_incomplete, extra: fields.rest() })
    }
}

#[derive(Serialize)]
struct AddBody<'a> {
    username: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<&'a EnterpriseRole>,
}

#[derive(Serialize)]
struct RemoveBody<'a> {
    username: &'a str,
}

impl Session {
    /// The people of an enterprise.
    pub async fn enterprise_people(&self, id: &str) -> Result<EnterprisePeople, Error> {
        let call = self.call(Route::EnterprisePeople, &[id])?;
        self.ask(call, EnterprisePeople::read).await
    }

    /// Adds a person by the name they log in with; without a role, as one who belongs to it.
    pub async fn add_enterprise_person(
        &self,
        enterprise: &str,
        username: &str,
        role: Option<&EnterpriseRole>,
    ) -> Result<Outcome<()>, Error> {
        let body = AddBody { username: username.trim(), permission: role };
        self.ask_done(self.call(Route::AddEnterprisePerson, &[enterprise])?.json(&body)?).await
    }

    /// Gives a person of an enterprise another role.
    pub async fn change_enterprise_role(
        &self,
        enterprise: &str,
        user: &str,
        role: &EnterpriseRole,
    ) -> Result<Outcome<()>, Error> {
        let call = self.call(Route::ChangeEnterpriseRole, &[enterprise])?;
        self.ask_done(call.query("userId", user).query("role", role.word())).await
    }

    /// Takes a person off an enterprise.
    pub async fn remove_enterprise_person(
        &self,
        enterprise: &str,
        username: &str,
    ) -> Result<Outcome<()>, Error> {
        let call = self.call(Route::RemoveEnterprisePerson, &[enterprise])?;
        self.ask_done(call.json(&RemoveBody { username })?).await
    }
}
