//! What rules may be built of: scopes, filters, conditions and actions with their parameters (spec: Policy Builder).

use crate::sandbox::state::enterprise_rule::Touchpoint;

/// Where a rule may apply.
pub(crate) struct Scope {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) description: &'static str,
    pub(crate) touchpoints: &'static [Touchpoint],
    pub(crate) filters: &'static [Definition],
}

/// A filter, a condition or an action.
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) description: &'static str,
    pub(crate) parameters: &'static [Parameter],
}

/// What a parameter takes; `word` is the platform's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of these words, each with its label and description.
    Choice(&'static [(&'static str, &'static str, &'static str)]),
    Coin,
    CoinOrDollars,
    Number,
    /// Whole ones.
    Seconds,
    PositiveNumber,
    Person,
    Wallet,
    Text,
    Switch,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Choice(_) => "ENUMERATED",
            Self::Coin => "COIN",
            Self::CoinOrDollars => "COIN_OR_USD",
            Self::Number | Self::Seconds => "NON_NEGATIVE_NUMBER",
            Self::PositiveNumber => "POSITIVE_NUMBER",
            Self::Person => "BITGO_USER_ID",
            Self::Wallet => "BITGO_WALLET_ID",
            Self::Text => "FREE_FORM",
            Self::Switch => "BOOLEAN",
        }
    }
}

/// Whether it has to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Always,
    Optional,
    OneOrMore,
}

impl Presence {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Always => "ALWAYS",
            Self::Optional => "OPTIONAL",
            Self::OneOrMore => "ONE_OR_MORE",
        }
    }
}

/// A parameter.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: Kind,
    pub(crate) presence: Presence,
    pub(crate) takes_several: bool,
}

const fn parameter(
    name: &'static str,
    label: &'static str,
    description: &'static str,
    kind: Kind,
    presence: Presence,
) -> Parameter {
    let takes_several = matches!(kind, Kind::Person | Kind::Wallet);
    Parameter { name, label, description, kind, presence, takes_several }
}

const OPERATORS: Kind = Kind::Choice(&[
    (">", "Greater than", "The amount must be greater than the limit"),
    (">=", "Greater than or equal to", "The amount must be the limit or more"),
    ("<", "Less than", "The amount must be less than the limit"),
    ("<=", "Less than or equal to", "The amount must be the limit or less"),
]);
const DESTINATIONS: Kind = Kind::Choice(&[
    ("whitelistedAddress", "Whitelisted address", "The destination is whitelisted"),
    ("nonWhitelistedAddress", "Non-whitelisted address", "The destination is not whitelisted"),
    ("outsideEnterprise", "Outside the enterprise", "The destination is no wallet of the enterprise"),
]);
const SUMMED: Kind = Kind::Choice(&[
    ("wallet", "Wallet", "Only spending from the transferring wallet will be included"),
    (
        "enterprise",
        "Enterprise",
        "Spending from the entire transferring wallet's enterprise will be included",
    ),
]);
const WALLET_TYPES: Kind = Kind::Choice(&[
    ("custodial", "Custodial Wallet", "A custodial wallet"),
    ("hot", "Hot Wallet", "A hot wallet"),
    ("cold", "Cold Wallet", "A cold wallet"),
    ("trading", "Trading Wallet", "A trading wallet"),
]);

