//! Moments to come on one line: the near ones far apart, the far ones close together.
//!
//! The line is stretched by the logarithm of the days, so that tomorrow and ten years hence both have a place. Moments
//! that would cover each other stand above each other.

use egui::{Id, Role, Sense, Ui, Vec2, WidgetInfo};
use egui_plot::{GridMark, HoverPosition, Plot, PlotPoint, Points};

use crate::kit::palette::Meaning;
use crate::kit::theme;

const HEIGHT: f32 = 96.0;
const RADIUS: f32 = 5.0;
/// Moments closer than this on the line, of which it has about eight, stand above each other.
const APART: f64 = 0.12;
const HIGHEST: f64 = 4.6;
/// Where the line is named: days from now, and the words for them.
const NAMED: [(f64, &str); 7] = [
    (0.0, "now"),
    (1.0, "1 d"),
    (7.0, "7 d"),
    (30.0, "30 d"),
    (90.0, "90 d"),
    (365.0, "1 y"),
    (3_650.0, "10 y"),
];

/// One moment.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Seconds from now, zero for what is over.
    pub in_secs: u64,
    /// How urgent it is.
    pub meaning: Meaning,
    /// What it is, for the hover: name, date, time left.
    pub about: String,
}

/// Draws the line; the index of the moment that was pressed.
pub fn show(ui: &mut Ui, name: &str, moments: &[Moment], chosen: Option<usize>) -> Option<usize> {
    let places = places(moments);
    let palette = theme::palette(ui);
    let about = |at: &HoverPosition<'_>| match at {
        HoverPosition::NearDataPoint { position, .. } => {
            nearest(&places, *position).map(|index| moments[index].about.clone())
        }
        HoverPosition::Elsewhere { .. } => None,
    };
    let plot = Plot::new(name)
        .id(Id::unique(name))
        .height(HEIGHT)
        .sense(Sense::CLICK)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_axes([true, false])
        .show_grid([true, false])
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .grid_color(palette.line)
        .set_margin_fraction(Vec2::ZERO)
        .default_x_bounds(-0.2, stretched(3_700.0) + 0.2)
        .default_y_bounds(0.0, HIGHEST)
        .x_grid_spacer(|_| {
            let mark = |(days, _): &(f64, &str)| GridMark { value: stretched(*days), step_size: 1.0 };
            NAMED.iter().map(mark).collect()
        })
        .x_axis_formatter(|mark, _| named(mark.value).to_owned())
        .label_formatter(about);
    let shown = plot.show(ui, |plot| {
        for (index, (moment, place)) in moments.iter().zip(&places).enumerate() {
            let ink = palette.meaning(moment.meaning).ink;
            let radius = if chosen == Some(index) { RADIUS * 1.6 } else { RADIUS };
            plot.points(Points::new("", vec![[place.x, place.y]]).radius(radius).color(ink).id(index));
        }
        plot.pointer_coordinate()
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let pressed = shown.response.clicked().then_some(shown.inner).flatten()?;
    nearest(&places, pressed)
}

/// A place on the line for so many days.
fn stretched(days: f64) -> f64 {
    days.max(0.0).ln_1p()
}

fn named(value: f64) -> &'static str {
    NAMED.iter().find(|(days, _)| (stretched(*days) - value).abs() < 1e-6).map_or("", |(_, words)| words)
}

#[expect(clippy::cast_precision_loss, reason = "a place on the screen, not a time that is reckoned with")]
fn places(moments: &[Moment]) -> Vec<PlotPoint> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut order: Vec<usize> = (0..moments.len()).collect();
    order.sort_by_key(|&index| moments[index].in_secs);
    let mut places = vec![PlotPoint::new(0.0, 0.0); moments.len()];
    for index in order {
        let x = stretched(moments[index].in_secs as f64 / 86_400.0);
        let mut y = 0.6;
        while y < HIGHEST - 0.6 && taken.iter().any(|(tx, ty)| (tx - x).abs() < APART && (ty - y).abs() < 0.5)
        {
            y += 0.7;
        }
        taken.push((x, y));
        places[index] = PlotPoint::new(x, y);
    }
    places
}

/// The moment under the pointer, if one is near enough.
fn nearest(places: &[PlotPoint], at: PlotPoint) -> Option<usize> {
    let distance = |place: &PlotPoint| ((place.x - at.x) * 2.0).abs() + (place.y - at.y).abs() * 0.5;
    let (index, place) =
        places.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
    (distance(place) < 0.6).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(days: u64) -> Moment {
        Moment { in_secs: days * 86_400, meaning: Meaning::Neutral, about: String::new() }
    }

    #[test]
    fn later_is_further_right_and_equals_stand_above_each_other() {
        let places = places(&[moment(30), moment(0), moment(3_650), moment(30), moment(1)]);
        assert!(places[1].x < places[4].x && places[4].x < places[0].x && places[0].x < places[2].x);
        assert!((places[0].x - places[3].x).abs() < 1e-9);
        assert!((places[0].y - places[3].y).abs() > 0.5);
        assert!(places.iter().all(|place| place.y < HIGHEST));
    }

    #[test]
    fn a_press_beside_everything_is_none() {
        let places = places(&[moment(1), moment(365)]);
        assert_eq!(nearest(&places, places[1]), Some(1));
        assert_eq!(nearest(&places, PlotPoint::new(3.3, 4.0)), None);
        assert_eq!(nearest(&[], PlotPoint::new(0.0, 0.0)), None);
    }
}
