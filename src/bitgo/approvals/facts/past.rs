//! What a wallet has paid before a withdrawal of it, as far back as it is read.

use futures::StreamExt;

use crate::bitgo::fact::Fact;
use crate::bitgo::paging::Pages;
use crate::bitgo::transfers::{Direction, Transfer, TransferQuery};
use crate::bitgo::wallet::MAX_PAGE_SIZE;

/// So many pages of a wallet's past are read for one withdrawal.
const PAGES_OF_PAST: usize = 4;

/// Whom a wallet has paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPayments {
    /// To these addresses.
    pub addresses: Vec<String>,
    /// In so many of its newest payments.
    pub payments: usize,
    /// Whether these are all; what ended the reading before it was known.
    pub rest: Fact<bool>,
}

impl PastPayments {
    /// Whether everything that the wallet has paid is here.
    pub fn is_whole(&self) -> bool {
        self.rest == Fact::Known(true)
    }

    /// What a wallet has sent, its tokens with it, in pages as large as they come: what it received tells nothing of whom it
    /// pays, and dust would fill the pages.
    pub(super) fn query() -> TransferQuery {
        let direction = Some(Direction::Send);
        TransferQuery { direction, all_tokens: true, page_size: MAX_PAGE_SIZE, ..TransferQuery::default() }
    }

    /// Reads the newest pages. What had come stays where a later page fails.
    pub(super) async fn read(mut pages: Pages<Transfer>) -> Self {
        let mut past = Self { addresses: Vec::new(), payments: 0, rest: Fact::Known(false) };
        for _ in 0..PAGES_OF_PAST {
            let page = match pages.next().await {
                Some(Ok(page)) => page,
                // A stream that ends without its last page has lost something.
                None => return past,
                Some(Err(error)) => {
                    past.rest = Fact::of(Err(error));
                    return past;
                }
            };
            let is_complete = page.is_complete();
            past.payments += page.items.len();
            past.addresses.extend(page.items.iter().flat_map(Transfer::paid).map(str::to_owned));
            if page.is_last {
                past.rest = Fact::Known(is_complete);
                return past;
            }
        }
        past
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::error::{Error, ErrorKind, Trust};
    use crate::bitgo::paging::Page;
    use crate::bitgo::transfers::{TransferEntry, TransferState};
    use crate::domain::amount::Balance;

    #[test]
    fn paid_is_who_got_something_from_this_wallet() {
        let entry = |address: &str, wallet: Option<&str>, value: Option<&str>| TransferEntry {
            address: address.to_owned(),
            wallet: wallet.map(str::to_owned),
            value: value.map(Balance::from_wire),
            ..TransferEntry::default()
        };
        let transfer = |direction, state| Transfer {
            wallet: "w1".to_owned(),
            direction,
            state,
            entries: vec![
                entry("supplier", None, Some("5")),
                entry("vault", Some("w2"), Some("5")),
                entry("change", Some("w1"), Some("5")),
                entry("spoof", None, Some("0")),
                entry("source", None, Some("-9")),
                entry("not reported", None, None),
                entry("odd", None, Some("1.5")),
            ],
            ..Transfer::default()
        };
        for (direction, state, paid) in [
            (Direction::Send, TransferState::Confirmed, &["supplier", "vault"][..]),
            (Direction::Send, TransferState::Unconfirmed, &["supplier", "vault"]),
            (Direction::Send, TransferState::Rejected, &[]),
            (Direction::Receive, TransferState::Confirmed, &[]),
        ] {
            let transfer = transfer(direction.clone(), state.clone());
            assert_eq!(transfer.paid().collect::<Vec<_>>(), paid, "{direction:?} {state:?}");
        }
        let asked = PastPayments::query();
        assert_eq!((asked.direction, asked.all_tokens, asked.page_size), (Some(Direction::Send), true, 500));
    }

    fn page(number: u64, is_last: bool, total: Option<u64>) -> Page<Transfer> {
        let entry = TransferEntry {
            address: format!("supplier {number}"),
            value: Some(Balance::from_wire("5")),
            ..TransferEntry::default()
        };
        let transfer = Transfer {
            direction: Direction::Send,
            state: TransferState::Confirmed,
            entries: vec![entry],
            ..Transfer::default()
        };
        Page { items: vec![transfer], total, has_changed: false, is_last, so_far: number, repeated: 0 }
    }

    #[tokio::test]
    async fn what_had_come_stays_where_a_later_page_fails() {
        let failure = |kind: ErrorKind| Err::<Page<Transfer>, _>(Error::new(kind));
        let refusal = || {
            let answered = Error::new(ErrorKind::Answered);
            Err(answered.with(|it| (it.status, it.trust) = (Some(403), Trust::Signed)))
        };
        let more = |number| Ok(page(number, false, None));
        for (pages, payments, expected) in [
            (vec![more(1), Ok(page(2, true, None))], 2, Fact::Known(true)),
            (vec![more(1), Ok(page(2, true, Some(3)))], 2, Fact::Known(false)),
            (vec![more(1), more(2), more(3), more(4), more(5)], 4, Fact::Known(false)),
            (vec![more(1)], 1, Fact::Known(false)),
            (vec![refusal()], 0, Fact::Refused),
            (
                vec![more(1), failure(ErrorKind::Interrupted)],
                1,
                Fact::of(Err(Error::new(ErrorKind::Interrupted))),
            ),
        ] {
            let past = PastPayments::read(futures::stream::iter(pages).boxed()).await;
            let paid: Vec<String> = (1..=payments).map(|number| format!("supplier {number}")).collect();
            assert_eq!(past, PastPayments { addresses: paid, payments, rest: expected });
        }
    }
}
