//! What goes with every list that comes page by page: reading it again or stopping, and saying whether it is whole.

use egui::Ui;

use crate::kit::palette::Meaning;
use crate::kit::state::{Listing, ListingState};
use crate::kit::{button, empty, icon, notice, progress};

/// What the person wants of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Read the list from its start.
    Reload,
    /// Stop reading; what has come stays.
    Stop,
}

/// The button in a page's head: stops a reading under way, or reads again.
pub fn control<T>(ui: &mut Ui, listing: &Listing<'_, T>) -> Option<Wish> {
    if matches!(listing.state, ListingState::Reading) {
        button::plain(ui, true, "Stop reading").clicked().then_some(Wish::Stop)
    } else {
        button::with_icon(ui, true, icon::REFRESH, "Read again").clicked().then_some(Wish::Reload)
    }
}

/// Above the rows, whenever they are not all: still reading, stopped, or broken off. `what` is the plural: "wallets".
pub fn status<T>(ui: &mut Ui, listing: &Listing<'_, T>, what: &str) -> Option<Wish> {
    let read = listing.rows.len() as u64;
    match listing.state {
        ListingState::Reading => {
            progress::bar(ui, &format!("Reading {what}"), read, listing.total);
            None
        }
        ListingState::Stopped => {
            let of = listing.total.map(|total| format!(" of {total}")).unwrap_or_default();
            let words =
                format!("Incomplete: reading was stopped after {read}{of} {what}. There may be more.");
            let mut wants_all = false;
            notice::banner_with(ui, Meaning::Attention, &words, |ui| {
                wants_all = button::plain(ui, true, &format!("Read all {what}")).clicked();
            });
            wants_all.then_some(Wish::Reload)
        }
        ListingState::Failed(failure) => {
            let words = format!("Incomplete: reading broke off after {read} {what}. There may be more.");
            notice::banner(ui, Meaning::Attention, &words);
            empty::failed_line(ui, failure).then_some(Wish::Reload)
        }
        ListingState::Complete | ListingState::NotAsked => None,
    }
}

/// In place of the rows while there are none. `nothing` draws what is said when the list is whole and empty.
pub fn no_rows<T>(
    ui: &mut Ui,
    listing: &Listing<'_, T>,
    what: &str,
    nothing: impl FnOnce(&mut Ui),
) -> Option<Wish> {
    match listing.state {
        ListingState::Reading | ListingState::NotAsked => {
            empty::loading(ui, &format!("Reading {what}"), 0, listing.total).then_some(Wish::Stop)
        }
        ListingState::Failed(failure) => empty::failed(ui, failure).then_some(Wish::Reload),
        ListingState::Stopped => status(ui, listing, what),
        ListingState::Complete => {
            nothing(ui);
            None
        }
    }
}
