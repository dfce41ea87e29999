//! What a session does with shares: each deed is sent once, and one whose answer was lost is looked up in the list before
//! it is offered again.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::{ExposeSecret, SecretString};

use super::ActiveSession;
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::environment::EnvironmentKind;
use crate::bitgo::error::Error;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::session::Session;
use crate::bitgo::shares::{AcceptSecrets, ShareLook, ShareWish};
use crate::kit::state::Failure;
use crate::panels::shares::{Answered, Came, Deed, Target};

/// How long a session is unlocked to take a share, in seconds: the platform's own default.
const UNLOCK_SECS: u32 = 600;

/// Deeds under way and what came of the last ones.
#[derive(Default)]
pub struct ShareDeeds {
    /// The share that was looked at last.
    pub look: Task<ShareLook>,
    /// The unlocking of the session, or how it went.
    pub unlocking: Task<()>,
    /// Who asks for a wallet's key.
    pub wishes: Task<Vec<ShareWish>>,
    doing: Task<Vec<Answered>>,
    /// What is being done, and to what.
    asked: Option<Deed>,
    /// To what.
    pub under_way: Vec<Target>,
    /// What came of what was done last.
    pub results: Vec<Answered>,
    /// What was to be done to those whose answer was lost, by ID.
    pub unsure: BTreeMap<String, Deed>,
}

impl ShareDeeds {
    /// Takes over what has come; the deeds that have just ended.
    pub fn poll(&mut self) -> Option<Vec<Answered>> {
        self.look.poll();
        if self.wishes.poll() && self.wishes.ready().is_some() {
            self.settle_wishes();
        }
        if !self.doing.poll() && self.doing.error().is_none() {
            return None;
        }
        let deed = self.asked.take()?;
        let targets = std::mem::take(&mut self.under_way);
        let answers = self.doing.take_ready().unwrap_or_else(|| {
            let failure = self.doing.error().map(|error| error.failure.clone()).unwrap_or_default();
            let failure = Failure { next: next_words(deed).to_owned(), ..failure };
            let lost = |target| Answered { deed, target, came: Came::Unknown(failure.clone()) };
            targets.into_iter().map(lost).collect()
        });
        self.doing = Task::default();
        let lost =
            answers.iter().filter(|it| matches!(it.came, Came::Unknown(_)) && can_be_looked_up(it.deed));
        self.unsure.extend(lost.map(|it| (it.target.id.clone(), it.deed)));
        self.results.clone_from(&answers);
        Some(answers)
    }

    /// A list of shares has come that was asked for after the deeds: it tells what became of lost answers.
    pub fn settle_shares(&mut self, is_there: impl Fn(&str) -> bool) -> Vec<Answered> {
        self.settle(Deed::is_about_shares, is_there)
    }

    fn settle_wishes(&mut self) {
        let ids: BTreeSet<String> =
            self.wishes.ready().into_iter().flatten().map(|wish| wish.id.clone()).collect();
        self.settle(|deed| deed == Deed::Refuse, |id| ids.contains(id));
    }

    fn settle(&mut self, is_meant: impl Fn(Deed) -> bool, is_there: impl Fn(&str) -> bool) -> Vec<Answered> {
        let mut settled = Vec::new();
        for answer in &mut self.results {
            let is_lost = matches!(answer.came, Came::Unknown(_)) && is_meant(answer.deed);
            if !is_lost || !self.unsure.contains_key(&answer.target.id) {
                continue;
            }
            answer.came = if is_there(&answer.target.id) {
                Came::Failed(Failure {
                    what: "The answer was lost, and the list says that nothing was done.".to_owned(),
                    next: "You can do it again.".to_owned(),
                    ..Failure::default()
                })
            } else {
                let words = answer.deed.done_words(&answer.target);
                Came::Done(format!("The answer was lost, but the list shows it as done. {words}"))
            };
            settled.push(answer.clone());
        }
        self.unsure.retain(|_, deed| !is_meant(*deed));
        settled
    }
}

/// Whether a list tells afterwards if it was done. E-mails and requests of one's own are in none.
fn can_be_looked_up(deed: Deed) -> bool {
    !matches!(deed, Deed::SendAgain | Deed::AskAnew)
}

impl ActiveSession {
    /// Reads who asks for a wallet's key.
    pub fn read_share_wishes(&mut self) {
        let session = self.session.clone();
        let key = Work::reading("Reading requests for keys");
        self.share_deeds.wishes.start(&self.worker, key, async move { session.share_wishes().await });
    }

