//! The rasteriser against known pixels.
#![allow(clippy::unwrap_used)]
#![expect(clippy::disallowed_methods, reason = "known pixels have known colours")]

use egui::{Align2, Color32, FontId, Pos2, Rect, Sense, Ui, pos2, vec2};
use egui_kittest::Harness;
use image::{Rgba, RgbaImage};

use super::Rasteriser;

const BACK: Color32 = Color32::from_rgb(10, 20, 30);

fn draw(pixels_per_point: f32, mut paint: impl FnMut(&Ui)) -> RgbaImage {
    let mut harness = Harness::builder()
        .with_size(vec2(60.0, 40.0))
        .with_pixels_per_point(pixels_per_point)
        .with_render_cursor(false)
        .renderer(Rasteriser::default())
        .build_ui(|ui| {
            let whole = Rect::from_min_size(Pos2::ZERO, vec2(60.0, 40.0));
            let painter = ui.ctx().layer_painter(egui::LayerId::background());
            painter.rect_filled(whole, 0, BACK);
            ui.allocate_rect(Rect::from_min_size(Pos2::ZERO, vec2(1.0, 1.0)), Sense::hover());
            paint(ui);
        });
    harness.run();
    harness.render().unwrap()
}

fn at(image: &RgbaImage, x: u32, y: u32) -> [u8; 3] {
    let Rgba([red, green, blue, alpha]) = *image.get_pixel(x, y);
    assert_eq!(alpha, 255, "the picture is opaque");
    [red, green, blue]
}

#[test]
fn a_filled_rectangle_fills_exactly_its_pixels() {
    let red = Color32::from_rgb(200, 0, 0);
    let image = draw(1.0, |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        painter.rect_filled(Rect::from_min_max(pos2(10.0, 5.0), pos2(20.0, 15.0)), 0, red);
    });
    for (x, y, expected) in [
        (10, 5, [200, 0, 0]),
        (19, 14, [200, 0, 0]),
        (15, 10, [200, 0, 0]),
        (9, 10, [10, 20, 30]),
        (20, 10, [10, 20, 30]),
        (15, 4, [10, 20, 30]),
        (15, 15, [10, 20, 30]),
    ] {
        assert_eq!(at(&image, x, y), expected, "at {x}, {y}");
    }
}

#[test]
fn a_clip_rectangle_cuts() {
    let image = draw(1.0, |ui| {
        let clip = Rect::from_min_max(pos2(0.0, 0.0), pos2(30.0, 20.0));
        let painter = ui.ctx().layer_painter(egui::LayerId::background()).with_clip_rect(clip);
        painter.rect_filled(Rect::from_min_max(pos2(5.0, 5.0), pos2(55.0, 35.0)), 0, Color32::WHITE);
    });
    assert_eq!(at(&image, 29, 19), [255, 255, 255]);
    assert_eq!(at(&image, 30, 19), [10, 20, 30]);
    assert_eq!(at(&image, 29, 20), [10, 20, 30]);
}

#[test]
fn half_transparent_is_blended_once_also_along_the_diagonal() {
    let image = draw(1.0, |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        let veil = Color32::from_rgba_premultiplied(64, 64, 64, 128);
        painter.rect_filled(Rect::from_min_max(pos2(4.0, 4.0), pos2(36.0, 36.0)), 0, veil);
    });
    for step in 4..36 {
        // 64 + (1 - 128/255) * (10, 20, 30)
        assert_eq!(at(&image, step, step), [69, 74, 79], "at {step}");
        assert_eq!(at(&image, step, 39 - step), [69, 74, 79], "at {step}, other diagonal");
    }
}

#[test]
fn text_covers_some_pixels_wholly_and_some_in_part() {
    let image = draw(2.0, |ui| {
        let painter = ui.ctx().layer_painter(egui::LayerId::background());
        painter.text(
            pos2(30.0, 20.0),
            Align2::CENTER_CENTER,
            "Hm",
            FontId::proportional(24.0),
            Color32::WHITE,
        );
    });
    assert_eq!(image.dimensions(), (120, 80));
    let whole = image.pixels().filter(|pixel| pixel.0[0] == 255).count();
    let partly = image.pixels().filter(|pixel| (11..255).contains(&pixel.0[0])).count();
    assert!(whole > 100 && partly > 20, "{whole} whole, {partly} in part");
    assert_eq!(at(&image, 0, 0), [10, 20, 30]);
}
