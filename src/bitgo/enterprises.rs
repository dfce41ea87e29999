//! The people of an enterprise (spec: GET /api/v1/enterprise/{enterpriseId}/user).

use super::error::Error;
use super::outcome::Outcome;
use super::raw_object::RawObject;
use super::routes::Route;
use super::session::Session;
use crate::domain::open_enum::words;
use serde::Serialize;
use std::borrow::Cow;

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
    /// What else they may do there, by the platform's words: `auditor`, `wallet.create` and newer ones.
    pub permissions: Vec<String>,
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
}

impl EnterprisePerson {
    /// Reads one where it stands: the platform also tells of each person every wallet that they see.
    fn of_object(object: &RawObject<'_>, is_admin: bool) -> Self {
        let text = |name| object.text(name).map(Cow::into_owned);
        let parts = [text("firstName"), text("lastName")];
        let joined = parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        let inner = || Some(object.object("email")?.text("email")?.into_owned());
        Self {
            id: text("id").unwrap_or_default(),
            username: text("username").unwrap_or_default(),
            name: text("fullName").filter(|it| !it.is_empty()).unwrap_or(joined),
            email: text("email").or_else(inner).unwrap_or_default(),
            is_admin,
            is_active: object.flag("isActive"),
            permissions: object.texts("permissions").unwrap_or_default(),
        }
    }
}

impl EnterprisePeople {
    pub(super) fn read(answer: &[u8]) -> Result<Self, &'static str> {
        let object = RawObject::of_answer(answer)?;
        let (admins, others) = (people_of(&object, "adminUsers"), people_of(&object, "nonAdminUsers"));
        if admins.is_none() && others.is_none() {
            return Err("it holds no list of people");
        }
        let mut people = Vec::new();
        for (listed, is_admin) in [(admins, true), (others, false)] {
            people.extend(listed.iter().flatten().map(|it| EnterprisePerson::of_object(it, is_admin)));
        }
        let count = object.whole("count");
        let is_short = count.is_some_and(|count| (people.len() as u64) < count);
        let is_incomplete = object.flag("incomplete").unwrap_or_default() || is_short;
        Ok(Self { people, count, is_incomplete })
    }
}

/// The list of this name; none where it is no list of objects.
fn people_of<'a>(object: &RawObject<'a>, list: &str) -> Option<Vec<RawObject<'a>>> {
    object.items(list)?.into_iter().map(RawObject::of).collect()
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
        self.client().read_bytes(call, |answer| EnterprisePeople::read(&answer)).await
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
