//! Transfers: what came into a wallet and what left it (spec: GET /api/v2/{coin}/wallet/{walletId}/transfer).
//! Amounts are in base units; only the `…String` fields are believed.

use std::collections::BTreeSet;

use super::client::Call;
use super::error::Error;
use super::fields::Fields;
use super::paging::{Batch, Page, Pages};
use super::routes::Route;
use super::session::Session;
use super::wallet::MAX_PAGE_SIZE;
use crate::domain::amount::{Balance, BaseUnits};
use crate::domain::coin::amount_words;
use crate::domain::enterprise_policy::{Past, Payment};
use crate::domain::open_enum::words;
use futures::StreamExt;
use jiff::Timestamp;
use serde_json::{Map, Value};

words! {
    /// Which way the money went.
    Direction {
        /// Out.
        Send = "send",
        /// In.
        Receive = "receive",
    }
}

words! {
    /// How far a transfer is.
    TransferState {
        /// On its chain for good.
        Confirmed = "confirmed",
        /// On its chain, not yet for good.
        Unconfirmed = "unconfirmed",
        /// Signed.
        Signed = "signed",
        /// Begun.
        Initialized = "initialized",
        /// Waits for approval.
        PendingApproval = "pendingApproval",
        /// Turned down.
        Rejected = "rejected",
        /// Gone wrong.
        Failed = "failed",
        /// Fallen out of its chain.
        Removed = "removed",
        /// Another took its place.
        Replaced = "replaced",
    }
}

/// A transfer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transfer {
    /// The platform's ID.
    pub id: String,
    /// The coin's ticker.
    pub coin: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// The enterprise, by ID.
    pub enterprise: Option<String>,
    /// The transaction's ID on its chain.
    pub txid: String,
    /// When it last changed.
    pub date: Option<Timestamp>,
    /// Which way.
    pub direction: Direction,
    /// How far it is.
    pub state: TransferState,
    /// How much, fees included; negative for money that left.
    pub value: Option<Balance>,
    /// How much without fees.
    pub base_value: Option<Balance>,
    /// The fee.
    pub fee: Option<Balance>,
    /// How many blocks stand on it.
    pub confirmations: Option<u64>,
    /// What was noted.
    pub comment: String,
    /// The sender's own ID for it.
    pub sequence_id: Option<String>,
    /// Who receives and who sends, in the platform's words.
    pub entries: Vec<TransferEntry>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// An address's part of a transfer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TransferEntry {
    /// The address.
    pub address: String,
    /// The wallet it belongs to, by ID, where it is one of the platform's.
    pub wallet: Option<String>,
    /// How much it gets; negative where it gives.
    pub value: Option<Balance>,
    /// Fields that this program does not know.
    pub extra: Map<String, Value>,
}

/// Transfers, as far back as they have been read.
#[derive(Debug, Default, PartialEq)]
pub struct TransferHistory {
    /// The newest first.
    pub rows: Vec<Transfer>,
    /// No older ones follow.
    pub has_ended: bool,
    /// The list changed while it was read, or has fewer rows than it counts: nobody knows which are lacking.
    pub may_lack_rows: bool,
}

impl TransferHistory {
    /// Reads so many pages at most.
    pub async fn read(pages: Pages<Transfer>, most: usize) -> Result<Self, Error> {
        let mut pages = pages.take(most);
        let mut history = Self::default();
        while let Some(page) = pages.next().await {
            history.take_in(page?);
        }
        Ok(history)
    }

    /// Takes over the next page.
    pub fn take_in(&mut self, page: Page<Transfer>) {
        self.has_ended = page.is_last;
        self.may_lack_rows = page.has_changed || page.is_short();
        self.rows.extend(page.items);
    }

    /// Whom the wallet has paid, each once.
    pub fn paid(&self) -> BTreeSet<&str> {
        self.rows.iter().flat_map(Transfer::paid).collect()
    }

