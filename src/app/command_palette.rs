//! The palette (Ctrl+K): commands and wallets by a few letters, chosen by keyboard or pointer.

use egui::{Context, Key};

use super::command::Command;
use super::panel_table::PANELS;
use crate::bitgo::wallet::{Wallet, WalletRows};
use crate::domain::alphabet::{SameNames, has_in_its_look, holds_ignoring_case};
use crate::domain::foreign_text::visible;
use crate::domain::text::elided;
use crate::kit::environment::Reach;
use crate::kit::modal::{self, Dialog};
use crate::kit::sliced_search::SlicedSearch;
use crate::kit::{button, field, text};

const WIDTH: f32 = 520.0;
const OFFERED: usize = 10;

/// What the palette remembers while it is open.
#[derive(Default)]
pub struct CommandPalette {
    is_open: bool,
    words: String,
    just_opened: bool,
    wallets: SlicedSearch,
}

impl CommandPalette {
    /// Opens it with an empty field.
    pub fn open(&mut self) {
        *self = Self { is_open: true, just_opened: true, ..Self::default() };
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// Draws it when it is open; the chosen command, if one was chosen.
    pub fn show(&mut self, ctx: &Context, wallets: WalletRows<'_>, names: &SameNames) -> Option<Command> {
        if !self.is_open {
            return None;
        }
        let found = self.find(ctx, wallets, names);
        let dialog = Dialog { title: "Search", width: WIDTH, reach: Reach::ThisComputer };
        let shown = modal::show(ctx, "palette", &dialog, |ui| {
            let response = field::search(ui, "Command or wallet", &mut self.words, ui.available_width());
            if std::mem::take(&mut self.just_opened) {
                response.request_focus();
            }
            let mut chosen = None;
            for entry in &found {
                if button::plain(ui, true, &entry.words).clicked() {
                    chosen = Some(entry.command.clone());
                }
            }
            if found.is_empty() {
                ui.label(text::muted("No results."));
            }
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            chosen.or_else(|| entered.then(|| found.first().map(|entry| entry.command.clone())).flatten())
        });
        if shown.closed || shown.inner.is_some() {
            self.is_open = false;
        }
        shown.inner
    }
}

struct Entry {
    words: String,
    command: Command,
}

impl CommandPalette {
    fn find(&mut self, ctx: &Context, wallets: WalletRows<'_>, names: &SameNames) -> Vec<Entry> {
        let words = self.words.trim().to_lowercase();
        let panels = PANELS.iter().filter_map(|panel| Some((panel.palette?, Command::Go(panel.route))));
        let commands = [
            ("Switch between dark and light", Command::ToggleTheme),
            ("Unlock sending", Command::UnlockSending),
            ("Lock sending now", Command::LockSending),
            ("Log out", Command::LogOut),
        ];
        let matching = panels
            .chain(commands)
            .filter(|(name, _)| name.to_lowercase().contains(&words))
            .map(|(name, command)| Entry { words: name.to_owned(), command });
        let is_meant = |it: &Wallet| {
            !words.is_empty() && (has_in_its_look(&it.label, &words) || holds_ignoring_case(&it.id, &words))
        };
        let rows = (wallets.all(), wallets.generation());
        let found = self.wallets.go_on(ctx, rows, (&words, OFFERED), |it| is_meant(it));
        let wallets = found.rows.into_iter().map(|wallet| Entry {
            words: wallet_words(wallet, names),
            command: Command::ShowWallet(wallet.id.to_string()),
        });
        matching.chain(wallets).take(OFFERED).collect()
    }
}

/// Label and coin, and the ID where another one looks the same by them.
fn wallet_words(wallet: &Wallet, names: &SameNames) -> String {
    let (label, coin) = (visible(&wallet.label), &wallet.coin);
    match wallet.telling_id(names) {
        Some(id) => format!("Wallet {label} ({coin}, {})", elided(id)),
        None => format!("Wallet {label} ({coin})"),
    }
}
