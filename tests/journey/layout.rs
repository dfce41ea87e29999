//! In a small window and enlarged, what a person needs stays within reach.

use countersign::app::Route;
use countersign::sandbox::ONE_TIME_CODE;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::harness::{Harness, OWNER};
use crate::support::panels;

#[test]
fn how_a_share_stands_is_whole_at_every_width() {
    let mut app = Harness::at_work();
    panels::open(&mut app, Route::Shares.panel());
    for width in (1000_u16..=1500).step_by(20).map(f32::from) {
        app.stage.set_appearance(egui::Theme::Dark, (width, 640.0));
        app.stage.settle();
        let harness = app.stage.harness();
        let status = harness.get_all_by_label("needs your response").last().unwrap().rect();
        // The table ends where the button above it does.
        let end = harness.get_by_label("Refresh").rect().right();
        assert!(status.right() <= end, "{width}: {status:?} goes on behind {end}");
    }
}

#[test]
fn the_journey_goes_through_in_the_smallest_window_and_enlarged() {
    for (width, height, zoom) in [(1024.0, 700.0, "100%"), (1280.0, 800.0, "150%"), (1280.0, 800.0, "200%")] {
        let mut app = Harness::open();
        app.stage.set_appearance(egui::Theme::Dark, (width, height));
        app.log_in(OWNER);
        app.click_role(Role::Button, "Settings");
        app.click_role(Role::RadioButton, zoom);
        app.stage.settle();
        panels::visit_every(&mut app, |_, _| {});
        panels::open(&mut app, Route::Wallets.panel());
        app.type_into("Filter wallets", "Validator rewards");
        app.must_see("2,361,183.241434822606848017 HTETH");
        app.open_creator();
        app.type_into("Label", "small window");
        app.type_into("Lifetime", "30 days");
        app.click("Read-only reporting");
        app.type_into("One-time code", ONE_TIME_CODE);
        app.click("Create token");
        app.wait_for("Access token created");
        assert!(app.copy_token().starts_with("v2x"));
        app.click("Done");
        app.wait_for("Filter access tokens");
        app.wait_until_gone("in progress");
        app.click("Log out");
        app.wait_for("Email");
        app.log_in(OWNER);
        app.must_see("80 of 80 wallets");
    }
}
