//! The answer: what would come of the withdrawal, the rules that bring it about, and what the answer rests on.

use egui::Ui;
use jiff::Timestamp;

use super::model::{Model, Sight, WalletReading};
use super::request::Request;
use super::rule_lines;
use super::state::Question;
use super::text as wording;
use crate::domain::enterprise_policy::{CoinPrice, Verdict};
use crate::domain::lifetime::moment_words;
use crate::domain::token::existing::ExistingToken;
use crate::kit::palette::Meaning;
use crate::kit::{notice, progress, space, text};

/// Draws the answer.
pub(super) fn show(
    ui: &mut Ui,
    question: &Question,
    reading: &WalletReading,
    model: &Model<'_>,
) -> Option<Request> {
    let Some(judged) = &question.judged else {
        text::wrapped(ui, text::muted(wording::INCOMPLETE));
        return None;
    };
    let answer = &judged.answer;
    for words in still_read(model) {
        progress::bar(ui, words, 0, None);
    }
    text::draw_section(ui, wording::verdict(answer.verdict));
    notice::banner(ui, meaning(answer.verdict), &judged.sentence);
    if is_gone(question.token.as_deref(), model.tokens) {
        notice::line(ui, Meaning::Attention, wording::TOKEN_GONE);
    }
    let around = (judged.asked.coin.as_str(), reading, model);
    let mut asked = None;
    for (head, rules) in
        [(wording::FIRE, &answer.fired), (wording::OPEN, &answer.open), (wording::NEAR, &answer.near)]
    {
        asked = asked.or(rule_lines::show(ui, head, rules, question.token.as_deref(), around));
    }
    if answer.fired.is_empty() && answer.open.is_empty() && answer.near.is_empty() {
        text::wrapped(ui, text::body(wording::NO_RULE_NEAR));
    }
    rests_on(ui, reading, model);
    asked
}

/// Whether the token that was chosen is not among those that are known any more, so that its limits were not counted.
fn is_gone(chosen: Option<&str>, tokens: &[ExistingToken]) -> bool {
    chosen.is_some_and(|id| !tokens.iter().any(|it| it.id == id))
}

/// How an answer looks. None is good: that no rule stops a withdrawal does not mean that it should leave.
fn meaning(verdict: Verdict) -> Meaning {
    match verdict {
        Verdict::Denied => Meaning::Danger,
        Verdict::NeedsApproval | Verdict::NeedsCheck | Verdict::CannotTell(..) => Meaning::Attention,
        Verdict::GoesThrough => Meaning::Information,
    }
}

/// What was read, when, and what could not be read.
fn rests_on(ui: &mut Ui, reading: &WalletReading, model: &Model<'_>) {
    space::gap(ui, space::XS);
    ui.label(text::strong(wording::RESTS_ON));
    let moment = |at| moment_words(at, model.zone);
    let line = |ui: &mut Ui, words: String| drop(text::wrapped(ui, text::small(words)));
    match &reading.rules {
        Some(rules) => line(ui, wording::wallet_rules_read(rules.len(), &moment(reading.read_at))),
        None => drop(notice::line(ui, Meaning::Attention, wording::WALLET_RULES_NOT_READ)),
    }
    match model.rules.rules.not_read() {
        Some(why) => {
            notice::line(ui, Meaning::Attention, &format!("{} {}", why.sentence(), why.meaning()));
        }
        None if reading.wallet.enterprise.is_none() => line(ui, wording::NO_ENTERPRISE.to_owned()),
        None => {
            let count = model.rules.rules.rules().iter().filter(|it| it.is_active()).count();
            line(ui, wording::rules_read(count, model.rules.read_at.map(moment).as_deref()));
        }
    }
    if model.rules.touchpoints_not_read {
        notice::line(ui, Meaning::Attention, wording::TOUCHPOINTS_NOT_READ);
    }
    let until = moment(reading.read_at);
    match reading.past_at(model.now).map(|it| it.known_from) {
        Some(since) if since == Timestamp::MIN => line(ui, wording::all_past(&until)),
        Some(since) if since == Timestamp::MAX => line(ui, wording::part_of_past(&until)),
        Some(since) => line(ui, wording::past_known(&moment(since), &until)),
        None => line(ui, wording::PAST_NOT_READ.to_owned()),
    }
    around(ui, model);
}

/// What is still on its way, after which the answer may be another.
fn still_read(model: &Model<'_>) -> impl Iterator<Item = &'static str> {
    let prices = model.priced.iter().any(CoinPrice::is_coming).then_some(wording::READING_PRICES);
    let past = model.enterprise_past.is_pending().then_some(wording::READING_ENTERPRISE_PAST);
    prices.into_iter().chain(past)
}

/// The prices, and what left the other wallets of the enterprise.
fn around(ui: &mut Ui, model: &Model<'_>) {
    for price in model.priced.iter().filter(|price| !price.is_coming()) {
        text::wrapped(ui, text::small(price.sentence(model.now, model.zone)));
    }
    match (model.enterprise_past.content(), model.enterprise_past.failure()) {
        (Some(past), _) if past.sight == Sight::All => {
            let (known, until) = (past.past_at(model.now), moment_words(past.read_at, model.zone));
            if known.known_from == Timestamp::MAX {
                notice::line(ui, Meaning::Attention, &wording::unsure_enterprise_past(&until));
                return;
            }
            let since = moment_words(known.known_from, model.zone);
            let words = wording::enterprise_past(past.payments, past.wallets, &since, &until);
            text::wrapped(ui, text::small(words));
        }
        (Some(past), _) => {
            let since = moment_words(past.from, model.zone);
            let words = wording::part_of_enterprise_past(past, &since);
            notice::line(ui, Meaning::Attention, &words);
        }
        (None, Some(failure)) => {
            notice::line(ui, Meaning::Attention, &wording::enterprise_past_not_read(&failure.what));
        }
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_token_that_has_vanished_is_said_to_be_gone() {
        let tokens = [ExistingToken { id: "t4".into(), ..ExistingToken::default() }];
        for (chosen, gone) in [(None, false), (Some("t4"), false), (Some("t5"), true)] {
            assert_eq!(is_gone(chosen, &tokens), gone, "{chosen:?}");
        }
    }
}
