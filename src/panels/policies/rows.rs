//! Every rule of the wallets and of the enterprises as a row: to be made beside the screen's thread.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::once;
use std::sync::Arc;

use super::text as wording;
use crate::bitgo::policies::{LockTerms, PolicyRule};
use crate::bitgo::policy_builder::{PolicyPicture, RuleAddress};
use crate::bitgo::user::EnterpriseRef;
use crate::bitgo::wallet::Wallet;
use crate::domain::enterprise_policy::{
    EnterpriseRule, EnterpriseRules, Recommendation, RuleNames, RuleOrigin, RuleStatus, not_followed,
};
use crate::domain::foreign_text::visible;
use crate::domain::policy::rule_title;
use crate::domain::share::Names;

/// Where a row's rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// In the policy of the wallet in this place of the picture.
    Wallet { wallet: u32 },
    /// In the book.
    Enterprise(RuleAddress),
}

/// A rule of either kind.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Tells it from every other.
    pub(super) key: String,
    pub(super) at: At,
    pub(super) origin: RuleOrigin,
    pub(super) name: String,
    pub(super) sentence: String,
    /// The enterprise that it belongs to, by ID.
    pub(super) enterprise: Option<String>,
    pub(super) status: RuleStatus,
    /// The people it names, by ID.
    pub(super) people: Vec<String>,
    /// The coin that it is for alone, where it is.
    pub(super) coin: Option<String>,
    /// What else is drawn of a wallet's own rule, which is not read again for it.
    pub(super) own: Option<OwnRule>,
    /// Whether all of it was read and understood.
    pub(super) is_understood: bool,
    /// In lower case, what words of the filter are looked for in.
    pub(super) words: String,
}

/// A wallet's own rule.
#[derive(Clone, Debug)]
pub(super) struct OwnRule {
    /// Its maker's name for it.
    pub(super) id: String,
    pub(super) lock: LockTerms,
}

/// Something that the vendor recommends to an enterprise and that no active rule of it does.
#[derive(Clone, Debug)]
pub(super) struct Recommended {
    /// The enterprise, by ID.
    pub(super) enterprise: String,
    /// The enterprise by its name.
    pub(super) called: String,
    pub(super) title: String,
    /// Why, in the vendor's words; either may be empty.
    pub(super) why: [String; 2],
    /// How many comparable enterprises have it, in words.
    pub(super) share: Option<String>,
}

/// All of them, with what they can be narrowed to.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) picture: Arc<PolicyPicture>,
    pub(super) list: Vec<Row>,
    /// The coins of the wallets, in order, as a menu has them: any first.
    pub(super) coins: Vec<(Option<String>, String)>,
    /// The people that a rule names, by ID with their names, in the order of these.
    /// As a menu has them: any first.
    pub(super) people: Vec<(Option<String>, String)>,
    /// So many wallets do not tell their rules.
    pub(super) silent: usize,
    /// What the vendor recommends and no active rule does.
    pub(super) recommended: Vec<Recommended>,
}

impl Rows {
    /// Of this picture.
    pub(super) fn of(picture: Arc<PolicyPicture>, names: &Names, enterprises: &[EnterpriseRef]) -> Self {
        let mut list = enterprise_rows(&picture, names, enterprises);
        let mut silent = 0;
        for (place, wallet) in (0_u32..).zip(picture.wallets.iter()) {
            match wallet.rules() {
                Some(rules) => list.extend(rules.iter().map(|it| wallet_row(place, wallet, it, names))),
                None => silent += 1,
            }
        }
        let coins: BTreeSet<&str> = picture.wallets.iter().map(|it| it.coin.as_str()).collect();
        let coins = coins.into_iter().map(|coin| (Some(coin.to_owned()), coin.to_owned()));
        let coins = once((None, wording::ALL_COINS.to_owned())).chain(coins).collect();
        let people: BTreeMap<String, String> =
            list.iter().flat_map(|row| &row.people).map(|id| (names.of(id), id.clone())).collect();
        let people = people.into_iter().map(|(name, id)| (Some(id), name));
        let people = once((None, wording::ALL_PEOPLE.to_owned())).chain(people).collect();
        let recommended = recommended(&picture, enterprises);
        Self { picture, list, coins, people, silent, recommended }
    }
}

