//! Whatever is drawn goes through the kit, which marks what cannot be seen in it: no label, hover or accessible name is
//! made of a text as it came.

use std::fs;
use std::path::{Path, PathBuf};

/// What makes a text that is drawn, and how its first argument may begin: with one of the kit's text roles.
const MAKERS: [&str; 15] = [
    "ui.label(",
    "Label::new(",
    ".on_hover_text(",
    ".on_hover_text_at_pointer(",
    ".on_disabled_hover_text(",
    ".heading(",
    ".monospace(",
    ".small(",
    ".weak(",
    ".strong(",
    ".hyperlink_to(",
    ".selectable_label(",
    ".selected_text(",
    "CollapsingHeader::new(",
    "egui::Button::new(",
];
/// What is made of text without the roles: nowhere but in the kit's own file for text.
const RAW: [&str; 14] = [
    "RichText::new(",
    "RichText::from(",
    "WidgetText::Text(",
    "LayoutJob::simple",
    "LayoutJob::single",
    ".layout_no_wrap(",
    "painter().layout(",
    ".layout_job(",
    "painter().text(",
    "WidgetInfo::labeled(",
    "WidgetInfo::selected(",
    "WidgetInfo::text_edit(",
    "current_text_value =",
    ".accessible_name(",
];
/// Where they stand with a reason.
const REASONS: [(&str, &str, &str); 9] = [
    ("kit/text.rs", "", "this is where text is marked"),
    ("kit/icon.rs", "RichText::new(", "a glyph of the icon font, by a constant"),
    ("kit/icon.rs", ".layout_no_wrap(", "the same, painted"),
    ("kit/stepper.rs", "painter().text(", "the number of a step"),
    ("kit/amount.rs", ".layout_no_wrap(", "marked in the line itself"),
    ("kit/field.rs", ".accessible_name(", "marked in the line itself"),
    ("kit/notice.rs", "Label::new(", "put together of the kit's text roles"),
    ("kit/stepper.rs", "Label::new(", "takes what the kit's text roles made"),
    ("kit/diff.rs", "Label::new(", "takes what the kit's text roles made"),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// A source without its comments and its own tests.
fn code(source: &str) -> String {
    let lines = source.lines().take_while(|line| !line.ends_with("mod tests {"));
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether an argument is the kit's text, a literal or a constant sentence: nothing that came from elsewhere.
fn is_marked(argument: &str) -> bool {
    let argument = argument.trim_start();
    let constant = |path: &str| {
        let name: String = path.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
        !name.is_empty() && !name.contains(|it: char| it.is_lowercase())
    };
    argument.starts_with("text::")
        || argument.starts_with("super::text::")
        || argument.starts_with('"')
        || argument.strip_prefix("wording::").is_some_and(constant)
}

fn offences(file: &str, code: &str) -> Vec<String> {
    let has_reason = |maker: &str| {
        REASONS.iter().any(|(path, what, _)| *path == file && (what.is_empty() || *what == maker))
    };
    let mut found = Vec::new();
    for maker in MAKERS.iter().chain(&RAW) {
        let is_raw = RAW.contains(maker);
        for (at, _) in code.match_indices(maker) {
            let argument = &code[at + maker.len()..];
            if has_reason(maker) || !is_raw && is_marked(argument) {
                continue;
            }
            let line = argument.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            found.push(format!("{file}: {maker}{}", line.trim()));
        }
    }
    found
}

#[test]
fn nothing_is_drawn_as_it_came() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    for room in ["kit", "panels", "app"] {
        files(&root.join(room), &mut all);
    }
    assert!(all.len() > 100, "{}", all.len());
    let found: Vec<String> = all
        .iter()
        .flat_map(|path| {
            let file = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            offences(&file, &code(&fs::read_to_string(path).unwrap()))
        })
        .collect();
    assert!(found.is_empty(), "drawn without the kit's text roles:\n{}", found.join("\n"));
}

#[test]
fn a_text_as_it_came_is_found() {
    for (source, count) in [
        ("ui.label(text::body(&wallet.label));", 0),
        ("ui.label(\n    text::body(&wallet.label),\n);", 0),
        ("ui.label(&wallet.label);", 1),
        ("ui.label(wallet.label.clone());", 1),
        ("shown.on_hover_text(&wallet.label);", 1),
        ("shown.on_hover_text(wording::COPY_HINT);", 0),
        ("shown.on_hover_text(wording::copied(name));", 1),
        ("RichText::new(&wallet.label)", 1),
        ("ui.painter().text(place, align, label, font, ink);", 1),
        ("response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));", 1),
    ] {
        assert_eq!(offences("panels/x.rs", source).len(), count, "{source}");
    }
}
