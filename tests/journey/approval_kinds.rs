//! Each kind of approval through the screen of the admin who decides it: what its case says, that an approval brings it
//! about at the server, and that a rejection leaves everything as it was.

mod enterprise;

use std::sync::Arc;

use countersign::bitgo::approvals::{ApprovalKind, ApprovalQuery, ApprovalState, PendingApproval};
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{ShareState, WalletShare};
use countersign::bitgo::transfers::{Transfer, TransferQuery};
use countersign::bitgo::wallet::{Wallet, WalletQuery};
use countersign::domain::share::Names;
use egui::Key;
use egui::accesskit::Role;
use futures::TryStreamExt;

use crate::harness::{ADMIN, Harness, OWNER, all};

const DECIDED: &str = "PUT /api/v2/pendingapprovals/{approvalId}";

pub fn at_the_queue(person: &str) -> Harness {
    let mut app = Harness::open();
    app.log_in(person);
    app.click_role(Role::Button, "Approvals");
    app.wait_for("Filter approvals");
    app.wait_until_gone("in progress");
    app
}

/// Opens the case whose row says this, once everything that it is checked against is there.
#[track_caller]
pub fn open_case(app: &mut Harness, filter: &str, row: &str) {
    if app.sees("Close details") {
        app.click("Close details");
    }
    app.type_into("Filter approvals", filter);
    app.wait_for_words(row);
    // Above the queue the same words may stand in a sentence.
    let row = app.stage.labels().into_iter().find(|label| label.starts_with(row)).unwrap();
    app.click(&row);
    app.wait_for("Close details");
    app.wait_until_gone("reading…");
    app.wait_until_gone("Reading what it has to be checked against");
}

/// Decides the open case as its buttons offer it. Returns what the confirmation says.
#[track_caller]
pub fn decide(app: &mut Harness, is_approval: bool) -> String {
    let (opens, confirms) =
        if is_approval { ("Approve…", "Approve request") } else { ("Reject…", "Reject request") };
    app.click(opens);
    app.wait_for(confirms);
    let said = app.screen();
    app.give_code_if_asked();
    app.stage.tick_every_warning().unwrap();
    app.click(confirms);
    app.wait_until_gone("A decision cannot be undone.");
    said
}

pub fn wallet(app: &mut Harness, label: &str) -> Wallet {
    let session = app.api();
    let mut found = app.wait(all(session.wallets(WalletQuery::default()))).into_iter();
    found.find(|wallet| wallet.label == label).map(Arc::unwrap_or_clone).unwrap()
}

/// A session of the compliance officer, whom the login does not offer.
pub fn officer(app: &mut Harness) -> Session {
    app.api_of_the_officer()
}

/// Every approval of any state that the owner may know of.
pub fn approvals(app: &mut Harness) -> Vec<PendingApproval> {
    let session = app.api();
    let states = ApprovalState::KNOWN.to_vec();
    app.wait(all(session.pending_approvals(ApprovalQuery { states, ..ApprovalQuery::default() })))
}

