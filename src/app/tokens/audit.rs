//! What the platform's audit log says of access tokens: who made them, and who deleted them.

use futures::StreamExt;
use jiff::Timestamp;

use crate::bitgo::audit::AuditQuery;
use crate::bitgo::error::Error;
use crate::bitgo::session::Session;
use crate::panels::tokens::Changes;

/// The kinds of entries that are about access tokens (the protocol notes, section 7).
const KINDS: [&str; 2] = ["createAccessToken", "deleteAccessToken"];
/// The largest page that the platform gives.
const PAGE: u16 = 500;
/// So many pages at most: a log is without end, and its newest part is what matters.
const PAGES: usize = 10;

/// Reads the log as far back as `from`.
pub(super) async fn read(session: Session, from: Option<Timestamp>) -> Result<Changes, Error> {
    let kinds = KINDS.map(str::to_owned).to_vec();
    let mut pages = session.audit_log(AuditQuery { kinds, from, page_size: PAGE, ..AuditQuery::default() });
    let mut changes = Changes::default();
    for _ in 0..PAGES {
        let Some(page) = pages.next().await else { return Ok(changes) };
        for entry in &page?.items {
            changes.take(entry, session.user());
        }
    }
    changes.is_cut = pages.next().await.is_some();
    Ok(changes)
}
