//! What became of a change whose answer never came: the platform is asked for what it would have brought about.

use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};

use super::approvals::{ApprovalKind, Change, ClosedApproval, Decision, PendingApproval};
use super::error::Error;
use super::session::Session;
use super::shares::{ShareState, WalletShare};
use super::templates::TokenTemplate;
use super::wallet::Wallet;
use crate::domain::approval::DecisionResult;
use crate::domain::change::{ChangeFacts, ChangeKind, about};
use crate::domain::diagnosis::ErrorCause;
use crate::domain::open_change::{FoundChange, Made, Verdict};
use crate::domain::share::ShareEnd;

/// The two clocks may differ by this much where nobody has measured it.
const UNMEASURED: SignedDuration = SignedDuration::from_mins(6);
/// And by this much where somebody has.
const MEASURED: SignedDuration = SignedDuration::from_secs(30);

const KEEP_OR_CANCEL: &str = "Keep it or cancel it.";
const KEEP_OR_DELETE: &str = "Keep it or delete it.";
const KEEP_OR_REMOVE: &str = "Keep it or remove it.";

/// What a change names in its path, and what else is needed to look it up.
struct Names<'a> {
    coin: &'a str,
    wallet: &'a str,
    user: &'a str,
    rule: &'a str,
}

impl<'a> Names<'a> {
    fn of(change: &'a ChangeFacts) -> Self {
        Self {
            coin: change.id(&["coin"]).unwrap_or_default(),
            wallet: change.id(&["walletId", "id"]).unwrap_or_default(),
            user: change.id(&["userId"]).or(change.about(about::USER)).unwrap_or_default(),
            rule: change.about(about::RULE).unwrap_or_default(),
        }
    }
}

impl Session {
    /// What became of a change that was sent at `sent`, by this machine's clock.
    pub async fn look_up_change(&self, change: &ChangeFacts, sent: Timestamp) -> Result<FoundChange, Error> {
        use ChangeKind as Kind;
        let since = self.by_its_clock(sent);
        match change.change {
            kind if kind.why_not_looked_up().is_some() => {
                let why = kind.why_not_looked_up().unwrap_or_default();
                Ok(FoundChange::nameless(cannot_tell(why)))
            }
            Kind::ShareMade => self.made_share(change, since).await,
            Kind::ShareAccepted | Kind::ShareRejected | Kind::ShareCancelled => {
                self.ended_share(change).await
            }
            Kind::KeyRefused => self.refused_key(change).await,
            Kind::Decision => self.decided(change).await,
            Kind::Decisions => self.decided_together(change).await,
            Kind::Freeze => self.frozen(change, since).await,
            Kind::PersonRemoved => self.removed_person(change, since).await,
            Kind::RuleMade | Kind::RuleChanged | Kind::RuleRemoved => self.changed_rule(change, since).await,
            _ => self.changed_template(change, since).await,
        }
    }

    /// The earliest moment by the platform's clock that may be this one by ours.
    fn by_its_clock(&self, at: Timestamp) -> Timestamp {
        let ahead = self.client().clock().map(|reading| SignedDuration::from_secs(reading.server_ahead_secs));
        let by = ahead.map_or(-UNMEASURED, |ahead| ahead - MEASURED);
        at.checked_add(by).unwrap_or(at)
    }

    async fn made_share(&self, change: &ChangeFacts, since: Timestamp) -> Result<FoundChange, Error> {
        let names = Names::of(change);
        let shares = self.shares().await?;
        let wallet = self.wallet(names.coin, names.wallet).await?;
        let verdict = made_share(&shares.outgoing, &wallet, names.user, since);
        Ok(FoundChange { name: Some(name_of(&wallet)), verdict })
    }

