//! An enterprise's rules as the safety review looks at them: what they guard of each wallet, and what is to be said of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use smol_str::SmolStr;

use super::picture::{PolicyPicture, RuleAddress};
use crate::bitgo::wallet::{SharedPeople, Wallet};
use crate::domain::enterprise_policy::{
    CoveredWallet, EnterpriseRules, PeopledWallet, PolicyFinding, RuleNames, RuleReview, RulesState, review,
};
use crate::domain::posture::{EnterpriseGuard, PolicyNote, RulesNotKnown};
use crate::domain::share::Names;

/// Who is in each enterprise, by ID; an enterprise whose people are not all known is not in it.
pub type EnterpriseMembers = BTreeMap<String, BTreeSet<String>>;

/// What the enterprises' rules guard of wallets, worked out once for wallets that the same rules cover.
pub struct WalletGuards<'a> {
    picture: &'a PolicyPicture,
    /// By the list of rules that cover the wallet, and by its coin.
    known: HashMap<(*const RuleAddress, SmolStr), EnterpriseGuard>,
    /// By enterprise.
    unknown: HashMap<SmolStr, Option<Arc<RulesNotKnown>>>,
}

impl<'a> WalletGuards<'a> {
    /// By the rules of this picture.
    pub fn new(picture: &'a PolicyPicture) -> Self {
        Self { picture, known: HashMap::new(), unknown: HashMap::new() }
    }

    /// What they guard of this wallet. Where the rules are not here yet, or the wallet is newer than the picture, that is not
    /// known.
    pub fn of(&mut self, wallet: &Wallet) -> EnterpriseGuard {
        let Some(enterprise) = &wallet.enterprise else { return EnterpriseGuard::default() };
        let Some(book) = self.picture.book.as_ref().filter(|_| self.picture.wallet(&wallet.id).is_some())
        else {
            return EnterpriseGuard::not_known(RulesNotKnown::BeingRead);
        };
        let why = || {
            if book.of(enterprise).is_some_and(|it| it.state == RulesState::Reading) {
                return Some(Arc::new(RulesNotKnown::BeingRead));
            }
            let why = book.rules_over(Some(enterprise.as_str())).not_read()?;
            Some(Arc::new(RulesNotKnown::NotRead(why.clone())))
        };
        let not_known = self.unknown.entry(enterprise.clone()).or_insert_with(why).clone();
        let covering = self.picture.covering(&wallet.id);
        let picture = self.picture;
        let known = self.known.entry((covering.as_ptr(), wallet.coin.clone()));
        let guard = known.or_insert_with(|| by_rules(picture, covering, wallet));
        EnterpriseGuard { not_known, ..guard.clone() }
    }
}

fn by_rules(picture: &PolicyPicture, covering: &[RuleAddress], wallet: &Wallet) -> EnterpriseGuard {
    if covering.is_empty() {
        return EnterpriseGuard::default();
    }
    let covered = wallet.covered();
    let rules = covering.iter().filter_map(|at| picture.rule(*at));
    let mut guard = EnterpriseGuard::default();
    for (of, rule) in rules {
        guard.add(rule, rule.protects(&covered, &wallet.coin, &of.touchpoints));
    }
    guard
}

impl PolicyPicture {
    /// What is to be said of the rules themselves, in words. `has_all` tells whether the picture's wallets are all that the
    /// person can see.
    pub fn notes(&self, names: &Names, members: &EnterpriseMembers, has_all: bool) -> Vec<PolicyNote> {
        let enterprises = self.book.iter().flat_map(|book| &book.enterprises);
        enterprises.flat_map(|read| self.notes_on(read, names, members, has_all)).collect()
    }

