//! Marks beside a name that comes from elsewhere: that something in it cannot be seen, that its letters are of alphabets
//! which are not written together, and that another one looks the same, which its ID tells apart.

use egui::Ui;

use crate::domain::alphabet::{MIXED, SAME_NAME, mixed_alphabets};
use crate::domain::foreign_text::{HIDDEN, HIDDEN_WHY, has_hidden};
use crate::domain::text::elided;
use crate::kit::palette::Meaning;
use crate::kit::{badge, icon, text};

/// What may be mistaken about a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameMarks {
    /// It has characters that cannot be seen.
    is_hiding: bool,
    /// Which alphabets, as a sentence.
    mixed: Option<String>,
    /// The ID that tells it from another that looks the same.
    id: Option<String>,
}

impl NameMarks {
    /// Of a name, with its ID where another one looks the same.
    pub fn of(name: &str, id: Option<&str>) -> Self {
        Self { is_hiding: has_hidden(name), mixed: mixed_alphabets(name), id: id.map(str::to_owned) }
    }

    /// Draws them with their words; nothing for a name that says what it is.
    pub fn show(&self, ui: &mut Ui) {
        if self.is_hiding {
            badge::mark(ui, Meaning::Attention, HIDDEN).on_hover_text(text::plain(HIDDEN_WHY));
        }
        if let Some(mixed) = &self.mixed {
            badge::mark(ui, Meaning::Attention, MIXED).on_hover_text(text::plain(mixed));
        }
        if let Some(id) = &self.id {
            let words = format!("{SAME_NAME}, ID {}", elided(id));
            badge::mark(ui, Meaning::Attention, &words).on_hover_text(text::mono(id));
        }
    }

    /// Draws them as one icon, for a table: put it before the name, whose end gives way to it.
    pub fn show_icon(&self, ui: &mut Ui) {
        let same = self.id.as_deref().map(|id| format!("{SAME_NAME} as another, ID {}", elided(id)));
        let mixed = self.mixed.as_deref().map(|mixed| format!("{MIXED}. {mixed}"));
        let hidden = self.is_hiding.then(|| format!("{HIDDEN}. {HIDDEN_WHY}"));
        let words: Vec<String> = hidden.into_iter().chain(mixed).chain(same).collect();
        if !words.is_empty() {
            badge::icon_only(ui, Meaning::Attention, icon::WARNING, &words.join(" "));
        }
    }
}
