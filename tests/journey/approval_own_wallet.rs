//! What a withdrawal's case calls the person's own wallet: one of the same enterprise that they administer. One of another
//! enterprise is named as shared, whatever it is called, and none is known by its label.

use serde_json::json;

use crate::approval_kinds::{at_the_queue, open_case, wallet};
use crate::harness::OWNER;

#[test]
fn a_wallet_of_another_enterprise_is_not_ones_own() {
    let mut app = at_the_queue(OWNER);
    let (own, shared) = (wallet(&mut app, "Payroll hot"), wallet(&mut app, "Exchange float"));
    assert_ne!(own.enterprise, shared.enterprise);
    for (amount, to, says) in [
        ("501", own, "Your own wallet: “Payroll hot”, ID "),
        (
            "502",
            shared,
            "Not your own wallet, but a wallet shared with you, in another enterprise: “Exchange float”, ID ",
        ),
    ] {
        let recipients = json!([{ "address": to.receive_address(), "amount": amount }]);
        let details = json!({ "recipients": recipients, "requestedAmount": amount });
        assert!(app.control().put_up("Operations hot", "transactionRequest", details));
        app.click("Refresh");
        app.wait_until_gone("in progress");
        open_case(&mut app, "Operations hot", &format!("Send 0.00000{amount} TBTC to 1 address"));
        let beginning: String = to.id.chars().take(8).collect();
        app.must_see(&format!("{says}{beginning}…"));
        app.click("Approve…");
        app.wait_for("Approve request");
        let dialog = app.screen();
        let dialog = dialog.split("Approve this request").last().unwrap_or_default();
        assert!(dialog.contains(says), "{dialog}");
        app.click("Cancel");
    }
    // A label makes nobody's wallet one's own.
    let recipients = json!([{ "address": "tb1qpayrollhot", "amount": "503" }]);
    let details = json!({ "recipients": recipients, "comment": "Payroll hot" });
    assert!(app.control().put_up("Operations hot", "transactionRequest", details));
    app.click("Refresh");
    app.wait_until_gone("in progress");
    open_case(&mut app, "Operations hot", "Send 0.00000503 TBTC to 1 address");
    app.must_not_see("our own wallet");
}
