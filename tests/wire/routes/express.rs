//! What Express is asked.

use super::{Asked, Case, S, W, shown};
use countersign::bitgo::approvals::Decision;
use countersign::bitgo::envelope::Version;
use countersign::bitgo::express::ExpressShare;
use countersign::bitgo::routes::Route;
use countersign::bitgo::session::Session;
use countersign::bitgo::shares::{AcceptSecrets, Permissions};
use serde_json::{Value, json};

fn share() -> ExpressShare {
    ExpressShare {
        email: "bo@example.com".into(),
        permissions: Permissions::from_list("view"),
        ..ExpressShare::default()
    }
}

fn secrets() -> AcceptSecrets {
    AcceptSecrets {
        login_password: "login password".into(),
        new_passphrase: "my own passphrase".into(),
        envelope: Version::V1,
    }
}

/// Express's own routes.
pub(super) fn express() -> Vec<Case> {
    let decided: Value = json!({"id": S, "state": "rejected", "info": {"type": "userChangeRequest"}});
    vec![
        Case {
            route: Route::ExpressShare,
            path: "/api/v2/tbtc/wallet/59cd72485007a239fb00282ed480da1f/share",
            body: json!({"email": "bo@example.com", "permissions": "view"}),
            answer: (200, json!({"id": S, "state": "active", "permissions": "view"})),
            ask: ask!(|it| it.share_by_express("tbtc", W, &share(), None)),
            reads: &["Done(WalletShare {", "[View]"],
        },
        Case {
            route: Route::ExpressAcceptShare,
            path: "/api/v2/tbtc/walletshare/09270d783ba7f3f869bb3e930af12423/acceptshare",
            body: json!({"userPassword": "login password", "newWalletPassphrase": "my own passphrase"}),
            answer: (200, json!({"state": "accepted", "changed": true})),
            ask: ask!(|it| it.accept_by_express("tbtc", S, Some(&secrets()))),
            reads: &["Done(ShareUpdate { state: Accepted"],
        },
        Case {
            route: Route::ExpressDecideApproval,
            path: "/api/v2/tbtc/pendingapprovals/09270d783ba7f3f869bb3e930af12423",
            body: json!({"state": "rejected"}),
            answer: (200, decided),
            ask: ask!(|it| it.decide_by_express("tbtc", S, Decision::Reject, None, None)),
            reads: &["Done(PendingApproval {"],
        },
    ]
}