    async fn ended_share(&self, change: &ChangeFacts) -> Result<FoundChange, Error> {
        let id = change.id(&["shareId", "id"]).unwrap_or_default();
        let share = match self.share_without_key(Names::of(change).coin, id).await {
            Err(error) if error.facts().cause() == ErrorCause::NotFound => {
                return Ok(FoundChange::nameless(cannot_tell("BitGo no longer shows this share.")));
            }
            share => share?,
        };
        let verdict = ended_share(change.change, &share);
        Ok(FoundChange { name: Some(share.wallet_name().to_owned()), verdict })
    }

    async fn refused_key(&self, change: &ChangeFacts) -> Result<FoundChange, Error> {
        let names = Names::of(change);
        let requests = self.reshare_requests().await?;
        let open = requests.iter().find(|it| it.wallet == names.wallet && it.user == names.user);
        Ok(FoundChange {
            name: open.map(|it| it.target().wallet_name),
            verdict: if open.is_some() { Verdict::NotMade } else { plainly() },
        })
    }

    async fn decided(&self, change: &ChangeFacts) -> Result<FoundChange, Error> {
        let id = change.id(&["approvalId", "id"]).unwrap_or_default();
        let ClosedApproval::Found(approval) = self.closed_approval(id).await? else {
            return Ok(FoundChange::nameless(cannot_tell("BitGo no longer shows this approval.")));
        };
        let name = Some(approval.info.kind.title().to_owned());
        Ok(FoundChange { name, verdict: decided(&approval, &self.user().id, decision_of(change)) })
    }

    async fn decided_together(&self, change: &ChangeFacts) -> Result<FoundChange, Error> {
        let ids: Vec<&str> = change.about(about::APPROVALS).unwrap_or_default().split_whitespace().collect();
        let (mut made, mut hidden) = (0, 0);
        for id in &ids {
            match self.closed_approval(id).await? {
                ClosedApproval::Found(approval) => {
                    let verdict = decided(&approval, &self.user().id, decision_of(change));
                    made += usize::from(matches!(verdict, Verdict::Made(_)));
                }
                ClosedApproval::Hidden => hidden += 1,
            }
        }
        let name = Some(format!("{} approvals", ids.len()));
        Ok(FoundChange { name, verdict: decided_together(ids.len(), made, hidden) })
    }

    async fn frozen(&self, change: &ChangeFacts, since: Timestamp) -> Result<FoundChange, Error> {
        let names = Names::of(change);
        let wallet = self.wallet(names.coin, names.wallet).await?;
        let waiting = self.approvals_of_wallet(names.wallet, Vec::new()).await?;
        let waiting = own_since(&waiting, &self.user().id, since);
        let secs = change.about(about::DURATION).and_then(|secs| secs.parse().ok());
        let verdict =
            frozen(&wallet, waiting, since, secs.map(SignedDuration::from_secs), self.client().now());
        Ok(FoundChange { name: Some(name_of(&wallet)), verdict })
    }

    async fn removed_person(&self, change: &ChangeFacts, since: Timestamp) -> Result<FoundChange, Error> {
        let names = Names::of(change);
        let wallet = self.wallet(names.coin, names.wallet).await?;
        let waiting = self.approvals_of_wallet(names.wallet, Vec::new()).await?;
        let mut waiting = own_since(&waiting, &self.user().id, since);
        let verdict = if wallet.users.iter().any(|it| it.user == names.user) {
            let waiting = waiting.find(|it| it.info.change.removed_person() == Some(names.user));
            waits_or(waiting, || Verdict::NotMade)
        } else {
            plainly()
        };
        Ok(FoundChange { name: Some(name_of(&wallet)), verdict })
    }

    async fn changed_rule(&self, change: &ChangeFacts, since: Timestamp) -> Result<FoundChange, Error> {
        let names = Names::of(change);
        let wallet = self.wallet_with_rules(names.coin, names.wallet).await?;
        let waiting = self.approvals_of_wallet(names.wallet, Vec::new()).await?;
        let waiting = own_since(&waiting, &self.user().id, since).find(|it| is_of_rule(it, names.rule));
        let is_there = wallet.rules().map(|rules| rules.iter().any(|rule| rule.id == names.rule));
        let verdict = waits_or(waiting, || changed_rule(change.change, is_there));
        Ok(FoundChange { name: Some(name_of(&wallet)), verdict })
    }

