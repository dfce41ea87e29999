//! A policy rule in words: what it checks and what happens then.

use crate::domain::amount::Balance;
use crate::domain::approval::{RuleEntry, RuleWords};
use crate::domain::coin::amount_words;
use crate::domain::foreign_text::visible;
use crate::domain::lifetime::Lifetime;
use crate::domain::share::{Names, WalletFacts};
use crate::domain::text::{any_of, counted, listed};

use super::duration::window_phrase;

/// The tag that stands for the wallet's own.
const OWN_TAG: &str = ":tag";

/// A rule as plain facts, also one of a kind that is not made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDescription {
    /// What it checks.
    pub trigger: RuleTrigger,
    /// Which list a rule of its kind keeps, where it keeps one.
    pub list: Option<RuleList>,
    /// The list, or the one entry that a request adds to it.
    pub entries: Vec<RuleEntry>,
    /// What happens then.
    pub consequence: RuleConsequence,
    /// Who is asked then, by ID; empty for any admin.
    pub approvers: Vec<String>,
    /// Only for this coin or token of the wallet, by ticker.
    pub coin: Option<String>,
}

/// What a rule checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleTrigger {
    /// How much is sent within a time.
    MoreThan {
        /// So much may be sent.
        amount: Option<Balance>,
        /// Within this time, in seconds; zero for each transaction by itself.
        window_secs: Option<u64>,
        /// Counted over the wallets with these tags.
        tags: Vec<String>,
    },
    /// The amount of each transaction.
    Between {
        /// From this on.
        lower: Option<Balance>,
        /// Up to this.
        upper: Option<Balance>,
    },
    /// Whether the recipient is on the list.
    Recipient,
    /// What a server of the owner's answers, by its address.
    Webhook(String),
    /// Nothing: every transaction.
    Always,
    /// Something that is not known here, by the platform's word for the kind of rule.
    Other(String),
}

/// What the list of a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleList {
    /// Only these may be paid.
    Whitelist,
    /// These may not be paid.
    Blacklist,
}

/// What happens to what a rule applies to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleConsequence {
    /// It is refused.
    Refuse,
    /// Other admins are asked.
    Approval,
    /// The people named are asked last.
    FinalApproval,
    /// The custodian is asked.
    CustodianApproval,
    /// The person who sends has to show who they are.
    IdentityCheck,
    /// The platform's word for something that is not known here.
    Other(String),
}

impl RuleDescription {
    /// The rule in a sentence; `coin` is the wallet's, for amounts: "Withdrawals above 2.5 BTC per day require approval."
    pub fn sentence(&self, coin: &str) -> String {
        format!("{} {}.", self.when(self.coin.as_deref().unwrap_or(coin)), self.consequence.words())
    }

    /// The same with the name of the one person whose approval is final.
    pub fn sentence_naming(&self, coin: &str, names: &Names) -> String {
        let sentence = self.sentence(coin);
        match (&self.consequence, self.approvers.as_slice()) {
            (RuleConsequence::FinalApproval, [only]) => {
                format!("{} by {}.", sentence.trim_end_matches('.'), names.of(only))
            }
            _ => sentence,
        }
    }

    /// Who is asked when it applies, on this wallet; none where it asks nobody.
    pub fn approvers_words(&self, wallet: &WalletFacts, names: &Names) -> Option<String> {
        let needed = wallet.approvals_required.unwrap_or(1);
        let people = || self.approvers.iter().map(|id| names.of(id)).collect::<Vec<_>>();
        self.consequence.asks_people().then(|| match self.approvers.as_slice() {
            [] => any_admin(wallet.admins().map(|id| names.of(id)).collect(), needed),
            all if all.len() as u64 <= needed => listed(people(), "admin"),
            _ if needed > 1 => format!("any {needed} of {}", listed(people(), "admin")),
            _ => any_of(people(), "admin"),
        })
    }

    /// The rule part by part; `coin` is the wallet's, for amounts.
    pub fn parts(&self, coin: &str, names: &Names) -> RuleWords {
        let (window, counted_over) = match &self.trigger {
            RuleTrigger::MoreThan { window_secs, tags, .. } => (
                window_secs.map(window_words).unwrap_or_default(),
                tags.iter().filter(|tag| *tag != OWN_TAG).cloned().collect(),
            ),
            _ => Default::default(),
        };
        let webhook = if let RuleTrigger::Webhook(url) = &self.trigger { url.clone() } else { String::new() };
        RuleWords {
            checks: self.checks().to_owned(),
            amount: self.amount(self.coin.as_deref().unwrap_or(coin)),
            window,
            action: self.consequence.title(),
            asked: self.approvers.iter().map(|id| names.of(id)).collect(),
            entries: self.entries.clone(),
            counted_over,
            webhook,
            // The wallet's own coin goes without saying.
            coin: self.coin.clone().filter(|own| own != coin).unwrap_or_default(),
            asks_people: self.consequence.asks_people() || !self.approvers.is_empty(),
            is_whitelist: self.list != Some(RuleList::Blacklist) && !self.entries.is_empty(),
        }
    }