    fn notes_on(
        &self,
        read: &EnterpriseRules,
        names: &Names,
        members: &EnterpriseMembers,
        has_all: bool,
    ) -> Vec<PolicyNote> {
        if read.rules.is_empty() && read.recommendations.is_empty() {
            return Vec::new();
        }
        let mut people = SharedPeople::default();
        let own = |it: &&Arc<Wallet>| !it.is_deleted && it.enterprise.as_deref() == Some(&read.enterprise);
        let wallets: Vec<PeopledWallet> = self
            .wallets
            .iter()
            .filter(own)
            .map(|wallet| PeopledWallet {
                wallet: wallet.covered(),
                people: (!wallet.users.is_empty()).then(|| people.of(&wallet.users)),
            })
            .collect();
        let recommendations = read.to_be_followed();
        let around = RuleReview {
            wallets: &wallets,
            has_all_wallets: has_all,
            enterprise_people: members.get(&read.enterprise),
            touchpoints: &read.touchpoints,
        };
        let in_words = |finding: &PolicyFinding| {
            let wallets = self.named_in(finding);
            let names = RuleNames { people: names, wallets: &wallets };
            PolicyNote::of(&read.enterprise, finding, &read.rules, recommendations, names)
        };
        review(&read.rules, recommendations, around).iter().map(in_words).collect()
    }

