//! Every route of the platform that this program can ask: method, path, and who may ask it. A call is made from one
//! of these and from nothing else, so what is not in this table is never sent.
//!
//! It must never know what is asked with a route, nor what is answered: that stands with each subject.

use crate::domain::change::ChangeKind;
use reqwest::Method;
use std::fmt;

/// Who asks a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AskedBy {
    /// Somebody who has no session yet: with nothing, with a password, or with a token that is tried.
    Opening,
    /// A session.
    Session,
    /// A session through the user's own Express server, which alone is given passphrases (the protocol notes,
    /// section 6).
    Express,
}

/// Makes the routes and the list of them all out of one table.
macro_rules! routes {
    ($($asked_by:ident { $($name:ident = $method:ident $path:literal,)+ })+) => {
        /// A route of the platform. What varies in its path is a gap, in the names of the vendor's specification.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Route {
            $($(
                #[doc = concat!("`", stringify!($method), " ", $path, "`")]
                $name,
            )+)+
        }

        impl Route {
            /// Every route.
            pub const ALL: &[Self] = &[$($(Self::$name,)+)+];

            fn row(self) -> (Method, &'static str, AskedBy) {
                match self {
                    $($(Self::$name => (Method::$method, $path, AskedBy::$asked_by),)+)+
                }
            }
        }
    };
}

routes! {
    Opening {
        Ping = GET "/api/v2/ping",
        LogIn = POST "/api/v2/user/login",
        OwnUser = GET "/api/v2/user/me",
    }
    Session {
        // Also asked with a token that is tried, before there is a session.
        Session = GET "/api/v2/user/session",
        Unlock = POST "/api/v2/user/unlock",
        Lock = POST "/api/v2/user/lock",
        LogOut = GET "/api/v2/user/logout",

        UserSettings = GET "/api/v1/user/settings",
        // A POST that reads.
        Keychain = POST "/api/v1/keychain/{xpub}",
        SharingKey = POST "/api/v1/user/sharingkey",

        AccessTokens = GET "/api/v2/user/accesstoken",
        CreateAccessToken = POST "/api/v2/user/accesstoken",
        DeleteAccessToken = DELETE "/api/v2/user/accesstoken/{token}",
        TokenTemplates = GET "/api/v2/user/accesstokentemplate",
        CreateTokenTemplate = POST "/api/v2/user/accesstokentemplate",
        ChangeTokenTemplate = PATCH "/api/v2/user/accesstokentemplate/{id}",
        DeleteTokenTemplate = DELETE "/api/v2/user/accesstokentemplate/{id}",

        Wallets = GET "/api/v2/wallets",
        WalletCount = GET "/api/v2/wallets/count",
        WalletBalances = GET "/api/v2/wallet/balances",
        Wallet = GET "/api/v2/{coin}/wallet/{walletId}",
        WalletKey = GET "/api/v2/{coin}/key/{id}",
        WalletAddress = GET "/api/v2/{coin}/wallet/{walletId}/address/{addressOrId}",
        FreezeWallet = POST "/api/v2/{coin}/wallet/{walletId}/freeze",
        RemoveWalletUser = DELETE "/api/v2/{coin}/wallet/{walletId}/user/{userId}",
        AddPolicyRule = POST "/api/v2/{coin}/wallet/{walletId}/policy/rule",
        ChangePolicyRule = PUT "/api/v2/{coin}/wallet/{walletId}/policy/rule",
        RemovePolicyRule = DELETE "/api/v2/{coin}/wallet/{walletId}/policy/rule",
        Transfers = GET "/api/v2/{coin}/wallet/{walletId}/transfer",

        Shares = GET "/api/v2/walletshares",
        Share = GET "/api/v2/{coin}/walletshare/{shareId}",
        CreateShare = POST "/api/v2/{coin}/wallet/{walletId}/share",
        UpdateShare = POST "/api/v2/{coin}/walletshare/{shareId}",
        CancelShare = DELETE "/api/v2/{coin}/walletshare/{shareId}",
        ResendShareEmail = POST "/api/v2/{coin}/walletshare/{shareId}/resendemail",
        ShareRequests = GET "/api/v2/walletsharerequests",
        RequestReshare = POST "/api/v2/{coin}/wallet/{walletId}/requestreshare",
        RejectReshare = POST "/api/v2/wallet/{walletId}/rejectreshare",

        PendingApprovals = GET "/api/v2/pendingapprovals",
        PendingApproval = GET "/api/v2/pendingapprovals/{approvalId}",
        DecideApproval = PUT "/api/v2/pendingapprovals/{approvalId}",
        DecideApprovals = PUT "/api/v2/pendingapprovals/bulkupdate",

        EnterprisePeople = GET "/api/v1/enterprise/{enterpriseId}/user",
        AddEnterprisePerson = POST "/api/v2/enterprise/{enterpriseId}/user",
        ChangeEnterpriseRole = PUT "/api/v2/enterprise/{enterpriseId}/user",
        RemoveEnterprisePerson = DELETE "/api/v2/enterprise/{enterpriseId}/user",
        EnterpriseTransfers = GET "/api/v2/enterprise/{enterpriseId}/transfer",
        AuditLog = GET "/api/v2/auditlog",
        SpotPrices = GET "/api/v1/marketdata/cryptocompare/spot/prices",

        EnterpriseRules = GET "/api/policy/v1/enterprises/{enterpriseId}/rules",
        EnterpriseRule = GET "/api/policy/v1/enterprises/{enterpriseId}/rules/{id}",
        EnterpriseRuleVersions = GET "/api/policy/v1/enterprises/{enterpriseId}/rules/{id}/versions",
        PolicyScopes = GET "/api/policy/v1/enterprises/{enterpriseId}/scopes",
        PolicyTouchpoints = GET "/api/policy/v1/enterprises/{enterpriseId}/scopes/{scopeId}/touchpoints",
        PolicyScopeConditions = GET "/api/policy/v1/enterprises/{enterpriseId}/scopes/{scopeId}/conditions",
        PolicyTouchpointConditions = GET "/api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointId}/conditions",
        PolicyActions = GET "/api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointId}/filteringconditions/{filteringCondition}/actions",
        PolicyRecommendations = GET "/api/policy/v1/enterprises/{enterpriseId}/recommendations",
        CreateEnterpriseRule = POST "/api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointName}/rules",
        ChangeEnterpriseRule = PUT "/api/policy/v1/enterprises/{enterpriseId}/touchpoints/{touchpointName}/rules/{id}",
        DeactivateEnterpriseRule = DELETE "/api/policy/v1/enterprises/{enterpriseId}/rules/{id}",
        ChangeWhitelists = PUT "/api/v2/policy/rule/bulk",
    }
    Express {
        ExpressShare = POST "/api/v2/{coin}/wallet/{id}/share",
        ExpressAcceptShare = POST "/api/v2/{coin}/walletshare/{id}/acceptshare",
        ExpressDecideApproval = PUT "/api/v2/{coin}/pendingapprovals/{id}",
    }
}