    fn checks(&self) -> &str {
        match (&self.trigger, self.list) {
            (RuleTrigger::MoreThan { .. }, _) => "total amount sent",
            (RuleTrigger::Between { .. }, _) => "amount of each transaction",
            (RuleTrigger::Webhook(_), _) => "answer of your own server",
            (_, Some(RuleList::Blacklist)) => "blocked addresses",
            (_, Some(RuleList::Whitelist)) | (RuleTrigger::Recipient, None) => "allowed addresses",
            (RuleTrigger::Always, None) => "every transaction",
            (RuleTrigger::Other(kind), None) => kind,
        }
    }

    fn amount(&self, unit: &str) -> String {
        let words = |it: &Option<Balance>| it.as_ref().map(|it| amount_words(it, unit));
        match &self.trigger {
            RuleTrigger::MoreThan { amount, .. } => words(amount).unwrap_or_default(),
            RuleTrigger::Between { lower, upper } => match (words(lower), words(upper)) {
                (Some(lower), Some(upper)) => format!("{lower} to {upper}"),
                (Some(lower), None) => format!("{lower} or more"),
                (None, Some(upper)) => format!("up to {upper}"),
                (None, None) => String::new(),
            },
            _ => String::new(),
        }
    }

    fn when(&self, unit: &str) -> String {
        match &self.trigger {
            RuleTrigger::MoreThan { amount, window_secs, .. } => {
                let amount = amount.as_ref().map(|it| amount_words(it, unit));
                let amount = amount.unwrap_or_else(|| "an unknown amount".to_owned());
                let window = window_secs.map(|secs| format!(" {}", window_phrase(secs))).unwrap_or_default();
                format!("Withdrawals above {amount}{window}")
            }
            RuleTrigger::Between { lower: Some(lower), upper: Some(upper) } => {
                format!("Withdrawals between {} and {}", amount_words(lower, unit), amount_words(upper, unit))
            }
            RuleTrigger::Between { lower: None, upper: None } => {
                "Withdrawals of an unknown amount".to_owned()
            }
            RuleTrigger::Always => "All withdrawals".to_owned(),
            RuleTrigger::Between { .. } => format!("Withdrawals of {}", self.amount(unit)),
            RuleTrigger::Recipient => {
                let count = counted(self.entries.len(), "address");
                match self.list {
                    Some(RuleList::Blacklist) => {
                        format!("Withdrawals to addresses on the blacklist ({count})")
                    }
                    _ => format!("Withdrawals to addresses not on the whitelist ({count})"),
                }
            }
            RuleTrigger::Webhook(url) => format!("Withdrawals that {url} does not approve"),
            RuleTrigger::Other(kind) => format!("Transactions that this {kind} rule applies to"),
        }
    }
}

impl RuleConsequence {
    /// As the end of a sentence.
    fn words(&self) -> String {
        match self {
            Self::Refuse => "are denied".to_owned(),
            Self::Approval => "require approval".to_owned(),
            Self::FinalApproval => "require final approval".to_owned(),
            Self::CustodianApproval => "require the custodian's approval".to_owned(),
            Self::IdentityCheck => "require an identity check".to_owned(),
            Self::Other(word) => format!("lead to “{}”", visible(word)),
        }
    }

    /// What it is called where it stands by itself.
    fn title(&self) -> String {
        match self {
            Self::Refuse => "Deny".to_owned(),
            Self::Approval => "Require approval".to_owned(),
            Self::FinalApproval => "Require final approval".to_owned(),
            Self::CustodianApproval => "Require the custodian's approval".to_owned(),
            Self::IdentityCheck => "Require an identity check".to_owned(),
            Self::Other(word) => visible(word).into_owned(),
        }
    }

    fn asks_people(&self) -> bool {
        matches!(self, Self::Approval | Self::FinalApproval)
    }
}

fn any_admin(admins: Vec<String>, needed: u64) -> String {
    let any = if needed > 1 { format!("any {needed} admins") } else { "any admin".to_owned() };
    let listed = listed(admins, "admin");
    let listed = if listed.is_empty() { listed } else { format!(" ({listed})") };
    format!("{any} except the sender{listed}")
}

