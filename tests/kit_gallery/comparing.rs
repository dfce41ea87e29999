//! The comparison of pictures itself: what it lets pass, and what it must not.

use egui::{Rect, Role};
use egui_kittest::kittest::Queryable as _;
use image::{RgbImage, Rgba, RgbaImage};

use crate::support::comparison::{coarsen, compare, reduce};
use crate::support::dark;
use crate::support::scenes::Scene;

/// A screen, and where on it each of these controls is.
fn screen() -> (RgbaImage, [(&'static str, Rect); 8]) {
    let mut screen = dark(Scene::Controls);
    let places = CONTROLS.map(|(role, label)| (label, screen.get_by_role_and_label(role, label).rect()));
    (screen.render().unwrap(), places)
}

/// A screen as it is stored.
fn stored(screen: &RgbaImage) -> RgbImage {
    coarsen(&reduce(screen))
}

fn is_same(found: &RgbaImage, stored: &RgbImage) -> bool {
    compare(&reduce(found), stored).is_ok()
}

/// The screen with every point of a place changed, from where it is and what it was.
fn changed(screen: &RgbaImage, place: Rect, change: impl Fn(u32, u32, Rgba<u8>) -> Rgba<u8>) -> RgbaImage {
    let mut changed = screen.clone();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "negative is the edge")]
    let within = |from: f32, to: f32, size: u32| (from.ceil() as u32)..(to.ceil() as u32).min(size);
    for y in within(place.top(), place.bottom(), screen.height()) {
        for x in within(place.left(), place.right(), screen.width()) {
            changed.put_pixel(x, y, change(x, y, *screen.get_pixel(x, y)));
        }
    }
    changed
}

/// The screen with this place painted over by what is left of it.
fn without(screen: &RgbaImage, place: Rect) -> RgbaImage {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on a screen")]
    let (left, top) = (place.left() as u32 - 4, place.top() as u32);
    changed(screen, place.expand(2.0), |_, _, _| *screen.get_pixel(left, top))
}

const CONTROLS: [(Role, &str); 8] = [
    (Role::Button, "Create token"),
    (Role::Button, "Cancel"),
    (Role::Button, "Refresh"),
    (Role::Button, "Not yet"),
    (Role::Link, "What is a scope?"),
    (Role::CheckBox, "No email"),
    (Role::TextInput, "Label"),
    (Role::Label, "Revoked tokens cannot come back."),
];

#[test]
fn a_screen_is_the_same_as_itself_as_it_is_stored() {
    for scene in [Scene::Controls, Scene::Feedback, Scene::Wallets] {
        let screen = dark(scene).render().unwrap();
        assert!(is_same(&screen, &stored(&screen)), "{scene:?}");
    }
}

#[test]
fn a_control_that_is_gone_is_seen() {
    let (screen, places) = screen();
    let stored = stored(&screen);
    for (label, place) in places {
        assert!(!is_same(&without(&screen, place), &stored), "{label} is not missed");
    }
}

#[test]
fn a_control_that_moved_is_seen() {
    let (screen, places) = screen();
    let stored = stored(&screen);
    for (label, place) in places {
        for (across, down) in [(4, 0), (0, 4)] {
            let emptied = without(&screen, place);
            #[expect(clippy::cast_precision_loss, reason = "a few points")]
            let there = place.translate(egui::vec2(across as f32, down as f32));
            let moved = changed(&emptied, there, |x, y, _| *screen.get_pixel(x - across, y - down));
            assert!(!is_same(&moved, &stored), "{label} moved by {across} and {down} unseen");
        }
    }
}

#[test]
fn a_control_of_another_colour_is_seen() {
    let (screen, places) = screen();
    let stored = stored(&screen);
    for (label, place) in places {
        let turned = |_, _, Rgba([red, green, blue, alpha]): Rgba<u8>| Rgba([blue, red, green, alpha]);
        let coloured = changed(&screen, place, turned);
        assert!(!is_same(&coloured, &stored), "{label} changed its colour unseen");
    }
}

#[test]
fn what_was_pressed_is_seen() {
    for (role, label) in [
        (Role::CheckBox, "No email"),
        (Role::CheckBox, "Accept a legacy token"),
        (Role::RadioButton, "Base units"),
        (Role::Button, "Show login password"),
    ] {
        let mut screen = dark(Scene::Controls);
        let before = stored(&screen.render().unwrap());
        screen.get_by_role_and_label(role, label).click();
        screen.run();
        screen.remove_cursor();
        screen.run_steps(8);
        assert!(!is_same(&screen.render().unwrap(), &before), "{label} was pressed unseen");
    }
}

/// Another processor rounds otherwise, and another version of a font draws its edges a little elsewhere.
#[test]
fn noise_and_a_third_of_a_point_are_not_seen() {
    let (screen, _) = screen();
    let stored = stored(&screen);
    let noisy = changed(&screen, Rect::EVERYTHING, |x, y, point| {
        let by = u8::try_from((x * 7 + y * 13) % 9).unwrap();
        Rgba(point.0.map(|channel| channel.saturating_add(by).saturating_sub(4)))
    });
    assert!(is_same(&noisy, &stored), "noise is seen");
    let moved = changed(&screen, Rect::EVERYTHING, |x, y, point| {
        let beside = screen.get_pixel(x.saturating_sub(1), y).0.map(u16::from);
        let own = point.0.map(u16::from);
        Rgba(std::array::from_fn(|i| u8::try_from((2 * own[i] + beside[i]) / 3).unwrap()))
    });
    assert!(is_same(&moved, &stored), "a third of a point is seen");
}