impl Route {
    /// How it is asked.
    pub fn method(self) -> Method {
        self.row().0
    }

    /// Its path, with its gaps.
    pub fn path(self) -> &'static str {
        self.row().1
    }

    /// Who asks it.
    pub fn asked_by(self) -> AskedBy {
        self.row().2
    }

    /// The names of what varies in its path, in order.
    pub fn gaps(self) -> impl Iterator<Item = &'static str> {
        self.parts().filter_map(gap)
    }

    /// Method and path with the gaps filled in order, for a review of what will be sent.
    pub fn request_line(self, ids: &[&str]) -> String {
        let mut ids = ids.iter().copied();
        let path: Vec<&str> = self
            .parts()
            .map(|part| if gap(part).is_some() { ids.next().unwrap_or(part) } else { part })
            .collect();
        format!("{} /{}", self.method(), path.join("/"))
    }

    /// Whether it may be sent again by itself: a GET changes nothing, but for the logout.
    pub(super) fn is_repeatable(self) -> bool {
        self.method() == Method::GET && self != Self::LogOut
    }

    /// Whether the platform limits how often it is asked apart from all others.
    pub(super) fn has_own_limit(self) -> bool {
        matches!(self, Self::LogIn | Self::SharingKey | Self::Unlock)
    }

    /// What is changed with it, and kept before it is sent. Of access tokens more is kept elsewhere; a session's own opening,
    /// unlocking and ending and what only reads is not kept.
    pub fn change(self) -> Option<ChangeKind> {
        use ChangeKind as Kind;
        Some(match self {
            Self::CreateShare | Self::ExpressShare => Kind::ShareMade,
            // Its rejection goes the same way, and says so.
            Self::UpdateShare | Self::ExpressAcceptShare => Kind::ShareAccepted,
            Self::CancelShare => Kind::ShareCancelled,
            Self::ResendShareEmail => Kind::ShareMailed,
            Self::RequestReshare => Kind::KeyRequested,
            Self::RejectReshare => Kind::KeyRefused,
            Self::DecideApproval | Self::ExpressDecideApproval => Kind::Decision,
            Self::DecideApprovals => Kind::Decisions,
            Self::FreezeWallet => Kind::Freeze,
            Self::RemoveWalletUser => Kind::PersonRemoved,
            Self::AddPolicyRule => Kind::RuleMade,
            Self::ChangePolicyRule => Kind::RuleChanged,
            Self::RemovePolicyRule => Kind::RuleRemoved,
            Self::CreateTokenTemplate => Kind::TemplateMade,
            Self::ChangeTokenTemplate => Kind::TemplateChanged,
            Self::DeleteTokenTemplate => Kind::TemplateDeleted,
            Self::AddEnterprisePerson => Kind::EnterprisePersonAdded,
            Self::ChangeEnterpriseRole => Kind::EnterpriseRoleChanged,
            Self::RemoveEnterprisePerson => Kind::EnterprisePersonRemoved,
            Self::CreateEnterpriseRule => Kind::EnterpriseRuleMade,
            Self::ChangeEnterpriseRule => Kind::EnterpriseRuleChanged,
            Self::DeactivateEnterpriseRule => Kind::EnterpriseRuleDeactivated,
            Self::ChangeWhitelists => Kind::WhitelistsChanged,
            Self::CreateAccessToken
            | Self::DeleteAccessToken
            | Self::LogIn
            | Self::Unlock
            | Self::Lock
            | Self::LogOut
            | Self::Keychain
            | Self::SharingKey
            | Self::Ping
            | Self::OwnUser
            | Self::Session
            | Self::UserSettings
            | Self::AccessTokens
            | Self::TokenTemplates
            | Self::AuditLog
            | Self::Wallets
            | Self::WalletCount
            | Self::WalletBalances
            | Self::Wallet
            | Self::WalletKey
            | Self::WalletAddress
            | Self::Transfers
            | Self::EnterpriseTransfers
            | Self::SpotPrices
            | Self::Shares
            | Self::Share
            | Self::ShareRequests
            | Self::PendingApprovals
            | Self::PendingApproval
            | Self::EnterprisePeople
            | Self::EnterpriseRules
            | Self::EnterpriseRule
            | Self::EnterpriseRuleVersions
            | Self::PolicyScopes
            | Self::PolicyTouchpoints
            | Self::PolicyScopeConditions
            | Self::PolicyTouchpointConditions
            | Self::PolicyActions
            | Self::PolicyRecommendations => return None,
        })
    }

    pub(super) fn parts(self) -> impl Iterator<Item = &'static str> {
        self.path().split('/').skip(1)
    }
}