    /// What left since `from`, as limits count it. Where older rows were not asked for, nothing before the last one that came
    /// is known, nor is anything up to a transfer that does not tell when it was or how much left. Of a list that is not sure
    /// to have all its rows nothing is known whole: any time may lack one.
    pub fn past(&self, from: Timestamp) -> Past {
        let oldest = || self.rows.last().and_then(|it| it.date).map_or(Timestamp::MAX, |at| from.max(at));
        let known_from = match () {
            () if self.may_lack_rows => Timestamp::MAX,
            () if self.has_ended => from,
            () => oldest(),
        };
        let mut past = Past { known_from, payments: Vec::new() };
        for transfer in self.rows.iter().filter(|it| it.has_left()) {
            match transfer.payment() {
                Some(payment) => past.payments.push(payment),
                None => past.known_from = past.known_from.max(transfer.date.unwrap_or(Timestamp::MAX)),
            }
        }
        past
    }
}

impl Transfer {
    /// Whether money has left by it.
    pub fn has_left(&self) -> bool {
        let is_done = matches!(self.state, TransferState::Confirmed | TransferState::Unconfirmed);
        self.direction == Direction::Send && is_done
    }

    /// Whom it has paid: not what comes back to its own wallet, and nobody who got nothing, for a transfer of nothing is how a
    /// false address gets into a wallet's past.
    pub fn paid(&self) -> impl Iterator<Item = &str> {
        let own = Some(self.wallet.as_str()).filter(|own| !own.is_empty());
        let is_paid = move |entry: &&TransferEntry| {
            let gets = entry.value.as_ref().and_then(Balance::exact);
            gets.is_some_and(|units| !units.is_zero() && !units.is_negative())
                && (entry.wallet.is_none() || entry.wallet.as_deref() != own)
        };
        let entries = self.entries.iter().filter(|_| self.has_left());
        entries.filter(is_paid).map(|entry| entry.address.as_str())
    }

    /// What it paid, without its fee; none where it is not told when or how much.
    fn payment(&self) -> Option<Payment> {
        let own = Some(self.wallet.as_str()).filter(|own| !own.is_empty());
        let others = self.entries.iter().filter(|it| it.wallet.is_none() || it.wallet.as_deref() != own);
        let paid: Option<Vec<&BaseUnits>> = others.map(|it| it.value.as_ref()?.exact()).collect();
        let paid: Vec<&BaseUnits> = paid?.into_iter().filter(|it| !it.is_negative()).collect();
        let amount = if paid.is_empty() {
            let without_fee = self.base_value.as_ref().or(self.value.as_ref())?.exact()?.clone();
            if without_fee.is_negative() { BaseUnits::zero() - without_fee } else { without_fee }
        } else {
            paid.into_iter().sum()
        };
        Some(Payment { at: self.date?, coin: self.coin.clone(), amount })
    }

    pub(super) fn read(mut fields: Fields) -> Self {
        let entries = fields.objects("entries").unwrap_or_default();
        Self {
            id: fields.text("id").unwrap_or_default(),
            coin: fields.text("coin").unwrap_or_default(),
            wallet: fields.text("wallet").unwrap_or_default(),
            enterprise: fields.text("enterprise"),
            txid: fields.text("txid").unwrap_or_default(),
            date: fields.time("date"),
            direction: fields.word("type", Direction::from_word),
            state: fields.word("state", TransferState::from_word),
            value: fields.exact_beside_number("valueString", "value"),
            base_value: fields.exact_beside_number("baseValueString", "baseValue"),
            fee: fields.amount("feeString"),
            confirmations: fields.whole("confirmations"),
            comment: fields.text("comment").unwrap_or_default(),
            sequence_id: fields.text("sequenceId"),
            entries: entries.into_iter().map(TransferEntry::read).collect(),
            extra: fields.rest(),
        }
    }
}

impl TransferEntry {
    fn read(mut fields: Fields) -> Self {
        Self {
            address: fields.text("address").unwrap_or_default(),
            wallet: fields.text("wallet"),
            value: fields.exact_beside_number("valueString", "value"),
            extra: fields.rest(),
        }
    }
}

impl Transfer {
    /// Whether these words stand in it: in an address, an ID, its comment, its state or its amount. Blank ones do.
    pub fn mentions(&self, words: &str) -> bool {
        let words = words.trim().to_lowercase();
        let amount = self.value.as_ref().map(|value| amount_words(value, &self.coin));
        let texts =
            [&*self.comment, &*self.txid, &*self.id, self.state.word(), amount.as_deref().unwrap_or("")];
        let mut all = self.entries.iter().map(|entry| entry.address.as_str()).chain(texts);
        all.any(|text| text.to_lowercase().contains(&words))
    }

