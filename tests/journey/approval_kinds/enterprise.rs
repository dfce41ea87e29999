//! Kinds that are about an enterprise or an organization.

use countersign::bitgo::approvals::ApprovalKind;
use countersign::bitgo::session::Session;

use super::{Kind, state_of};
use crate::harness::{ADMIN, Harness, OWNER};

fn northwind(app: &mut Harness) -> (Session, String) {
    let session = app.api();
    let found = session.user().enterprises.iter().find(|it| it.name == "Northwind Treasury");
    let id = found.unwrap().id.clone();
    (session, id)
}

fn people_of_northwind(app: &mut Harness) -> String {
    let (session, id) = northwind(app);
    let people = app.wait(session.enterprise_people(&id)).unwrap();
    let told = people.people.iter().map(|it| format!("{} {:?}", it.email, it.permissions));
    told.collect::<Vec<_>>().join("\n")
}

/// A role in an enterprise is told before and after.
pub(super) const ROLE: Kind = Kind {
    decider: OWNER,
    filter: "auditor",
    row: "Make Ines Duarte auditor",
    says: &[
        "compliance@treasury.example",
        "member, not an admin",
        "auditor",
        "Northwind Treasury",
        "0 of 1 approved. Pending: Olivia Brandt.",
    ],
    next: "The person becomes auditor in the enterprise.",
    at_the_server: people_of_northwind,
    after: "auditor",
};

/// An invitation says who is not there yet.
pub(super) const INVITATION: Kind = Kind {
    decider: OWNER,
    filter: "Invite",
    row: "Invite auditor@assurance.example to Northwind Treasury as auditor",
    says: &["not a member", "auditor@assurance.example is not in the enterprise yet", "Marcus Adeyemi"],
    next: "The invitation is sent to auditor@assurance.example. Anyone who follows it joins the enterprise as auditor.",
    at_the_server: people_of_northwind,
    after: "auditor@assurance.example",
};

/// A member of an organization is told with the organization.
pub(super) const ORGANIZATION: Kind = Kind {
    decider: ADMIN,
    filter: "Northwind Group",
    row: "Add Hana Kimura as member",
    says: &["Organization", "Northwind Group", "In the organization", "member"],
    next: "The person joins the organization as member.",
    at_the_server: |app| state_of(app, &ApprovalKind::Organization),
    after: "approved",
};

/// What the platform describes stands in its own words.
pub(super) const DESCRIBED: Kind = Kind {
    decider: ADMIN,
    filter: "Travel rule",
    row: "Travel rule threshold for withdrawals above 1,000 USD",
    says: &["In BitGo's words", "Policy rule", "Change", "Northwind Treasury"],
    next: "BitGo makes this change immediately.",
    at_the_server: |app| state_of(app, &ApprovalKind::Generic),
    after: "approved",
};
