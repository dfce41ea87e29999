//! Whether a withdrawal would be stopped: by a wallet's own rules, by those of its enterprise, and by the limits of a token.
//!
//! It is never said that something is safe. What cannot be told is said to be so, with the reason.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::condition::VelocityScope;
use super::coverage::TouchpointName;
use super::demand::{Demand, Strictness};
use super::doubt::Doubt;
use super::judgement::{RuleJudgement, RuleOrigin};
use super::not_read::RulesRead;
use super::token_limits;
use super::truth::Truth;
use super::wallet_rules::WalletRule;
use super::withdrawal::{Circumstances, Withdrawal};
use super::words::RuleNames;
use crate::domain::foreign_text::visible;
use crate::domain::text::listed;
use crate::domain::token::existing::TokenTerms;

/// Everything that may stop a withdrawal.
#[derive(Debug, Clone, Copy)]
pub struct Guards<'a> {
    /// The wallet's own rules; none where they were not read.
    pub wallet_rules: Option<&'a [WalletRule]>,
    /// How many approvals a request of the wallet needs; one where it is not known.
    pub approvals_required: Option<u64>,
    /// The enterprise's rules.
    pub enterprise_rules: RulesRead<'a>,
    /// The touchpoints that are known by name.
    pub touchpoints: &'a [TouchpointName],
    /// The token that it would be made with, where its limits are to be counted.
    pub token: Option<&'a TokenTerms>,
}

/// Whether a withdrawal would be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is denied.
    Denied,
    /// People have to approve it.
    NeedsApproval,
    /// The platform checks something first, in its own pages.
    NeedsCheck,
    /// No rule stops it.
    GoesThrough,
    /// It cannot be told; it is at least as strict as the first and at most as the second.
    CannotTell(Strictness, Strictness),
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whether it would be stopped.
    pub verdict: Verdict,
    /// What is asked for, whatever cannot be told.
    pub demand: Demand,
    /// The rules that fire, the strictest first.
    pub fired: Vec<RuleJudgement>,
    /// Those of which it cannot be told, the strictest first.
    pub open: Vec<RuleJudgement>,
    /// Those that nearly fire, the one first that would ask for the most.
    pub near: Vec<RuleJudgement>,
}

/// Judges a withdrawal.
pub fn would_be_stopped(withdrawal: &Withdrawal, guards: Guards<'_>, around: &Circumstances) -> Answer {
    let mut judged: Vec<RuleJudgement> = Vec::new();
    match guards.wallet_rules {
        Some(rules) => {
            let required = guards.approvals_required.unwrap_or(1);
            judged.extend(rules.iter().map(|rule| rule.judge(withdrawal, around, required)));
        }
        None => judged.push(RuleJudgement::not_read(Doubt::WalletRulesNotRead)),
    }
    let rules = guards.enterprise_rules.rules().iter();
    judged.extend(rules.filter_map(|rule| rule.judge(withdrawal, around, guards.touchpoints)));
    if let Some(why) = guards.enterprise_rules.not_read() {
        judged.push(RuleJudgement::not_read(Doubt::EnterpriseRulesNotRead(why.clone())));
    }
    judged.extend(guards.token.into_iter().flat_map(|token| token_limits::judge(token, withdrawal)));
    Answer::of(judged.into_iter().map(|it| it.without(&withdrawal.initiator)).collect())
}

impl Answer {
    fn of(mut judged: Vec<RuleJudgement>) -> Self {
        let demand = Demand::all(judged.iter().map(|it| it.at_least.clone()));
        let least = demand.strictness();
        let most = judged.iter().map(RuleJudgement::strictness).max().unwrap_or(Strictness::GoesThrough);
        let verdict = match (least, most.max(least)) {
            (least, most) if least != most => Verdict::CannotTell(least, most),
            (Strictness::Denied, _) => Verdict::Denied,
            (Strictness::Approval, _) => Verdict::NeedsApproval,
            (Strictness::Check, _) => Verdict::NeedsCheck,
            (Strictness::GoesThrough, _) => Verdict::GoesThrough,
        };
        judged.sort_by(|a, b| b.strictness().cmp(&a.strictness()).then_with(|| a.name.cmp(&b.name)));
        let is_open = |it: &RuleJudgement| it.is_open() || it.fires == Truth::Unknown;
        let (open, known): (Vec<_>, Vec<_>) = judged.into_iter().partition(is_open);
        let (fired, others): (Vec<_>, Vec<_>) = known.into_iter().partition(|it| it.fires == Truth::Yes);
        let mut near: Vec<RuleJudgement> = others.into_iter().filter(|it| it.nearly.is_some()).collect();
        near.sort_by_key(|it| Reverse(it.would.strictness()));
        Self { verdict, demand, fired, open, near }
    }