    /// What a table has no room for, a line each; the fee is in the coin of its wallet.
    pub fn in_full(&self, coin: &str) -> String {
        let units = self.value.as_ref().and_then(Balance::exact);
        let mut lines: Vec<_> =
            units.map(|units| format!("{} base units", units.grouped())).into_iter().collect();
        lines.extend(self.fee.as_ref().map(|fee| format!("Fee {}", amount_words(fee, coin))));
        lines.extend(self.confirmations.map(|count| format!("{count} confirmations")));
        lines.extend(self.entries.iter().map(|entry| entry.address.clone()));
        if !self.txid.is_empty() {
            lines.push(format!("Transaction {}", self.txid));
        }
        lines.join("\n")
    }
}

/// Which transfers to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferQuery {
    /// Only in these states; empty for all.
    pub states: Vec<TransferState>,
    /// Only this way.
    pub direction: Option<Direction>,
    /// Not before this.
    pub from: Option<Timestamp>,
    /// Before this.
    pub until: Option<Timestamp>,
    /// With those of the wallet's tokens; of a wallet alone.
    pub all_tokens: bool,
    /// Transfers a page, 1 to 500.
    pub page_size: u16,
}

impl Default for TransferQuery {
    fn default() -> Self {
        Self {
            states: Vec::new(),
            direction: None,
            from: None,
            until: None,
            all_tokens: false,
            page_size: 100,
        }
    }
}

impl TransferQuery {
    fn list<'a>(&self, call: Call<'a>) -> Call<'a> {
        let states: Vec<String> = self.states.iter().map(|state| state.word().to_owned()).collect();
        call.query("limit", self.page_size.clamp(1, MAX_PAGE_SIZE).to_string())
            .queries("state", &states)
            .maybe("type", self.direction.as_ref().map(Direction::word))
            .maybe("dateGte", self.from.map(|it| it.to_string()))
            .maybe("dateLt", self.until.map(|it| it.to_string()))
    }
}

impl Session {
    /// Streams a wallet's transfers, page by page.
    pub fn transfers(&self, coin: &str, wallet: &str, query: TransferQuery) -> Pages<Transfer> {
        let (coin, wallet) = (coin.to_owned(), wallet.to_owned());
        self.pages(
            move |session| {
                let call = query.list(session.call(Route::Transfers, &[&coin, &wallet])?);
                Ok(if query.all_tokens { call.query("allTokens", "true") } else { call })
            },
            read_transfers,
        )
    }
}

impl Session {
    /// Streams the transfers of an enterprise's wallets, page by page: of all of them where the person administers it, else
    /// of those that they see.
    pub fn enterprise_transfers(&self, enterprise: &str, query: TransferQuery) -> Pages<Transfer> {
        let enterprise = enterprise.to_owned();
        self.pages(
            move |session| Ok(query.list(session.call(Route::EnterpriseTransfers, &[&enterprise])?)),
            read_transfers,
        )
    }
}

