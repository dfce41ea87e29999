//! An address of a coin: read, in its normal form, with its tag beside it.

use std::fmt;

use super::account::AddressForm;
use super::error::AddressError;
use super::family::AddressFamily;
use super::letters::stray;
use super::network::AddressNetwork;
use super::read::read;
use super::recognise::{Recognised, recognise};
use super::split::{Parts, split};
use super::tag::Tag;

/// An address that fits its coin.
///
/// Two addresses are the same account if [`Address::account`] is the same, and the same recipient if the tag is too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    network: AddressNetwork,
    written: String,
    account: String,
    form: AddressForm,
    tag: Option<Tag>,
    kept: Option<String>,
    left_out: Vec<String>,
}

impl Address {
    /// Reads what somebody typed, pasted or scanned, for a coin of the platform by its ticker.
    pub fn parse(text: &str, coin: &str) -> Result<Self, AddressError> {
        Self::parse_for(text, &AddressNetwork::of_coin(coin))
    }

    /// The same for a network that is at hand.
    pub fn parse_for(text: &str, network: &AddressNetwork) -> Result<Self, AddressError> {
        Self::read(text, network, explained)
    }

    /// The same where nobody asks why it is none: to find that out takes more work than to read one.
    pub(super) fn fitting(text: &str, network: &AddressNetwork) -> Option<Self> {
        Self::read(text, network, |error, _, _, _| error).ok()
    }

    /// Reads an address; `explain` says what is wrong where the family's own reader refuses it.
    fn read(
        text: &str,
        network: &AddressNetwork,
        explain: fn(AddressError, &Parts<'_>, AddressFamily, &AddressNetwork) -> AddressError,
    ) -> Result<Self, AddressError> {
        let parts = split(text, network.family)?;
        if let Some(error) = stray(parts.body) {
            return Err(error.behind(parts.taken_off));
        }
        let Some(family) = network.family else { return Ok(Self::not_known(parts, network)) };
        if let Some(other) = other_scheme(&parts, family) {
            return Err(other_family(vec![other], family, network));
        }
        let account = read(parts.body, family, network.is_testnet)
            .map_err(|error| explain(error, &parts, family, network))?;
        let tag = match (account.tag, parts.tag) {
            (Some(inside), Some(beside)) if inside != beside => return Err(AddressError::TwoTags),
            (inside, beside) => inside.or(beside),
        };
        Ok(Self {
            network: network.clone(),
            written: parts.body.to_owned(),
            account: account.text,
            form: account.form,
            tag,
            kept: account.kept,
            left_out: parts.left_out,
        })
    }

    /// One of a coin whose addresses are not known here: as it stands.
    fn not_known(parts: Parts<'_>, network: &AddressNetwork) -> Self {
        Self {
            network: network.clone(),
            written: parts.body.to_owned(),
            account: parts.body.to_owned(),
            form: AddressForm::NotKnownHere,
            tag: parts.tag,
            kept: None,
            left_out: parts.left_out,
        }
    }

    /// The account without tag, in its one normal spelling.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The account as it was written, without link, query and surrounding blanks.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The tag or memo, from the query or from inside the address.
    pub fn tag(&self) -> Option<&Tag> {
        self.tag.as_ref()
    }

    /// How far it was checked.
    pub fn form(&self) -> AddressForm {
        self.form
    }

    /// The network that it was read for.
    pub fn network(&self) -> &AddressNetwork {
        &self.network
    }

    /// What a link said besides the address, which is not taken: an amount, a label.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The whole as it is sent: the account, and its tag as a query. A spelling that says more than the account stays: that
    /// of a muxed account holds its number, and that of a wallet on TON says whether a payment may bounce.
    pub fn normal(&self) -> String {
        let account = self.kept.as_ref().unwrap_or(&self.account);
        let query = self.tag.as_ref().map(Tag::query).unwrap_or_default();
        format!("{account}{query}")
    }

    /// Whether both are one account, whatever their tags.
    pub fn is_same_account(&self, other: &Self) -> bool {
        self.network.family == other.network.family && self.account == other.account
    }

    /// Whether both are one account with one tag, or both without.
    pub fn is_same(&self, other: &Self) -> bool {
        self.is_same_account(other) && self.tag == other.tag
    }

    /// What to say of how far it was checked, where that is worth a sentence.
    pub fn caution(&self) -> Option<String> {
        let network = &self.network.words;
        match self.form {
            AddressForm::Checked => None,
            AddressForm::Unchecked => Some(format!(
                "This address has no checksum: a wrong character in it cannot be noticed. Compare it with {network} \
                 addresses that you know."
            )),
            AddressForm::NotKnownHere => Some(format!(
                "How addresses of {network} are written is not known here, so nothing was checked."
            )),
        }
    }
}

/// Its normal spelling, tag included.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.normal())
    }
}

/// The family that a link's scheme announces, where it is not the coin's. EVM chains share theirs.
fn other_scheme(parts: &Parts<'_>, family: AddressFamily) -> Option<AddressFamily> {
    let is_evm = |it| matches!(it, AddressFamily::Evm | AddressFamily::Rootstock | AddressFamily::Xdc);
    parts.scheme.filter(|scheme| *scheme != family && !(is_evm(*scheme) && is_evm(family)))
}

/// The error, or that the text is a right address elsewhere.
fn explained(
    error: AddressError,
    parts: &Parts<'_>,
    family: AddressFamily,
    network: &AddressNetwork,
) -> AddressError {
    if matches!(error, AddressError::PrivateKey | AddressError::NotPayable { .. } | AddressError::Case { .. })
    {
        return error.behind(parts.taken_off);
    }
    let found = recognise(parts.body);
    if let Some(other) = found.iter().find(|it| it.family == family) {
        return AddressError::OtherNetwork {
            family,
            is_testnet: other.is_testnet,
            asset: network.asset.clone(),
        };
    }
    let mut families: Vec<AddressFamily> = found.into_iter().map(|it: Recognised| it.family).collect();
    families.dedup();
    if families.is_empty() { error.behind(parts.taken_off) } else { other_family(families, family, network) }
}

fn other_family(found: Vec<AddressFamily>, family: AddressFamily, network: &AddressNetwork) -> AddressError {
    AddressError::OtherFamily { found, family, is_testnet: network.is_testnet, asset: network.asset.clone() }
}