    /// The wallets that a finding's sentence may name.
    fn named_in(&self, finding: &PolicyFinding) -> Vec<CoveredWallet> {
        /// More than a sentence names.
        const ENOUGH: usize = 8;
        let ids = match finding {
            PolicyFinding::Contradict { wallets, .. } | PolicyFinding::NobodyToSpare { wallets, .. } => {
                wallets.as_slice()
            }
            _ => &[],
        };
        ids.iter().take(ENOUGH).filter_map(|id| self.wallet(id)).map(|wallet| wallet.covered()).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::bitgo::fields::Fields;
    use crate::domain::enterprise_policy::{
        Action, Clause, Comparison, Condition, Currency, EnterpriseRule, Joined, NotRead, RuleBook,
        RuleStatus, Threshold, WalletFilter,
    };
    use crate::domain::posture::{Review, Subject, Topic};

    fn wallet(id: &str, coin: &str, enterprise: &str, rules: &str) -> Arc<Wallet> {
        let text = format!(
            r#"{{"id":"{id}","label":"{id}","coin":"{coin}","type":"hot","enterprise":"{enterprise}",
            "users":[{{"user":"a","permissions":["admin","spend"]}},{{"user":"b","permissions":["admin"]}}],
            "admin":{{"policy":{{"rules":{rules}}}}}}}"#
        );
        Arc::new(Wallet::read(Fields::of(serde_json::from_str(&text).unwrap()).unwrap(), None))
    }

    fn limit(coin: &str, filter: WalletFilter) -> EnterpriseRule {
        let threshold = Threshold::read("5", "5", Currency::from_word(coin)).unwrap();
        let above = Condition::Amount { comparison: Comparison::Above, threshold };
        EnterpriseRule {
            id: format!("limit of {coin}"),
            unique_id: format!("v of {coin}"),
            name: "Limit".into(),
            status: RuleStatus::Active,
            filters: vec![filter],
            clauses: vec![Clause {
                conditions: vec![Joined { item: above, join: None }],
                actions: vec![Joined { item: Action::Deny, join: None }],
            }],
            enterprise: Some("acme".into()),
            ..EnterpriseRule::default()
        }
    }

    fn read(enterprise: &str, state: RulesState, rules: Vec<EnterpriseRule>) -> Arc<EnterpriseRules> {
        Arc::new(EnterpriseRules { state, rules, ..EnterpriseRules::on_their_way(enterprise) })
    }

    fn picture(wallets: Vec<Arc<Wallet>>) -> PolicyPicture {
        let of = |ids: &[&str]| WalletFilter::Wallets {
            ids: ids.iter().map(|it| (*it).to_owned()).collect(),
            is_multiple: false,
        };
        let book = RuleBook::new(
            1,
            vec![
                read(
                    "acme",
                    RulesState::Read,
                    vec![limit("tbtc", WalletFilter::AllWallets), limit("hteth", of(&["eth 1"]))],
                ),
                read(
                    "part",
                    RulesState::NotRead(NotRead::Incomplete),
                    vec![EnterpriseRule {
                        enterprise: Some("part".into()),
                        ..limit("tbtc", of(&["part 1"]))
                    }],
                ),
                read("closed", RulesState::NotRead(NotRead::NoPermission), Vec::new()),
                read("coming", RulesState::Reading, Vec::new()),
            ],
        );
        PolicyPicture::of(Arc::new(book), Arc::new(wallets))
    }

    #[test]
    fn each_wallet_is_guarded_by_the_rules_over_it_or_it_is_said_why_that_is_not_known() {
        let wallets: Vec<Arc<Wallet>> = [
            ("btc 1", "tbtc", "acme"),
            ("btc 2", "tbtc", "acme"),
            ("eth 1", "hteth", "acme"),
            ("eth 2", "hteth", "acme"),
            ("part 1", "tbtc", "part"),
            ("part 2", "tbtc", "part"),
            ("closed 1", "tbtc", "closed"),
            ("coming 1", "tbtc", "coming"),
            ("foreign", "tbtc", "moon"),
        ]
        .map(|(id, coin, enterprise)| wallet(id, coin, enterprise, "[]"))
        .into();
        let (picture, newer) = (picture(wallets.clone()), wallet("newer", "tbtc", "acme", "[]"));
        let mut guards = WalletGuards::new(&picture);
        let mut told = |wallet: &Wallet| {
            let guard = guards.of(wallet);
            (guard.limit, guard.not_known.as_deref().cloned())
        };
        let not_read = |why| Some(RulesNotKnown::NotRead(why));
        for (place, expected) in [
            (0, (true, None)),
            (1, (true, None)),
            (2, (true, None)),
            (3, (false, None)),
            (4, (true, not_read(NotRead::Incomplete))),
            (5, (false, not_read(NotRead::Incomplete))),
            (6, (false, not_read(NotRead::NoPermission))),
            (7, (false, Some(RulesNotKnown::BeingRead))),
        ] {
            assert_eq!(told(&wallets[place]), expected, "{}", wallets[place].label);
        }
        assert!(matches!(told(&wallets[8]), (false, Some(RulesNotKnown::NotRead(NotRead::Failed(_))))));
        assert_eq!(told(&newer), (false, Some(RulesNotKnown::BeingRead)), "newer than the picture");
        assert_eq!(told(&Wallet::default()), (false, None), "of no enterprise");
        // No finding of the review says otherwise.
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let mut guards = WalletGuards::new(&picture);
        let subjects = wallets.iter().map(|it| Subject { guard: guards.of(it), ..it.for_review(now) });
        let review = Review::of(subjects, &[], now);
        let of = |topic| {
            let found = review.findings.iter().filter(move |it| it.topic() == topic);
            let mut labels: Vec<&str> = found.map(|it| it.subject.label.as_str()).collect();
            labels.sort_unstable();
            labels
        };
        assert_eq!(of(Topic::NoLimit), ["eth 2"]);
        assert_eq!(of(Topic::NotKnown), ["closed 1", "coming 1", "foreign", "part 1", "part 2"]);
    }

    #[test]
    fn recommendations_of_rules_that_were_not_all_read_are_left_out() {
        let picture = picture(vec![wallet("part 2", "tbtc", "part", "[]")]);
        let notes = picture.notes(&Names::default(), &EnterpriseMembers::default(), true);
        let told: Vec<(&str, Topic)> = notes.iter().map(|it| (it.enterprise.as_str(), it.topic)).collect();
        assert_eq!(
            told,
            [
                ("acme", Topic::RuleCoversNoneSeen),
                ("acme", Topic::RuleCoversNoneSeen),
                ("part", Topic::RuleCoversNoneSeen)
            ]
        );
        let notes = picture.notes(&Names::default(), &EnterpriseMembers::default(), false);
        assert!(notes.is_empty(), "wallets that have not come may be covered");
    }
}
