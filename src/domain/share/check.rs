//! What a share will bring about, what is odd about it, and what is missing, before anything is sent.

use super::key_memory::KeyMemory;
use super::names::Names;
use super::permission::{Permission, Permissions};
use super::recipient::{OpenShare, Recipient, RecipientStatus, lost};
use super::wallet::{KeyHandling, KeyPlace, WalletFacts};
use crate::domain::approvers::{can_approve, cannot_complete};
use crate::domain::finding::{Finding, Findings, Severity};

/// The vendor's longest message to a recipient, in characters.
pub const LONGEST_MESSAGE: usize = 5_000;

const SPEC: &str = "BitGo API reference, sharing a wallet";
const ADVICE: &str = "BitGo advice on wallets";
const OURS: &str = "Countersign";

/// What a person has chosen for a share so far (spec: POST /api/v2/{coin}/wallet/{walletId}/share).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShareDraft {
    /// What the recipient is to be allowed.
    pub permissions: Permissions,
    /// What is written to the recipient.
    pub message: String,
    /// Invite again: takes the place of an invitation that stands open, or that an old password has closed (`reshare`).
    pub is_again: bool,
    /// No email from the platform to the recipient (`disableEmail`).
    pub no_email: bool,
    /// Leave the key out although the recipient is to spend (`skipKeychain`).
    pub no_key: bool,
}

/// What a share is checked against.
#[derive(Debug, Clone, Copy)]
pub struct ShareContext<'a> {
    /// The wallet, with its people.
    pub wallet: &'a WalletFacts,
    /// The person it goes to.
    pub recipient: &'a Recipient,
    /// The person who shares, by ID.
    pub me: &'a str,
    /// The shares that stand open.
    pub open: &'a [OpenShare],
    /// What to call people of whom only the ID is known.
    pub names: &'a Names,
    /// The person's own Express server decrypts and encrypts the key.
    pub is_express: bool,
    /// How the recipient's key compares with the one seen earlier; none where they have no key.
    pub key_memory: Option<&'a KeyMemory>,
}

/// One thing that the check has to say.
pub type ShareFinding = Finding;

/// What a draft comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareCheck {
    /// Everything there is to say, errors first.
    pub findings: Vec<ShareFinding>,
    /// What will happen, a sentence each.
    pub sentences: Vec<String>,
}

impl ShareCheck {
    /// Whether nothing stands in its way but what has to be ticked.
    pub fn is_sound(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }
}

/// Checks a draft. Pure: the same draft in the same circumstances gives the same check.
pub fn check(draft: &ShareDraft, context: &ShareContext<'_>) -> ShareCheck {
    let handling = match KeyHandling::of(context.wallet.key, &draft.permissions) {
        KeyHandling::Sealed if draft.no_key => KeyHandling::NoKeyHere,
        handling => handling,
    };
    let mut findings = Findings::default();
    check_sharer(context, &mut findings);
    check_approvals(context, &mut findings);
    check_person(draft, context, handling, &mut findings);
    check_permissions(draft, context, &mut findings);
    check_key(draft, context, handling, &mut findings);
    if let Some(memory) = context.key_memory {
        let is_sealed = handling == KeyHandling::Sealed;
        memory.check(context.recipient.display_name(), is_sealed, context.is_express, &mut findings);
    }
    if draft.message.chars().count() > LONGEST_MESSAGE {
        let what = format!("The message can have at most {LONGEST_MESSAGE} characters.");
        add(&mut findings, Severity::Error, "message.long", what, "Shorten it.", SPEC);
    }
    ShareCheck { findings: findings.sorted(), sentences: sentences(draft, context, handling) }
}

fn add(
    findings: &mut Findings,
    severity: Severity,
    id: &str,
    what: impl Into<String>,
    why: impl Into<String>,
    source: &'static str,
) {
    findings.add(Finding::new(severity, (), id, what, why, source));
}

/// Sharing is for a wallet's admins; where its people are not known, the platform decides.
fn check_sharer(context: &ShareContext<'_>, findings: &mut Findings) {
    let ShareContext { wallet, me, .. } = context;
    if !wallet.people.is_empty() && wallet.admins().all(|admin| admin != *me) {
        let what = format!("Only an admin of “{}” can share it.", wallet.name());
        let why = "Ask one of its admins to share it.";
        add(findings, Severity::Error, "wallet.not_admin", what, why, SPEC);
    }
}

