//! Several wallets shared with one person: what their checks have to say together, each thing once.

use super::check::{ShareCheck, ShareFinding};

/// A finding, and the wallets that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged<'a> {
    /// What there is to say.
    pub finding: &'a ShareFinding,
    /// The names of the wallets that it is about; empty where it is about all of them.
    pub wallets: Vec<&'a str>,
}

/// Brings the checks of several wallets together, each with the wallet's name: what is the same for several is said
/// once. Errors come first, as in each check.
pub fn merged<'a>(checks: &'a [(String, ShareCheck)]) -> Vec<Merged<'a>> {
    let mut all: Vec<Merged<'a>> = Vec::new();
    for (name, check) in checks {
        for finding in &check.findings {
            match all.iter_mut().find(|merged| *merged.finding == *finding) {
                Some(merged) => merged.wallets.push(name),
                None => all.push(Merged { finding, wallets: vec![name] }),
            }
        }
    }
    for merged in &mut all {
        if merged.wallets.len() == checks.len() {
            merged.wallets.clear();
        }
    }
    all.sort_by_key(|merged| merged.finding.severity);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::share::{
        KeyPlace, Member, Names, Permissions, Recipient, ShareContext, ShareDraft, WalletFacts, check,
    };

    #[test]
    fn what_is_the_same_for_all_is_said_once_and_the_rest_names_its_wallets() {
        let wallet = |label: &str, key| WalletFacts {
            label: label.to_owned(),
            key,
            people: vec![Member { person: "me".into(), permissions: Permissions::from_list("view,admin") }],
            ..WalletFacts::default()
        };
        let wallets = [
            wallet("Cold one", KeyPlace::OutOfReach),
            wallet("Cold two", KeyPlace::OutOfReach),
            wallet("Hot", KeyPlace::WithUsers),
        ];
        let recipient = Recipient { id: "new".into(), has_key: true, ..Recipient::default() };
        let draft =
            ShareDraft { permissions: Permissions::from_list("spend,admin"), ..ShareDraft::default() };
        let names = Names::default();
        let checked = |wallet: &WalletFacts| {
            let context = ShareContext {
                wallet,
                recipient: &recipient,
                me: "me",
                open: &[],
                names: &names,
                is_express: false,
                key_memory: None,
            };
            (wallet.label.clone(), check(&draft, &context))
        };
        let checks: Vec<_> = wallets.iter().map(checked).collect();
        let said: Vec<(&str, Vec<&str>)> =
            merged(&checks).iter().map(|it| (it.finding.id.as_str(), it.wallets.clone())).collect();
        let expected = [
            ("permissions.blind/spend,admin", vec![]),
            ("permissions.two_duties", vec![]),
            ("key.elsewhere", vec!["Cold one", "Cold two"]),
        ];
        assert_eq!(said, expected);
    }
}