/// The name of the gap that this part of a path is.
pub(super) fn gap(part: &'static str) -> Option<&'static str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// As the vendor's specification names it.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method(), self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_route_stands_twice_and_every_path_is_one() {
        let names: HashSet<String> = Route::ALL.iter().map(Route::to_string).collect();
        assert_eq!(names.len(), Route::ALL.len());
        for route in Route::ALL {
            assert!(
                ["/api/v", "/api/policy/v1/"].iter().any(|start| route.path().starts_with(start)),
                "{route}"
            );
            assert!(route.parts().all(|part| !part.is_empty()), "{route}");
            assert_eq!(route.gaps().count(), route.path().matches(['{', '}']).count() / 2, "{route}");
        }
    }

    #[test]
    fn whatever_may_change_something_is_kept_before_it_is_sent() {
        let not_kept = |route: &Route| {
            use Route::{CreateAccessToken, DeleteAccessToken, Keychain, Lock, LogIn, SharingKey, Unlock};
            // Tokens have a ledger of their own; a session's own; what only reads.
            [CreateAccessToken, DeleteAccessToken, LogIn, Unlock, Lock, Keychain, SharingKey].contains(route)
        };
        for route in Route::ALL {
            let is_kept = route.method() != Method::GET && !not_kept(route);
            assert_eq!(route.change().is_some(), is_kept, "{route}");
        }
        let kept: HashSet<ChangeKind> = Route::ALL.iter().filter_map(|route| route.change()).collect();
        for kind in ChangeKind::ALL.iter().filter(|kind| **kind != ChangeKind::ShareRejected) {
            assert!(kept.contains(kind), "no route is {kind:?}");
        }
    }

    #[test]
    fn a_review_names_what_is_sent() {
        assert_eq!(Route::FreezeWallet.to_string(), "POST /api/v2/{coin}/wallet/{walletId}/freeze");
        assert_eq!(Route::FreezeWallet.request_line(&["tbtc", "w1"]), "POST /api/v2/tbtc/wallet/w1/freeze");
        assert_eq!(Route::DecideApprovals.request_line(&[]), "PUT /api/v2/pendingapprovals/bulkupdate");
    }
}