fn recommended(picture: &PolicyPicture, enterprises: &[EnterpriseRef]) -> Vec<Recommended> {
    let of = |read: &Arc<EnterpriseRules>| {
        let called = EnterpriseRef::name_of(Some(&read.enterprise), enterprises);
        let open = not_followed(read.to_be_followed(), &read.rules, &read.touchpoints);
        let put = |(_, it): (usize, &Recommendation)| Recommended {
            enterprise: read.enterprise.clone(),
            called: called.clone(),
            title: visible(&it.title).trim_end_matches('.').to_owned(),
            why: [&it.explanation, &it.description].map(|text| visible(text).into_owned()),
            share: it.share_words(),
        };
        open.map(put).collect::<Vec<_>>()
    };
    picture.book.iter().flat_map(|book| &book.enterprises).flat_map(of).collect()
}

fn enterprise_rows(picture: &PolicyPicture, names: &Names, enterprises: &[EnterpriseRef]) -> Vec<Row> {
    let Some(book) = &picture.book else { return Vec::new() };
    let mut rows = Vec::new();
    for (enterprise, read) in (0_u32..).zip(&book.enterprises) {
        let called = EnterpriseRef::name_of(Some(&read.enterprise), enterprises);
        for (rule, it) in (0_u32..).zip(&read.rules) {
            let at = RuleAddress { enterprise, rule };
            rows.push(enterprise_row(at, it, read, &called, picture, names));
        }
    }
    rows
}

fn enterprise_row(
    at: RuleAddress,
    rule: &EnterpriseRule,
    read: &EnterpriseRules,
    called: &str,
    picture: &PolicyPicture,
    names: &Names,
) -> Row {
    let wallets = picture.named_by(rule);
    let rule_names = RuleNames { people: names, wallets: &wallets };
    let sentence = rule.sentence(rule_names, &read.touchpoints);
    let covers = rule.covers_words(rule_names);
    let own = if rule.unique_id.is_empty() { &rule.id } else { &rule.unique_id };
    Row {
        key: format!("{}/{own}/{}", read.enterprise, rule.version.unwrap_or_default()),
        at: At::Enterprise(at),
        origin: rule.origin(),
        words: format!("{} {sentence} {covers} {called} {}", rule.name, rule.id).to_lowercase(),
        name: rule.name.clone(),
        sentence,
        enterprise: Some(read.enterprise.clone()),
        status: rule.status.clone(),
        people: rule.people().into_iter().map(str::to_owned).collect(),
        coin: None,
        own: None,
        is_understood: rule.is_understood(),
    }
}

fn wallet_row(wallet: u32, of: &Wallet, it: &PolicyRule, names: &Names) -> Row {
    let description = it.description();
    let sentence = description.sentence_naming(&of.coin, names);
    let name = rule_title(&it.id, it.coin.as_deref(), &of.coin);
    Row {
        key: format!("{}/{}/{}", of.id, it.id, it.coin.as_deref().unwrap_or_default()),
        at: At::Wallet { wallet },
        origin: RuleOrigin::Wallet,
        words: format!("{name} {sentence} {} {}", of.label, of.id).to_lowercase(),
        name,
        sentence,
        enterprise: of.enterprise.as_ref().map(ToString::to_string),
        status: RuleStatus::Active,
        people: description.approvers,
        coin: it.coin.clone(),
        own: Some(OwnRule { id: it.id.clone(), lock: it.lock_terms() }),
        is_understood: it.guarding().is_understood,
    }
}
