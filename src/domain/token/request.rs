//! The request for an access token, ready to be sent. Only [`super::check()`] makes one.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::domain::amount::BaseUnits;
use crate::domain::ip_range::{AddressRule, merged};
use crate::domain::lifetime::Lifetime;
use crate::domain::limit::{LimitValue, SpendingLimit};
use crate::domain::scope::ScopeSpan;

use super::existing::{ExistingLimit, TokenTerms};
use super::reach::Reach;
use super::reading::Reading;
use super::template::fields::TemplateFields;

/// What stands for the one-time code in a preview.
const CODE_ELIDED: &str = "‹code›";

/// A checked request: `POST /api/v2/user/accesstoken`.
///
/// Serializes to exactly the body without `otp`; whatever is not asked for is absent. The one-time code joins at
/// the moment of sending through [`TokenRequest::body_with_code`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    label: String,
    scopes: Vec<String>,
    lifetime: Lifetime,
    addresses: Vec<AddressRule>,
    limits: Vec<SpendingLimit>,
    erc20: Option<LimitValue>,
    reach: Reach,
    enterprise: Option<String>,
    template: Option<TemplateFields>,
}

impl TokenRequest {
    /// The request of a reading without errors; `None` if a field could not be read.
    pub(super) fn of(reading: &Reading<'_>) -> Option<Self> {
        let reach = sent_reach(reading);
        let is_about_one = reading.scopes().any(|(info, _)| info.span == ScopeSpan::OneEnterprise);
        let enterprise = match &reach {
            Reach::Enterprises(ids) if is_about_one && ids.len() == 1 => ids.first().cloned(),
            _ => None,
        };
        Some(Self {
            label: reading.draft.label.trim().to_owned(),
            scopes: sent_scopes(reading),
            lifetime: *reading.lifetime.as_ref().ok()?,
            addresses: sent_addresses(reading)?,
            limits: reading.limits.iter().cloned().collect::<Result<_, _>>().ok()?,
            erc20: reading.erc20.clone().ok()?,
            reach,
            enterprise,
            template: reading.draft.template.clone(),
        })
    }

    /// The template that it is made with.
    pub fn template(&self) -> Option<&TemplateFields> {
        self.template.as_ref()
    }

    /// What the token will have: what is sent, and the template's where nothing is. A template's scopes, addresses,
    /// limits and reach each hold whole or not at all.
    pub fn terms(&self) -> TokenTerms {
        let template = self.template.as_ref().map(|template| template.terms.clone()).unwrap_or_default();
        let or = |sent: Vec<String>, template: Vec<String>| if sent.is_empty() { template } else { sent };
        let limits: Vec<ExistingLimit> = self.limits.iter().map(ExistingLimit::asked).collect();
        TokenTerms {
            scopes: or(self.scopes.clone(), template.scopes),
            addresses: or(self.addresses.iter().map(ToString::to_string).collect(), template.addresses),
            limits: if limits.is_empty() { template.limits } else { limits },
            erc20: self.erc20.as_ref().map(ExistingLimit::asked_erc20).or(template.erc20),
            reach: if self.reach == Reach::Everything { template.reach } else { self.reach.clone() },
            enterprise: self.enterprise.clone().or(template.enterprise),
        }
    }

    /// The label, trimmed.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The scopes as they are sent (`wallet_view:<walletId>`).
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// The lifetime.
    pub fn lifetime(&self) -> Lifetime {
        self.lifetime
    }

    /// The IP addresses that the token may be used from, without what another rule covers; empty for anywhere.
    pub fn addresses(&self) -> &[AddressRule] {
        &self.addresses
    }

    /// The spending limits.
    pub fn limits(&self) -> &[SpendingLimit] {
        &self.limits
    }

    /// The limit over all ERC-20 tokens.
    pub fn erc20(&self) -> Option<&LimitValue> {
        self.erc20.as_ref()
    }

    /// Where the token is confined to.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// When a token that is made at `now` should end. The server's answer is compared with this.
    pub fn expires_at(&self, now: Timestamp) -> Timestamp {
        self.lifetime.expiry(now)
    }

    /// The whole body with the one-time code, to be serialized and sent at once. It has no `Debug`, on purpose.
    pub fn body_with_code<'a>(&'a self, code: &'a str) -> impl Serialize + use<'a> {
        self.wire(Some(code))
    }

    /// The body as indented JSON for the review, with the code elided.
    pub fn preview(&self) -> String {
        serde_json::to_string_pretty(&self.wire(Some(CODE_ELIDED))).unwrap_or_default()
    }

