//! Every panel of the table, as a person comes to it: one that is added there is visited without a word here, where the
//! navigation or the palette leads to it.

use countersign::app::{PANELS, Panel, Route};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Harness;

/// A wallet on which the owner may do everything.
const WALLET: &str = "Operations hot";

/// Goes to one panel after the other and lets `look` look at each.
pub fn visit_every(app: &mut Harness, look: impl FnMut(&mut Harness, &Panel)) {
    visit_every_at(app, WALLET, look);
}

/// The same, where the wallet whose page is looked at has this label on the screen.
pub fn visit_every_at(app: &mut Harness, wallet: &str, mut look: impl FnMut(&mut Harness, &Panel)) {
    for panel in &PANELS {
        open_at(app, panel, wallet);
        look(app, panel);
    }
}

/// Goes to a panel from any other, and waits until it has read what it shows.
#[track_caller]
pub fn open(app: &mut Harness, panel: &Panel) {
    open_at(app, panel, WALLET);
}

#[track_caller]
fn open_at(app: &mut Harness, panel: &Panel, wallet: &str) {
    go_at(app, panel, wallet);
    app.wait_for(panel.landmark);
    app.wait_until_gone("in progress");
}

/// Goes to a panel, whatever it may show.
#[track_caller]
pub fn go(app: &mut Harness, panel: &Panel) {
    go_at(app, panel, WALLET);
}

#[track_caller]
fn go_at(app: &mut Harness, panel: &Panel, wallet: &str) {
    match panel.route {
        Route::Wallets => {
            app.click_role(Role::Button, panel.title);
            // Whoever comes back finds a wallet's page as it was left, or in a narrow window its details.
            for way_back in [Route::WalletPage.panel().landmark, "Close wallet details"] {
                if app.is_enabled(way_back) {
                    app.click(way_back);
                }
            }
        }
        Route::WalletPage => {
            open(app, Route::Wallets.panel());
            app.open_page(wallet);
        }
        Route::CreateShare => {
            open_at(app, Route::WalletPage.panel(), wallet);
            app.click("Share…");
        }
        Route::TemplateForm => {
            open(app, Route::TokenTemplates.panel());
            app.click("New template");
        }
        _ if panel.icon.is_some() => app.click_role(Role::Button, panel.title),
        _ => by_palette(app, panel),
    }
}

#[track_caller]
fn by_palette(app: &mut Harness, panel: &Panel) {
    let entry = panel.palette.unwrap_or_else(|| panic!("how does a person come to \"{}\"?", panel.title));
    app.stage.press_with(Modifiers::COMMAND, Key::K);
    app.type_into("Command or wallet", entry);
    app.press(Key::Enter);
}