fn window_words(secs: u64) -> String {
    if secs == 0 { "one transaction".to_owned() } else { Lifetime { secs }.spelled_out() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(
        trigger: RuleTrigger,
        list: Option<RuleList>,
        listed: &[&str],
        consequence: RuleConsequence,
    ) -> RuleDescription {
        let entry = |it: &&str| RuleEntry { item: (*it).to_owned(), label: String::new() };
        let entries = listed.iter().map(entry).collect();
        RuleDescription { trigger, list, entries, consequence, approvers: Vec::new(), coin: None }
    }

    #[test]
    fn each_kind_of_rule_is_a_sentence() {
        let limit = |amount: &str, window_secs| RuleTrigger::MoreThan {
            amount: Some(Balance::from_wire(amount)),
            window_secs,
            tags: vec![OWN_TAG.into(), "hot".into()],
        };
        let between = |bounds: [Option<&str>; 2]| {
            let [lower, upper] = bounds.map(|it| it.map(Balance::from_wire));
            RuleTrigger::Between { lower, upper }
        };
        let bitcoin = Some("100000000");
        let (white, black) = (Some(RuleList::Whitelist), Some(RuleList::Blacklist));
        for (rule, words, checks) in [
            (
                rule(limit("250000000", Some(86_400)), None, &[], RuleConsequence::Approval),
                "Withdrawals above 2.5 BTC per day require approval.",
                "total amount sent",
            ),
            (
                rule(limit("1.5", Some(0)), None, &[], RuleConsequence::Refuse),
                "Withdrawals above “1.5”, which is not an amount per transaction are denied.",
                "total amount sent",
            ),
            (
                rule(between([bitcoin, None]), None, &[], RuleConsequence::FinalApproval),
                "Withdrawals of 1 BTC or more require final approval.",
                "amount of each transaction",
            ),
            (
                rule(between([bitcoin, Some("200000000")]), None, &[], RuleConsequence::IdentityCheck),
                "Withdrawals between 1 BTC and 2 BTC require an identity check.",
                "amount of each transaction",
            ),
            (
                rule(RuleTrigger::Recipient, white, &["a", "b"], RuleConsequence::Refuse),
                "Withdrawals to addresses not on the whitelist (2 addresses) are denied.",
                "allowed addresses",
            ),
            (
                rule(RuleTrigger::Recipient, black, &["a"], RuleConsequence::Refuse),
                "Withdrawals to addresses on the blacklist (1 address) are denied.",
                "blocked addresses",
            ),
            (
                rule(RuleTrigger::Webhook("https://a.example".into()), None, &[], RuleConsequence::Refuse),
                "Withdrawals that https://a.example does not approve are denied.",
                "answer of your own server",
            ),
            (
                rule(RuleTrigger::Always, None, &[], RuleConsequence::CustodianApproval),
                "All withdrawals require the custodian's approval.",
                "every transaction",
            ),
            (
                rule(
                    RuleTrigger::Other("newKind".into()),
                    None,
                    &[],
                    RuleConsequence::Other("newAction".into()),
                ),
                "Transactions that this newKind rule applies to lead to “newAction”.",
                "newKind",
            ),
        ] {
            assert_eq!(rule.sentence("btc"), words);
            assert_eq!(rule.checks(), checks, "{words}");
        }
        let parts = rule(limit("1", Some(3_600)), None, &[], RuleConsequence::Approval)
            .parts("btc", &Names::default());
        assert_eq!((parts.window.as_str(), parts.counted_over), ("1 hour", vec!["hot".to_owned()]));
    }

    #[test]
    fn any_one_of_those_who_are_asked_is_enough() {
        let mut rule = rule(RuleTrigger::Always, None, &[], RuleConsequence::Approval);
        rule.approvers = vec!["a".into(), "b".into()];
        let words = |rule: &RuleDescription| rule.approvers_words(&WalletFacts::default(), &Names::default());
        assert_eq!(words(&rule).as_deref(), Some("a or b"));
        rule.consequence = RuleConsequence::FinalApproval;
        rule.approvers.pop();
        let sentence = rule.sentence_naming("btc", &Names::default());
        assert_eq!(sentence, "All withdrawals require final approval by a.");
        rule.approvers.clear();
        assert_eq!(words(&rule).as_deref(), Some("any admin except the sender"));
        rule.consequence = RuleConsequence::Refuse;
        assert_eq!(words(&rule), None);
    }
}
