//! Draws egui's textured triangles on the CPU, for the tour and for tests on machines without a graphics card.
//!
//! It does what egui's OpenGL painter does: colours multiplied and blended in gamma space with premultiplied alpha,
//! textures sampled between texels and clamped at their edges, scissor rectangles rounded to pixels, shared edges
//! drawn once (corners on a grid of 1/256 pixel, top-left rule). Textures that repeat are not supported; the kit has none. To be dropped for a
//! published renderer as soon as one fits this version of egui.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::many_single_char_names,
    reason = "pixel arithmetic: every value is clipped to the picture, which is far smaller than 2^24 either way, \
              and corners of one colour have exactly that colour"
)]

use std::collections::HashMap;
use std::ops::Range;

use egui::epaint::{ImageDelta, Primitive, Vertex};
use egui::{
    ClippedPrimitive, Color32, Context, FullOutput, ImageData, Rect, TextureFilter, TextureId, TexturesDelta,
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Sub-pixel steps in a pixel.
const GRID: i64 = 256;

/// A renderer for [`egui_kittest::Harness`]: `Harness::builder().renderer(Rasteriser::default())`.
#[derive(Default)]
pub struct Rasteriser {
    textures: HashMap<TextureId, Texture>,
}

impl TestRenderer for Rasteriser {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.textures.entry(id).or_default().apply(&change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let background = ctx.global_style().visuals.panel_fill;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize, background);
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive else { continue };
            let texture =
                self.textures.get(&mesh.texture_id).ok_or("a mesh has a texture that was never set")?;
            let clip = canvas.clip(clip_rect, scale);
            for corners in mesh.indices.as_chunks::<3>().0 {
                let corners = corners.map(|index| Corner::new(&mesh.vertices[index as usize], scale));
                canvas.triangle(&clip, corners, texture);
            }
        }
        canvas.into_image()
    }
}

#[derive(Default)]
struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Color32>,
    nearest: bool,
}

impl Texture {
    fn apply(&mut self, change: &ImageDelta) {
        let ImageData::Color(image) = &change.image;
        let [width, height] = image.size;
        self.nearest = change.options.magnification == TextureFilter::Nearest;
        let Some([left, top]) = change.pos else {
            (self.width, self.height) = (width, height);
            self.texels.clone_from(&image.pixels);
            return;
        };
        for (row, line) in image.pixels.chunks_exact(width).enumerate() {
            let start = (top + row) * self.width + left;
            self.texels[start..start + width].copy_from_slice(line);
        }
    }

    /// The premultiplied colour, each channel 0 to 1, at a place given in fractions of the texture.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (across, down) = (u * self.width as f32 - 0.5, v * self.height as f32 - 0.5);
        let (right, below) = (across - across.floor(), down - down.floor());
        let (x, y) = (across.floor() as isize, down.floor() as isize);
        let exact = |part: f32| !(1.0 / 512.0..=511.0 / 512.0).contains(&part);
        if self.nearest || (exact(right) && exact(below)) {
            return channels(self.texel(across.round() as isize, down.round() as isize));
        }
        let corner = |dx, dy| channels(self.texel(x + dx, y + dy));
        let (a, b, c, d) = (corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1));
        std::array::from_fn(|i| {
            let above = a[i] + (b[i] - a[i]) * right;
            let under = c[i] + (d[i] - c[i]) * right;
            above + (under - above) * below
        })
    }

    fn texel(&self, x: isize, y: isize) -> Color32 {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.texels[y * self.width + x]
    }
}

fn channels(colour: Color32) -> [f32; 4] {
    colour.to_array().map(|channel| f32::from(channel) / 255.0)
}

/// A corner of a triangle: its place in 1/256 pixels, and what is interpolated from it.
struct Corner {
    x: i64,
    y: i64,
    /// Red, green, blue, alpha (0 to 1, premultiplied), then u and v.
    values: [f32; 6],
}

impl Corner {
    fn new(vertex: &Vertex, scale: f32) -> Self {
        let place = |coordinate: f32| (coordinate * scale * GRID as f32).round() as i64;
        let [red, green, blue, alpha] = channels(vertex.color);
        let values = [red, green, blue, alpha, vertex.uv.x, vertex.uv.y];
        Self { x: place(vertex.pos.x), y: place(vertex.pos.y), values }
    }
}

/// Pixels, from left and top to before right and bottom.
struct Clip {
    columns: Range<i64>,
    rows: Range<i64>,
}

/// One side of a triangle as `at_origin + across * x + down * y >= 0` for the pixels inside.
struct Side {
    at_origin: i64,
    across: i64,
    down: i64,
}

impl Side {
    fn new(from: &Corner, to: &Corner) -> Self {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let at_origin = dx * (GRID / 2 - from.y) - dy * (GRID / 2 - from.x);
        let owns_its_edge = dy < 0 || (dy == 0 && dx > 0);
        Self { at_origin: at_origin - i64::from(!owns_its_edge), across: -dy * GRID, down: dx * GRID }
    }