const INITIATORS: Definition = Definition {
    name: "transfer.initiators",
    label: "Transfer Initiated By",
    description: "Allows creating a condition based on whether the initiator is a listed user",
    parameters: &[parameter("userIds", "User Ids", "The initiators", Kind::Person, Presence::Always)],
};
const NOT_INITIATED_BY: Definition = Definition {
    name: "transfer.notInitiatedBy",
    label: "Transfer Not Initiated By",
    description: "Checks if the transfer was not initiated by specific users",
    parameters: &[parameter("userIds", "User Ids", "The exempt initiators", Kind::Person, Presence::Always)],
};
const PEOPLE: &[Definition] = &[INITIATORS, NOT_INITIATED_BY];
const OF_TRANSFERS: &[Definition] = &[
    Definition {
        name: "transfer.destination.type",
        label: "Destination",
        description: "Allows creating a condition based on the type of the funds destination",
        parameters: &[
            parameter("type", "Type", "The type of destination", DESTINATIONS, Presence::Always),
            parameter("coin", "Asset", "The asset this condition applies to", Kind::Coin, Presence::Optional),
        ],
    },
    INITIATORS,
    NOT_INITIATED_BY,
    Definition {
        name: "transfer.webhook",
        label: "Transfer Webhook",
        description: "Allows creating a condition based on whether the webhook answers with a 200 status code",
        parameters: &[
            parameter(
                "webhookUrl",
                "Webhook URL",
                "Where the transfer is posted",
                Kind::Text,
                Presence::Always,
            ),
            parameter("coin", "Asset", "The asset this condition applies to", Kind::Coin, Presence::Optional),
        ],
    },
    Definition {
        name: "transfer.velocity.limit",
        label: "Spending Limit",
        description: "Allows creating a condition based on the amount that can be spent over a period of time",
        parameters: &[
            parameter("amount", "Amount", "The amount within the window", Kind::Number, Presence::Always),
            parameter("timeWindow", "Time window", "Seconds", Kind::Seconds, Presence::Always),
            parameter("coin", "Unit", "A coin or USD", Kind::CoinOrDollars, Presence::Always),
            parameter("scope", "Scope", "What is added up", SUMMED, Presence::Always),
        ],
    },
    Definition {
        name: "transfer.amount",
        label: "Spending limit",
        description: "Allows creating a condition based on the Transfer Amount",
        parameters: &[
            parameter("operator", "Comparison Operator", "How it is compared", OPERATORS, Presence::Always),
            parameter("amount", "Amount", "What it is compared with", Kind::Number, Presence::Always),
            parameter("coin", "Currency", "A coin or USD", Kind::CoinOrDollars, Presence::Always),
        ],
    },
];

const LEAST: Parameter = parameter(
    "minRequired",
    "Approvals Required",
    "Minimum required number of approvers",
    Kind::PositiveNumber,
    Presence::Always,
);
const OPTIONAL_LEAST: Parameter = Parameter { presence: Presence::Optional, ..LEAST };
const APPROVERS: Parameter =
    parameter("userIds", "Users", "The approvers", Kind::Person, Presence::OneOrMore);
const INITIATOR_MAY: Parameter = parameter(
    "initiatorIsAllowedToApprove",
    "Initiator Is Allowed To Approve",
    "Whether the initiator is allowed to approve this action",
    Kind::Switch,
    Presence::Optional,
);

const fn action(
    name: &'static str,
    label: &'static str,
    description: &'static str,
    parameters: &'static [Parameter],
) -> Definition {
    Definition { name, label, description, parameters }
}

/// Every action.
pub(crate) const ACTIONS: &[Definition] = &[
    action("approvals.always.deny", "Deny", "Automatically reject", &[]),
    action("approvals.customer.walletAdmin", "Wallet Admin", "Require approval from wallet admins", &[LEAST]),
    action(
        "approvals.customer.finalApproval",
        "Require final approval from wallet users",
        "Require final approval from wallet users",
        &[APPROVERS, INITIATOR_MAY],
    ),
    action(
        "approvals.customer.enterpriseAdmin",
        "Enterprise Admin",
        "Enterprise admin approval",
        &[LEAST, INITIATOR_MAY],
    ),
    action(
        "approvals.customer.enterpriseUser",
        "Require approval from a set of users",
        "Enterprise users approval",
        &[APPROVERS, LEAST, INITIATOR_MAY],
    ),
    action(
        "approvals.customer.organizationAdmin",
        "Organization Admin",
        "Organization admin approval",
        &[LEAST],
    ),
    action(
        "approvals.bitgo.idVerification",
        "BitGo ID Verification",
        "Require BitGo ID verification",
        &[parameter("isFallback", "Fallback", "A fallback action", Kind::Switch, Presence::Optional)],
    ),
    action("approvals.bitgo.videoApproval", "BitGo Video Approval", "Require BitGo video approval", &[]),
    action(
        "approvals.bitgo.livenessVerificationFromRequestor",
        "Liveness Verification From Requestor",
        "Require liveness verification from the requestor",
        &[OPTIONAL_LEAST, INITIATOR_MAY],
    ),
    action(
        "approvals.bitgo.livenessVerificationFromUsers",
        "Liveness Verification From Specific Users",
        "Require liveness verification from specific users",
        &[APPROVERS, LEAST, INITIATOR_MAY],
    ),
    action(
        "approvals.bitgo.livenessVerificationFromEnterpriseAdmins",
        "Liveness Verification From Enterprise Admins",
        "Require liveness verification from enterprise admins",
        &[LEAST, INITIATOR_MAY],
    ),
    action("approvals.bitgo.noop", "None", "No action required", &[]),
];

