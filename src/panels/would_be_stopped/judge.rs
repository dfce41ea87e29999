//! What is asked is answered, where the last answer is to something else.

use super::judged::Judged;
use super::model::{Model, WalletReading};
use super::state::Question;
use super::typed::Typed;
use crate::domain::enterprise_policy::{
    Circumstances, EnterpriseRule, Guards, RuleJudgement, RuleNames, RuleOrigin, WalletRule, Withdrawal,
    would_be_stopped,
};

/// Answers, where the last answer is to something else. None where a part of the question cannot be read.
pub(super) fn judge(question: &mut Question, typed: &Typed, reading: &WalletReading, model: &Model<'_>) {
    let Some(withdrawal) = typed.withdrawal(question, reading, model) else {
        question.judged = None;
        return;
    };
    let minute = model.now.as_second() / 60;
    let is_answered = question.judged.as_ref().is_some_and(|it| {
        let asked = Withdrawal { at: it.asked.at, ..withdrawal.clone() };
        it.asked == asked && it.token == question.token && it.basis == model.basis && it.minute == minute
    });
    if is_answered {
        return;
    }
    let token = model.tokens.iter().find(|it| question.token.as_ref() == Some(&it.id));
    let guards = Guards {
        wallet_rules: reading.rules.as_deref(),
        approvals_required: reading.wallet.approvals_required,
        enterprise_rules: model.rules.rules,
        touchpoints: model.rules.touchpoints,
        token: token.map(|it| &it.terms),
    };
    let around = Circumstances {
        wallet_past: reading.past_at(model.now),
        enterprise_past: model.enterprise_past.content().map(|it| it.past_at(model.now)),
        prices: model.prices.clone(),
    };
    let answer = would_be_stopped(&withdrawal, guards, &around);
    let sentence = answer.sentence(names(model));
    let (token, basis) = (question.token.clone(), model.basis);
    question.judged = Some(Judged { asked: withdrawal, token, basis, minute, answer, sentence });
}

pub(super) fn names<'a>(model: &Model<'a>) -> RuleNames<'a> {
    RuleNames { people: model.names, wallets: model.rules.wallets }
}

/// The wallet's own rule of this name that is about withdrawals of a coin: two may share the name alone.
fn rule_of<'a>(rules: &'a [WalletRule], name: &str, coin: &str) -> Option<&'a WalletRule> {
    let named = || rules.iter().filter(|it| it.name == name);
    let of_coin = named().find(|it| it.description.coin.as_deref() == Some(coin));
    of_coin.or_else(|| named().find(|it| it.description.coin.is_none()))
}

/// What a rule that was judged for a withdrawal of this coin says, in a sentence; none of rules that were not read and of a
/// token's limits.
pub(super) fn sentence_of(
    judgement: &RuleJudgement,
    coin: &str,
    reading: &WalletReading,
    model: &Model<'_>,
) -> Option<String> {
    match judgement.origin {
        RuleOrigin::Wallet => {
            let rule = rule_of(reading.rules.as_deref()?, &judgement.id, coin)?;
            Some(rule.description.sentence_naming(&reading.wallet.coin, model.names))
        }
        RuleOrigin::Enterprise | RuleOrigin::Vendor => {
            let rules: &[EnterpriseRule] = model.rules.rules.rules();
            let rule = rules.iter().find(|it| it.id == judgement.id && it.may_be_active())?;
            Some(rule.sentence(names(model), model.rules.touchpoints))
        }
        RuleOrigin::Token | RuleOrigin::NotRead => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::bitgo::wallet::Wallet;

    #[test]
    fn of_two_rules_of_one_name_the_one_about_the_coin_is_shown() {
        let rule = |coin: Option<&str>, amount: &str| {
            json!({ "id": "Desk limit", "type": "transactionLimit", "coin": coin,
                "condition": { "amountString": amount }, "action": { "type": "deny" } })
        };
        let wallet = Wallet::of_json(&json!({ "id": "w", "coin": "hteth", "admin": { "policy": { "rules": [
            rule(Some("hteth:tusdc"), "31"), rule(Some("hteth"), "32"), rule(None, "33"),
        ] } } }));
        let rules = wallet.guarding_rules().unwrap();
        let of = |coin: &str| rule_of(&rules, "Desk limit", coin).unwrap().description.coin.clone();
        assert_eq!(of("hteth").as_deref(), Some("hteth"));
        assert_eq!(of("hteth:tusdc").as_deref(), Some("hteth:tusdc"));
        assert_eq!(of("hteth:tdai"), None);
        assert!(rule_of(&rules[..2], "Desk limit", "hteth:tdai").is_none());
    }
}
