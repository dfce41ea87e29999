//! A tree of names and values, of what this program does not know or could not read.

use egui::Ui;

use crate::domain::raw_tree::{Line, RawTree};
use crate::domain::text::elided;
use crate::kit::{copy, form, space, text};

/// Draws a tree on a surface of its own, below what it is of. `more` says where the lines are that do not fit.
pub fn show(ui: &mut Ui, about: &str, tree: &RawTree, more: impl FnOnce(usize) -> String) {
    form::inset(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = space::HIT;
        ui.label(text::strong(about));
        for line in &tree.lines {
            one(ui, line);
        }
        if tree.lines.is_empty() {
            ui.label(text::muted("Nothing."));
        }
        if tree.more > 0 {
            ui.label(text::muted(more(tree.more)));
        }
    });
}

fn one(ui: &mut Ui, line: &Line) {
    indented(ui, line.depth, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if !line.name.is_empty() {
                ui.label(text::muted(&line.name));
            }
            match &line.value {
                None => {}
                Some(value) if elided(value) != *value => drop(copy::id(ui, &line.name, value)),
                Some(value) => drop(ui.label(text::mono(value))),
            }
        });
    });
}

fn indented(ui: &mut Ui, depth: usize, add: impl FnOnce(&mut Ui)) {
    if depth == 0 {
        add(ui);
    } else {
        form::indented(ui, |ui| indented(ui, depth - 1, add));
    }
}
