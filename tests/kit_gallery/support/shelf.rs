//! The stored pictures, and what is written where a screen does not look like its own.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{RgbImage, RgbaImage};

use super::comparison::{coarsen, compare, reduce};

const ACCEPT: &str = "COUNTERSIGN_ACCEPT_PICTURES";

/// Compares screens with the stored pictures and remembers what is wrong with which.
#[derive(Default)]
pub struct Shelf {
    names: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Shelf {
    /// Writes the screen into `target/gallery`, for looking at, and holds it against the stored picture of this name.
    pub fn compare(&mut self, name: &str, screen: &RgbaImage) {
        assert!(self.names.insert(name.to_owned()), "two pictures are called {name}");
        fs::create_dir_all(drawn()).unwrap();
        screen.save(drawn().join(format!("{name}.png"))).unwrap();
        let beside = Beside::without_earlier_ones(name);
        let (found, path) = (reduce(screen), stored().join(format!("{name}.png")));
        let before = image::open(&path).ok().map(|picture| picture.to_rgb8());
        let difference = before.as_ref().map(|before| compare(&found, before));
        if matches!(difference, Some(Ok(()))) {
            return;
        }
        if is_accepting() {
            write(&coarsen(&found), &path);
            return;
        }
        write(&found, &beside.actual);
        let mut lines = vec![format!("  found    {}", beside.actual.display())];
        if let (Some(before), Some(Err(difference))) = (before, difference) {
            write(&before, &beside.expected);
            write(&difference.picture, &beside.difference);
            lines.insert(0, format!("{name}: {}", difference.words));
            lines.push(format!("  stored   {}", beside.expected.display()));
            lines.push(format!("  compared {}", beside.difference.display()));
        } else {
            lines.insert(0, format!("{name}: no picture of it is stored"));
        }
        self.wrong.push(lines.join("\n"));
    }

    /// Fails where a picture differs or is missing, and where one is stored that nothing draws any more.
    #[track_caller]
    pub fn finish(mut self) {
        for entry in fs::read_dir(stored()).unwrap() {
            let path = entry.unwrap().path();
            let is_drawn = path.file_stem().is_some_and(|name| self.names.contains(&*name.to_string_lossy()));
            match is_drawn {
                true => {}
                false if is_accepting() => fs::remove_file(&path).unwrap(),
                false => self.wrong.push(format!("{}: nothing draws it any more", path.display())),
            }
        }
        assert!(
            self.wrong.is_empty(),
            "{} pictures are not as they were. If they are as they should be, store them:\n  \
             {ACCEPT}=1 cargo test --test kit_gallery\n{}",
            self.wrong.len(),
            self.wrong.join("\n")
        );
    }
}

/// The small pictures that are written where a screen differs.
struct Beside {
    actual: PathBuf,
    expected: PathBuf,
    difference: PathBuf,
}

impl Beside {
    /// Takes those of an earlier run away, so that what lies there is what is wrong now.
    fn without_earlier_ones(name: &str) -> Self {
        let [actual, expected, difference] = ["actual", "expected", "difference"].map(|what| {
            let path = drawn().join(format!("{name}-{what}.png"));
            let _ = fs::remove_file(&path);
            path
        });
        Self { actual, expected, difference }
    }
}

fn is_accepting() -> bool {
    std::env::var_os(ACCEPT).is_some_and(|value| value == "1")
}

fn stored() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kit_gallery/pictures")
}

fn drawn() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery")
}

fn write(picture: &RgbImage, path: &Path) {
    let file = File::create(path).unwrap();
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
    picture.write_with_encoder(encoder).unwrap();
}
