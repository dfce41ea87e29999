//! Pasted spending limits: `usdt,2500.50`, a line a coin.

use crate::domain::coin::coins;
use crate::domain::foreign_text::visible;
use crate::domain::limit::{AmountUnit, LimitDraft, LimitProblem, SpendingLimit, read_limit};

use super::lines::{Line, NotTaken, lines};

/// What a line was taken as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastedLimit {
    /// A heading above the columns; nothing is to be done with it.
    Heading,
    /// A limit.
    Limit(Box<TakenLimit>),
}

/// A limit that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenLimit {
    /// For the form.
    pub draft: LimitDraft,
    /// What it means.
    pub limit: SpendingLimit,
}

impl PastedLimit {
    /// The limit, if it is one.
    pub fn limit(&self) -> Option<&TakenLimit> {
        match self {
            Self::Heading => None,
            Self::Limit(limit) => Some(limit),
        }
    }
}

/// An amount with a comma, which is two columns to some and a decimal point to others.
const COMMA: &str = "A comma can be a decimal point or a thousands separator. Use a point before the decimals \
    and no thousands separators.";

/// Reads pasted limits, a line a coin: ticker and amount between a comma, a semicolon or a tab, as a spreadsheet copies
/// them; `max` for the highest limit; in a third column `base` where the amount is in base units.
///
/// A second line for a coin is not taken, nor one for a coin that already has a limit (`in_form`, tickers).
pub fn read_limits(text: &str, in_form: &[String]) -> Vec<Line<PastedLimit>> {
    let mut taken: Vec<(String, Option<usize>)> = in_form.iter().map(|coin| (coin.clone(), None)).collect();
    let mut out = Vec::new();
    for (number, line) in lines(text) {
        let result = read_line(line, out.is_empty()).and_then(|read| {
            let Some(coin) = read.limit().map(|limit| limit.limit.coin.clone()) else { return Ok(read) };
            if let Some((_, earlier)) = taken.iter().find(|(other, _)| *other == coin) {
                return Err(NotTaken {
                    reason: match earlier {
                        Some(earlier) => format!("Line {earlier} already has a limit for {coin}. Keep one."),
                        None => format!("The form already has a limit for {coin}. Remove one of the two."),
                    },
                    example: String::new(),
                });
            }
            taken.push((coin, Some(number)));
            Ok(read)
        });
        out.push(Line { number, text: line.to_owned(), result });
    }
    out
}

fn read_line(line: &str, is_first: bool) -> Result<PastedLimit, NotTaken> {
    let cells = cells(line)?;
    let [coin, amount, unit] = &cells;
    if is_first && is_heading(coin, amount) {
        return Ok(PastedLimit::Heading);
    }
    let unit = match unit.to_lowercase().as_str() {
        "" | "coin" | "units" => AmountUnit::Coin,
        "base" | "base unit" | "base units" => AmountUnit::Base,
        // "2,500.50" and "1,000" were surely grouped in thousands; "2500,50" has a decimal comma.
        digits if digits.starts_with(|c: char| c.is_ascii_digit()) => {
            let is_grouped = digits.contains('.') || digits.len() == 3;
            let point = if is_grouped { "" } else { "." };
            return Err(not_taken(COMMA, coin, &format!("{amount}{point}{digits}")));
        }
        other => {
            let reason =
                format!("“{}” is not a unit. Remove the third column, or enter base.", visible(other));
            return Err(not_taken(&reason, coin, amount));
        }
    };
    let maximum = matches!(amount.to_lowercase().as_str(), "max" | "maximum");
    let draft = LimitDraft {
        coin: coin.clone(),
        amount: if maximum { String::new() } else { amount.clone() },
        unit,
        maximum,
    };
    match read_limit(&draft) {
        Ok(limit) => {
            let draft = LimitDraft { coin: limit.coin.clone(), ..draft };
            Ok(PastedLimit::Limit(Box::new(TakenLimit { draft, limit })))
        }
        Err(LimitProblem::Amount { .. }) if amount.contains(',') => {
            Err(not_taken(COMMA, coin, &amount.replacen(',', ".", 1)))
        }
        Err(problem) => Err(not_taken(&problem.to_string(), coin, "2500.50")),
    }
}