    /// Narrows the columns of a row to those inside.
    fn narrow(&self, row: i64, columns: &mut Range<i64>) {
        let here = self.at_origin + self.down * row;
        match self.across {
            0 if here < 0 => columns.end = columns.start,
            0 => {}
            rise if rise > 0 => columns.start = columns.start.max(-here.div_euclid(rise)),
            fall => columns.end = columns.end.min(here.div_euclid(-fall) + 1),
        }
    }
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

impl Canvas {
    fn new(width: usize, height: usize, background: Color32) -> Self {
        Self { width, height, pixels: vec![background.to_opaque().to_array(); width * height] }
    }

    fn clip(&self, rect: Rect, scale: f32) -> Clip {
        let within = |from: f32, to: f32, size: usize| {
            let from = ((from * scale).round() as i64).clamp(0, size as i64);
            from..((to * scale).round() as i64).clamp(from, size as i64)
        };
        Clip {
            columns: within(rect.min.x, rect.max.x, self.width),
            rows: within(rect.min.y, rect.max.y, self.height),
        }
    }

    fn triangle(&mut self, clip: &Clip, corners: [Corner; 3], texture: &Texture) {
        let [a, b, c] = corners;
        let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        let (a, b, c) = match area {
            0 => return,
            1.. => (a, b, c),
            _ => (a, c, b),
        };
        let sides = [Side::new(&a, &b), Side::new(&b, &c), Side::new(&c, &a)];
        let top = a.y.min(b.y).min(c.y).div_euclid(GRID).max(clip.rows.start);
        let bottom = (a.y.max(b.y).max(c.y).div_euclid(GRID) + 1).min(clip.rows.end);
        let flat = a.values == b.values && b.values == c.values;
        let plane = (!flat).then(|| Plane::new(&a, &b, &c));
        let solid = flat.then(|| tinted(&a.values, texture));
        for row in top..bottom {
            let mut columns = clip.columns.clone();
            for side in &sides {
                side.narrow(row, &mut columns);
            }
            if columns.is_empty() {
                continue;
            }
            let line = row as usize * self.width;
            let pixels = &mut self.pixels[line + columns.start as usize..line + columns.end as usize];
            match (&plane, solid) {
                (None, Some(colour)) if colour[3] >= 1.0 => pixels.fill(colour.map(to_byte)),
                (None, Some(colour)) => pixels.iter_mut().for_each(|pixel| blend(pixel, colour)),
                (Some(plane), _) => plane.paint(pixels, columns.start, row, texture),
                (None, None) => {}
            }
        }
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        let (width, height) = (self.width as u32, self.height as u32);
        RgbaImage::from_raw(width, height, self.pixels.into_flattened())
            .ok_or_else(|| "the picture has no size".into())
    }
}

/// What is interpolated over a triangle, as values at pixel (0, 0) and their change for each pixel across and down.
struct Plane {
    origin: [f32; 6],
    across: [f32; 6],
    down: [f32; 6],
}

impl Plane {
    fn new(a: &Corner, b: &Corner, c: &Corner) -> Self {
        let pixels = |steps: i64| steps as f64 / GRID as f64;
        let (bx, by) = (pixels(b.x - a.x), pixels(b.y - a.y));
        let (cx, cy) = (pixels(c.x - a.x), pixels(c.y - a.y));
        let area = bx * cy - by * cx;
        let rise = |i: usize| {
            let (first, second) =
                (f64::from(b.values[i] - a.values[i]), f64::from(c.values[i] - a.values[i]));
            ((first * cy - second * by) / area, (second * bx - first * cx) / area)
        };
        let (x, y) = (0.5 - pixels(a.x), 0.5 - pixels(a.y));
        Self {
            origin: std::array::from_fn(|i| (f64::from(a.values[i]) + rise(i).0 * x + rise(i).1 * y) as f32),
            across: std::array::from_fn(|i| rise(i).0 as f32),
            down: std::array::from_fn(|i| rise(i).1 as f32),
        }
    }

    fn paint(&self, pixels: &mut [[u8; 4]], column: i64, row: i64, texture: &Texture) {
        let (x, y) = (column as f32, row as f32);
        let start: [f32; 6] = std::array::from_fn(|i| self.origin[i] + self.across[i] * x + self.down[i] * y);
        let same_texel = self.across[4] == 0.0 && self.across[5] == 0.0;
        let first = texture.sample(start[4], start[5]);
        for (step, pixel) in pixels.iter_mut().enumerate() {
            let at = |i: usize| start[i] + self.across[i] * step as f32;
            let texel = if same_texel { first } else { texture.sample(at(4), at(5)) };
            if texel[3] > 0.0 || texel[0] > 0.0 {
                blend(pixel, std::array::from_fn(|i| at(i).clamp(0.0, 1.0) * texel[i]));
            }
        }
    }
}

fn tinted(values: &[f32; 6], texture: &Texture) -> [f32; 4] {
    let texel = texture.sample(values[4], values[5]);
    std::array::from_fn(|i| values[i] * texel[i])
}

fn blend(pixel: &mut [u8; 4], colour: [f32; 4]) {
    let kept = 1.0 - colour[3];
    for (channel, source) in pixel.iter_mut().zip(colour).take(3) {
        *channel = to_byte(source + f32::from(*channel) / 255.0 * kept);
    }
}

fn to_byte(channel: f32) -> u8 {
    (channel * 255.0 + 0.5) as u8
}

#[cfg(test)]
#[path = "raster_tests.rs"]
mod tests;
