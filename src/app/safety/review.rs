//! The safety review of a session, kept current with its wallets, its enterprises' rules and its approvals.
//!
//! A policy costs some microseconds to read: a hundred thousand are read, judged and put in order beside the screen's thread,
//! one review at a time. Where only approvals have changed, which a wallet's page reads again, what was found of the wallets
//! stays. The wallets are those of the picture of the rules, so that both stand together.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use smol_str::SmolStr;

use crate::app::active_session::ActiveSession;
use crate::app::task::Task;
use crate::app::work::Work;
use crate::bitgo::approvals::ApprovalRow;
use crate::bitgo::policy_builder::{EnterpriseMembers, PolicyPicture, WalletGuards};
use crate::bitgo::wallet::{SharedPeople, Wallet};
use crate::domain::posture::{OpenApproval, Review, Subject};
use crate::domain::share::Names;
use crate::kit::state::Loadable;

/// While a first list is still coming, it is reviewed up to here, whenever it has doubled; then at its end.
const FIRST_GLANCE: usize = 4_000;

/// The review, and how far the next one is.
#[derive(Default)]
pub struct ReviewKeeper {
    /// What the newest review is made for.
    made_for: Option<Inputs>,
    /// A review of these wallets is out of date by now, though neither they nor the approvals have changed.
    is_over: bool,
    review: Task<Made>,
    /// The newest, to be let go of beside the screen's thread: it may be large.
    newest: Option<Made>,
    /// Tells the reviews of this process apart, also across logins.
    serial: u64,
    /// So many wallets were in the newest review.
    wallets: usize,
    /// A list that was not still coming has been reviewed.
    was_whole: bool,
}

/// No two reviews in this process share a number.
fn next_serial() -> u64 {
    static NEWEST: AtomicU64 = AtomicU64::new(1);
    NEWEST.fetch_add(1, Ordering::Relaxed)
}

/// The states of everything that a review is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Inputs {
    /// The generation of the picture of rules and wallets.
    picture: u64,
    /// Who is in the enterprises, and the names of people, which stand in sentences about rules.
    people: (u64, usize),
    /// Whether the wallets are all that the person can see.
    has_all: bool,
    /// The generation of the approvals.
    approvals: u64,
}

/// A review, and what the marks of wallets take from it.
#[derive(Clone)]
struct Made {
    review: Arc<Review>,
    /// The wallets that nothing limits, by ID.
    unlimited: Arc<HashSet<SmolStr>>,
}

impl ReviewKeeper {
    /// The review, with what was there before while a new one is made.
    pub fn view(&self) -> Loadable<'_, Arc<Review>> {
        self.review.view().part(|made| &made.review)
    }

    /// Changes with every review that comes.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Makes the review anew where wallets, rules, approvals or the time have changed.
    pub fn keep(&mut self, session: &mut ActiveSession) {
        if self.review.poll() {
            self.serial = next_serial();
            let newest = self.review.ready().cloned();
            if let Some(made) = &newest {
                session.set_unlimited(Arc::clone(&made.unlimited));
            }
            session.worker.drop_aside(std::mem::replace(&mut self.newest, newest));
        }
        let now = session.platform_now();
        let is_over = |made: &Made| made.review.holds_until.is_some_and(|until| until <= now);
        self.is_over |= self.review.ready().is_some_and(is_over);
        let picture = session.policy_picture();
        let of = Inputs {
            picture: session.policy_generation(),
            people: session.people_generation(),
            has_all: session.wallets.is_complete()
                && Arc::ptr_eq(&picture.wallets, session.wallets.snapshot()),
            approvals: session.approvals.listing().generation,
        };
        let is_current = self.made_for == Some(of) && !self.is_over;
        if is_current || self.review.pending_since().is_some() || self.is_to_wait(session) {
            return;
        }
        self.start(session, of, now);
    }

    /// A list that is still coming is not reviewed page by page.
    fn is_to_wait(&self, session: &ActiveSession) -> bool {
        let rows = session.policy_picture().wallets.len();
        let is_early = !self.was_whole && rows <= FIRST_GLANCE && rows >= 2 * self.wallets;
        session.wallets.reading_since().is_some() && (rows == 0 || !is_early)
    }

    fn start(&mut self, session: &ActiveSession, of: Inputs, now: Timestamp) {
        let is_about_approvals = |made_for: Inputs| Inputs { approvals: of.approvals, ..made_for } == of;
        let are_same_wallets = self.made_for.is_some_and(is_about_approvals) && !self.is_over;
        let earlier = self.review.ready().filter(|_| are_same_wallets).cloned();
        self.made_for = Some(of);
        self.is_over = false;
        let picture = Arc::clone(session.policy_picture());
        self.wallets = picture.wallets.len();
        self.was_whole |= session.wallets.reading_since().is_none();
        let approvals: Vec<OpenApproval> = session.approval_rows().iter().map(open_approval).collect();
        let rows = session.wallet_rows();
        let asked = approvals.iter().filter_map(|approval| rows.by_id(approval.wallet.as_deref()?));
        let asked: Vec<Arc<Wallet>> = asked.cloned().collect();
        let around = Around {
            names: session.names().clone(),
            members: session.enterprise_members(),
            has_all: of.has_all,
        };
        let reckoner = session.worker.long_work();
        self.review.start(&session.worker, Work::reading("Reviewing safety"), async move {
            let made = reckoner.reckon(move || match earlier {
                Some(Made { review, unlimited }) => {
                    let review = Arc::new(with_approvals(&review, &asked, &approvals, now));
                    Made { review, unlimited }
                }
                None => made_of(&picture, &around, &approvals, now),
            });
            made.await
        });
    }
}

