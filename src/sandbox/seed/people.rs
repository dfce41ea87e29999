//! The demo people and their two enterprises. The passwords are public: they open nothing else.

use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha20Rng;

use super::draw::draw_id;
use crate::bitgo::signing;
use crate::sandbox::demo_account::DemoAccount;
use crate::sandbox::error::SandboxError;
use crate::sandbox::keys;
use crate::sandbox::state::id::Id;
use crate::sandbox::state::person::{Enterprise, Membership, Person, Role};

const ALL: &[&str] = &["admin", "wallet.create"];
const MEMBER: &[&str] = &[];

struct Card {
    role: Role,
    first: &'static str,
    last: &'static str,
    email: &'static str,
    password: &'static str,
    /// Of the numbers set aside for fiction.
    phone: &'static str,
    timezone: &'static str,
    country: &'static str,
    /// Permissions in Northwind Treasury and Harbor Custody; none for an outsider.
    permissions: [&'static [&'static str]; 2],
    standing: Standing,
}

/// How it stands with somebody's account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Good,
    Frozen,
    Inactive,
}

const CARDS: [Card; 7] = [
    Card {
        role: Role::Owner,
        first: "Olivia",
        last: "Brandt",
        email: "owner@treasury.example",
        password: "sandbox-owner-1",
        phone: "+12025550140",
        timezone: "Europe/Zurich",
        country: "CHE",
        permissions: [ALL, ALL],
        standing: Standing::Good,
    },
    Card {
        role: Role::Admin,
        first: "Marcus",
        last: "Adeyemi",
        email: "admin@treasury.example",
        password: "sandbox-admin-2",
        phone: "+12025550141",
        timezone: "Europe/London",
        country: "GBR",
        permissions: [ALL, MEMBER],
        standing: Standing::Good,
    },
    Card {
        role: Role::Viewer,
        first: "Hana",
        last: "Kimura",
        email: "viewer@treasury.example",
        password: "sandbox-viewer-3",
        phone: "+12025550142",
        timezone: "Asia/Tokyo",
        country: "JPN",
        permissions: [MEMBER, MEMBER],
        standing: Standing::Good,
    },
    // Never made an ECDH keychain: a login answers a plain token, and no key can be shared with her.
    Card {
        role: Role::Compliance,
        first: "Ines",
        last: "Duarte",
        email: "compliance@treasury.example",
        password: "sandbox-compliance-4",
        phone: "+12025550143",
        timezone: "Europe/Lisbon",
        country: "PRT",
        permissions: [MEMBER, MEMBER],
        standing: Standing::Good,
    },
    // Two that no wallet can be shared with as things are.
    Card {
        role: Role::Outsider,
        first: "Tomas",
        last: "Novak",
        email: "frozen@treasury.example",
        password: "sandbox-frozen-5",
        phone: "+12025550144",
        timezone: "Europe/Prague",
        country: "CZE",
        permissions: [MEMBER, MEMBER],
        standing: Standing::Frozen,
    },
    Card {
        role: Role::Outsider,
        first: "Aisha",
        last: "Rahman",
        email: "former@treasury.example",
        password: "sandbox-former-6",
        phone: "+12025550145",
        timezone: "Asia/Dhaka",
        country: "BGD",
        permissions: [MEMBER, MEMBER],
        standing: Standing::Inactive,
    },
    // Somebody whom an enterprise may invite.
    Card {
        role: Role::Outsider,
        first: "Priya",
        last: "Nair",
        email: "auditor@assurance.example",
        password: "sandbox-auditor-7",
        phone: "+12025550146",
        timezone: "Asia/Kolkata",
        country: "IND",
        permissions: [MEMBER, MEMBER],
        standing: Standing::Good,
    },
];

/// Everyone, and where they belong.
pub(super) struct DemoPeople {
    pub(super) people: Vec<Person>,
    pub(super) enterprises: Vec<Enterprise>,
    pub(super) accounts: Vec<DemoAccount>,
    pub(super) owner: Id,
    pub(super) admin: Id,
    pub(super) viewer: Id,
    pub(super) compliance: Id,
    pub(super) northwind: Id,
    pub(super) harbor: Id,
}

/// Draws the identifiers and keys.
pub(super) fn make(rng: &mut ChaCha20Rng, now: Timestamp) -> Result<DemoPeople, SandboxError> {
    let days_ago = |days: i64| now.saturating_sub(SignedDuration::from_hours(days * 24)).unwrap_or(now);
    let [northwind, harbor] = [draw_id(rng), draw_id(rng)];
    let [owner, admin, viewer] = [draw_id(rng), draw_id(rng), draw_id(rng)];
    let compliance = draw_id(rng);
    let mut people = Vec::new();
    // Outsiders come last, so that everybody before them stays who they were.
    let known = [owner, admin, viewer, compliance].map(Some);
    for (card, id) in CARDS.iter().zip(known.into_iter().chain(std::iter::repeat(None))) {
        let id = id.unwrap_or_else(|| draw_id(rng));
        let keychains = match card.role {
            Role::Compliance => Vec::new(),
            _ => vec![keys::draw_keychain(rng, card.password)?],
        };
        let permissions =
            |words: &[&str]| -> Vec<String> { words.iter().map(|&word| word.to_owned()).collect() };
        let [in_northwind, in_harbor] = card.permissions;
        people.push(Person {
            id,
            role: card.role,
            first: card.first,
            last: card.last,
            email: card.email,
            password_hmac: signing::password_hmac(card.email, card.password),
            memberships: if card.role == Role::Outsider {
                Vec::new()
            } else {
                vec![
                    Membership { enterprise: northwind, permissions: permissions(in_northwind) },
                    Membership { enterprise: harbor, permissions: permissions(in_harbor) },
                ]
            },
            ecdh_xpub: keychains.last().map(|keychain| keychain.xpub.clone()),
            keychains,
            is_frozen: card.standing == Standing::Frozen,
            is_active: card.standing != Standing::Inactive,
            pinned: Vec::new(),
            otp_device: draw_id(rng),
            joined: days_ago(1_200),
            phone: card.phone,
            timezone: card.timezone,
            country: card.country,
        });
    }
    let enterprise = |id, name, days, approvals_required| Enterprise {
        id,
        name,
        created: days_ago(days),
        primary_contact: owner,
        approvals_required,
    };
    let enterprises = vec![
        enterprise(northwind, "Northwind Treasury", 1_500, 1),
        enterprise(harbor, "Harbor Custody", 1_300, 1),
    ];
    // Those whom the announcement names.
    let is_announced = |role| matches!(role, Role::Owner | Role::Admin | Role::Viewer);
    let announced = people.iter().zip(&CARDS).filter(|(person, _)| is_announced(person.role));
    let accounts = announced.map(|(person, card)| DemoAccount {
        role: person.role.word().to_owned(),
        name: person.full_name(),
        email: card.email.to_owned(),
        password: card.password.to_owned(),
    });
    let accounts = accounts.collect();
    Ok(DemoPeople { people, enterprises, accounts, owner, admin, viewer, compliance, northwind, harbor })
}
