//! The unlocking of the session for sending, which the top bar, the approvals and the shares share.

use jiff::Timestamp;
use secrecy::SecretString;

use super::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::session::SessionInfo;
use crate::domain::lifetime::TimeLeft;
use crate::domain::wait::Wait;
use crate::kit::state::Loadable;

/// How long it is unlocked unless something else was chosen, in seconds: the platform's own default.
pub const UNLOCK_SECS: u32 = 600;

/// What is to become of the spending limits of a session's access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLimits {
    /// They stay: where unlocking would, or might, remove them, nothing is sent.
    Stay,
    /// They are lost. The person has been told so, and has confirmed it.
    AreLost,
}

/// Where the unlocking stands.
#[derive(Default)]
pub struct SessionUnlock {
    task: Task<SessionInfo>,
    /// What the platform said when it unlocked or locked the session, until it is asked again.
    told: Option<SessionInfo>,
    /// How many answers have come after which the session may be unlocked.
    answers: u64,
}

impl SessionUnlock {
    /// What the platform said of the session when it unlocked or locked it.
    pub(super) fn told(&self) -> Option<&SessionInfo> {
        self.told.as_ref()
    }

    /// The platform has been asked again.
    pub(super) fn forget_told(&mut self) {
        self.told = None;
    }
}

impl ActiveSession {
    /// Unlocks the session for so many seconds.
    pub fn unlock_sending(&mut self, code: SecretString, secs: u32, limits: TokenLimits) {
        let session = self.session.clone();
        let work = Work::changing("Unlocking the session").with_code();
        self.unlock.task.start(&self.worker, work, async move {
            match limits {
                TokenLimits::Stay => session.unlock(&code, secs).await,
                TokenLimits::AreLost => session.unlock_and_lose_limits(&code, secs).await,
            }
        });
    }

    /// Locks it again.
    pub fn lock_sending(&mut self) {
        let session = self.session.clone();
        let work = Work::changing("Locking the session");
        self.unlock.task.start(&self.worker, work, async move { session.lock().await });
    }

    /// How long it stays unlocked, by the platform's clock; none while it is locked.
    pub fn unlocked_for(&self) -> Option<TimeLeft> {
        let ends: Timestamp = self.info().unlock.as_ref()?.expires?;
        let left = TimeLeft::until(ends, self.platform_now());
        (left.secs() > 0).then_some(left)
    }

    /// Whether it is unlocked now.
    pub fn is_unlocked(&self) -> bool {
        self.unlocked_for().is_some()
    }

    /// Whether approving takes a one-time code: an unlocked session needs none, nor does an access token. What has no label is
    /// the token of a login, handed over, which is a locked login all the same.
    pub fn needs_code_to_approve(&self) -> bool {
        let is_of_a_login = !self.is_of_a_token() || self.info().label.is_empty();
        is_of_a_login && !self.is_unlocked()
    }

    /// How the last unlocking or locking went.
    pub fn unlocking(&self) -> Loadable<'_, ()> {
        self.unlock.task.view().part(|_| &())
    }

    /// How long it waits for the platform's limit, if it does.
    pub fn unlock_wait(&self) -> Option<Wait> {
        self.unlock.task.wait()
    }

    /// Whether an answer has come since `seen` after which the session may be unlocked; a lost one counts too.
    pub fn has_news_of_unlock(&self, seen: &mut u64) -> bool {
        std::mem::replace(seen, self.unlock.answers) != self.unlock.answers
    }

    /// What was said of the last attempt is not the next one's.
    pub fn forget_unlock_failure(&mut self) {
        if self.unlock.task.error().is_some() {
            self.unlock.task = Task::default();
        }
    }

    /// Takes over what has come. Whatever it was, the platform is asked how the session stands now.
    pub(super) fn poll_unlock(&mut self) {
        if !self.unlock.task.poll() || self.unlock.task.error().is_some_and(|error| !error.outcome_unknown) {
            return;
        }
        self.unlock.told = self.unlock.task.ready().cloned();
        self.unlock.answers += 1;
        self.read_info();
    }
}
