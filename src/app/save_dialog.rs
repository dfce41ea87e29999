//! Saves something to a file of the person's choice: a path to type, and the system's dialog where there is one.
//!
//! The dialog belongs to the system and may never answer (a remote desktop without a portal), so the path field is
//! always there beside it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::{Context, Ui};
use secrecy::SecretString;
use tokio::task::spawn_blocking;

use super::error::AppError;
use super::file_dialog::FileDialog;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::kit::environment::Reach;
use crate::kit::field::TextField;
use crate::kit::modal::{self, Dialog};
use crate::kit::palette::Meaning;
use crate::kit::{button, choice, icon, notice, placeholder, progress};
use crate::store::export;
use crate::store::secret_place::{self, System};
use crate::store::token_file::{self, TokenFileError, TokenFileForm, VariableName};

const WIDTH: f32 = 560.0;
/// After this time without an answer the person is told to do without the dialog.
const DIALOG_PATIENCE: Duration = Duration::from_secs(3);

/// A file that is to be written.
pub struct SaveDialog {
    title: &'static str,
    content: Content,
    path: String,
    /// The person's home folder.
    home: String,
    choosing: Task<Option<PathBuf>>,
    /// The dialog has answered, without a path.
    is_none_chosen: bool,
    writing: Task<PathBuf>,
}

/// What is written.
#[derive(Clone)]
enum Content {
    /// Text without secrets.
    Text(String),
    /// A new token, to a file that its owner alone may read.
    Token { value: SecretString, is_bare: bool, variable: String },
    /// A passphrase with what it is for, to print, to a file that its owner alone may read.
    Passphrase(SecretString),
}

/// The secret that has just been saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// A new token.
    Token,
    /// A wallet's passphrase.
    Passphrase,
}

/// What the person wants of a file that is being saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveRequest {
    /// Ask the system's dialog for a path.
    Choose,
    /// Write the file.
    Save,
    /// Close the dialog.
    Close,
}

impl SaveDialog {
    /// Text under a suggested name. It must hold no secret.
    pub fn text(title: &'static str, name: &str, content: String) -> Self {
        Self::of(title, name, Content::Text(content))
    }

    /// A new token, as a line of an `.env` file unless the person chooses otherwise.
    pub fn token(value: SecretString) -> Self {
        let variable = token_file::DEFAULT_VARIABLE.to_owned();
        let content = Content::Token { value, is_bare: false, variable };
        Self::of("Save access token to a file", "access-token.env", content)
    }

    /// A wallet's passphrase, with the lines that say what it is for.
    pub fn passphrase(lines: SecretString) -> Self {
        Self::of("Save wallet passphrase to a file", "wallet-passphrase.txt", Content::Passphrase(lines))
    }

    fn of(title: &'static str, name: &str, content: Content) -> Self {
        let path = match &content {
            Content::Text(_) => export::suggested(name),
            Content::Token { .. } | Content::Passphrase(_) => secret_place::suggested(name),
        };
        let path = path.display().to_string();
        Self {
            title,
            content,
            path,
            home: secret_place::home().display().to_string(),
            choosing: Task::default(),
            is_none_chosen: false,
            writing: Task::default(),
        }
    }

    /// Takes over what the dialog or the disk answered; says which secret has just been saved.
    pub fn poll(&mut self) -> Option<Saved> {
        if self.choosing.poll() {
            match self.choosing.take().flatten() {
                Some(path) => self.path = path.display().to_string(),
                None => self.is_none_chosen = true,
            }
        }
        if !self.writing.poll() || self.writing.ready().is_none() {
            return None;
        }
        match self.content {
            Content::Text(_) => None,
            Content::Token { .. } => Some(Saved::Token),
            Content::Passphrase(_) => Some(Saved::Passphrase),
        }
    }

    /// Draws the dialog; what the person wants is carried out later.
    pub fn show(&mut self, ctx: &Context) -> Option<SaveRequest> {
        let dialog = Dialog { title: self.title, width: WIDTH, reach: Reach::ThisComputer };
        let shown = modal::show(ctx, "save", &dialog, |ui| self.content_ui(ui));
        shown.inner.or(shown.closed.then_some(SaveRequest::Close))
    }

