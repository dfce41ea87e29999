//! The policies: rules of wallets and of enterprises side by side, each as it stands; what could not be read is said.

use egui::accesskit::Role;

use crate::harness::Harness;

fn at_the_policies() -> Harness {
    let mut app = Harness::at_work();
    app.click_role(Role::Button, "Policies");
    app.wait_for("Filter policies");
    app
}

#[test]
fn rules_of_both_kinds_stand_side_by_side_and_an_unreadable_enterprise_is_told() {
    let mut app = at_the_policies();
    app.wait_for_words("The enterprise's rules could not be read: BitGo reports no license");
    app.wait_for_words("Its wallets");
    app.type_into("Filter policies", "large withdrawals");
    app.wait_for_words("Withdrawals of more than");
    app.wait_for_words("enterprise rule");
    app.type_into("Filter policies", "");
}

#[test]
fn scratch_pictures() {
    let Ok(folder) = std::env::var("SCRATCH_PICTURES") else { return };
    let mut app = at_the_policies();
    let mut shoot = |app: &mut Harness, name: &str| {
        for (look, theme, size) in [
            ("", egui::Theme::Dark, (1280.0, 800.0)),
            ("-light", egui::Theme::Light, (1280.0, 800.0)),
            ("-narrow", egui::Theme::Dark, (1024.0, 640.0)),
        ] {
            app.stage.set_appearance(theme, size);
            app.stage.settle();
            let path = std::path::PathBuf::from(format!("{folder}/{name}{look}.png"));
            app.stage.picture(&path).unwrap();
        }
        app.stage.set_appearance(egui::Theme::Dark, (1280.0, 800.0));
    };
    app.wait_until_gone("in progress");
    shoot(&mut app, "policies");
    app.type_into("Filter policies", "Operations: large withdrawals");
    app.click("Operations: large withdrawals");
    app.wait_for("Show versions");
    shoot(&mut app, "detail");
    app.click("Show versions");
    app.wait_for("Before");
    shoot(&mut app, "versions");
    for (at, rule) in
        ["Travel rule threshold", "Trading: identity check", "Screening service"].iter().enumerate()
    {
        app.click("Close policy");
        app.type_into("Filter policies", rule);
        app.click(rule);
        app.wait_for("Show versions");
        shoot(&mut app, &format!("rule{at}"));
    }
}
