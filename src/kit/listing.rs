//! What goes with every list that comes page by page: reading it again or stopping, and saying whether it is whole.

use std::borrow::Cow;
use std::time::Duration;

use egui::Ui;

use crate::domain::count::grouped;
use crate::kit::palette::Meaning;
use crate::kit::state::{Listing, ListingState};
use crate::kit::{button, icon, notice, placeholder, progress};

/// What the person wants of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRequest {
    /// Read the list from its start.
    Reload,
    /// Stop reading; what has come stays.
    Stop,
}

/// The button in a page's head: stops a reading under way, or reads again.
pub fn control<T>(ui: &mut Ui, listing: &Listing<'_, T>) -> Option<ListRequest> {
    if matches!(listing.state, ListingState::Reading) {
        button::plain(ui, true, "Stop reading").clicked().then_some(ListRequest::Stop)
    } else {
        button::with_icon(ui, true, icon::REFRESH, "Refresh").clicked().then_some(ListRequest::Reload)
    }
}

/// Above the rows, whenever they are not all, or not surely all. `what` is the plural: "wallets".
pub fn status<T>(ui: &mut Ui, listing: &Listing<'_, T>, what: &str) -> Option<ListRequest> {
    // Rows of an earlier reading do not count for this one.
    let read = if listing.is_outdated { 0 } else { listing.rows.len() as u64 };
    let kept = if listing.is_outdated {
        "The rows below are from the earlier reading."
    } else {
        "There may be more."
    };
    let of = listing.total.map(|total| format!(" of {}", grouped(total))).unwrap_or_default();
    let after = if read == 0 {
        format!("before any {what} came")
    } else {
        format!("after {}{of} {what}", grouped(read))
    };
    match listing.state {
        ListingState::Reading => {
            progress::bar(ui, &format!("Reading {what}"), read, listing.total);
            if let Some(wait) = listing.waits {
                notice::line(ui, Meaning::Information, &wait.words());
                // The seconds go on also while nothing comes.
                ui.ctx().request_repaint_after(Duration::from_millis(500));
            }
            None
        }
        ListingState::Stopped => {
            read_all(ui, what, &format!("Incomplete: reading was stopped {after}. {kept}"))
        }
        ListingState::Failed(failure) => {
            let words = format!("Incomplete: reading broke off {after}. {kept}");
            notice::banner(ui, Meaning::Attention, &words);
            placeholder::failed_line(ui, failure).then_some(ListRequest::Reload)
        }
        ListingState::Complete if listing.total.is_some_and(|total| read < total) => read_all(
            ui,
            what,
            &format!("Incomplete: BitGo listed {}{of} {what} that it counts.", grouped(read)),
        ),
        ListingState::Complete if listing.has_changed => {
            let words = format!("The list changed while it was read: {what} may be missing.");
            read_all(ui, what, &words)
        }
        ListingState::Complete if listing.repeated > 0 => {
            let words = format!(
                "The list changed while it was read: {} {what} came twice and are shown once.",
                listing.repeated
            );
            read_all(ui, what, &words)
        }
        ListingState::Complete | ListingState::NotAsked => None,
    }
}

fn read_all(ui: &mut Ui, what: &str, words: &str) -> Option<ListRequest> {
    let mut wants_all = false;
    notice::banner_with(ui, Meaning::Attention, words, |ui| {
        wants_all = button::plain(ui, true, &format!("Read all {what}")).clicked();
    });
    wants_all.then_some(ListRequest::Reload)
}

/// What is said where no row matches a filter: of a list that was not read whole, that is only so far.
pub fn none_match<'a, T>(listing: &Listing<'_, T>, words: &'a str) -> Cow<'a, str> {
    if listing.is_whole { Cow::Borrowed(words) } else { Cow::Owned(format!("{words} so far")) }
}

/// In place of the rows while there are none. `nothing` draws what is said when the list is whole and empty.
pub fn no_rows<T>(
    ui: &mut Ui,
    listing: &Listing<'_, T>,
    what: &str,
    nothing: impl FnOnce(&mut Ui),
) -> Option<ListRequest> {
    match listing.state {
        ListingState::Reading | ListingState::NotAsked => {
            placeholder::loading(ui, &format!("Reading {what}"), 0, listing.total)
                .then_some(ListRequest::Stop)
        }
        ListingState::Failed(failure) => placeholder::failed(ui, failure).then_some(ListRequest::Reload),
        ListingState::Stopped => status(ui, listing, what),
        ListingState::Complete if !listing.is_whole => status(ui, listing, what),
        ListingState::Complete => {
            nothing(ui);
            None
        }
    }
}
