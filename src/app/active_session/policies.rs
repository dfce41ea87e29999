//! The enterprise rules that all subjects share, which wallets they cover, and the rules that fired in an evaluation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ActiveSession;
use super::whole_rules::{all_rules, rules_again, whole_rules};
use crate::app::error::AppError;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::policy_builder::{PolicyPicture, RuleQuery};
use crate::domain::enterprise_policy::{EnterpriseRule, EnterpriseRules, NotRead, RuleBook, RulesState};
use crate::domain::lifetime::moment_words;
use crate::kit::aside::Aside;
use crate::kit::state::Reading;

/// What it is called while it is read.
const READING: &str = "Reading policies";
/// While the list of wallets is still coming, it is gone through again when it has grown so many times.
const GROWN: usize = 2;

/// What is kept of the enterprises' rules.
pub struct PolicyData {
    /// One for each of the person's enterprises, in their order.
    readings: Vec<(String, Task<Arc<EnterpriseRules>>)>,
    book: Arc<RuleBook>,
    picture: Arc<PolicyPicture>,
    /// Tells it from the pictures before, also across logins.
    picture_generation: u64,
    coming: Aside<PolicyPicture>,
    /// The book, the list of wallets and its length that the newest picture is made for.
    made_for: Option<(u64, u64, usize)>,
    /// The rules that fired in an evaluation, by its ID.
    fired: BTreeMap<String, Task<FiredAnswer>>,
}

/// The rules that fired and could be read, and why the others could not.
type FiredAnswer = (Vec<EnterpriseRule>, Option<NotRead>);