pub fn rules_in_words(app: &mut Harness, label: &str) -> String {
    let wallet = wallet(app, label);
    let rules = wallet.policy().unwrap().rules;
    rules
        .iter()
        .map(|it| format!("{}: {}", it.id, it.description().sentence(&wallet.coin)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn people_of(app: &mut Harness, label: &str) -> String {
    let names = Names::default();
    let facts = wallet(app, label).for_sharing();
    let told = |member: &countersign::domain::share::Member| {
        format!("{}: {}", names.of(&member.person), member.permissions.in_words())
    };
    facts.people.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// How far the approvals of a kind are, where deciding them changes nothing else that the sandbox shows.
fn state_of(app: &mut Harness, kind: &ApprovalKind) -> String {
    let found = approvals(app).into_iter().filter(|it| it.info.kind == *kind);
    found.map(|it| it.state.word().to_owned()).collect::<Vec<_>>().join(", ")
}

/// What is decided at the server, by ID, and how.
fn decided(app: &mut Harness) -> Vec<(String, ApprovalState)> {
    let over = approvals(app).into_iter().filter(|it| it.state.is_decided());
    over.map(|it| (it.id, it.state)).collect()
}

/// A kind of approval: who decides it, how to find it, what its case and its confirmation say, what is to be seen of it
/// at the server, and a part of that once it is approved.
struct Kind {
    decider: &'static str,
    filter: &'static str,
    row: &'static str,
    says: &'static [&'static str],
    next: &'static str,
    at_the_server: fn(&mut Harness) -> String,
    after: &'static str,
}

const KINDS: [&Kind; 16] = [
    &WITHDRAWAL,
    &MPC_TRANSACTION,
    &CHANGED_RULE,
    &LONGER_LIST,
    &NEW_RULE,
    &REMOVED_PERSON,
    &OTHER_PERMISSIONS,
    &SHARE,
    &TOO_MANY_APPROVALS,
    &SETTING,
    &TAGS,
    &enterprise::ROLE,
    &enterprise::INVITATION,
    &enterprise::ORGANIZATION,
    &enterprise::DESCRIBED,
    &UNKNOWN,
];

impl Kind {
    #[track_caller]
    fn is_decided(&self, app: &mut Harness, is_approval: bool) {
        let before = (self.at_the_server)(app);
        let decided_before = decided(app);
        let sent_before = app.control().requests(DECIDED);
        assert!(!before.contains(self.after), "it is there already: {before}");
        open_case(app, self.filter, self.row);
        for words in self.says {
            app.must_see(words);
        }
        let said = decide(app, is_approval);
        let next = if is_approval { self.next } else { "It is rejected, and nothing changes." };
        assert!(said.contains(next), "{said}");
        assert_eq!(app.control().requests(DECIDED), sent_before + 1, "{}", self.row);
        let after = (self.at_the_server)(app);
        let newly: Vec<ApprovalState> =
            decided(app).into_iter().filter(|it| !decided_before.contains(it)).map(|it| it.1).collect();
        let wanted = if is_approval { ApprovalState::Approved } else { ApprovalState::Rejected };
        assert_eq!(newly, [wanted], "{}", self.row);
        if is_approval {
            assert!(after.contains(self.after), "{}: {after}", self.row);
        } else {
            app.wait_for_words("Rejected:");
            let undecided = |state: &str| state.replace("rejected", "pending");
            assert_eq!(undecided(&after), undecided(&before), "{}", self.row);
        }
    }
}

/// Every kind that this person decides, one after the other at one queue.
fn go_through_the_kinds(decider: &str, is_approval: bool) {
    let mut app = at_the_queue(decider);
    for kind in KINDS.into_iter().filter(|kind| kind.decider == decider) {
        // What is seen at the server is asked for by logins of its own.
        app.control().forget_rates();
        kind.is_decided(&mut app, is_approval);
        app.click("Dismiss");
        app.wait_until_gone(kind.row);
    }
}

#[test]
fn what_the_owner_approves_comes_about_as_its_case_says() {
    go_through_the_kinds(OWNER, true);
}

#[test]
fn what_the_owner_rejects_leaves_everything_as_it_was() {
    go_through_the_kinds(OWNER, false);
}

#[test]
fn what_the_admin_approves_comes_about_as_its_case_says() {
    go_through_the_kinds(ADMIN, true);
}

#[test]
fn what_the_admin_rejects_leaves_everything_as_it_was() {
    go_through_the_kinds(ADMIN, false);
}

/// How far the withdrawal is, and what the wallet holds.
fn transfer_and_balance(app: &mut Harness) -> String {
    let (wallet, session) = (wallet(app, "XRP operations"), app.api());
    let payments = approvals(app).into_iter().filter(|it| it.wallet.as_deref() == Some(wallet.id.as_str()));
    let id = payments.map(|it| it.id).next().unwrap();
    let transfers = session.transfers(&wallet.coin, &wallet.id, TransferQuery::default());
    let pages: Vec<_> = app.wait(transfers.try_collect()).unwrap();
    let is_its = |it: &Transfer| it.extra.get("pendingApproval").is_some_and(|of| *of == *id);
    let transfer = pages.into_iter().flat_map(|page| page.items).find(is_its).unwrap();
    format!("{} {:?}", transfer.state.word().replace("rejected", "pendingApproval"), wallet.balance)
}

/// A withdrawal tells amounts, fee, share, rule and origin, and is broadcast.
const WITHDRAWAL: Kind = Kind {
    decider: OWNER,
    filter: "XRP operations",
    row: "Send 75,000 TXRP",
    says: &[
        "75,000 TXRP",
        "75,000,000,000 drop",
        "0.0012 TXRP",
        "1,200 drop",
        "% of balance",
        "First payment from this wallet to this address.",
        "Required by policy rule “Velocity limit”. Withdrawals above 75,000 TXRP per day require approval.",
        "Market maker funding",
        "198.51.100.14",
        "Marcus Adeyemi",
        "0 of 1 approved. Pending: Olivia Brandt.",
    ],
    next: "Money that has left cannot be called back.",
    at_the_server: transfer_and_balance,
    after: "unconfirmed",
};

/// A transaction of an MPC wallet tells every recipient to the last base unit.
const MPC_TRANSACTION: Kind = Kind {
    decider: OWNER,
    filter: "Validator rewards",
    row: "Send 33.500000000000000001 HTETH to 2 addresses from “Validator rewards”",
    says: &[
        "32.000000000000000001 HTETH",
        "32,000,000,000,000,000,001 wei",
        "1.5 HTETH",
        "33,500,000,000,000,000,001 wei",
        "0.000441 HTETH",
        "Your own wallet: “Gas station”, ID",
        "less than 0.1%",
        "Payment",
        "Validator top-up and gas",
        "Copy address 2",
    ],
    next: "signed in parts and broadcast",
    at_the_server: |app| format!("{:?}", wallet(app, "Validator rewards").balance),
    // 2,361,183,241,434,822,606,848,017 less both payments and the fee.
    after: "2361149740993822606848016",
};

/// A changed rule is shown before and after.
const CHANGED_RULE: Kind = Kind {
    decider: OWNER,
    filter: "Daily limit",
    row: "Change rule “Daily limit” on “Token listings”",
    says: &[
        "Withdrawals above 25 HTETH per day are denied.",
        "Withdrawals above 40 HTETH per 7 days require approval.",
        "25 HTETH",
        "40 HTETH",
        "1 day",
        "7 days",
        "Deny",
        "Approvers",
        "Olivia Brandt or Marcus Adeyemi",
        "Locks in",
    ],
    next: "Changes rule “Daily limit” on “Token listings”. It locks after 48 hours.",
    at_the_server: |app| rules_in_words(app, "Token listings"),
    after: "Daily limit: Withdrawals above 40 HTETH per 7 days require approval.",
};

/// A list that gets an address names it.
const LONGER_LIST: Kind = Kind {
    decider: OWNER,
    filter: "Listing agents",
    row: "Change rule “Listing agents” on “Token listings”",
    says: &[
        "Withdrawals to addresses not on the whitelist (2 addresses) are denied.",
        "Withdrawals to addresses not on the whitelist (3 addresses) are denied.",
        "Listing agent, Dubai",
        "Address added",
        "Copy address 1",
        "Withdrawals to this address will no longer be stopped by this whitelist.",
    ],
    next: "Changes rule “Listing agents” on “Token listings”",
    at_the_server: |app| rules_in_words(app, "Token listings"),
    after: "Listing agents: Withdrawals to addresses not on the whitelist (3 addresses)",
};

/// A new rule says that there is none yet.
const NEW_RULE: Kind = Kind {
    decider: ADMIN,
    filter: "Compliance limit",
    row: "Add rule “Compliance limit” to “Payroll hot”",
    says: &[
        "No rule",
        "Withdrawals above 2.5 TBTC per day require approval.",
        "any admin except the sender",
        "Locks 48 hours after approval.",
    ],
    next: "Adds rule “Compliance limit” to “Payroll hot”. It locks after 48 hours.",
    at_the_server: |app| rules_in_words(app, "Payroll hot"),
    after: "Compliance limit: Withdrawals above 2.5 TBTC per day require approval.",
};

/// A person who is removed is named with what they lose.
const REMOVED_PERSON: Kind = Kind {
    decider: OWNER,
    filter: "Settlement USDT, Ethereum",
    row: "Remove Hana Kimura from “Settlement USDT, Ethereum”",
    says: &[
        "Hana Kimura loses",
        "view: see the wallet, its balance and its transfers",
        "Admins after approval (2): Olivia Brandt and Marcus Adeyemi.",
    ],
    next: "Removes the person from “Settlement USDT, Ethereum” immediately.",
    at_the_server: |app| {
        format!("{} people", wallet(app, "Settlement USDT, Ethereum").for_sharing().people.len())
    },
    after: "2 people",
};

/// Other permissions are told as gained and lost.
const OTHER_PERMISSIONS: Kind = Kind {
    decider: OWNER,
    filter: "Grants 2026",
    row: "Set Hana Kimura's permissions on “Grants 2026” to Admin, Freeze",
    says: &[
        "Hana Kimura gains",
        "admin: manage its people and policy rules, and approve requests by others",
        "freeze: freeze it for a set time, which nobody can shorten",
        "Hana Kimura loses",
        "view: see the wallet, its balance and its transfers",
        "Admins after approval (3): Olivia Brandt, Marcus Adeyemi and Hana Kimura.",
    ],
    next: "The person will have exactly the listed permissions on “Grants 2026”, and no others.",
    at_the_server: |app| people_of(app, "Grants 2026"),
    after: ": administer and freeze",
};

/// A share says who gets what, and goes out.
const SHARE: Kind = Kind {
    decider: ADMIN,
    filter: "Dash operations",
    row: "Add Hana Kimura to “Dash operations” (View)",
    says: &["Hana Kimura gains", "Admins after approval (2): Olivia Brandt and Marcus Adeyemi."],
    next: "The share is sent. The person joins “Dash operations” once they accept it.",
    at_the_server: |app| {
        let session = app.api();
        let shares = app.wait(session.shares()).unwrap();
        let is_out = |share: &WalletShare| share.state == ShareState::Active;
        let mut of = shares.outgoing.iter().filter(|share| share.wallet_label == "Dash operations");
        if of.any(is_out) { "the share is out".to_owned() } else { "nothing is out".to_owned() }
    },
    after: "the share is out",
};

/// More approvals than can be given are a danger.
const TOO_MANY_APPROVALS: Kind = Kind {
    decider: OWNER,
    filter: "Litecoin operations",
    row: "Require 2 approvals on “Litecoin operations”",
    says: &["Approvals", "2 approvals are required, but only 1 other admin can approve."],
    next: "“Litecoin operations” will require 2 approvals.",
    at_the_server: |app| format!("{:?}", wallet(app, "Litecoin operations").approvals_required),
    after: "Some(2)",
};

/// A setting is told in words.
const SETTING: Kind = Kind {
    decider: OWNER,
    filter: "Trading account USD",
    row: "Turn off user signing for “Trading account USD”",
    says: &["User key signature", "Required", "Not required", "Only BitGo's key will be needed to send."],
    next: "Only BitGo's key will be needed to send from “Trading account USD”.",
    at_the_server: |app| {
        let wallet = wallet(app, "Trading account USD");
        format!("signs: {}", wallet.raw.field("coinSpecific").unwrap()["userKeySigningRequired"])
    },
    after: "signs: false",
};

/// Tags are told before and after.
const TAGS: Kind = Kind {
    decider: ADMIN,
    filter: "Tron operations",
    row: "Add tag “operations” to “Tron operations”",
    says: &["Tags", "—", "operations", "If approved"],
    next: "Adds the tag to “Tron operations” immediately. Rules for this tag will apply to the wallet.",
    at_the_server: |app| format!("{:?}", wallet(app, "Tron operations").custom_tags()),
    after: "operations",
};

#[test]
fn an_unknown_kind_is_a_tree_and_no_key_decides_it() {
    let mut app = at_the_queue(OWNER);
    open_case(&mut app, "stakingDelegationRequest", "Unknown request of kind stakingDelegationRequest");
    let labels = app.stage.labels();
    for words in ["Content", "validator", "Northern Lights", "250000000000", "yes", "nothing", "Copy address"]
    {
        assert!(labels.iter().any(|label| label == words), "\"{words}\" has no label of its own: {labels:?}");
    }
    app.must_not_see("\"validator\"");
    app.click("API response");
    app.wait_for_words("\"validator\"");
    let whole = app.copy("Copy API response");
    assert!(whole.contains("\"renewsByItself\": true"), "{whole}");
    let address = app.copy("Copy address");
    assert!(whole.contains(&address) && address.len() == 66, "{address}");
    for key in [Key::A, Key::R] {
        app.press(key);
        app.must_not_see("One-time code");
    }
}

/// An unknown kind says that not everything in it can be read.
const UNKNOWN: Kind = Kind {
    decider: OWNER,
    filter: "stakingDelegationRequest",
    row: "Unknown request of kind stakingDelegationRequest on “Casper delegation”",
    says: &["Not everything in this request can be read here"],
    next: "BitGo carries out everything it sent here, including what this program cannot read.",
    at_the_server: |app| state_of(app, &ApprovalKind::from_word("stakingDelegationRequest")),
    after: "approved",
};