    async fn changed_template(&self, change: &ChangeFacts, since: Timestamp) -> Result<FoundChange, Error> {
        let (mut templates, mut pages) = (Vec::new(), self.token_templates());
        while let Some(page) = pages.next().await {
            templates.extend(page?.items);
        }
        let (id, name) = (change.id(&["id"]), change.about(about::NAME));
        let listed = templates.iter().find(|it| id == Some(&it.id));
        let name = name.filter(|it| !it.is_empty()).or(listed.map(|it| it.name.as_str()));
        let verdict = match change.change {
            ChangeKind::TemplateMade => made_template(&templates, name, since),
            ChangeKind::TemplateDeleted if listed.is_none() => plainly(),
            ChangeKind::TemplateDeleted => Verdict::NotMade,
            _ => changed_template(listed, since),
        };
        Ok(FoundChange { name: name.map(str::to_owned), verdict })
    }
}

fn plainly() -> Verdict {
    Verdict::Made(Made::Plainly)
}

fn cannot_tell(why: &str) -> Verdict {
    Verdict::CannotTell(why.to_owned())
}

fn name_of(wallet: &Wallet) -> String {
    wallet.key_target().wallet_name
}

fn decision_of(change: &ChangeFacts) -> Decision {
    match change.about(about::DECISION) {
        Some(word) if word == Decision::Reject.word() => Decision::Reject,
        _ => Decision::Approve,
    }
}

/// What this person has asked for since then, and others have to approve.
fn own_since<'a>(
    waiting: &'a [PendingApproval],
    me: &'a str,
    since: Timestamp,
) -> impl Iterator<Item = &'a PendingApproval> {
    waiting.iter().filter(move |it| it.creator == me && it.created.is_none_or(|created| created >= since))
}

fn waits_or(waiting: Option<&PendingApproval>, otherwise: impl FnOnce() -> Verdict) -> Verdict {
    waiting.map_or_else(otherwise, |it| Verdict::Waits { approval: Some(it.id.clone()) })
}

fn made_share(outgoing: &[WalletShare], wallet: &Wallet, user: &str, since: Timestamp) -> Verdict {
    let is_it = |share: &&WalletShare| {
        wallet.id == share.wallet
            && (user.is_empty() || share.to_user == user)
            && share.created.is_none_or(|created| created >= since)
    };
    match outgoing.iter().find(is_it) {
        Some(share) if share.state == ShareState::PendingApproval => {
            Verdict::Waits { approval: share.pending_approval.clone() }
        }
        Some(share) => Verdict::Made(Made::Found { at: share.created, choice: KEEP_OR_CANCEL }),
        None if wallet.users.iter().any(|it| it.user == user) => {
            cannot_tell("The person has a role on the wallet, with or without this share.")
        }
        None => Verdict::NotMade,
    }
}

fn ended_share(kind: ChangeKind, share: &WalletShare) -> Verdict {
    let wanted = match kind {
        ChangeKind::ShareAccepted => ShareEnd::Accepted,
        ChangeKind::ShareRejected => ShareEnd::Rejected,
        _ => ShareEnd::Canceled,
    };
    match share.state.end() {
        Some(end) if end == wanted => plainly(),
        None if share.state == ShareState::PendingApproval && kind == ChangeKind::ShareAccepted => {
            Verdict::Waits { approval: share.pending_approval.clone() }
        }
        // It is still open, or has ended otherwise.
        _ => Verdict::NotMade,
    }
}

