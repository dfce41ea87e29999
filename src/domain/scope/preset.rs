//! Sets of scopes for common jobs, each no larger than the job (vendor advice: least privilege).

/// A named set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Preset {
    /// Its name on the button.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    /// The scopes it sets. Bare wallet scopes still ask for their wallets.
    pub scopes: &'static [&'static str],
}

/// The presets of the creator.
pub fn presets() -> &'static [Preset] {
    &[
        Preset {
            name: "Read-only reporting",
            about: "Views all wallets and enterprises for balances and reports. Cannot change or send anything.",
            scopes: &["wallet_view_all", "enterprise_view_all"],
        },
        Preset {
            name: "Payout service",
            about: "Views and sends from the wallets you choose. Add spending limits and allowed IP addresses.",
            scopes: &["wallet_view", "wallet_spend"],
        },
        Preset {
            name: "Approver",
            about: "Views all wallets and approves or rejects pending approvals. Cannot send by itself.",
            scopes: &["wallet_view_all", "wallet_approve_all", "pending_approval_update"],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{Risk, scope};
    use super::*;

    #[test]
    fn presets_hold_known_scopes_and_only_the_payout_moves_money() {
        for preset in presets() {
            let infos: Vec<_> = preset.scopes.iter().map(|name| scope(name)).collect();
            assert!(infos.iter().all(Option::is_some), "{}", preset.name);
            let moves_money = infos.iter().flatten().any(|info| info.risk >= Risk::MovesMoney);
            assert_eq!(moves_money, preset.name == "Payout service");
        }
    }
}