/// What sentences about rules are made with.
struct Around {
    names: Names,
    members: Arc<EnterpriseMembers>,
    has_all: bool,
}

/// The review of these wallets and rules. Each wallet is read, judged and forgotten where nothing is found.
fn made_of(picture: &PolicyPicture, around: &Around, approvals: &[OpenApproval], now: Timestamp) -> Made {
    let (mut people, mut guards) = (SharedPeople::default(), WalletGuards::new(picture));
    let mut unlimited = HashSet::new();
    let subject = |wallet: &Arc<Wallet>| {
        let guard = guards.of(wallet);
        let subject = Subject { guard, ..wallet.for_review_with(now, &mut people) };
        if subject.is_unlimited() {
            unlimited.insert(wallet.id.clone());
        }
        subject
    };
    let live = picture.wallets.iter().filter(|wallet| !wallet.is_deleted);
    let review = Review::of(live.map(subject), approvals, now);
    let notes = picture.notes(&around.names, &around.members, around.has_all);
    Made { review: Arc::new(review.with_policies(notes)), unlimited: Arc::new(unlimited) }
}

/// The earlier review with other approvals, which are about wallets among `asked`.
fn with_approvals(
    earlier: &Review,
    asked: &[Arc<Wallet>],
    approvals: &[OpenApproval],
    now: Timestamp,
) -> Review {
    earlier.with_approvals(approvals, |id| {
        let wallet = asked.iter().find(|wallet| wallet.id == id && !wallet.is_deleted)?;
        Some(Subject { rules: None, ..wallet.for_review(now) })
    })
}

fn open_approval(ApprovalRow { approval, status }: &ApprovalRow) -> OpenApproval {
    OpenApproval {
        id: approval.id.clone(),
        title: approval.info.kind.title().to_owned(),
        wallet: approval.wallet.clone(),
        wallet_label: approval.wallet_label.clone(),
        coin: approval.coin.clone(),
        enterprise: approval.enterprise.clone(),
        status: status.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;
    use crate::bitgo::wallet::{Mark, MarkFacts};
    use crate::domain::enterprise_policy::{
        Action, Clause, Comparison, Condition, Currency, EnterpriseRule, EnterpriseRules, Joined, NotRead,
        RuleBook, RuleStatus, RulesState, Threshold, WalletFilter,
    };
    use crate::domain::posture::Topic;

    /// A wallet without rules of its own.
    fn wallet(id: &str, enterprise: Option<&str>) -> Arc<Wallet> {
        let rules = json!({ "policy": { "rules": [] } });
        let content =
            json!({ "id": id, "coin": "tbtc", "type": "hot", "enterprise": enterprise, "admin": rules });
        Arc::new(Wallet::of_json(&content))
    }

    /// More than a thousand base units are denied on this wallet.
    fn limit(on: &str, status: RuleStatus) -> EnterpriseRule {
        let threshold = Threshold::read("1000", "1000", Currency::from_word("tbtc")).unwrap();
        let above = Condition::Amount { comparison: Comparison::Above, threshold };
        EnterpriseRule {
            id: on.to_owned(),
            status,
            filters: vec![WalletFilter::Wallets {
                ids: [on.to_owned()].into_iter().collect(),
                is_multiple: false,
            }],
            clauses: vec![Clause {
                conditions: vec![Joined { item: above, join: None }],
                actions: vec![Joined { item: Action::Deny, join: None }],
            }],
            ..EnterpriseRule::default()
        }
    }

    fn enterprise(id: &str, state: RulesState, rules: Vec<EnterpriseRule>) -> Arc<EnterpriseRules> {
        Arc::new(EnterpriseRules { state, rules, ..EnterpriseRules::on_their_way(id) })
    }

    #[test]
    fn the_mark_of_no_limit_goes_with_an_active_enterprise_rule_and_where_the_rules_are_not_known() {
        let wallets = vec![
            wallet("guarded", Some("acme")),
            wallet("bare", Some("acme")),
            wallet("formerly", Some("acme")),
            wallet("refused", Some("bay")),
            wallet("coming", Some("cove")),
            wallet("alone", None),
        ];
        let rules = vec![limit("guarded", RuleStatus::Active), limit("formerly", RuleStatus::Inactive)];
        let book = RuleBook::new(
            1,
            vec![
                enterprise("acme", RulesState::Read, rules),
                enterprise("bay", RulesState::NotRead(NotRead::NoLicense), Vec::new()),
                enterprise("cove", RulesState::Reading, Vec::new()),
            ],
        );
        let picture = PolicyPicture::of(Arc::new(book), Arc::new(wallets.clone()));
        let around = Around {
            names: Names::default(),
            members: Arc::new(EnterpriseMembers::default()),
            has_all: true,
        };
        let made = made_of(&picture, &around, &[], Timestamp::UNIX_EPOCH);
        let facts = MarkFacts { unlimited: made.unlimited, ..MarkFacts::default() };
        let marked = wallets.iter().filter(|it| it.has_mark(Mark::NoLimitRule, &facts));
        assert_eq!(marked.map(|it| it.id.as_str()).collect::<Vec<_>>(), ["bare", "formerly", "alone"]);
        let with = |topic: Topic| -> HashSet<&str> {
            let found = made.review.findings.iter().filter(|it| it.topic() == topic);
            found.map(|it| it.subject.id.as_str()).collect()
        };
        assert_eq!(with(Topic::NoLimit), HashSet::from(["bare", "formerly", "alone"]));
        assert_eq!(with(Topic::NotKnown), HashSet::from(["refused", "coming"]));
    }
}
