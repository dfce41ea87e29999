//! In a small window and enlarged, what a person needs stays within reach.

use countersign::app::Route;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;

use crate::desk::{Desk, OWNER};
use crate::support::panels;

#[test]
fn the_journey_goes_through_in_the_smallest_window_and_enlarged() {
    for (width, height, zoom) in [(1024.0, 700.0, "100%"), (1280.0, 800.0, "150%"), (1280.0, 800.0, "200%")] {
        let mut desk = Desk::open();
        desk.stage.set_appearance(egui::Theme::Dark, (width, height));
        desk.log_in(OWNER);
        desk.click_role(Role::Button, "Settings");
        desk.click_role(Role::RadioButton, zoom);
        desk.stage.settle();
        panels::visit_every(&mut desk, |_, _| {});
        panels::open(&mut desk, Route::Wallets.panel());
        desk.type_into("Filter wallets", "Validator rewards");
        desk.must_see("2,361,183.241434822606848017 HTETH");
        desk.open_creator();
        desk.type_into("Label", "small window");
        desk.type_into("Lifetime", "30 days");
        desk.click("Read-only reporting");
        desk.type_into("One-time code", ONE_TIME_CODE);
        desk.click("Create token");
        desk.wait_for("Access token created");
        assert!(desk.copy_token().starts_with("v2x"));
        desk.click("Done");
        desk.wait_for("Filter access tokens");
        desk.wait_until_gone("in progress");
        desk.click("Log out");
        desk.wait_for("E-mail");
        desk.log_in(OWNER);
        desk.must_see("80 of 80 wallets");
    }
}
