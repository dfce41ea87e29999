//! What the shares panel says where the sandbox has no such share: drawn by itself, read through its labels.

use std::time::Duration;

use countersign::bitgo::envelope::Version;
use countersign::bitgo::shares::{
    AcceptSecrets, KeyInside, OwnKeyNeed, Permissions, ShareInspection, ShareState, WalletShare, WalletShares,
};
use countersign::bitgo::wallet::{WalletIndex, WalletRows};
use countersign::domain::alphabet::SameNames;
use countersign::domain::share::{ActionTarget, Names, ShareAction};
use countersign::domain::wait::{Wait, WaitsFor};
use countersign::kit::environment::EnvironmentLabel;
use countersign::kit::palette::EnvironmentColour;
use countersign::kit::state::{KeychainOffer, Loadable};
use countersign::kit::theme;
use countersign::panels::shares::{self, Accepting, Model, State};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::Timestamp;
use jiff::tz::TimeZone;

fn offered(id: &str, state: ShareState) -> WalletShare {
    WalletShare {
        id: id.to_owned(),
        wallet: "w1".to_owned(),
        wallet_label: "Reserve".to_owned(),
        coin: "tbtc".to_owned(),
        from_user: "olivia".to_owned(),
        permissions: Permissions::from_list("view,spend,levitate"),
        state,
        ..WalletShare::default()
    }
}

/// Everything on the screen while `look` is being accepted, or while the list alone is shown.
fn said(shares: &WalletShares, look: Option<&ShareInspection>, has_limits: bool) -> String {
    said_while(shares, look, has_limits, None)
}

/// The same while the answer to some share waits for the platform's limit.
fn said_while(
    shares: &WalletShares,
    look: Option<&ShareInspection>,
    has_limits: bool,
    wait: Option<Wait>,
) -> String {
    let (mut names, same_names) = (Names::default(), SameNames::default());
    names.add("olivia", "Olivia");
    let (zone, index) = (TimeZone::UTC, WalletIndex::default());
    let sandbox = EnvironmentLabel {
        colour: EnvironmentColour::Sandbox,
        title: "Sandbox".to_owned(),
        counts_as_production: false,
    };
    let model = Model {
        express: None,
        shares: Loadable::Ready(shares),
        reshare_requests: Loadable::NotAsked,
        wallets: WalletRows::new(&[], 0, &index),
        same_names: &same_names,
        names: &names,
        me: "marcus",
        known_words: &[],
        now: Timestamp::UNIX_EPOCH,
        zone: &zone,
        environment: &sandbox,
        inspection: look.map_or(Loadable::NotAsked, Loadable::Ready),
        unlocking: Loadable::NotAsked,
        has_limits,
        sent: &[],
        is_sending: false,
        wait,
        unlock_wait: None,
        keychain: KeychainOffer::Looking,
        farewell: None,
    };
    let mut state = State::default();
    state.accepting = look.map(|look| Accepting::new(look.share.target(&names, true)));
    let mut is_set_up = false;
    let mut harness = Harness::builder().with_size(egui::vec2(1000.0, 700.0)).build_ui(move |ui| {
        if !std::mem::replace(&mut is_set_up, true) {
            theme::install(ui.ctx());
            return;
        }
        let _ = shares::show(ui, &mut state, &model);
    });
    harness.run_steps(4);
    let texts = harness.query_all(egui_kittest::kittest::by()).flat_map(|node| {
        let node = node.accesskit_node();
        let can_press = node.role() == Role::Button && !node.is_disabled();
        let mark = if can_press { "[press] " } else { "" };
        [node.label().map(|label| format!("{mark}{label}")), node.value()]
    });
    texts.flatten().collect::<Vec<_>>().join("\n")
}

#[test]
fn each_way_of_accepting_says_what_it_takes_and_what_stands_in_its_way() {
    for (need, key, has_limits, words, asks) in [
        (
            OwnKeyNeed::TakeOver,
            KeyInside::Fits,
            false,
            "decrypted on this computer with your login password",
            "Login password",
        ),
        (
            OwnKeyNeed::OwnKey,
            KeyInside::None,
            false,
            "Yours is created on this computer",
            "New wallet passphrase",
        ),
        (OwnKeyNeed::TakeOver, KeyInside::Locked, false, "only to an unlocked session", "One-time code"),
        (OwnKeyNeed::TakeOver, KeyInside::Locked, true, "Unlocking it would remove all of them", ""),
        (
            OwnKeyNeed::TakeOver,
            KeyInside::OtherKey,
            false,
            "encrypted for an earlier sharing key of yours",
            "",
        ),
        (OwnKeyNeed::TakeOver, KeyInside::NoOwnKey, false, "you have no sharing key", ""),
        (OwnKeyNeed::NotHere, KeyInside::None, false, "needs a signed key change", ""),
    ] {
        let share = offered("s1", ShareState::Active);
        let look = ShareInspection { reviewed: share.reviewed(), share, need, key, fingerprint: None };
        let said = said(&WalletShares::default(), Some(&look), has_limits);
        assert!(said.contains(words), "{need:?} {key:?}: {said}");
        for field in ["Login password", "New wallet passphrase", "One-time code"] {
            let is_asked = said.lines().any(|line| line == field);
            let is_right =
                is_asked == (field == asks) || (field == "New wallet passphrase" && asks == "Login password");
            assert!(is_right, "{need:?} {key:?}, {field}: {said}");
        }
        assert!(!said.contains("[press] Accept with this passphrase"), "{said}");
    }
}

#[test]
fn a_form_that_was_not_confirmed_does_not_wait() {
    let wait = Some(Wait { left: Duration::from_secs(40), why: WaitsFor::Limit });
    for (need, key) in [(OwnKeyNeed::TakeOver, KeyInside::Fits), (OwnKeyNeed::TakeOver, KeyInside::Locked)] {
        let share = offered("s1", ShareState::Active);
        let look = ShareInspection { reviewed: share.reviewed(), share, need, key, fingerprint: None };
        let said = said_while(&WalletShares::default(), Some(&look), false, wait);
        assert!(!said.contains("Not sent yet"), "what waits is another share's: {said}");
    }
}

#[test]
fn debug_says_nothing() {
    let secrets = AcceptSecrets {
        login_password: "planted-login-password".into(),
        new_passphrase: "planted-new-passphrase".into(),
        envelope: Version::default(),
    };
    let targets = vec![ActionTarget::default()];
    let accept = shares::Request::Act { action: ShareAction::Accept, targets, secrets: Some(secrets) };
    let unlock = shares::Request::Unlock("planted-code".into());
    let passphrase = "planted-passphrase";
    let file = shares::Request::SaveToFile { target: ActionTarget::default(), passphrase: passphrase.into() };
    let keychain = shares::Request::KeepInKeychain { name: "k".to_owned(), passphrase: passphrase.into() };
    for said in [accept, unlock, file, keychain].map(|request| format!("{request:?}")) {
        assert!(!said.contains("planted"), "{said}");
    }
}

#[test]
fn a_state_and_a_permission_that_nobody_knows_yet_are_shown() {
    let shares = WalletShares {
        incoming: vec![
            offered("s1", ShareState::Active),
            offered("s2", ShareState::from_word("awaitingceremony")),
            offered("s3", ShareState::default()),
        ],
        ..WalletShares::default()
    };
    let said = said(&shares, None, false);
    for words in [
        "needs your response",
        "awaitingceremony",
        "not reported",
        "levitate",
        "1 needs your response",
        "Incoming (3)",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(shares.waiting_for_me(), 1);
}
