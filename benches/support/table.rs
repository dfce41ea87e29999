//! The medians of a bench as a table, each beside its goal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::Criterion;
use serde_json::Value;

/// What a bench has measured in this run.
pub struct Table(PathBuf);

impl Table {
    /// Of a bench of this name; what an earlier run measured is forgotten.
    pub fn new(bench: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("criterion").join(bench);
        drop(fs::remove_dir_all(&folder));
        Self(folder)
    }

    /// What measures for it.
    pub fn criterion(&self) -> Criterion {
        Criterion::default().output_directory(&self.0).configure_from_args()
    }

    /// Prints each median, and its goal where one is named for it.
    pub fn print(&self, goals: &[(&str, Duration)]) {
        println!("{:<96} | {:>12} | goal", "measured", "median");
        for (id, median) in self.medians() {
            let goal = goals.iter().find(|(name, _)| *name == id).map(|(_, most)| in_ms(*most));
            println!("{id:<96} | {:>12} | {}", in_ms(median), goal.unwrap_or_default());
        }
    }

    /// Prints how many times as long `many` takes as `few`, and its goal.
    pub fn print_ratio(&self, many: &str, few: &str, goal: f64) {
        let medians = self.medians();
        if let (Some(long), Some(short)) = (medians.get(many), medians.get(few)) {
            let ratio = long.as_secs_f64() / short.as_secs_f64();
            println!("{:<96} | {ratio:>6.2} times | {goal:.2} times", format!("{many}, to {few}"));
        }
    }

    fn medians(&self) -> BTreeMap<String, Duration> {
        let mut medians = BTreeMap::new();
        collect(&self.0, &mut medians);
        medians
    }
}

fn in_ms(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}

/// Every benchmark below a folder, by its whole name.
fn collect(folder: &Path, medians: &mut BTreeMap<String, Duration>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        let read = |name: &str| serde_json::from_slice::<Value>(&fs::read(path.join(name)).ok()?).ok();
        match (path.file_name(), read("benchmark.json"), read("estimates.json")) {
            (Some(name), Some(about), Some(estimates)) if name == "new" => {
                let median = estimates["median"]["point_estimate"].as_f64().unwrap_or_default();
                let id = about["full_id"].as_str().unwrap_or_default();
                medians.insert(id.to_owned(), Duration::from_secs_f64(median / 1e9));
            }
            _ => collect(&path, medians),
        }
    }
}
