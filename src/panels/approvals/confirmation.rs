//! A decision to be confirmed.

use secrecy::SecretString;

use super::request::Rebuild;
use super::seen::Seen;
use crate::bitgo::approvals::{ApprovalCase, ApprovalRow, Decision};
use crate::domain::approval::{ApprovalStatus, Understood};
use crate::domain::share::Names;
use crate::kit::secret::SecretBuffer;

/// A decision to be confirmed. It carries what it decides: nothing of it depends on what is chosen or listed elsewhere.
pub(super) struct Confirmation {
    pub approval: ApprovalCase,
    pub status: ApprovalStatus,
    pub decision: Decision,
    pub summary: String,
    /// How it stood, and what it was about, when the person opened this or pressed the button.
    seen: Seen,
    /// What has changed since then, a sentence each.
    pub changes: Vec<String>,
    /// What the person has ticked.
    pub understood: Understood,
    /// The person wants to see what is left to tick.
    pub shows_left: bool,
    /// The coin, also where a later list does not report it.
    coin: Option<String>,
    /// The platform asked for a code although none was to be expected.
    pub wants_code: bool,
    pub(super) code: SecretBuffer,
    /// What opens the wallet's key; asked for by the person's own Express server alone.
    pub(super) passphrase: SecretBuffer,
}

impl Confirmation {
    pub fn new(decision: Decision, approval: &ApprovalCase, status: &ApprovalStatus, names: &Names) -> Self {
        Self {
            approval: approval.clone(),
            status: status.clone(),
            decision,
            summary: approval.summary(names),
            seen: Seen::of(approval, &approval.summary(names)),
            changes: Vec::new(),
            understood: Understood::default(),
            shows_left: false,
            coin: approval.coin.clone(),
            wants_code: false,
            code: SecretBuffer::default(),
            passphrase: SecretBuffer::default(),
        }
    }

    /// Takes over how it stands now. Where somebody has done something about it, that is said and the code has to be typed
    /// again; where it asks for something else, everything has to be ticked and typed again.
    pub fn take_over(&mut self, ApprovalRow { approval, status }: &ApprovalRow, names: &Names) {
        let before = self.approval.snapshot();
        let summary = approval.summary(names);
        if !before.changes(approval).is_empty() {
            self.code.wipe();
        }
        if !before.asks_the_same(approval) {
            self.understood.clear();
            self.passphrase.wipe();
            self.coin = None;
        }
        self.changes = self.seen.changes(approval, &summary);
        self.coin = approval.coin.clone().or(self.coin.take());
        self.summary = summary;
        self.approval.clone_from(approval);
        self.status.clone_from(status);
    }

    /// The person has pressed the button: what changes from here on is new.
    pub fn press(&mut self) {
        self.seen = Seen::of(&self.approval, &self.summary);
        self.changes.clear();
    }

    /// Whether a one-time code goes with it: an approval takes one where the session `needs_code`, and whatever the platform
    /// asked one for.
    pub fn asks_code(&self, needs_code: bool) -> bool {
        self.wants_code || self.decision.is_approval() && needs_code
    }

    /// Whether anything was ticked or typed in it.
    pub fn is_begun(&self) -> bool {
        !self.understood.is_empty() || !self.passphrase.is_empty()
    }

    /// Whether it approves a withdrawal.
    pub fn pays(&self) -> bool {
        self.decision.is_approval() && self.approval.info.kind.is_withdrawal()
    }

    /// The coin in which Express would build it again.
    pub fn coin(&self) -> Option<&str> {
        self.coin.as_deref()
    }

    /// Whether it is to be built and signed again: the passphrase is typed. What was typed for that never goes with
    /// anything else.
    pub fn is_rebuilt(&self) -> bool {
        self.pays() && self.coin.is_some() && !self.passphrase.is_empty()
    }

