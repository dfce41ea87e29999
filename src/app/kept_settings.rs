//! The settings as they are in force, and the file that keeps them, which other running copies of the program change too.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::task::spawn_blocking;

use super::error::AppError;
use super::task::Task;
use super::work::Work;
use super::worker::Worker;
use crate::store::settings::{ReadSettings, Settings, SettingsError, SettingsFile, Stamp, with_changes};

/// So long between two looks whether another program has changed the file.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// The settings, and the file that keeps them.
pub struct KeptSettings {
    /// As they are now. [`KeptSettings::write`] keeps what was changed in them.
    pub values: Settings,
    /// As the file holds them, as far as this copy of the program knows.
    in_file: Settings,
    file: SettingsFile,
    writing: Task<Written>,
    /// What is to be done once the writing under way has ended.
    next: Option<Next>,
    watch: Watch,
    /// What is to be said of the file as it was found.
    finding: Option<String>,
    /// Which values in it cannot be read.
    bad_values: Option<String>,
    /// Why the last change was not kept.
    failure: Option<String>,
    /// All of it.
    notice: Option<String>,
}

/// What waits for the writing under way.
enum Next {
    /// Values were changed after it began.
    Change,
    /// The person wants the defaults.
    Reset,
}

/// What was to be kept, and what the file holds since.
struct Written {
    sent: Settings,
    read: ReadSettings,
}

/// Looks at the file beside the screen, and hands over what another program has made of it.
struct Watch {
    /// The file as it was when it was last read here.
    known: Arc<Mutex<Option<Stamp>>>,
    news: Option<Receiver<ReadSettings>>,
}

impl KeptSettings {
    /// Reads the file.
    pub fn read(file: SettingsFile) -> Self {
        let read = file.read();
        let mut this = Self {
            values: Settings::default(),
            in_file: Settings::default(),
            file,
            writing: Task::default(),
            next: None,
            watch: Watch { known: Arc::default(), news: None },
            finding: None,
            bad_values: None,
            failure: None,
            notice: None,
        };
        this.take_over(&Settings::default(), read);
        this
    }

    /// What is to be said of the file.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Where they are kept.
    pub fn file(&self) -> &SettingsFile {
        &self.file
    }

    /// Keeps what was changed, off the screen's thread: one writing after the other.
    pub fn write(&mut self, worker: &Worker) {
        if self.writing.view().is_pending() {
            self.next.get_or_insert(Next::Change);
            return;
        }
        let (file, before, sent) = (self.file.clone(), self.in_file.clone(), self.values.clone());
        self.start(worker, sent, move |sent| file.change(&before, sent));
    }

    /// Everything is as it was at first, but for the reminders that were dismissed.
    pub fn reset(&mut self, worker: &Worker) {
        if self.writing.view().is_pending() {
            self.next = Some(Next::Reset);
            return;
        }
        let (file, before) = (self.file.clone(), self.values.clone());
        self.start(worker, self.values.clone(), move |_| file.reset(&before));
    }

    /// Keeps at once what is not kept yet: the program ends.
    pub fn finish(&self) {
        if self.values != self.in_file
            && let Err(error) = self.file.change(&self.in_file, &self.values)
        {
            tracing::warn!(%error, "the settings were not kept");
        }
    }

    fn start(
        &mut self,
        worker: &Worker,
        sent: Settings,
        write: impl FnOnce(&Settings) -> Result<ReadSettings, SettingsError> + Send + 'static,
    ) {
        self.writing.start(worker, Work::saving("Writing the settings"), async move {
            let written = spawn_blocking(move || write(&sent).map(|read| Written { sent, read })).await;
            written.map_err(|_| AppError::broke_off())?.map_err(|error| AppError::of_settings(&error))
        });
    }

    /// Takes over what has come; says whether values have changed that the person did not change here.
    pub fn poll(&mut self, worker: &Worker) -> bool {
        let before = self.values.clone();
        if self.writing.poll() {
            match self.writing.take_ready() {
                Some(Written { sent, read }) => {
                    self.failure = None;
                    self.take_over(&sent, read);
                }
                None => self.note_failure(),
            }
            match self.next.take() {
                Some(Next::Change) => self.write(worker),
                Some(Next::Reset) => self.reset(worker),
                None => {}
            }
        }
        for read in self.watch.news(&self.file, worker) {
            if self.writing.view().is_pending() {
                // What is being written reads the file too; whichever comes last is looked at once more.
                self.watch.look_again();
            } else {
                let known = self.in_file.clone();
                self.take_over(&known, read);
            }
        }
        self.values != before
    }

    /// The file holds what was read of it; what was changed here since `sent` stays changed.
    fn take_over(&mut self, sent: &Settings, read: ReadSettings) {
        self.values = with_changes(sent, &self.values, &read.values);
        self.in_file = read.values;
        self.watch.knows(read.stamp);
        self.bad_values = bad_values(&read.bad_keys);
        // Where a damaged file lies is worth knowing until the program ends.
        self.finding = read.problem.map(|problem| problem.to_string()).or(self.finding.take());
        self.compose_notice();
    }

    fn note_failure(&mut self) {
        self.failure = self.writing.error().map(|error| match error.failure.detail.as_str() {
            "" => error.failure.what.clone(),
            detail => detail.to_owned(),
        });
        self.watch.look_again();
        self.compose_notice();
    }

