//! Moments to come on one line: the near ones far apart, the far ones close together.
//!
//! The line is stretched by the logarithm of the days, so that tomorrow and ten years hence both have a place. Moments
//! that would cover each other stand above each other, and the more there are the smaller they are drawn; what does
//! not even fit then is counted above its column.

use egui::{Align2, Id, Role, Sense, Ui, Vec2};
use egui_plot::{GridMark, HoverPosition, Plot, PlotPoint, Points, Text};

use crate::kit::palette::Meaning;
use crate::kit::{text, theme};

const HEIGHT: f32 = 96.0;
/// Height of the line's names below it, in points.
const NAMES: f32 = 22.0;
/// The line's ends, stretched.
const ENDS: (f64, f64) = (-0.2, 8.42);
/// How the moments are drawn, the first that has room for all of them.
const SIZES: [Size; 3] =
    [Size { radius: 5.0, gap: 3.0 }, Size { radius: 3.5, gap: 2.0 }, Size { radius: 2.5, gap: 0.6 }];

/// How large a moment is and how far from the next, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size {
    radius: f32,
    gap: f32,
}
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
    let width = ui.available_width();
    let stood = stand(moments, width);
    let (places, radius) = (&stood.places, stood.size.radius);
    let palette = theme::palette(ui);
    let near = |at: PlotPoint| nearest(places, at, width);
    let about = |at: &HoverPosition<'_>| match at {
        HoverPosition::NearDataPoint { position, .. } => near(*position).map(|index| {
            let more = stood.hidden.iter().find(|(place, _)| close(*place, places[index]));
            let more =
                more.map(|(_, count)| format!("\n{count} more at about this time")).unwrap_or_default();
            text::shown_lines(&format!("{}{more}", moments[index].about))
        }),
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
        .default_x_bounds(ENDS.0, ENDS.1)
        .default_y_bounds(0.0, f64::from(HEIGHT - NAMES))
        .x_grid_spacer(|_| {
            let mark = |(days, _): &(f64, &str)| GridMark { value: stretched(*days), step_size: 1.0 };
            NAMED.iter().map(mark).collect()
        })
        .x_axis_formatter(|mark, _| named(mark.value).to_owned())
        .label_formatter(about);
    let shown = plot.show(ui, |plot| {
        for (index, (moment, place)) in moments.iter().zip(places).enumerate() {
            let ink = palette.meaning(moment.meaning).ink;
            let radius = if chosen == Some(index) { radius * 1.6 } else { radius };
            plot.points(Points::new("", vec![[place.x, place.y]]).radius(radius).color(ink).id(index));
        }
        for (place, count) in &stood.hidden {
            let words = text::small(format!("+{count}"));
            let above = PlotPoint::new(place.x, place.y + f64::from(radius) + 1.0);
            plot.text(Text::new("", above, words).anchor(Align2::CENTER_BOTTOM).color(palette.muted));
        }
        plot.pointer_coordinate()
    });
    shown.response.widget_info(|| text::labelled(Role::Image, true, name));
    let pressed = shown.response.clicked().then_some(shown.inner).flatten()?;
    near(pressed)
}

/// A place on the line for so many days.
fn stretched(days: f64) -> f64 {
    days.max(0.0).ln_1p()
}

fn named(value: f64) -> &'static str {
    NAMED.iter().find(|(days, _)| (stretched(*days) - value).abs() < 1e-6).map_or("", |(_, words)| words)
}

/// Where each moment stands: days, stretched, and points above the line.
struct Stood {
    size: Size,
    places: Vec<PlotPoint>,
    /// The places that stand for more than one moment, with how many more.
    hidden: Vec<(PlotPoint, usize)>,
}

/// Gives every moment its place, in the largest size in which each has one of its own.
fn stand(moments: &[Moment], width: f32) -> Stood {
    let mut stood = stand_in(moments, width, SIZES[0]);
    for size in &SIZES[1..] {
        if stood.hidden.is_empty() {
            break;
        }
        stood = stand_in(moments, width, *size);
    }
    stood
}