fn decided(approval: &PendingApproval, me: &str, decision: Decision) -> Verdict {
    match approval.tells_of(me, decision) {
        DecisionResult::Counted => {
            Verdict::Made(Made::Otherwise("your decision counts, and others are still needed.".to_owned()))
        }
        DecisionResult::Yes | DecisionResult::Overruled => plainly(),
        // Whoever asked for it takes it back with a rejection that nobody is named for.
        DecisionResult::ByOthers
            if approval.creator == me && approval.ended() == Some(decision.is_approval()) =>
        {
            plainly()
        }
        DecisionResult::ByOthers | DecisionResult::Not => Verdict::NotMade,
    }
}

fn decided_together(all: usize, made: usize, hidden: usize) -> Verdict {
    match (made, hidden) {
        (0, 0) => Verdict::NotMade,
        (made, 0) if made == all => plainly(),
        (made, 0) => Verdict::Made(Made::Otherwise(format!("{made} of {all}. Look at each of the others."))),
        (made, hidden) => Verdict::CannotTell(format!(
            "{made} of {all} are carried out, and BitGo no longer shows {hidden}. Look at each of the others."
        )),
    }
}

fn frozen<'a>(
    wallet: &Wallet,
    mut waiting: impl Iterator<Item = &'a PendingApproval>,
    since: Timestamp,
    lasts: Option<SignedDuration>,
    now: Timestamp,
) -> Verdict {
    use ApprovalKind::{Generic, Other, WalletSetting};
    let freeze = wallet.freeze.as_ref();
    let is_new = freeze.is_some_and(|it| it.since.is_none_or(|began| began >= since));
    if let Some(end) = wallet.freeze_end().filter(|_| is_new) {
        return Verdict::Made(Made::Until(end));
    }
    let may_be_it = waiting.find(|it| matches!(it.info.kind, Generic | WalletSetting | Other(_)));
    waits_or(may_be_it, || {
        let would_be_over = lasts.is_some_and(|lasts| since.checked_add(lasts).is_ok_and(|end| end <= now));
        if would_be_over { cannot_tell("The freeze would be over by now.") } else { Verdict::NotMade }
    })
}

fn is_of_rule(approval: &PendingApproval, rule: &str) -> bool {
    matches!(&approval.info.change, Change::Rule { rule: asked, .. } if asked.id == rule)
}

/// `is_there`: whether the wallet has the rule, where it tells its rules.
fn changed_rule(kind: ChangeKind, is_there: Option<bool>) -> Verdict {
    match (kind, is_there) {
        (_, None) => cannot_tell("BitGo does not show the rules of this wallet."),
        (ChangeKind::RuleMade, Some(true)) => Verdict::Made(Made::Found { at: None, choice: KEEP_OR_REMOVE }),
        (ChangeKind::RuleRemoved, Some(false)) => plainly(),
        (ChangeKind::RuleChanged, Some(true)) => {
            cannot_tell("BitGo does not say when a rule was changed: compare it with what you wanted.")
        }
        (ChangeKind::RuleChanged, Some(false)) => cannot_tell("The rule is no longer there."),
        _ => Verdict::NotMade,
    }
}

fn made_template(templates: &[TokenTemplate], name: Option<&str>, since: Timestamp) -> Verdict {
    let is_it = |it: &&TokenTemplate| {
        Some(it.name.as_str()) == name && it.created.is_none_or(|created| created >= since)
    };
    match templates.iter().find(is_it) {
        Some(template) => Verdict::Made(Made::Found { at: template.created, choice: KEEP_OR_DELETE }),
        None => Verdict::NotMade,
    }
}

fn changed_template(listed: Option<&TokenTemplate>, since: Timestamp) -> Verdict {
    let Some(template) = listed else { return cannot_tell("The template is no longer there.") };
    match template.updated {
        None => {
            cannot_tell("BitGo does not say when a template was changed: compare it with what you wanted.")
        }
        Some(updated) if updated >= since => plainly(),
        Some(_) => Verdict::NotMade,
    }
}