    /// Reads it if nobody has yet: only who comes to the shares needs it.
    pub fn read_share_wishes_once(&mut self) {
        let wishes = &self.share_deeds.wishes;
        if wishes.ready().is_none() && wishes.pending_since().is_none() && wishes.error().is_none() {
            self.read_share_wishes();
        }
    }

    /// Looks at a share. What was known of another one is forgotten.
    pub fn look_at_share(&mut self, coin: String, id: String) {
        let session = self.session.clone();
        self.share_deeds.look = Task::default();
        self.share_deeds.unlocking = Task::default();
        let key = Work::reading("Reading a share");
        self.share_deeds.look.start(
            &self.worker,
            key,
            async move { session.look_at_share(&coin, &id).await },
        );
    }

    /// Unlocks the session, once. A session with spending limits is refused before anything is sent.
    pub fn unlock_for_share(&mut self, code: SecretString) {
        let session = self.session.clone();
        let key = Work::changing("Unlocking the session");
        self.share_deeds
            .unlocking
            .start(&self.worker, key, async move { session.unlock(&code, UNLOCK_SECS).await.map(drop) });
    }

    /// Does something to each of the targets, one after the other, each once.
    pub fn do_with_shares(&mut self, deed: Deed, targets: Vec<Target>, secrets: Option<AcceptSecrets>) {
        if !self.share_deeds.under_way.is_empty() {
            return;
        }
        self.share_deeds.asked = Some(deed);
        self.share_deeds.under_way.clone_from(&targets);
        self.share_deeds.results.clear();
        let session = self.session.clone();
        let key = Work::changing("Answering wallet shares");
        self.share_deeds.doing.start(&self.worker, key, async move {
            let mut answers = Vec::new();
            for target in targets {
                let came = do_one(&session, deed, &target, secrets.clone()).await;
                let came = came.unwrap_or_else(|error| failed(deed, error));
                answers.push(Answered { deed, target, came });
            }
            Ok::<_, AppError>(answers)
        });
    }
}

async fn do_one(
    session: &Session,
    deed: Deed,
    target: &Target,
    secrets: Option<AcceptSecrets>,
) -> Result<Came, Error> {
    let Target { coin, id, wallet, user, .. } = target;
    let done = || Came::Done(deed.done_words(target));
    Ok(match deed {
        // Express does the work with a key that is taken over; without one there is nothing for it to do.
        Deed::Accept if is_for_express(session, secrets.as_ref()) => {
            came_of(session.accept_by_express(coin, id, secrets.as_ref()).await?, done)
        }
        Deed::Accept => came_of(session.accept_share(coin, id, secrets).await?, done),
        Deed::Reject => came_of(session.reject_share(coin, id).await?, done),
        Deed::Cancel => came_of(session.cancel_share(coin, id).await?, done),
        Deed::Refuse => came_of(session.reject_reshare(wallet, user).await?, done),
        Deed::AskAnew => came_of(session.request_reshare(coin, wallet).await?, done),
        Deed::SendAgain if session.resend_share_email(coin, id).await? => done(),
        Deed::SendAgain => Came::Failed(Failure {
            what: "The platform says that it did not send the e-mail.".to_owned(),
            next: "Tell the person yourself, or try again later.".to_owned(),
            ..Failure::default()
        }),
    })
}

fn is_for_express(session: &Session, secrets: Option<&AcceptSecrets>) -> bool {
    let opens_key = secrets.is_some_and(|it| !it.login_password.expose_secret().is_empty());
    opens_key && session.client().environment().kind() == EnvironmentKind::Express
}

fn came_of<T>(outcome: Outcome<T>, done: impl Fn() -> Came) -> Came {
    match outcome {
        Outcome::Done(_) => done(),
        Outcome::Waits(waiting) => Came::Waits(waiting.approval_ids),
    }
}

fn failed(deed: Deed, error: Error) -> Came {
    let error = AppError::from(error);
    let mut failure = error.failure;
    if !error.outcome_unknown {
        return Came::Failed(failure);
    }
    next_words(deed).clone_into(&mut failure.next);
    Came::Unknown(failure)
}

/// What to do about a lost answer.
fn next_words(deed: Deed) -> &'static str {
    match deed {
        Deed::SendAgain => "It may have been sent; another e-mail does no harm.",
        Deed::AskAnew => "They may have been asked; asking again does no harm.",
        _ => "It may have been done: the list tells.",
    }
}