    /// The same request as a curl command with the secrets elided. `base_url` has no slash at its end.
    pub fn curl(&self, base_url: &str) -> String {
        let body = self.preview().replace('\'', r"'\''");
        format!(
            "curl -X POST '{}/api/v2/user/accesstoken' \\\n  -H 'Authorization: Bearer ‹token›' \\\n  \
             -H 'Content-Type: application/json' \\\n  -d '{body}'",
            base_url.trim_end_matches('/').replace('\'', "%27"),
        )
    }

    fn wire<'a>(&'a self, otp: Option<&'a str>) -> Wire<'a> {
        let (permitted_enterprises, permitted_wallets) = match &self.reach {
            Reach::Everything => (None, None),
            Reach::Enterprises(ids) => (Some(ids.as_slice()), None),
            Reach::Wallets(ids) => (None, Some(ids.as_slice())),
        };
        Wire {
            label: &self.label,
            otp,
            scope: &self.scopes,
            duration: self.lifetime.secs,
            ip_restrict: &self.addresses,
            enterprise: self.enterprise.as_deref(),
            spending_limits: self
                .limits
                .iter()
                .map(|limit| WireLimit { coin: &limit.coin, value: WireValue::of(&limit.value) })
                .collect(),
            all_erc20_tokens_limit: self
                .erc20
                .as_ref()
                .map(|value| WireErc20Limit { enabled: true, value: WireValue::of(value) }),
            permitted_enterprises,
            permitted_wallets,
            access_token_template_id: self.template.as_ref().map(|template| template.id.as_str()),
        }
    }
}

/// The body without the one-time code.
impl Serialize for TokenRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.wire(None).serialize(serializer)
    }
}

/// The body in the platform's words (spec: POST /api/v2/user/accesstoken).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    otp: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")] // An empty list would win over the template's.
    scope: &'a [String],
    duration: u64,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ip_restrict: &'a [AddressRule],
    #[serde(skip_serializing_if = "Option::is_none")]
    enterprise: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spending_limits: Vec<WireLimit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_erc20_tokens_limit: Option<WireErc20Limit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permitted_enterprises: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permitted_wallets: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token_template_id: Option<&'a str>,
}

#[derive(Serialize)]
struct WireLimit<'a> {
    coin: &'a str,
    #[serde(flatten)]
    value: WireValue<'a>,
}

#[derive(Serialize)]
struct WireErc20Limit<'a> {
    enabled: bool,
    #[serde(flatten)]
    value: WireValue<'a>,
}

/// Either `txValueLimit`, a string of base units, or `maxLimit: true`.
#[derive(Serialize)]
enum WireValue<'a> {
    #[serde(rename = "txValueLimit")]
    Exact(&'a BaseUnits),
    #[serde(rename = "maxLimit")]
    Maximum(bool),
}

impl<'a> WireValue<'a> {
    fn of(value: &'a LimitValue) -> Self {
        match value {
            LimitValue::Exact(amount) => Self::Exact(amount),
            LimitValue::Maximum => Self::Maximum(true),
        }
    }
}

/// The scopes as they are sent; only known ones can be.
pub(super) fn sent_scopes(reading: &Reading<'_>) -> Vec<String> {
    let mut scopes = Vec::new();
    for (info, wallets) in reading.scopes() {
        if info.marks.needs_wallet {
            scopes.extend(unique(wallets).into_iter().map(|wallet| format!("{}:{wallet}", info.name)));
        } else {
            scopes.push(info.name.to_owned());
        }
    }
    scopes
}

/// The addresses as they are sent, each once; `None` if one could not be read.
pub(super) fn sent_addresses(reading: &Reading<'_>) -> Option<Vec<AddressRule>> {
    let written: Vec<AddressRule> =
        reading.addresses.iter().map(|line| line.result.clone().ok()).collect::<Option<_>>()?;
    Some(merged(&written).rules)
}

/// The reach as it is sent.
pub(super) fn sent_reach(reading: &Reading<'_>) -> Reach {
    match &reading.draft.reach {
        Reach::Everything => Reach::Everything,
        Reach::Enterprises(ids) => Reach::Enterprises(unique(ids)),
        Reach::Wallets(ids) => Reach::Wallets(unique(ids)),
    }
}

/// The IDs trimmed, each once, in order.
fn unique(ids: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for id in ids.iter().map(|id| id.trim()) {
        if !out.iter().any(|other| other == id) {
            out.push(id.to_owned());
        }
    }
    out
}
