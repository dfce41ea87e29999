//! Whether two pictures show the same: what a person would notice counts, how the edge of a letter is smoothed does not.
//!
//! Pictures are compared a quarter as wide and high, where a letter is grey and a control is still a control. They differ
//! where several points of one cell differ much (something moved, came or went) or where a cell as a whole has another
//! colour (a surface changed, be it a little).

use image::{Rgb, RgbImage, RgbaImage};

/// So many points of the screen are one point here, across and down.
const SCALE: u32 = 4;
/// A cell's width and height, and how far it is to the next one: they overlap, so that nothing falls between two.
const CELL: u32 = 8;
const STRIDE: u32 = 4;
/// One point may be so far off in a channel, of 255, ...
const POINT_TOLERANCE: u8 = 24;
/// ... or so many of a cell's points be further off ...
const POINTS_TOLERATED: usize = 3;
/// ... and the whole cell so far on average.
const CELL_TOLERANCE: f32 = 5.0;

/// Where two pictures of one size differ.
pub struct Difference {
    /// What is said about it: how many cells, and where on the screen.
    pub words: String,
    /// The picture that was found, dimmed, with everything red that is not as it was.
    pub picture: RgbImage,
}

/// A screen as it is compared.
pub fn reduce(screen: &RgbaImage) -> RgbImage {
    let (width, height) = screen.dimensions();
    RgbImage::from_fn(width.div_ceil(SCALE), height.div_ceil(SCALE), |column, row| {
        let (left, top) = (column * SCALE, row * SCALE);
        let (right, bottom) = ((left + SCALE).min(width), (top + SCALE).min(height));
        let mut sums = [0_u32; 3];
        for (x, y) in (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y))) {
            let channels = screen.get_pixel(x, y).0;
            sums.iter_mut().zip(channels).for_each(|(sum, channel)| *sum += u32::from(channel));
        }
        let count = (right - left) * (bottom - top);
        Rgb(sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX)))
    })
}

/// A reduced screen as it is stored: surfaces and lines as they are, letters in few shades, which makes a small file.
pub fn coarsen(reduced: &RgbImage) -> RgbImage {
    let (width, height) = reduced.dimensions();
    RgbImage::from_fn(width, height, |x, y| {
        let point = reduced.get_pixel(x, y);
        let beside = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        let goes_on = beside.iter().any(|(x, y)| reduced.get_pixel_checked(*x, *y) == Some(point));
        if goes_on { *point } else { Rgb(point.0.map(shade)) }
    })
}

/// The nearest of sixteen shades.
fn shade(channel: u8) -> u8 {
    (channel / 17 + u8::from(channel % 17 > 8)) * 17
}

/// Holds a reduced screen against a stored one.
pub fn compare(found: &RgbImage, stored: &RgbImage) -> Result<(), Difference> {
    let (width, height) = found.dimensions();
    if found.dimensions() != stored.dimensions() {
        let (was_wide, was_high) = stored.dimensions();
        let words = format!("it is {width} by {height} points, and was {was_wide} by {was_high}");
        return Err(Difference { words, picture: found.clone() });
    }
    let cells: Vec<(u32, u32)> = (0..height.saturating_sub(STRIDE))
        .step_by(STRIDE as usize)
        .flat_map(|top| {
            (0..width.saturating_sub(STRIDE)).step_by(STRIDE as usize).map(move |left| (left, top))
        })
        .filter(|cell| differs(found, stored, *cell))
        .collect();
    let Some((left, top)) = cells.first().copied() else { return Ok(()) };
    let words = format!(
        "{} places differ, the first about {} points from the left and {} from the top",
        cells.len(),
        left * SCALE,
        top * SCALE
    );
    Err(Difference { words, picture: marked(found, &cells) })
}

fn differs(found: &RgbImage, stored: &RgbImage, cell: (u32, u32)) -> bool {
    let (mut points, mut far, mut sums) = (0.0_f32, 0, [0.0_f32; 3]);
    for (x, y) in points_of(cell, found.dimensions()) {
        let (found, stored) = (found.get_pixel(x, y).0, stored.get_pixel(x, y).0);
        points += 1.0;
        far += usize::from((0..3).any(|i| found[i].abs_diff(stored[i]) > POINT_TOLERANCE));
        (0..3).for_each(|i| sums[i] += f32::from(found[i]) - f32::from(stored[i]));
    }
    far > POINTS_TOLERATED || sums.iter().any(|sum| sum.abs() > CELL_TOLERANCE * points)
}

fn points_of((left, top): (u32, u32), (width, height): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
    let (right, bottom) = ((left + CELL).min(width), (top + CELL).min(height));
    (top..bottom).flat_map(move |y| (left..right).map(move |x| (x, y)))
}

fn marked(found: &RgbImage, cells: &[(u32, u32)]) -> RgbImage {
    let mut picture = found.clone();
    picture.pixels_mut().for_each(|point| point.0 = point.0.map(|channel| channel / 2));
    for point in cells.iter().flat_map(|cell| points_of(*cell, found.dimensions())) {
        picture.get_pixel_mut(point.0, point.1).0[0] = u8::MAX;
    }
    picture
}