/// More approvals than there are people who can give one never come together (protocol notes, section 8).
fn check_approvals(context: &ShareContext<'_>, findings: &mut Findings) {
    if let Some(needed) = too_many_needed(context.wallet, context.me) {
        let can = context.wallet.approvers(context.me).len();
        let what = format!("This needs {needed} approvals, but {}.", can_approve(can));
        let why = "It cannot complete: add another admin first, or lower the number of approvals required.";
        add(findings, Severity::Warning, &format!("approvals.deadlock/{needed}"), what, why, ADVICE);
    }
}

/// How many approvals the wallet requires, where the other admins are too few to give them. Without another admin nobody
/// has to approve.
fn too_many_needed(wallet: &WalletFacts, me: &str) -> Option<u64> {
    let can = wallet.approvers(me).len() as u64;
    wallet.approvals_required.filter(|needed| can > 0 && *needed > can)
}

fn check_person(
    draft: &ShareDraft,
    context: &ShareContext<'_>,
    handling: KeyHandling,
    findings: &mut Findings,
) {
    let ShareContext { wallet, recipient, me, open, .. } = context;
    for status in RecipientStatus::all_of(recipient, wallet, me, open) {
        let (id, severity) = match &status {
            RecipientStatus::Oneself => ("person.oneself", Severity::Error),
            RecipientStatus::Frozen => ("person.frozen", Severity::Error),
            RecipientStatus::Inactive => ("person.inactive", Severity::Error),
            RecipientStatus::NoKey if handling == KeyHandling::Sealed => ("person.no_key", Severity::Error),
            RecipientStatus::NoKey => ("person.no_key", Severity::Note),
            RecipientStatus::OnWallet(_) => ("person.on_wallet", Severity::Note),
            RecipientStatus::Invited(_) if draft.is_again => ("person.invited", Severity::Warning),
            RecipientStatus::Invited(_) => ("person.invited", Severity::Error),
        };
        let (what, why) = (status.sentence(recipient, wallet), status.way_on(recipient));
        add(findings, severity, id, what, why, SPEC);
        if let RecipientStatus::OnWallet(held) = &status {
            check_gain(draft, held, context, findings);
            check_loss(held, &draft.permissions, recipient, findings);
        }
    }
}

/// What changes nothing is not sent; inviting again hands the key over once more.
fn check_gain(draft: &ShareDraft, held: &Permissions, context: &ShareContext<'_>, findings: &mut Findings) {
    let is_same = held.all().len() == draft.permissions.all().len()
        && held.all().iter().all(|permission| draft.permissions.has(permission));
    if is_same && !draft.is_again {
        let who = context.recipient.display_name();
        let what = format!(
            "{who} can already {} “{}”: nothing would change.",
            held.in_words(),
            context.wallet.name()
        );
        let why = "Change the permissions, or tick “Re-invite” to send the key again.";
        add(findings, Severity::Error, "permissions.same", what, why, OURS);
    }
}

fn check_loss(held: &Permissions, given: &Permissions, recipient: &Recipient, findings: &mut Findings) {
    let lost = Permissions::of(lost(held, given));
    if !given.is_empty() && !lost.is_empty() {
        let what = format!(
            "This takes permissions away: {} can no longer {} it.",
            recipient.display_name(),
            lost.in_words()
        );
        let why = "A share replaces a person's permissions: what it leaves out is removed.";
        add(findings, Severity::Warning, &format!("permissions.lost/{lost}"), what, why, OURS);
    }
}