fn read_transfers(fields: Fields) -> Result<Batch<Transfer>, &'static str> {
    Batch::read(fields, "transfers", Transfer::read, |transfer| &transfer.id)
        .ok_or("it holds no list of transfers")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn transfer(content: Value) -> Transfer {
        Transfer::read(Fields::of(content).unwrap())
    }

    fn sent(day: u8, value: &Value) -> Transfer {
        let date = format!("2026-05-{day:02}T10:00:00Z");
        let back = json!({ "address": "change", "wallet": "w", "valueString": "900" });
        let taken = json!({ "address": "own", "valueString": "-1000", "wallet": "w" });
        let paid = json!({ "address": "payee", "valueString": value });
        transfer(
            json!({ "id": format!("t{day}"), "coin": "tbtc", "wallet": "w", "date": date, "type": "send",
            "state": "confirmed", "valueString": "-105", "entries": [taken, back, paid] }),
        )
    }

    fn at(day: u8) -> Timestamp {
        format!("2026-05-{day:02}T10:00:00Z").parse().unwrap()
    }

    #[test]
    fn what_left_counts_what_others_got_and_neither_change_nor_fee() {
        let received = Transfer { direction: Direction::Receive, ..sent(9, &json!("7")) };
        let failed = Transfer { state: TransferState::from_word("failed"), ..sent(8, &json!("8")) };
        let rows = vec![received, failed, sent(7, &json!("100")), sent(3, &json!("40"))];
        let history = TransferHistory { rows, has_ended: true, may_lack_rows: false };
        let past = history.past(Timestamp::MIN);
        assert_eq!(past.known_from, Timestamp::MIN);
        let counted: Vec<_> = past.payments.iter().map(|it| (it.at, it.amount.clone())).collect();
        assert_eq!(counted, [(at(7), BaseUnits::from(100_u64)), (at(3), BaseUnits::from(40_u64))]);
        // Without entries, what it was worth without its fee counts.
        let bare = json!({ "id": "b", "coin": "tbtc", "wallet": "w", "date": "2026-05-04T10:00:00Z", "type": "send",
            "state": "unconfirmed", "valueString": "-55", "baseValueString": "-50" });
        let history = TransferHistory { rows: vec![transfer(bare)], has_ended: true, may_lack_rows: false };
        assert_eq!(history.past(Timestamp::MIN).payments[0].amount, BaseUnits::from(50_u64));
    }

    #[test]
    fn the_past_is_known_from_the_oldest_row_or_after_one_that_does_not_tell() {
        let newest = || vec![sent(7, &json!("100")), sent(3, &json!("40"))];
        let history = TransferHistory { rows: newest(), has_ended: false, may_lack_rows: false };
        assert_eq!(history.past(Timestamp::MIN).known_from, at(3));
        assert_eq!(history.past(at(5)).known_from, at(5));
        let mut rows = newest();
        rows.push(sent(5, &json!("a lot")));
        let history = TransferHistory { rows, has_ended: true, may_lack_rows: false };
        let past = history.past(Timestamp::MIN);
        assert_eq!((past.known_from, past.payments.len()), (at(5), 2));
    }

    #[test]
    fn nothing_is_known_of_a_past_whose_rows_may_be_lacking() {
        let undated = Transfer { date: None, direction: Direction::Receive, ..sent(2, &json!("6")) };
        for (case, rows, has_ended, may_lack_rows) in [
            ("the list changed", vec![sent(9, &json!("8"))], true, true),
            ("it changed and was cut", vec![sent(9, &json!("8"))], false, true),
            ("no row came", Vec::new(), false, false),
            ("no row came of all that it counts", Vec::new(), true, true),
            ("the last row has no date", vec![sent(9, &json!("8")), undated], false, false),
        ] {
            let count = rows.len().min(1);
            let past = TransferHistory { rows, has_ended, may_lack_rows }.past(at(1));
            // What is known to have left still counts.
            assert_eq!((past.known_from, past.payments.len()), (Timestamp::MAX, count), "{case}");
        }
        let none = TransferHistory { rows: Vec::new(), has_ended: true, may_lack_rows: false };
        assert_eq!(none.past(at(1)).known_from, at(1), "nothing has ever left");
    }

    fn page(rows: Vec<Transfer>, is_last: bool, has_changed: bool, total: u64) -> Page<Transfer> {
        let so_far = rows.len() as u64;
        Page { items: rows, total: Some(total), has_changed, is_last, so_far, repeated: 0 }
    }

    #[tokio::test]
    async fn why_a_history_is_not_whole_is_told_by_its_pages() {
        let one = || vec![sent(9, &json!("8"))];
        let (whole, cut, unsure) = ((true, false), (false, false), (true, true));
        for (pages, expected) in [
            (vec![page(one(), true, false, 1)], whole),
            (vec![page(Vec::new(), true, false, 0)], whole),
            (vec![page(one(), true, false, 5)], unsure),
            (vec![page(Vec::new(), true, false, 5)], unsure),
            (vec![page(one(), false, false, 9), page(one(), true, true, 1)], unsure),
            // Cut after two pages: nothing moved meanwhile, or something did.
            (vec![page(one(), false, false, 9); 3], cut),
            (vec![page(one(), false, true, 9); 3], (false, true)),
            (Vec::new(), cut),
        ] {
            let case = format!("{:?}", pages.iter().map(|it| (it.is_last, it.total)).collect::<Vec<_>>());
            let stream = futures::stream::iter(pages.into_iter().map(Ok)).boxed();
            let history = TransferHistory::read(stream, 2).await.unwrap();
            assert_eq!((history.has_ended, history.may_lack_rows), expected, "{case}");
        }
    }
}
