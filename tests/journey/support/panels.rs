//! Every panel of the table, as a person comes to it: one that is added there is visited without a word here, where the
//! navigation or the palette leads to it.

use countersign::app::{PANELS, Panel, Route};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::desk::Desk;

/// A wallet on which the owner may do everything.
const WALLET: &str = "Operations hot";

/// Goes to one panel after the other and lets `look` look at each.
pub fn visit_every(desk: &mut Desk, mut look: impl FnMut(&mut Desk, &Panel)) {
    for panel in &PANELS {
        open(desk, panel);
        look(desk, panel);
    }
}

/// Goes to a panel from any other, and waits until it has read what it shows.
#[track_caller]
pub fn open(desk: &mut Desk, panel: &Panel) {
    go(desk, panel);
    desk.wait_for(panel.landmark);
    desk.wait_until_gone("in progress");
}

/// Goes to a panel, whatever it may show.
#[track_caller]
pub fn go(desk: &mut Desk, panel: &Panel) {
    match panel.route {
        Route::Wallets => {
            desk.click_role(Role::Button, panel.title);
            // Whoever comes back finds a wallet's page as it was left, or in a narrow window its details.
            for way_back in [Route::WalletPage.panel().landmark, "Close wallet details"] {
                if desk.is_enabled(way_back) {
                    desk.click(way_back);
                }
            }
        }
        Route::WalletPage => {
            open(desk, Route::Wallets.panel());
            desk.open_page(WALLET);
        }
        Route::CreateShare => {
            open(desk, Route::WalletPage.panel());
            desk.click("Share…");
        }
        Route::TemplateForm => {
            open(desk, Route::TokenTemplates.panel());
            desk.click("New template");
        }
        _ if panel.icon.is_some() => desk.click_role(Role::Button, panel.title),
        _ => by_palette(desk, panel),
    }
}

#[track_caller]
fn by_palette(desk: &mut Desk, panel: &Panel) {
    let entry = panel.palette.unwrap_or_else(|| panic!("how does a person come to \"{}\"?", panel.title));
    desk.stage.press_with(Modifiers::COMMAND, Key::K);
    desk.type_into("Command or wallet", entry);
    desk.press(Key::Enter);
}