fn check_permissions(draft: &ShareDraft, context: &ShareContext<'_>, findings: &mut Findings) {
    let has = |permission| draft.permissions.has(&permission);
    if draft.permissions.is_empty() {
        let why = "Without a permission the person could do nothing with the wallet.";
        add(findings, Severity::Error, "permissions.none", "Choose at least one permission.", why, SPEC);
        return;
    }
    if has(Permission::Trade) && !context.wallet.is_trading {
        let what = "Trade works in Go Accounts only, and this wallet is not one.";
        add(findings, Severity::Error, "permissions.trade", what, "Untick Trade.", SPEC);
    }
    if !has(Permission::View) {
        let verbs = draft.permissions.in_words();
        let what =
            format!("This lets {} {verbs} the wallet without seeing it.", context.recipient.display_name());
        let why = "Permissions do not include each other: tick View as well.";
        add(
            findings,
            Severity::Warning,
            &format!("permissions.blind/{}", draft.permissions),
            what,
            why,
            SPEC,
        );
    }
    if has(Permission::Spend) && has(Permission::Admin) {
        let what = format!(
            "{} could both spend and change the rules for spending.",
            context.recipient.display_name()
        );
        let why =
            "One person with both can lift a limit and then spend, unless another admin has to approve.";
        add(findings, Severity::Note, "permissions.two_duties", what, why, ADVICE);
    }
}

fn check_key(draft: &ShareDraft, context: &ShareContext<'_>, handling: KeyHandling, findings: &mut Findings) {
    let who = context.recipient.display_name();
    let is_left_out = draft.no_key && draft.permissions.has(&Permission::Spend);
    match handling {
        KeyHandling::NoKeyHere if is_left_out && context.wallet.key != KeyPlace::OutOfReach => {
            let what = format!("Without the key {who} has Spend but cannot sign.");
            let why = "They can sign once they get the key in another way, or by a new share.";
            add(findings, Severity::Warning, "key.left_out", what, why, SPEC);
        }
        KeyHandling::NoKeyHere => {
            let what = "No key is shared, because it is kept offline or by BitGo.";
            let why = "Withdrawals are signed where the key is.";
            add(findings, Severity::Note, "key.elsewhere", what, why, SPEC);
        }
        KeyHandling::OwnKey => {
            let what = format!("{who} creates their own key when they accept.");
            let why = "Everybody on this wallet has their own key; none is sent.";
            add(findings, Severity::Note, "key.own", what, why, SPEC);
        }
        KeyHandling::Sealed | KeyHandling::NotNeeded => {}
    }
}

/// What will happen, in the order in which it does.
fn sentences(draft: &ShareDraft, context: &ShareContext<'_>, handling: KeyHandling) -> Vec<String> {
    let ShareContext { wallet, recipient, me, names, .. } = context;
    let who = recipient.display_name();
    if draft.permissions.is_empty() {
        return Vec::new();
    }
    let mut said = Vec::new();
    said.push(match wallet.permissions_of(&recipient.id) {
        Some(_) => format!(
            "{who} will be able to {} “{}”, and nothing else there.",
            draft.permissions.in_words(),
            wallet.name()
        ),
        None => format!("{who} will be able to {} “{}”.", draft.permissions.in_words(), wallet.name()),
    });
    if handling == KeyHandling::Sealed {
        said.push(key_words(wallet.key, who, context.is_express));
    }
    let too_many = too_many_needed(wallet, me);
    said.push(match (wallet.approvers_in_words(me, names), too_many, wallet.approvals_needed()) {
        (None, ..) => "Nobody else has to approve: you are the only admin of this wallet.".to_owned(),
        (_, Some(count), _) => cannot_complete(&count.to_string(), wallet.approvers(me).len()),
        (Some(approvers), None, 1) => format!("Another admin has to approve it first: {approvers}."),
        (Some(approvers), None, count) => format!("{count} approvals are needed first, from {approvers}."),
    });
    let mail = if draft.no_email {
        "BitGo sends them no email: tell them yourself."
    } else {
        "BitGo tells them by email."
    };
    // What can never be approved never reaches the recipient.
    if too_many.is_none() {
        said.push(format!("Then {who} has to accept it. {mail}"));
    }
    if draft.is_again {
        said.push("It replaces an open invitation, if there is one.".to_owned());
    }
    said
}