/// The two or three cells of a line. Where there is a tab or a semicolon, that is what stands between cells, so that a
/// comma in an amount is seen as one.
fn cells(line: &str) -> Result<[String; 3], NotTaken> {
    let delimiter = ['\t', ';', ','].into_iter().find(|mark| line.contains(*mark));
    let Some(delimiter) = delimiter else {
        let mut words = line.split_whitespace();
        let (coin, amount) = (words.next().unwrap_or_default(), words.next().unwrap_or("2500.50"));
        return Err(not_taken("Enter the ticker and the amount, separated by a comma.", coin, amount));
    };
    if line.matches('"').count() % 2 == 1 {
        return Err(not_taken("A quotation mark is not closed.", "usdt", "2500.50"));
    }
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(line.as_bytes());
    let mut cells: Vec<String> = match reader.records().next() {
        Some(Ok(record)) => record.iter().map(|cell| cell.trim().to_owned()).collect(),
        _ => Vec::new(),
    };
    while cells.len() > 2 && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() == 2 {
        cells.push(String::new());
    }
    cells.try_into().map_err(|cells: Vec<String>| {
        let coin = cells.first().map_or("usdt", String::as_str);
        let is_grouped = cells.iter().skip(1).all(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
        if delimiter == b',' && is_grouped {
            not_taken(COMMA, coin, &cells[1..].concat())
        } else {
            not_taken("There are more than three columns: ticker, amount, and perhaps base.", coin, "2500.50")
        }
    })
}

/// Whether the first line names columns: no coin, and no digit in its amount.
fn is_heading(coin: &str, amount: &str) -> bool {
    let names = ["coin", "ticker", "token", "asset", "symbol", "currency"];
    names.contains(&coin.to_lowercase().as_str())
        && coins().get_typed(coin).is_none()
        && !amount.contains(|c: char| c.is_ascii_digit())
}

/// A line that was not taken, with an example of its own coin where it has one.
fn not_taken(reason: &str, coin: &str, amount: &str) -> NotTaken {
    let known = coins().get_typed(coin).map_or("usdt", |coin| coin.name);
    let amount: String = amount.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let is_amount = !amount.is_empty() && amount.matches('.').count() <= 1 && !amount.ends_with('.');
    let amount = if is_amount { amount } else { "2500.50".to_owned() };
    NotTaken { reason: reason.to_owned(), example: format!("{known},{amount}") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn one(line: &str) -> Result<PastedLimit, NotTaken> {
        read_limits(line, &[]).remove(0).result
    }

    #[test]
    fn what_spreadsheets_copy_is_taken() {
        for (line, words) in [
            ("usdt,2500.50", "2,500.5 USDT on Ethereum"),
            ("usdt;2500.50", "2,500.5 USDT on Ethereum"),
            ("usdt\t2500.50", "2,500.5 USDT on Ethereum"),
            ("\"usdt\",\"2500.50\"", "2,500.5 USDT on Ethereum"),
            ("USDT,2500.50,", "2,500.5 USDT on Ethereum"),
            ("eos:USDT,1", "1 EOS:USDT on EOS"),
            ("btc,150000000,base", "1.5 BTC"),
            ("btc;150000000;base units", "1.5 BTC"),
            ("btc,max", "the platform maximum of BTC"),
            ("eth,0", "0 ETH"),
            ("newcoin,1000,base", "1,000 base units of newcoin"),
        ] {
            let taken = one(line).unwrap();
            let taken = taken.limit().unwrap();
            assert_eq!(taken.limit.in_words(), words, "{line}");
            assert_eq!(read_limit(&taken.draft).as_ref(), Ok(&taken.limit), "{line}");
        }
        assert_eq!(one("coin,limit"), Ok(PastedLimit::Heading));
    }

    #[test]
    fn what_is_not_taken_says_why_and_how_it_would_be_right() {
        for (line, reason, example) in [
            ("usdt;2500,50", "thousands separator", "usdt,2500.50"),
            ("usdt,2500,50", "thousands separator", "usdt,2500.50"),
            ("usdt,2,500.50", "thousands separator", "usdt,2500.50"),
            ("usdt,1,000", "thousands separator", "usdt,1000"),
            ("usdt,\"2,500.50\"", "thousands separator", "usdt,2500.50"),
            ("usdt,1,000,000", "thousands separator", "usdt,1000000"),
            ("usdt 2500.50", "separated by a comma", "usdt,2500.50"),
            ("usdt", "separated by a comma", "usdt,2500.50"),
            ("usdt,", "Enter 0 to block spending", "usdt,2500.50"),
            (",5", "Choose a coin", "usdt,2500.50"),
            ("usdt,-5", "cannot be negative", "usdt,2500.50"),
            ("usdt,1e3", "exponent", "usdt,2500.50"),
            ("usdt,0.1234567", "6 decimals", "usdt,2500.50"),
            ("newcoin,5", "base units", "usdt,2500.50"),
            ("usdt,5,dozen", "not a unit", "usdt,5"),
            ("usdt,\"5", "not closed", "usdt,2500.50"),
            ("a;b;c;d", "more than three columns", "usdt,2500.50"),
        ] {
            let not_taken = one(line).unwrap_err();
            assert!(not_taken.reason.contains(reason), "{line}: {}", not_taken.reason);
            assert_eq!(not_taken.example, example, "{line}");
            assert!(one(&not_taken.example).is_ok(), "{line}: the example is not right either");
        }
    }

    #[test]
    fn lines_are_numbered_and_a_coin_is_taken_once() {
        let text = "ticker;limit\n\n# payouts\nbtc;1\nBTC;2\nusdt;5\neth;3";
        let read = read_limits(text, &["eth".to_owned()]);
        let seen: Vec<(usize, bool)> = read.iter().map(|line| (line.number, line.result.is_ok())).collect();
        assert_eq!(seen, [(1, true), (4, true), (5, false), (6, true), (7, false)]);
        assert_eq!(super::super::rest(&read), "BTC;2\neth;3");
        assert_eq!(
            read[2].result.as_ref().unwrap_err().reason,
            "Line 4 already has a limit for btc. Keep one."
        );
    }
}