    /// How strict it is at least, and at most.
    pub fn bounds(&self) -> (Strictness, Strictness) {
        match self.verdict {
            Verdict::Denied => (Strictness::Denied, Strictness::Denied),
            Verdict::NeedsApproval => (Strictness::Approval, Strictness::Approval),
            Verdict::NeedsCheck => (Strictness::Check, Strictness::Check),
            Verdict::GoesThrough => (Strictness::GoesThrough, Strictness::GoesThrough),
            Verdict::CannotTell(least, most) => (least, most),
        }
    }

    /// Why it cannot be told, each reason once.
    pub fn doubts(&self) -> Vec<&Doubt> {
        let mut doubts: Vec<&Doubt> = Vec::new();
        for doubt in self.open.iter().flat_map(|it| &it.doubts) {
            if !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
        doubts
    }

    /// The coins whose price would tell more.
    pub fn coins_without_price(&self) -> BTreeSet<&str> {
        let doubts = self.open.iter().flat_map(|it| &it.doubts);
        doubts
            .filter_map(|doubt| match doubt {
                Doubt::NoPrice(coin) => Some(coin.as_str()),
                _ => None,
            })
            .collect()
    }

    /// How far back, in seconds, it would have to be known what left all wallets of the enterprise, for its own rules to be
    /// told; none where that would tell no more.
    pub fn enterprise_window_secs(&self) -> Option<u64> {
        let is_enterprises =
            |it: &&RuleJudgement| matches!(it.origin, RuleOrigin::Enterprise | RuleOrigin::Vendor);
        let doubts = self.open.iter().filter(is_enterprises).flat_map(|it| &it.doubts);
        doubts
            .filter_map(|doubt| match doubt {
                Doubt::PastNotKnown { window_secs, scope: VelocityScope::Enterprise } => Some(*window_secs),
                _ => None,
            })
            .max()
    }

    /// The answer in a sentence, with the rules that bring it about.
    pub fn sentence(&self, names: RuleNames<'_>) -> String {
        let by = || {
            let names = self.fired.iter().map(|it| format!("“{}”", visible(&it.name))).collect();
            let names = listed(names, "rule");
            if names.is_empty() { names } else { format!(" ({names})") }
        };
        match self.verdict {
            Verdict::Denied => format!("This withdrawal would be denied{}.", by()),
            Verdict::NeedsApproval | Verdict::NeedsCheck => {
                let needed = format!("This withdrawal would need {}{}.", self.demand.words(names), by());
                if self.demand.can_be_met() { needed } else { format!("{needed} Nobody can complete it.") }
            }
            Verdict::GoesThrough => "No rule would stop this withdrawal.".to_owned(),
            Verdict::CannotTell(least, _) => {
                let why = self.doubts().iter().map(|it| it.words()).collect();
                let why = listed(why, "reason");
                let at_least = match least {
                    Strictness::GoesThrough => String::new(),
                    _ => format!(" At least it would need {}.", self.demand.words(names)),
                };
                format!("Whether this withdrawal would be stopped cannot be told: {why}.{at_least}")
            }
        }
    }
}

impl Demand {
    /// What is asked for, as the end of a sentence: "the approval of a wallet admin and a video call with BitGo".
    pub fn words(&self, names: RuleNames<'_>) -> String {
        match self {
            Self::Nothing => "nothing more".to_owned(),
            Self::Deny => "what is always denied".to_owned(),
            Self::Check(check) => check.words(names.people),
            Self::Approval(demand) => demand.words(names.people),
            Self::All(all) => Self::listed(all, " and ", names),
            Self::Any(any) => Self::listed(any, " or ", names),
        }
    }

    /// What is joined in itself is set apart, so that it is told how both bind.
    fn listed(demands: &[Self], link: &str, names: RuleNames<'_>) -> String {
        let one = |demand: &Self| match demand {
            Self::All(_) | Self::Any(_) => format!("({})", demand.words(names)),
            _ => demand.words(names),
        };
        demands.iter().map(one).collect::<Vec<_>>().join(link)
    }
}