/// Moments stand in columns, each as wide as a moment with its gap.
#[expect(clippy::cast_precision_loss, reason = "a place on the screen, not a time that is reckoned with")]
fn stand_in(moments: &[Moment], width: f32, size: Size) -> Stood {
    let step = f64::from(size.radius * 2.0 + size.gap);
    let column = step / points_each(width);
    let lowest = f64::from(size.radius) + 2.0;
    // The words that count what has no place have to fit above the highest.
    let highest = f64::from(HEIGHT - NAMES) - 16.0 - f64::from(size.radius);
    let mut order: Vec<usize> = (0..moments.len()).collect();
    order.sort_by_key(|&index| moments[index].in_secs);
    let mut places = vec![PlotPoint::new(0.0, 0.0); moments.len()];
    let mut hidden: Vec<(PlotPoint, usize)> = Vec::new();
    let mut last: Option<PlotPoint> = None;
    for index in order {
        let days = moments[index].in_secs as f64 / 86_400.0;
        let x = (stretched(days) / column).round() * column;
        let below = last.filter(|below| (below.x - x).abs() < column / 2.0);
        let y = below.map_or(lowest, |below| below.y + step);
        places[index] = match below {
            Some(top) if y > highest => {
                match hidden.last_mut().filter(|(place, _)| close(*place, top)) {
                    Some((_, count)) => *count += 1,
                    None => hidden.push((top, 1)),
                }
                top
            }
            _ => PlotPoint::new(x, y),
        };
        last = Some(places[index]);
    }
    Stood { size, places, hidden }
}

/// Points of the screen for one step of the stretched line.
fn points_each(width: f32) -> f64 {
    (f64::from(width) / (ENDS.1 - ENDS.0)).max(1.0)
}

fn close(a: PlotPoint, b: PlotPoint) -> bool {
    (a.x - b.x).abs() < 1e-9 && (a.y - b.y).abs() < 1e-9
}

/// The moment under the pointer, if one is near enough.
fn nearest(places: &[PlotPoint], at: PlotPoint, width: f32) -> Option<usize> {
    const REACH: f64 = 14.0;
    let distance = |place: &PlotPoint| ((place.x - at.x) * points_each(width)).hypot(place.y - at.y);
    let (index, place) =
        places.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
    (distance(place) < REACH).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: f32 = 1_000.0;

    fn moment(days: u64) -> Moment {
        Moment { in_secs: days * 86_400, meaning: Meaning::Neutral, about: String::new() }
    }

    #[test]
    fn later_is_further_right_and_equals_stand_above_each_other() {
        let Stood { places, hidden, size } =
            stand(&[moment(30), moment(0), moment(3_650), moment(30), moment(1)], WIDTH);
        assert!(places[1].x < places[4].x && places[4].x < places[0].x && places[0].x < places[2].x);
        assert!((places[0].x - places[3].x).abs() < 1e-9);
        assert!((places[0].y - places[3].y).abs() > 5.0);
        assert_eq!((hidden.len(), size), (0, SIZES[0]));
    }

    #[test]
    fn two_hundred_have_a_place_each_and_what_has_none_is_counted() {
        let spread: Vec<Moment> = (0..200).map(|index| moment(3 + index * 4)).collect();
        let stood = stand(&spread, WIDTH);
        assert!(stood.hidden.is_empty());
        let least = stood.size.radius * 2.0 * 0.9;
        for (index, one) in stood.places.iter().enumerate() {
            for other in &stood.places[index + 1..] {
                let apart = ((one.x - other.x) * points_each(WIDTH)).abs().max((one.y - other.y).abs());
                assert!(apart >= f64::from(least), "{one:?} covers {other:?}");
            }
        }
        let at_once: Vec<Moment> = (0..200).map(|_| moment(90)).collect();
        let stood = stand(&at_once, WIDTH);
        let counted: usize = stood.hidden.iter().map(|(_, count)| count).sum();
        let mut own: Vec<u64> = stood.places.iter().map(|place| place.y.to_bits()).collect();
        own.sort_unstable();
        own.dedup();
        assert_eq!(own.len() + counted, 200);
    }

    #[test]
    fn a_press_beside_everything_is_none() {
        let Stood { places, .. } = stand(&[moment(1), moment(365)], WIDTH);
        assert_eq!(nearest(&places, places[1], WIDTH), Some(1));
        assert_eq!(nearest(&places, PlotPoint::new(3.3, 40.0), WIDTH), None);
        assert_eq!(nearest(&[], PlotPoint::new(0.0, 0.0), WIDTH), None);
    }
}