/// How the key gets from the person to the recipient.
fn key_words(place: KeyPlace, who: &str, is_express: bool) -> String {
    let key = if place == KeyPlace::InParts { "key share" } else { "key" };
    if is_express {
        return format!("Your Express server decrypts your {key} and re-encrypts it for {who}.");
    }
    format!(
        "Your {key} is decrypted and re-encrypted for {who} on this computer. Your passphrase and the unencrypted {key} \
         never leave it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::Member;

    fn wallet(admins: &[&str], key: KeyPlace) -> WalletFacts {
        let member = |(person, permissions): (&str, &str)| Member {
            person: person.to_owned(),
            permissions: Permissions::from_list(permissions),
        };
        let mut people: Vec<Member> =
            admins.iter().map(|&admin| member((admin, "view,spend,admin"))).collect();
        people.push(member(("viewer", "view")));
        WalletFacts { id: "w".into(), label: "Treasury".into(), people, key, ..WalletFacts::default() }
    }

    fn recipient(id: &str) -> Recipient {
        Recipient { id: id.into(), name: "Nadia".into(), has_key: true, ..Recipient::default() }
    }

    fn checked(
        draft: &ShareDraft,
        wallet: &WalletFacts,
        recipient: &Recipient,
        open: &[OpenShare],
    ) -> ShareCheck {
        let mut names = Names::default();
        names.add("marcus", "Marcus");
        names.add("ann", "Ann");
        let context = ShareContext {
            wallet,
            recipient,
            me: "me",
            open,
            names: &names,
            is_express: false,
            key_memory: None,
        };
        check(draft, &context)
    }

    fn draft(permissions: &str) -> ShareDraft {
        ShareDraft { permissions: Permissions::from_list(permissions), ..ShareDraft::default() }
    }

    fn ids(check: &ShareCheck, severity: Severity) -> Vec<&str> {
        let of = |finding: &&ShareFinding| finding.severity == severity;
        check.findings.iter().filter(of).map(|finding| finding.id.as_str()).collect()
    }

    #[test]
    fn each_combination_is_judged() {
        use Severity::{Error, Note, Warning};
        let alone = wallet(&["me"], KeyPlace::WithUsers);
        let cold = wallet(&["me"], KeyPlace::OutOfReach);
        let own = wallet(&["me"], KeyPlace::OneEach);
        let keyless = Recipient { has_key: false, ..recipient("new") };
        let open = [OpenShare { wallet: "w".into(), to: "new".into(), ..OpenShare::default() }];
        let without_key = |text| ShareDraft { no_key: true, ..draft(text) };
        let again = |text| ShareDraft { is_again: true, ..draft(text) };
        let none: &[OpenShare] = &[];
        for (what, wallet, recipient, open, severity, expected) in [
            (draft("view"), &alone, recipient("new"), none, Error, vec![]),
            (draft(""), &alone, recipient("new"), none, Error, vec!["permissions.none"]),
            (draft("view,trade"), &alone, recipient("new"), none, Error, vec!["permissions.trade"]),
            (draft("spend"), &alone, recipient("new"), none, Warning, vec!["permissions.blind/spend"]),
            (draft("admin"), &alone, recipient("new"), none, Warning, vec!["permissions.blind/admin"]),
            (draft("view,spend,admin"), &alone, recipient("new"), none, Note, vec!["permissions.two_duties"]),
            (draft("view,spend"), &alone, keyless.clone(), none, Error, vec!["person.no_key"]),
            (draft("view"), &alone, keyless.clone(), none, Note, vec!["person.no_key"]),
            (without_key("view,spend"), &alone, keyless, none, Warning, vec!["key.left_out"]),
            (draft("view,spend"), &cold, recipient("new"), none, Note, vec!["key.elsewhere"]),
            (draft("view,spend"), &own, recipient("new"), none, Note, vec!["key.own"]),
            (draft("view"), &alone, recipient("me"), none, Error, vec!["person.oneself"]),
            (draft("view"), &alone, recipient("new"), &open, Error, vec!["person.invited"]),
            (again("view"), &alone, recipient("new"), &open, Warning, vec!["person.invited"]),
            (draft("view,spend"), &alone, recipient("viewer"), none, Note, vec!["person.on_wallet"]),
            (
                draft("admin,view"),
                &wallet(&["me", "b"], KeyPlace::WithUsers),
                recipient("b"),
                none,
                Warning,
                vec!["permissions.lost/spend"],
            ),
        ] {
            let check = checked(&what, wallet, &recipient, open);
            assert_eq!(ids(&check, severity), expected, "{what:?}");
            assert!(check.findings.iter().all(|it| it.what.ends_with('.') && it.why.ends_with('.')));
        }
    }

    #[test]
    fn a_key_that_is_another_one_has_to_be_ticked_where_something_is_encrypted_for_it() {
        let (wallet, recipient) = (wallet(&["me"], KeyPlace::WithUsers), recipient("new"));
        let said = |memory: &KeyMemory, permissions: &str, is_express: bool| {
            let context = ShareContext {
                wallet: &wallet,
                recipient: &recipient,
                me: "me",
                open: &[],
                names: &Names::default(),
                is_express,
                key_memory: Some(memory),
            };
            let found = check(&draft(permissions), &context).findings.into_iter();
            let found: Vec<_> = found.filter(|it| it.id.as_str().starts_with("key.")).collect();
            assert!(found.len() <= 1, "{found:?}");
            found.into_iter().next().map(|it| (it.severity, it.id.to_string(), it.what, it.why))
        };
        let changed = KeyMemory::Changed {
            on: "3 March 2027".into(),
            before: "AAAA 1111".into(),
            now: "BBBB 2222".into(),
        };
        let (severity, id, what, why) = said(&changed, "view,spend", false).expect("a finding");
        assert_eq!((severity, id.as_str()), (Severity::Warning, "key.changed/BBBB 2222"));
        assert_eq!(what, "Nadia has another key than on 3 March 2027.");
        assert!(why.contains("another channel") && why.contains("AAAA 1111") && why.contains("BBBB 2222"));
        assert!(!why.contains("Express"));
        let by_express = said(&changed, "view,spend", true).expect("a finding").3;
        assert!(
            by_express.contains("Express server looks their key up")
                && by_express.contains("another channel")
        );
        assert!(!by_express.contains("AAAA") && !by_express.contains("BBBB"), "{by_express}");
        assert_eq!(said(&changed, "view", false).expect("a note").0, Severity::Note);

        let unread = KeyMemory::NotCompared("The token history is not available.".into());
        let (severity, _, what, why) = said(&unread, "view,spend", false).expect("a finding");
        assert_eq!(severity, Severity::Warning);
        assert!(what.contains("could not be compared") && why.contains("is not available"));
        assert!(why.contains("ask them for their fingerprint"));
        let by_express = said(&unread, "view,spend", true).expect("a finding").3;
        assert!(
            by_express.contains("is not available") && !by_express.contains("fingerprint"),
            "{by_express}"
        );
        let on = || "3 March 2027".to_owned();
        for fine in [KeyMemory::NoEarlierKey, KeyMemory::Same { on: on() }, KeyMemory::OtherPath { on: on() }]
        {
            assert_eq!(said(&fine, "view,spend", false), None);
            assert!(fine.sentence("Nadia").is_some());
        }
        assert!(changed.sentence("Nadia").is_none() && unread.sentence("Nadia").is_none());
    }

    #[test]
    fn what_will_happen_names_who_has_to_approve_and_what_becomes_of_the_key() {
        let alone =
            checked(&draft("view,spend"), &wallet(&["me"], KeyPlace::WithUsers), &recipient("new"), &[]);
        assert!(alone.is_sound());
        assert_eq!(alone.sentences[0], "Nadia will be able to view and spend from “Treasury”.");
        assert!(alone.sentences[1].starts_with("Your key is decrypted and re-encrypted for Nadia on"));
        assert!(alone.sentences[2].starts_with("Nobody else has to approve"));
        let two =
            checked(&draft("view"), &wallet(&["me", "marcus"], KeyPlace::InParts), &recipient("new"), &[]);
        assert_eq!(two.sentences[1], "Another admin has to approve it first: Marcus.");
        let mut strict = wallet(&["me", "marcus", "ann"], KeyPlace::InParts);
        strict.approvals_required = Some(2);
        let strict = checked(&draft("view,spend"), &strict, &recipient("new"), &[]);
        assert!(strict.sentences[1].starts_with("Your key share is decrypted"));
        assert_eq!(strict.sentences[2], "2 approvals are needed first, from Marcus and Ann.");
        let mut stuck = wallet(&["me", "marcus"], KeyPlace::InParts);
        stuck.approvals_required = Some(2);
        let stuck = checked(&draft("view"), &stuck, &recipient("new"), &[]);
        assert_eq!(stuck.sentences[1], "2 needed, only 1 person can approve: this cannot complete.");
        assert!(
            checked(&draft(""), &wallet(&["me"], KeyPlace::WithUsers), &recipient("new"), &[])
                .sentences
                .is_empty()
        );
    }
}
