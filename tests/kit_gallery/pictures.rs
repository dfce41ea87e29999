//! Every component of the kit looks as its stored picture, in both themes, in a small window and enlarged.

use countersign::kit::theme::Theme;
use egui::{Key, Role, vec2};
use egui_kittest::kittest::Queryable as _;

use crate::support::scenes::Scene;
use crate::support::shelf::Shelf;
use crate::support::{Screen, dark, screen};

#[test]
fn every_component_looks_as_its_stored_picture() {
    let mut shelf = Shelf::default();
    scenes(&mut shelf);
    focus_and_menu(&mut shelf);
    failure_and_pointer(&mut shelf);
    the_last_row(&mut shelf);
    shelf.finish();
}

fn put(shelf: &mut Shelf, name: &str, screen: &mut Screen) {
    shelf.compare(name, &screen.render().unwrap());
}

fn scenes(shelf: &mut Shelf) {
    for scene in [Scene::Controls, Scene::Feedback, Scene::Mutations, Scene::Wallets, Scene::Dialog] {
        for theme in [Theme::Dark, Theme::Light] {
            let name = format!("{scene:?}-{theme:?}").to_lowercase();
            put(shelf, &name, &mut screen(scene, theme, vec2(1280.0, 800.0), 1.0));
            if theme == Theme::Dark {
                put(shelf, &format!("{name}-1024"), &mut screen(scene, theme, vec2(1024.0, 700.0), 1.0));
                put(shelf, &format!("{name}-150"), &mut screen(scene, theme, vec2(853.0, 533.0), 1.5));
            }
        }
    }
}

fn focus_and_menu(shelf: &mut Shelf) {
    let mut screen = dark(Scene::Controls);
    screen.get_by_role_and_label(Role::Button, "Create token").focus();
    screen.run();
    put(shelf, "focus-button", &mut screen);
    screen.get_by_label("Lifetime").focus();
    screen.run_steps(2);
    put(shelf, "focus-field", &mut screen);
    screen.get_by_role_and_label(Role::CheckBox, "No email").focus();
    screen.get_by_label("Coin").click();
    screen.run();
    screen.get_by_label("Ethereum (ETH)").hover();
    screen.run();
    put(shelf, "menu", &mut screen);
}

fn failure_and_pointer(shelf: &mut Shelf) {
    let mut screen = dark(Scene::Feedback);
    screen.get_by_label("Try again").scroll_to_me();
    screen.run_steps(6);
    put(shelf, "failure", &mut screen);
    let mut screen = dark(Scene::Wallets);
    screen.get_by_label("Copy wallet ID 2").hover();
    screen.run_steps(6);
    put(shelf, "hover", &mut screen);
}

fn the_last_row(shelf: &mut Shelf) {
    let mut screen = dark(Scene::Wallets);
    screen.get_by_label("Payouts").click();
    screen.run_steps(2);
    screen.key_press(Key::End);
    screen.run_steps(2);
    put(shelf, "wallets-keyboard", &mut screen);
}