const ALL_WALLETS: Definition =
    Definition { name: "wallet.all", label: "Wallet All", description: "For all Wallets", parameters: &[] };
const WALLETS: &[Definition] = &[
    Definition {
        name: "wallet.type",
        label: "Wallet Type",
        description: "Allows creating a condition based on the Wallet Type",
        parameters: &[Parameter {
            takes_several: true,
            ..parameter("walletType", "Type", "The Wallet Type", WALLET_TYPES, Presence::Always)
        }],
    },
    Definition {
        name: "wallet.ids",
        label: "Wallet Ids",
        description: "Allows creating a condition based on the Wallet Id",
        parameters: &[parameter("walletId", "Wallet Id", "The Wallet Ids", Kind::Wallet, Presence::Always)],
    },
    ALL_WALLETS,
    Definition {
        name: "wallet.multiple.ids",
        label: "Several Wallet Ids",
        description: "Allows creating a condition based on several Wallet Ids",
        parameters: &[parameter("walletId", "Wallet Id", "The Wallet Ids", Kind::Wallet, Presence::Always)],
    },
];
const RULES: &[Definition] = &[Definition {
    name: "rule.all",
    label: "Rule All",
    description: "For all policy rules",
    parameters: &[],
}];

/// Every scope.
pub(crate) const SCOPES: &[Scope] = &[
    Scope {
        id: "c8234a0f-7722-44d7-bedc-bfded7bd24a7",
        name: "wallet.segregated",
        label: "Wallet",
        description: "A BitGo Wallet",
        touchpoints: &[Touchpoint::Transfer, Touchpoint::Share],
        filters: WALLETS,
    },
    Scope {
        id: "08a3f714-c330-41e6-bd83-bad3a8d37188",
        name: "policies.management",
        label: "Policies",
        description: "The policy rules of the enterprise",
        touchpoints: &[Touchpoint::Policies],
        filters: RULES,
    },
];

impl Touchpoint {
    /// The touchpoint that answers name so.
    pub(crate) fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|touchpoint| touchpoint.id() == id)
    }

    /// The touchpoint that requests name so.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|touchpoint| touchpoint.name() == name)
    }

    /// Label and description.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Transfer => {
                ("Transfer from a Segregated Wallet", "When transferring from a BitGo Segregated Wallet")
            }
            Self::Share => ("Share a Segregated Wallet", "When sharing a BitGo Segregated Wallet"),
            Self::Policies => ("Change a Policy", "When changing a policy rule"),
        }
    }

    /// Where it belongs.
    pub(crate) fn scope(self) -> Option<&'static Scope> {
        SCOPES.iter().find(|scope| scope.touchpoints.contains(&self))
    }

    /// Its conditions.
    pub(crate) const fn conditions(self) -> &'static [Definition] {
        match self {
            Self::Transfer => OF_TRANSFERS,
            Self::Share | Self::Policies => PEOPLE,
        }
    }

    /// Its actions: a last word and a call are there for payments alone.
    pub(crate) fn actions(self) -> impl Iterator<Item = &'static Definition> {
        const FOR_PAYMENTS: [&str; 2] = ["approvals.customer.finalApproval", "approvals.bitgo.videoApproval"];
        ACTIONS.iter().filter(move |it| self == Self::Transfer || !FOR_PAYMENTS.contains(&it.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_touchpoint_is_found_by_its_names_and_belongs_to_one_scope() {
        for touchpoint in Touchpoint::ALL {
            assert_eq!(Touchpoint::by_id(touchpoint.id()), Some(touchpoint));
            assert_eq!(Touchpoint::by_name(touchpoint.name()), Some(touchpoint));
            let scopes = SCOPES.iter().filter(|scope| scope.touchpoints.contains(&touchpoint));
            assert_eq!(scopes.count(), 1);
        }
    }
}
