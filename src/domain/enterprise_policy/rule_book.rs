//! The rules of all enterprises of a person, as far as they could be read.

use std::sync::Arc;

use super::coverage::TouchpointName;
use super::not_read::{NotRead, RulesRead};
use super::recommendation::Recommendation;
use super::rule::EnterpriseRule;

/// Whether an enterprise's rules are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulesState {
    /// They are on their way for the first time.
    Reading,
    /// All of them.
    Read,
    /// Not, or not all.
    NotRead(NotRead),
}

/// What was read of one enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnterpriseRules {
    /// The enterprise, by ID.
    pub enterprise: String,
    /// Whether its rules are here.
    pub state: RulesState,
    /// The rules that came, in the platform's order.
    pub rules: Vec<EnterpriseRule>,
    /// What rules can guard: rules tell its ID alone.
    pub touchpoints: Vec<TouchpointName>,
    /// Why the touchpoints could not be read.
    pub touchpoints_not_read: Option<NotRead>,
    /// What the vendor recommends.
    pub recommendations: Vec<Recommendation>,
    /// Why the recommendations could not be read.
    pub recommendations_not_read: Option<NotRead>,
}

/// The rules of all enterprises of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    /// Changes whenever anything in it does, also across logins.
    pub generation: u64,
    /// One for each of the person's enterprises, in their order.
    pub enterprises: Vec<Arc<EnterpriseRules>>,
    /// Why nothing is known of the rules of an enterprise that is not among them.
    elsewhere: NotRead,
}

impl EnterpriseRules {
    /// Those of an enterprise of which nothing has come yet.
    pub fn on_their_way(enterprise: &str) -> Self {
        Self {
            enterprise: enterprise.to_owned(),
            state: RulesState::Reading,
            rules: Vec::new(),
            touchpoints: Vec::new(),
            touchpoints_not_read: None,
            recommendations: Vec::new(),
            recommendations_not_read: None,
        }
    }

    /// As the rule engine takes them: rules that are still on their way are not read.
    pub fn read(&self) -> RulesRead<'_> {
        match &self.state {
            RulesState::Read => RulesRead::Read(&self.rules),
            RulesState::Reading => RulesRead::NotRead(&self.rules, &NotRead::Incomplete),
            RulesState::NotRead(why) => RulesRead::NotRead(&self.rules, why),
        }
    }

    /// The same where they could not be read again: what was read whole is of this earlier time, in words, and stays.
    #[must_use]
    pub fn not_read_again(&self, read_at: String, why: String) -> Self {
        let state = RulesState::NotRead(NotRead::Earlier { read_at, why });
        Self { state, ..self.clone() }
    }

    /// Whether all of them are here, be it as they were at an earlier time.
    pub fn is_whole(&self) -> bool {
        matches!(self.state, RulesState::Read | RulesState::NotRead(NotRead::Earlier { .. }))
    }

    /// What the vendor recommends, where it can be said what of it is followed: it may be done by a rule that has not come.
    pub fn to_be_followed(&self) -> &[Recommendation] {
        if self.is_whole() { &self.recommendations } else { &[] }
    }

    /// Why they could not be read; none while they are on their way.
    pub fn not_read(&self) -> Option<&NotRead> {
        match &self.state {
            RulesState::NotRead(why) => Some(why),
            RulesState::Reading | RulesState::Read => None,
        }
    }
}

impl RuleBook {
    /// Of these enterprises.
    pub fn new(generation: u64, enterprises: Vec<Arc<EnterpriseRules>>) -> Self {
        let elsewhere = NotRead::Failed("your account does not belong to that enterprise.".to_owned());
        Self { generation, enterprises, elsewhere }
    }

    /// What was read of an enterprise, by ID.
    pub fn of(&self, enterprise: &str) -> Option<&EnterpriseRules> {
        self.enterprises.iter().find(|it| it.enterprise == enterprise).map(Arc::as_ref)
    }

    /// The rules over a wallet of this enterprise, as the rule engine takes them. Those of an enterprise that was not asked are
    /// not read.
    pub fn rules_over(&self, enterprise: Option<&str>) -> RulesRead<'_> {
        let Some(enterprise) = enterprise else { return RulesRead::NoEnterprise };
        self.of(enterprise).map_or(RulesRead::NotRead(&[], &self.elsewhere), EnterpriseRules::read)
    }

    /// The names of what rules of this enterprise can guard.
    pub fn touchpoints(&self, enterprise: Option<&str>) -> &[TouchpointName] {
        enterprise.and_then(|it| self.of(it)).map_or(&[], |it| &it.touchpoints)
    }

    /// Whether any are still on their way for the first time.
    pub fn is_coming(&self) -> bool {
        self.enterprises.iter().any(|it| it.state == RulesState::Reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_again_is_whole_and_says_of_when_it_is() {
        let mut read = EnterpriseRules::on_their_way("acme");
        assert!(!read.is_whole());
        read.rules = vec![EnterpriseRule { id: "r7".to_owned(), ..EnterpriseRule::default() }];
        read.state = RulesState::Read;
        let earlier = read.not_read_again("Sun 29 Nov 2026, 14:03".to_owned(), "No answer came.".to_owned());
        assert!(earlier.is_whole() && earlier.rules == read.rules);
        let why = earlier.not_read().map(NotRead::sentence).unwrap_or_default();
        assert!(why.contains("are those of Sun 29 Nov 2026, 14:03.") && why.ends_with("No answer came."));
        assert!(matches!(earlier.read(), RulesRead::NotRead([rule], _) if rule.id == "r7"));
    }

    #[test]
    fn what_was_not_read_is_never_none() {
        let mut read = EnterpriseRules::on_their_way("acme");
        read.state = RulesState::Read;
        let mut refused = EnterpriseRules::on_their_way("harbor");
        refused.state = RulesState::NotRead(NotRead::NoLicense);
        let coming = EnterpriseRules::on_their_way("bay");
        let book = RuleBook::new(1, [read, refused, coming].map(Arc::new).into());
        assert_eq!(book.rules_over(None), RulesRead::NoEnterprise);
        assert_eq!(book.rules_over(Some("acme")), RulesRead::Read(&[]));
        assert_eq!(book.rules_over(Some("harbor")), RulesRead::NotRead(&[], &NotRead::NoLicense));
        assert_eq!(book.rules_over(Some("bay")), RulesRead::NotRead(&[], &NotRead::Incomplete));
        let elsewhere = book.rules_over(Some("moon")).not_read().map(NotRead::sentence);
        assert!(elsewhere.is_some_and(|it| it.contains("does not belong")));
        assert!(book.is_coming());
    }
}
