//! Something that is sent once and changes the platform: where it stands, in one vocabulary and one set of sentences.
//!
//! An answer that is lost says nothing of whether the change was made. So it is looked up, as a step of its own, and
//! nothing is sent again before a reading that began after the loss has told. What is sent and how it is looked up is not
//! known here.

use std::time::{Duration, Instant};

use egui::Ui;

use crate::domain::wait::Wait;
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;
use crate::kit::{button, copy, icon, layout, notice, placeholder, progress, text};

/// Where a change stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Nothing was sent.
    #[default]
    Idle,
    /// It is on its way.
    Sent,
    /// It was made, or waits for an approval.
    Done,
    /// The platform refused it, so nothing happened.
    Refused(Failure),
    /// It was sent and its answer is lost: it may have been made.
    Unconfirmed(Unconfirmed),
    /// Its answer was lost, and a reading since has shown that it was not made.
    NotDone,
}

/// A change whose answer is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Unconfirmed {
    /// What happened to the answer.
    pub failure: Failure,
    /// When. A reading that began before proves nothing.
    pub since: Instant,
    /// Why the last look-up failed; none while none has.
    pub look_up_failure: Option<Failure>,
}

impl Stage {
    /// It is sent now. False where it must not be: one is on its way, or has not been looked up.
    pub fn send(&mut self) -> bool {
        let may_be_sent = !self.is_held();
        if may_be_sent {
            *self = Self::Sent;
        }
        may_be_sent
    }

    /// No answer will come, or an error came. `may_have_happened` where the request could have been carried out.
    pub fn failed(&mut self, failure: Failure, may_have_happened: bool) {
        *self = if may_have_happened {
            Self::Unconfirmed(Unconfirmed { failure, since: Instant::now(), look_up_failure: None })
        } else {
            Self::Refused(failure)
        };
    }

    /// Whoever waited for the answer waits no longer: what was on its way is unconfirmed. All else stays.
    pub fn lose_answer(&mut self, failure: &Failure) {
        if self.is_sent() {
            self.failed(failure.clone(), true);
        }
    }

    /// A reading that began at `began` tells whether the change was made. True where that settles it. One that was not made
    /// by an earlier reading may still have arrived late.
    pub fn looked_up(&mut self, began: Instant, was_made: bool) -> bool {
        let is_open = match self {
            Self::Unconfirmed(unconfirmed) => began >= unconfirmed.since,
            Self::NotDone => was_made,
            _ => false,
        };
        if is_open {
            *self = if was_made { Self::Done } else { Self::NotDone };
        }
        is_open
    }

    /// The look-up failed: whether it was made is still not known.
    pub fn look_up_failed(&mut self, failure: &Failure) {
        if let Self::Unconfirmed(unconfirmed) = self {
            unconfirmed.look_up_failure = Some(failure.clone());
        }
    }

    /// It is on its way.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::Sent)
    }

    /// Its answer is lost, and nobody has looked it up yet.
    pub fn is_unconfirmed(&self) -> bool {
        matches!(self, Self::Unconfirmed(_))
    }

    /// Nothing may be sent: it is on its way, or its answer is lost and it was not looked up yet.
    pub fn is_held(&self) -> bool {
        self.is_sent() || self.is_unconfirmed()
    }

    /// Its answer or the first look-up of it is still to come, so nobody turns to something else.
    pub fn is_awaited(&self) -> bool {
        match self {
            Self::Unconfirmed(unconfirmed) => unconfirmed.look_up_failure.is_none(),
            stage => stage.is_sent(),
        }
    }

    /// Why the platform refused it.
    pub fn refusal(&self) -> Option<&Failure> {
        match self {
            Self::Refused(failure) => Some(failure),
            _ => None,
        }
    }
}

/// One of several changes that are sent one after the other, each once.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<R, A> {
    /// What is sent.
    pub request: R,
    /// Where it stands. One that is idle waits for its turn, or was never sent where nothing is under way.
    pub stage: Stage,
    /// What the platform answered, or a look-up has found.
    pub answer: Option<A>,
    /// Its answer was lost: what is known of it was looked up.
    pub was_lost: bool,
}

impl<R, A> Item<R, A> {
    /// About to be sent.
    pub fn new(request: R) -> Self {
        Self { request, stage: Stage::default(), answer: None, was_lost: false }
    }
}

/// That a change is unconfirmed. `what` names it, as in "the freeze".
pub fn unconfirmed_words(what: &str) -> String {
    format!("The answer was lost: {what} may have been carried out. Look it up before it is sent again.")
}

/// That a look-up has found it was not made.
pub fn not_done_words(what: &str) -> String {
    format!("The answer was lost, and it was looked up: {what} was not carried out. You can send it again.")
}

/// That a look-up has found it was made.
pub fn found_done_words(what: &str) -> String {
    format!("The answer was lost, but it was looked up: {what} was carried out.")
}

/// Said beside what a look-up has found.
pub const LOOKED_UP: &str = "The answer was lost, but it was looked up.";

/// What was pressed beside the words about a change that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeEvent<'a> {
    /// Show this approval, by ID.
    ShowApproval(&'a str),
    /// The words have been read.
    Hide,
}