    /// What Express needs to build it again, where it is to.
    pub fn rebuild(&self) -> Option<Rebuild> {
        let passphrase: SecretString = self.is_rebuilt().then(|| self.passphrase.expose().into())?;
        Some(Rebuild { coin: self.coin.clone()?, passphrase })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::approvals::{ApprovalInfo, ApprovalKind, Change, PendingApproval, Recipient};
    use crate::domain::amount::Balance;
    use crate::domain::approval::Concern;

    fn withdrawal(amount: &str, coin: Option<&str>) -> PendingApproval {
        let recipient = Recipient { amount: Some(Balance::from_wire(amount)), ..Recipient::default() };
        let change = Change::Withdrawal {
            recipients: vec![recipient],
            requested: None,
            fee: None,
            comment: String::new(),
            intent: None,
            triggered: None,
        };
        PendingApproval {
            id: "a".to_owned(),
            coin: coin.map(str::to_owned),
            info: ApprovalInfo { kind: ApprovalKind::Transaction, change, ..ApprovalInfo::default() },
            ..PendingApproval::default()
        }
    }

    /// A confirmation with everything ticked and typed.
    fn confirmation(approval: &PendingApproval) -> (Confirmation, Concern) {
        let status = approval.status(Vec::new());
        let case = ApprovalCase::new(approval.clone());
        let mut it = Confirmation::new(Decision::Approve, &case, &status, &Names::default());
        let concern = Concern::danger("It hurts.");
        it.understood.tick(&concern, true);
        it.passphrase.fill("open");
        it.code.fill("000000");
        (it, concern)
    }

    #[test]
    fn a_withdrawal_that_is_built_again_keeps_its_coin() {
        let (mut it, concern) = confirmation(&withdrawal("5", Some("tbtc")));
        it.take_over(&ApprovalRow::new(withdrawal("5", None), Vec::new()), &Names::default());
        assert_eq!(it.rebuild().map(|rebuild| rebuild.coin).as_deref(), Some("tbtc"));
        assert!(it.understood.is_ticked(&concern) && !it.code.is_empty() && it.changes.is_empty());
    }

    #[test]
    fn another_request_under_the_same_id_is_said_and_starts_over() {
        let (mut it, concern) = confirmation(&withdrawal("5", Some("tbtc")));
        it.take_over(&ApprovalRow::new(withdrawal("6", Some("tbtc")), Vec::new()), &Names::default());
        assert!(!it.understood.is_ticked(&concern) && it.code.is_empty() && it.passphrase.is_empty());
        assert!(it.summary.contains("0.00000006"), "{}", it.summary);
        assert!(it.changes.concat().contains("Before: Send 0.00000005"), "{:?}", it.changes);
        let later = PendingApproval { approvals_required: Some(2), ..withdrawal("6", Some("tbtc")) };
        it.take_over(&ApprovalRow::new(later, Vec::new()), &Names::default());
        assert!(
            it.changes.concat().contains("Before: Send 0.00000005"),
            "the first change stays: {:?}",
            it.changes
        );
        it.press();
        assert!(it.changes.is_empty());
        it.passphrase.fill("open");
        it.take_over(&ApprovalRow::new(withdrawal("7", None), Vec::new()), &Names::default());
        assert!(it.rebuild().is_none(), "the coin of another request is not this one's");
    }

    #[test]
    fn a_code_goes_with_what_the_platform_wants_one_for() {
        let (mut it, _) = confirmation(&withdrawal("5", Some("tbtc")));
        for (decision, needs_code, wants_code, asks) in [
            (Decision::Approve, true, false, true),
            (Decision::Approve, false, false, false),
            (Decision::Approve, false, true, true),
            (Decision::Reject, true, false, false),
            (Decision::Reject, true, true, true),
        ] {
            (it.decision, it.wants_code) = (decision, wants_code);
            assert_eq!(it.asks_code(needs_code), asks, "{decision:?} {needs_code} {wants_code}");
        }
    }

    #[test]
    fn a_passphrase_goes_with_an_approved_withdrawal_alone() {
        let approval = withdrawal("5", Some("tbtc"));
        let (mut it, _) = confirmation(&approval);
        assert!(it.rebuild().is_some());
        it.decision = Decision::Reject;
        assert!(it.rebuild().is_none());
        let mut tags = approval;
        tags.info.kind = ApprovalKind::WalletTags;
        assert!(confirmation(&tags).0.rebuild().is_none());
    }
}