/// The rules that fired in an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FiredRules<'a> {
    /// Nobody has asked.
    NotAsked,
    /// They are on their way.
    Reading,
    /// These.
    Read(&'a [EnterpriseRule]),
    /// Not, or not all: those that came, and why the others did not.
    NotRead(&'a [EnterpriseRule], NotRead),
}

/// No two books or pictures in this process share a number.
fn next_generation() -> u64 {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    NEWEST.fetch_add(1, Ordering::Relaxed)
}

impl Default for PolicyData {
    fn default() -> Self {
        Self {
            readings: Vec::new(),
            book: Arc::new(RuleBook::new(next_generation(), Vec::new())),
            picture: Arc::default(),
            picture_generation: 0,
            coming: Aside::default(),
            made_for: None,
            fired: BTreeMap::new(),
        }
    }
}

impl PolicyData {
    /// As the readings stand now.
    fn rebuild(&mut self, zone: &TimeZone) {
        let of =
            |(enterprise, task): &(String, Task<Arc<EnterpriseRules>>)| as_it_stands(enterprise, task, zone);
        let enterprises = self.readings.iter().map(of).collect();
        self.book = Arc::new(RuleBook::new(next_generation(), enterprises));
    }
}

/// What was read before stays while it is read again. What could not be read again stays too, and says of when it is and why.
fn as_it_stands(
    enterprise: &str,
    task: &Task<Arc<EnterpriseRules>>,
    zone: &TimeZone,
) -> Arc<EnterpriseRules> {
    let reading = task.reading("policies");
    // A failure is not over because it is tried once more.
    let failure = task.error().map(|error| &error.failure).or(reading.failure);
    match (task.view().content(), failure) {
        (Some(read), Some(failure)) if read.state == RulesState::Read => {
            let read_at = reading.read_at.map(|at| moment_words(at, zone)).unwrap_or_default();
            Arc::new(read.not_read_again(read_at, failure.what.clone()))
        }
        (Some(read), _) => Arc::clone(read),
        (None, failure) => {
            let mut none = EnterpriseRules::on_their_way(enterprise);
            if let Some(failure) = failure {
                none.state = RulesState::NotRead(NotRead::Failed(failure.what.clone()));
            }
            Arc::new(none)
        }
    }
}

impl ActiveSession {
    /// Reads the rules of every enterprise from the start, and what fired is asked for again.
    pub fn read_policies(&mut self) {
        if self.policy_data.readings.is_empty() {
            let ids = || self.session.user().enterprises.iter().map(|it| &it.id);
            self.policy_data.readings = ids().map(|id| (id.clone(), Task::default())).collect();
            let coming = ids().map(|id| Arc::new(EnterpriseRules::on_their_way(id))).collect();
            self.policy_data.book = Arc::new(RuleBook::new(next_generation(), coming));
        }
        for (enterprise, task) in &mut self.policy_data.readings {
            let (session, enterprise) = (self.session.clone(), enterprise.clone());
            let earlier = task.view().content().cloned();
            task.start(&self.worker, Work::reading(READING), async move {
                whole_rules(&session, &enterprise, earlier).await
            });
        }
        self.policy_data.fired.clear();
    }

    /// Reads the rules of these enterprises again, and of what goes with them only what is not here yet.
    pub fn read_rules_again(&mut self, enterprises: &BTreeSet<String>) {
        for (enterprise, task) in &mut self.policy_data.readings {
            if !enterprises.contains(enterprise) {
                continue;
            }
            let (session, enterprise, before) =
                (self.session.clone(), enterprise.clone(), task.ready().cloned());
            task.start(&self.worker, Work::reading(READING), async move {
                match before {
                    Some(before) => rules_again(&session, &before).await,
                    None => whole_rules(&session, &enterprise, None).await,
                }
            });
        }
    }

    /// Ends the reading.
    pub fn stop_policies(&self) {
        self.worker.works().cancel(READING);
    }

    /// Takes over what has come, and works out again beside the screen's thread who covers whom.
    pub(super) fn poll_policies(&mut self, zone: &TimeZone) {
        let mut has_news = false;
        for (_, task) in &mut self.policy_data.readings {
            has_news |= task.poll();
        }
        if has_news {
            self.policy_data.rebuild(zone);
        }
        for task in self.policy_data.fired.values_mut() {
            task.poll();
        }
        self.keep_policy_picture();
    }

    fn keep_policy_picture(&mut self) {
        let data = &mut self.policy_data;
        if let Some(picture) = data.coming.take() {
            data.picture_generation = next_generation();
            self.worker.drop_aside(std::mem::replace(&mut data.picture, Arc::new(picture)));
        }
        let is_coming = self.wallets.reading_since().is_some();
        let (generation, count) = (self.wallets.listing().generation, self.wallets.rows().len());
        let book = data.book.generation;
        let is_due = data.made_for.is_none_or(|(of_book, of, at)| {
            let has_more = !is_coming || count < at || count >= at.max(1) * GROWN;
            of_book != book || of != generation && has_more
        });
        if !is_due || data.coming.is_running() {
            return;
        }
        data.made_for = Some((book, generation, count));
        let (book, wallets) = (Arc::clone(&data.book), Arc::clone(self.wallets.snapshot()));
        let run = |work| self.worker.run_long_aside(work);
        data.coming.start(&run, move || PolicyPicture::of(book, wallets));
    }

    /// The enterprises' rules as far as they have come: for the rule engine with [`RuleBook::rules_over`].
    pub fn rule_book(&self) -> &Arc<RuleBook> {
        &self.policy_data.book
    }

    /// Which of them cover which wallets. It may be of an earlier state of both, which it holds.
    pub fn policy_picture(&self) -> &Arc<PolicyPicture> {
        &self.policy_data.picture
    }

    /// Changes whenever that does.
    pub fn policy_generation(&self) -> u64 {
        self.policy_data.picture_generation
    }

    /// Whether the rules are being read, or read again.
    pub fn is_reading_policies(&self) -> bool {
        self.policy_data.readings.iter().any(|(_, task)| task.pending_since().is_some())
    }

    /// When the rules were read and whether they could be, for a panel that is drawn from them: the oldest of them.
    pub fn policy_reading(&self) -> Reading<'_> {
        let readings = || self.policy_data.readings.iter().map(|(_, task)| task.reading("policies"));
        let oldest: Option<Timestamp> = readings().filter_map(|it| it.read_at).min();
        let failure = readings().find_map(|it| it.failure);
        Reading { what: "policies", read_at: oldest, failure, is_marginal: false }
    }

    /// Asks for the rules that fired in an evaluation, once until the rules are read again.
    pub fn ask_fired(&mut self, enterprise: &str, evaluation: &str) {
        if self.policy_data.fired.contains_key(evaluation) {
            return;
        }
        let (session, query) = (self.session.clone(), RuleQuery::fired_in(enterprise, evaluation));
        let mut task = Task::default();
        task.start(&self.worker, Work::reading("Reading the rules that fired"), async move {
            Ok::<_, AppError>(all_rules(&session, query).await)
        });
        self.policy_data.fired.insert(evaluation.to_owned(), task);
    }

    /// Forgets what came of that question, so that it is asked again.
    pub fn forget_fired(&mut self, evaluation: &str) {
        self.policy_data.fired.remove(evaluation);
    }

    /// The rules that fired in an evaluation, as far as they have come.
    pub fn fired(&self, evaluation: &str) -> FiredRules<'_> {
        let Some(task) = self.policy_data.fired.get(evaluation) else { return FiredRules::NotAsked };
        match (task.ready(), task.error()) {
            (Some((rules, None)), _) => FiredRules::Read(rules),
            (Some((rules, Some(why))), _) => FiredRules::NotRead(rules, why.clone()),
            (None, Some(error)) => FiredRules::NotRead(&[], NotRead::Failed(error.failure.what.clone())),
            (None, None) => FiredRules::Reading,
        }
    }
}
