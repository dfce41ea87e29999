//! What an operation came to.

use std::collections::HashSet;

use countersign::bitgo::error::Error;
use countersign::bitgo::outcome::Outcome;
use countersign::bitgo::paging::Pages;
use futures::StreamExt;
use futures::future::BoxFuture;

/// What an operation came to.
#[derive(Clone, Debug)]
pub enum Seen {
    /// A result, or the error in its place.
    One(Result<String, Error>),
    /// A list as far as it came.
    List(Listed),
    /// It did not end.
    Endless,
}

/// A list as far as it came.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// Each entry with everything in it.
    pub entries: Vec<String>,
    pub pages: usize,
    /// The last page said that it was the last.
    pub has_ended: bool,
    /// The client said that entries came twice, are missing, or changed in number.
    pub is_told: bool,
    pub error: Option<Error>,
}

impl Listed {
    pub fn has_repeats(&self) -> bool {
        self.entries.iter().collect::<HashSet<_>>().len() < self.entries.len()
    }
}

impl Seen {
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::One(result) => result.as_ref().err(),
            Self::List(listed) => listed.error.as_ref(),
            Self::Endless => None,
        }
    }

    pub fn pages(&self) -> usize {
        match self {
            Self::List(listed) => listed.pages,
            Self::One(_) | Self::Endless => 0,
        }
    }
}

/// An operation that has everything it needs and has not begun.
pub type Ready<'a> = BoxFuture<'a, Seen>;

/// Nothing to prepare.
pub fn now(ready: Ready<'_>) -> BoxFuture<'_, Ready<'_>> {
    Box::pin(async move { ready })
}

/// An operation with one result, of which `say` writes down what has to be the same each time.
pub fn one<'a, T: 'a>(
    ask: impl Future<Output = Result<T, Error>> + Send + 'a,
    say: impl Fn(T) -> String + Send + 'a,
) -> Ready<'a> {
    Box::pin(async move { Seen::One(ask.await.map(say)) })
}

/// An operation without content.
pub fn done<'a>(ask: impl Future<Output = Result<(), Error>> + Send + 'a) -> Ready<'a> {
    one(ask, |()| "done".to_owned())
}

/// An operation that is done, or waits for somebody.
pub fn outcome<'a, T: 'a>(ask: impl Future<Output = Result<Outcome<T>, Error>> + Send + 'a) -> Ready<'a> {
    one(ask, |outcome| match outcome {
        Outcome::Done(_) => "done".to_owned(),
        Outcome::PendingApproval(waiting) => format!("waits for {}", waiting.approval_ids.len()),
    })
}

/// Everything in a result. Secrets do not show.
pub fn whole<T: std::fmt::Debug>(value: T) -> String {
    format!("{value:?}")
}

/// Reads a list to its end. Where `count` asks the platform how many entries there are, as the screens do, fewer are
/// told too.
pub async fn read<T: std::fmt::Debug>(
    mut pages: Pages<T>,
    count: Option<impl Future<Output = Result<u64, Error>>>,
) -> Seen {
    let mut listed = Listed::default();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                listed.pages += 1;
                listed.has_ended |= page.is_last;
                listed.is_told |= page.repeated > 0 || page.has_changed || page.is_short();
                listed.entries.extend(page.items.into_iter().map(whole));
            }
            Err(error) => listed.error = Some(error),
        }
    }
    if let (Some(count), None) = (count, &listed.error) {
        match count.await {
            Ok(count) => listed.is_told |= (listed.entries.len() as u64) < count,
            Err(error) => listed.error = Some(error),
        }
    }
    Seen::List(listed)
}

/// A list.
pub fn list<'a, T: std::fmt::Debug + 'a>(pages: Pages<T>) -> Ready<'a> {
    Box::pin(read(pages, None::<std::future::Ready<Result<u64, Error>>>))
}