    /// Starts what the person wants. [`SaveRequest::Close`] is its owner's to carry out.
    pub fn handle(&mut self, request: SaveRequest, worker: &Worker, dialog: FileDialog) {
        match request {
            SaveRequest::Choose => self.choose(worker, dialog),
            SaveRequest::Save => self.write(worker),
            SaveRequest::Close => {}
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<SaveRequest> {
        if let Some(path) = self.writing.ready() {
            notice::banner(ui, Meaning::Good, &format!("Saved to {}.", path.display()));
            return modal::footer(ui, |ui| {
                button::primary(ui, true, "Done").clicked().then_some(SaveRequest::Close)
            });
        }
        let saved = saved_words(System::HERE, &self.path, &self.home);
        if let Content::Token { is_bare, variable, .. } = &mut self.content {
            token_form(ui, &saved, is_bare, variable);
        }
        if let Content::Passphrase(_) = &self.content {
            let words = format!(
                "{saved} Print it, lock the paper away and delete the file: anyone who can read the passphrase can \
                 decrypt the wallet's key."
            );
            notice::banner(ui, Meaning::Attention, &words);
        }
        TextField::new("File", &mut self.path)
            .help("Existing files are never overwritten.")
            .mono()
            .width(ui.available_width())
            .show(ui);
        if let Some(error) = self.writing.error() {
            placeholder::failed_form(ui, &error.failure);
        }
        let is_overdue = self.dialog_answer(ui);
        let is_choosing = self.choosing.pending_since().is_some() && !is_overdue;
        let is_ready = !self.path.trim().is_empty() && self.writing.pending_since().is_none();
        modal::footer(ui, |ui| {
            let save = button::primary(ui, is_ready, "Save file").clicked();
            let choose = button::with_icon(ui, !is_choosing, icon::OPEN, "Choose…").clicked();
            if is_choosing {
                progress::turning(ui);
            }
            save.then_some(SaveRequest::Save).or(choose.then_some(SaveRequest::Choose))
        })
    }

    /// Says how it stands with the system's dialog where that is not plain to see; whether it is overdue.
    fn dialog_answer(&self, ui: &mut Ui) -> bool {
        let Some(since) = self.choosing.pending_since() else {
            if self.is_none_chosen {
                let words = "No file was chosen. If no file dialog opened, enter the path above.";
                notice::line(ui, Meaning::Information, words);
            }
            return false;
        };
        let left = DIALOG_PATIENCE.saturating_sub(since.elapsed());
        if left.is_zero() {
            let words =
                "The file dialog has not answered for 3 seconds. If none opened, enter the path above.";
            notice::line(ui, Meaning::Attention, words);
        } else {
            ui.ctx().request_repaint_after(left);
        }
        left.is_zero()
    }

    fn choose(&mut self, worker: &Worker, dialog: FileDialog) {
        self.is_none_chosen = false;
        let path = PathBuf::from(self.path.trim());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // The system's dialog would begin where it was used last, often in the documents.
        let folder = path.parent().filter(|folder| folder.is_dir()).map(Path::to_owned);
        let work = Work::reading("Choosing a file");
        self.choosing.start(
            worker,
            work,
            async move { Ok::<_, AppError>(dialog.ask_where(folder, name).await) },
        );
    }

    fn write(&mut self, worker: &Worker) {
        let (path, content) = (self.path.clone(), self.content.clone());
        self.writing.start(worker, Work::saving("Saving a file"), async move {
            // The disk is waited for away from the screen's thread.
            let written = spawn_blocking(move || content.write(&path)).await;
            written.map_err(|_| AppError::broke_off())?
        });
    }
}

impl Content {
    /// Writes it to a new file at this path.
    fn write(&self, path: &str) -> Result<PathBuf, AppError> {
        match self {
            Self::Text(text) => {
                let path = PathBuf::from(path.trim());
                export::write_new(&path, text.as_bytes()).map_err(|error| AppError::of_file(&error))?;
                Ok(path)
            }
            Self::Passphrase(lines) => write_secret(path, lines, true, ""),
            Self::Token { value, is_bare, variable } => write_secret(path, value, *is_bare, variable),
        }
    }
}

/// Writes a secret to a file that its owner alone may read.
fn write_secret(
    path: &str,
    secret: &SecretString,
    is_bare: bool,
    variable: &str,
) -> Result<PathBuf, AppError> {
    let write = || {
        let path = token_file::path_from(path)?;
        let form =
            if is_bare { TokenFileForm::Bare } else { TokenFileForm::EnvLine(VariableName::new(variable)?) };
        token_file::write(&path, secret, &form)?;
        Ok::<_, TokenFileError>(path)
    };
    write().map_err(|error| AppError::of_file(&error))
}

/// Who can read a secret that is saved to this path, and which cloud gets it too.
fn saved_words(system: System, path: &str, home: &str) -> String {
    let below_home = path.trim().strip_prefix("~/").map(|rest| format!("{home}/{rest}"));
    let path = below_home.as_deref().unwrap_or(path.trim());
    let readers = format!("Saved as a new file that {}.", system.readers(path, home));
    match system.cloud_of(path, home) {
        Some(cloud) => format!(
            "{readers} This folder may be synced to {cloud}, and the file with it. Choose a folder that stays on this \
             computer."
        ),
        None => readers,
    }
}

/// How the token stands in its file.
fn token_form(ui: &mut Ui, saved: &str, is_bare: &mut bool, variable: &mut String) {
    let words = format!(
        "{saved} Anyone who can read the file can use the token. Keep it out of source code and backups."
    );
    notice::banner(ui, Meaning::Attention, &words);
    choice::segmented(ui, "As", is_bare, &[(false, "Line for an .env file"), (true, "Only the token")]);
    if !*is_bare {
        TextField::new("Variable", variable).mono().width(ui.available_width()).show(ui);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_says_who_can_read_it_and_which_cloud_gets_it() {
        for (system, path, home, starts, cloud) in [
            (
                System::Unix,
                "/home/ada/t.env",
                "/home/ada",
                "Saved as a new file that only you can read.",
                None,
            ),
            (
                System::MacOs,
                " ~/Documents/t.env",
                "/Users/ada",
                "Saved as a new file that only you can read.",
                Some("iCloud Drive"),
            ),
            (
                System::Windows,
                r"C:\Users\Ada\Documents\t.env",
                r"C:\Users\Ada",
                "Saved as a new file that you, the administrators of this computer and Windows itself can read.",
                Some("OneDrive"),
            ),
            (
                System::Windows,
                r"D:\t.env",
                r"C:\Users\Ada",
                "Saved as a new file that everyone can read who can read its folder.",
                None,
            ),
        ] {
            let said = saved_words(system, path, home);
            assert!(said.starts_with(starts), "{said}");
            assert_eq!(said.contains("may be synced"), cloud.is_some(), "{said}");
            assert!(cloud.is_none_or(|cloud| said.contains(&format!("synced to {cloud},"))), "{said}");
        }
    }
}
