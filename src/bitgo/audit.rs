//! The audit log: who did what and when (spec: GET /api/v2/auditlog).

mod tokens;

pub use tokens::{TokenChange, TokenChanges};

use super::client::Call;
use super::fields::Fields;
use super::paging::{Batch, Pages};
use super::routes::Route;
use super::session::Session;
use super::wallet::MAX_PAGE_SIZE;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// An entry of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditEntry {
    /// The platform's ID.
    pub id: String,
    /// What was done (`createAccessToken`, `deleteAccessToken`, …), unknown ones included.
    pub kind: String,
    /// When.
    pub date: Option<Timestamp>,
    /// Who did it, by ID.
    pub user: Option<String>,
    /// From which address.
    pub ip: Option<String>,
    /// On which wallet, by ID.
    pub wallet: Option<String>,
    /// In which enterprise, by ID.
    pub enterprise: Option<String>,
    /// In which organization, by ID.
    pub organization: Option<String>,
    /// About which coin.
    pub coin: Option<String>,
    /// Whether the platform's own staff did it.
    pub is_platform_action: bool,
    /// The request's ID.
    pub request_id: Option<String>,
    /// What else is reported, which differs with the kind.
    pub data: Map<String, Value>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

impl AuditEntry {
    pub(super) fn read(mut fields: Fields) -> Self {
        Self {
            id: fields.text("id").unwrap_or_default(),
            kind: fields.text("type").unwrap_or_default(),
            date: fields.time("date"),
            user: fields.text("user"),
            ip: fields.text("ip"),
            wallet: fields.text("walletId"),
            enterprise: fields.text("enterpriseId"),
            organization: fields.text("organizationId"),
            coin: fields.text("coin"),
            is_platform_action: fields.flag("isBitGoAdminAction").unwrap_or_default(),
            request_id: fields.text("requestId"),
            data: fields.object("data").map(Fields::rest).unwrap_or_default(),
            extra: fields.rest(),
        }
    }
}

/// Which entries to ask for. The default asks for all that the person may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only this enterprise's, by ID.
    pub enterprise: Option<String>,
    /// Only this wallet's, by ID.
    pub wallet: Option<String>,
    /// Only what this person did, by ID.
    pub user: Option<String>,
    /// Only these kinds; empty for all.
    pub kinds: Vec<String>,
    /// Only these coins; empty for all.
    pub coins: Vec<String>,
    /// Not before this.
    pub from: Option<Timestamp>,
    /// Before this.
    pub until: Option<Timestamp>,
    /// Entries a page, 1 to 500.
    pub page_size: u16,
}

impl Default for AuditQuery {
    fn default() -> Self {
        Self {
            enterprise: None,
            wallet: None,
            user: None,
            kinds: Vec::new(),
            coins: Vec::new(),
            from: None,
            until: None,
            page_size: 100,
        }
    }
}

impl AuditQuery {
    fn list<'a>(&self, call: Call<'a>) -> Call<'a> {
        call.query("limit", self.page_size.clamp(1, MAX_PAGE_SIZE).to_string())
            .maybe("enterpriseId", self.enterprise.as_deref())
            .maybe("walletId", self.wallet.as_deref())
            .maybe("userId", self.user.as_deref())
            .queries("type", &self.kinds)
            .queries("coin", &self.coins)
            .maybe("dateGte", self.from.map(|it| it.to_string()))
            .maybe("dateLt", self.until.map(|it| it.to_string()))
    }
}

impl Session {
    /// Streams the audit log, page by page.
    pub fn audit_log(&self, query: AuditQuery) -> Pages<AuditEntry> {
        self.pages(
            move |session| Ok(query.list(session.call(Route::AuditLog, &[])?)),
            |fields| {
                Batch::read(fields, "logs", AuditEntry::read, |entry| &entry.id).ok_or("it holds no log")
            },
        )
    }
}