    fn compose_notice(&mut self) {
        let parts = [&self.failure, &self.finding, &self.bad_values];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        self.notice = (!parts.is_empty()).then(|| parts.join("\n"));
    }
}

fn bad_values(keys: &[String]) -> Option<String> {
    let names: Vec<String> = keys.iter().map(|key| format!("“{key}”")).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!(
            "{one} in the settings file cannot be read: its default is used until you change it."
        )),
        several => Some(format!(
            "{} in the settings file cannot be read: their defaults are used until you change them.",
            several.join(", ")
        )),
    }
}

impl Watch {
    /// What has come. It begins to look where it has not yet.
    fn news(&mut self, file: &SettingsFile, worker: &Worker) -> Vec<ReadSettings> {
        if self.news.is_none() && file.path().is_some() {
            let (sender, news) = channel();
            self.news = Some(news);
            worker.detach(watch(file.clone(), Arc::downgrade(&self.known), sender, worker.clone()));
        }
        self.news.iter().flat_map(Receiver::try_iter).collect()
    }

    fn knows(&self, stamp: Option<Stamp>) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = stamp;
    }

    /// Whatever the file is like, it is news.
    fn look_again(&self) {
        self.knows(None);
    }
}

/// Looks until nobody wants to know any more. The screen is woken by news alone.
async fn watch(
    file: SettingsFile,
    known: Weak<Mutex<Option<Stamp>>>,
    sender: Sender<ReadSettings>,
    worker: Worker,
) {
    loop {
        tokio::time::sleep(BETWEEN_LOOKS).await;
        let Some(known) = known.upgrade() else { return };
        let file = file.clone();
        let look = move || {
            let stamp = file.stamp();
            let is_known = *known.lock().unwrap_or_else(PoisonError::into_inner) == stamp;
            if is_known {
                return None;
            }
            let read = file.look();
            *known.lock().unwrap_or_else(PoisonError::into_inner) = stamp;
            read
        };
        if let Ok(Some(read)) = spawn_blocking(look).await
            && sender.send(read).is_ok()
        {
            worker.wake_screen();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::path::PathBuf;

    use serde_json::{Value, json};
    use tokio::runtime::Handle;

    use super::*;

    fn fresh(name: &str) -> (KeptSettings, PathBuf) {
        let folder = std::env::temp_dir().join(format!("countersign-kept-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let path = folder.join("settings.json");
        (KeptSettings::read(SettingsFile::at(path.clone())), path)
    }

    fn worker() -> Worker {
        Worker::new(Handle::current(), egui::Context::default())
    }

    fn written(path: &PathBuf) -> Value {
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    async fn settle(kept: &mut KeptSettings, worker: &Worker) {
        for _ in 0..500 {
            kept.poll(worker);
            if !kept.writing.view().is_pending() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the settings were not written");
    }

    #[tokio::test]
    async fn what_is_changed_during_a_writing_is_written_after_it() {
        let ((mut kept, path), worker) = (fresh("behind"), worker());
        for zoom in [125, 150, 175] {
            kept.values.zoom_percent = zoom.into();
            kept.write(&worker);
        }
        kept.values.sign_with_v2 = true;
        kept.write(&worker);
        settle(&mut kept, &worker).await;
        assert_eq!(written(&path), json!({"zoomPercent": 175, "signWithV2": true}));
        // A reset waits too, and nothing that was asked for before comes after it.
        kept.values.zoom_percent = 200.into();
        kept.write(&worker);
        kept.reset(&worker);
        settle(&mut kept, &worker).await;
        assert_eq!((written(&path), &kept.values), (json!({}), &Settings::default()));
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[tokio::test]
    async fn what_is_not_kept_yet_is_kept_as_the_program_ends() {
        let ((mut kept, path), worker) = (fresh("end"), worker());
        kept.values.email = Some("olivia@treasury.example".to_owned());
        kept.write(&worker);
        kept.values.clipboard_secs = 60.into();
        kept.write(&worker);
        kept.finish();
        let kept_values = json!({"email": "olivia@treasury.example", "clipboardSecs": 60});
        assert_eq!(written(&path), kept_values);
        settle(&mut kept, &worker).await;
        assert_eq!(written(&path), kept_values);
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[tokio::test]
    async fn a_disk_that_refuses_is_said_and_tried_again_at_the_next_change() {
        let ((mut kept, path), worker) = (fresh("refused"), worker());
        let folder = path.parent().unwrap().to_owned();
        fs::write(&folder, "no folder").unwrap();
        kept.values.sign_with_v2 = true;
        kept.write(&worker);
        settle(&mut kept, &worker).await;
        assert!(kept.notice().unwrap().contains("could not be saved"), "{:?}", kept.notice());
        assert!(kept.values.sign_with_v2, "it holds until the program ends");
        fs::remove_file(&folder).unwrap();
        kept.values.use_keychain = false;
        kept.write(&worker);
        settle(&mut kept, &worker).await;
        assert_eq!(written(&path), json!({"signWithV2": true, "useKeychain": false}));
        assert_eq!(kept.notice(), None);
        fs::remove_dir_all(folder).unwrap();
    }
}