/// Draws what came of a change that was made, or waits for these approvals, until it is hidden.
pub fn outcome<'a>(
    ui: &mut Ui,
    meaning: Meaning,
    words: &str,
    approvals: &'a [String],
) -> Option<OutcomeEvent<'a>> {
    let mut event = None;
    notice::banner_with(ui, meaning, words, |ui| {
        layout::wrapping_row(ui, |ui| {
            for approval in approvals {
                ui.label(text::small("Approval"));
                copy::id(ui, "approval ID", approval);
            }
            if let Some(approval) = approvals.first()
                && button::plain(ui, true, "View approval").clicked()
            {
                event = Some(OutcomeEvent::ShowApproval(approval));
            }
            if button::link(ui, "Dismiss").clicked() {
                event = Some(OutcomeEvent::Hide);
            }
        });
    });
    event
}

/// A change as a panel draws it.
#[derive(Clone, Copy, Debug)]
pub struct MutationView<'a> {
    /// Where it stands.
    pub stage: &'a Stage,
    /// What it is, as in "the freeze".
    pub what: &'a str,
    /// The reading that tells what became of it is under way.
    pub is_looking: bool,
    /// How long it waits for the platform's limit before it is sent, if it does.
    pub wait: Option<Wait>,
}

impl MutationView<'_> {
    /// Draws where it stands, as [`stage`] does, and whether it waits.
    pub fn show(&self, ui: &mut Ui) -> bool {
        if self.stage.is_sent() {
            not_sent_yet(ui, self.wait);
        }
        stage(ui, self.stage, self.what, self.is_looking)
    }
}

/// Says that a change which was confirmed is not sent yet, why, and for how many seconds; nothing where it does not wait.
pub fn not_sent_yet(ui: &mut Ui, wait: Option<Wait>) {
    if let Some(wait) = wait {
        notice::line(ui, Meaning::Information, &format!("Not sent yet. {}", wait.words()));
        // The seconds go on also while nothing comes.
        ui.ctx().request_repaint_after(Duration::from_millis(500));
    }
}

/// Draws where a change stands, beside the form that sends it; nothing while there is nothing to say. True when the person
/// wants to look it up.
pub fn stage(ui: &mut Ui, stage: &Stage, what: &str, is_looking: bool) -> bool {
    draw(ui, stage, what, |ui, failed| {
        failed_look_up(ui, failed.filter(|_| !is_looking));
        look_up(ui, is_looking)
    })
}

/// The same for one of several that are looked up together, by [`look_up`].
pub fn stage_of_one(ui: &mut Ui, stage: &Stage, what: &str) {
    draw(ui, stage, what, |ui, failed| {
        failed_look_up(ui, failed);
        false
    });
}

fn draw(
    ui: &mut Ui,
    stage: &Stage,
    what: &str,
    below: impl FnOnce(&mut Ui, Option<&Failure>) -> bool,
) -> bool {
    let mut looks_up = false;
    match stage {
        Stage::Idle | Stage::Sent | Stage::Done => {}
        Stage::Refused(failure) => placeholder::failed_form(ui, failure),
        Stage::NotDone => drop(notice::banner(ui, Meaning::Attention, &not_done_words(what))),
        Stage::Unconfirmed(unconfirmed) => {
            notice::banner_with(ui, Meaning::Attention, &unconfirmed_words(what), |ui| {
                text::wrapped(ui, text::small(&unconfirmed.failure.what));
                placeholder::particulars(ui, &unconfirmed.failure);
                looks_up = below(ui, unconfirmed.look_up_failure.as_ref());
            });
        }
    }
    looks_up
}

fn failed_look_up(ui: &mut Ui, failure: Option<&Failure>) {
    if let Some(failure) = failure {
        let words = format!("Looking it up failed. {} {}", failure.what, failure.next);
        notice::line(ui, Meaning::Danger, &words);
    }
}

/// The button that looks up what is unconfirmed, or that it is being looked up. True when it is pressed.
pub fn look_up(ui: &mut Ui, is_looking: bool) -> bool {
    if is_looking {
        progress::bar(ui, "Looking it up", 0, None);
        return false;
    }
    button::with_icon(ui, true, icon::REFRESH, "Look it up").clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost() -> Stage {
        let mut stage = Stage::default();
        assert!(stage.send());
        stage.failed(Failure::default(), true);
        stage
    }

    #[test]
    fn nothing_is_sent_twice_before_a_reading_that_began_after_the_loss() {
        let before = Instant::now();
        std::thread::sleep(Duration::from_millis(2));
        let mut stage = lost();
        assert!(!stage.send() && stage.is_held());
        assert!(!stage.looked_up(before, false), "an older reading proves nothing");
        stage.look_up_failed(&Failure::default());
        assert!(!stage.send(), "a look-up that failed proves nothing");
        assert!(stage.looked_up(Instant::now(), false));
        assert_eq!(stage, Stage::NotDone);
        assert!(stage.looked_up(Instant::now(), true), "it may arrive late");
        assert_eq!(stage, Stage::Done);
    }

    #[test]
    fn a_refusal_can_be_sent_again_and_only_what_is_on_its_way_can_be_lost() {
        let mut stage = Stage::default();
        stage.lose_answer(&Failure::default());
        assert_eq!(stage, Stage::Idle);
        assert!(stage.send() && !stage.send());
        stage.failed(Failure::default(), false);
        assert!(stage.refusal().is_some() && !stage.looked_up(Instant::now(), true));
        assert!(stage.send());
        stage.lose_answer(&Failure::default());
        assert!(stage.is_unconfirmed());
    }
}
