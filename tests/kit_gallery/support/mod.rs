//! What the tests of the kit are made with; there are no tests of the kit in here.

pub mod comparison;
pub mod scenes;
pub mod shelf;

use countersign::kit::theme::Theme;
use countersign::tour::raster::Rasteriser;
use egui::{Vec2, vec2};
use egui_kittest::Harness;

use scenes::{Scene, State, draw};

pub type Screen = Harness<'static, State>;

/// A scene off-screen. No font of this machine gets in: only a real window looks for those, and a letter that the bundled
/// fonts lack ends the test.
pub fn screen(scene: Scene, theme: Theme, size: Vec2, zoom: f32) -> Screen {
    let mut screen = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(zoom)
        .with_render_cursor(false)
        .with_max_steps(8)
        .renderer(Rasteriser::default())
        .build_ui_state(draw, State::new(scene, theme));
    screen.run_steps(4);
    screen
}

pub fn dark(scene: Scene) -> Screen {
    screen(scene, Theme::Dark, vec2(1280.0, 800.0), 1.0)
}
