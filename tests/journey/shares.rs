//! Wallet shares and the people of a wallet.

use egui::accesskit::Role;

use crate::desk::{ADMIN, Desk};

#[test]
fn the_shares_that_stand_open_are_listed_both_ways_with_names() {
    let mut desk = Desk::at_work();
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Incoming (");
    desk.wait_until_gone("in progress");
    let outgoing = desk.text_with("Outgoing (");
    desk.click(&outgoing);
    desk.wait_for_words("waits for");
    desk.click("Log out");
    desk.wait_for(ADMIN);
    desk.log_in(ADMIN);
    desk.click_role(Role::Button, "Shares");
    desk.wait_for_words("Olivia Brandt");
}

#[test]
fn a_wallet_says_who_is_on_it_and_when_one_admin_is_too_few() {
    let mut desk = Desk::at_work();
    let wallets = desk.wallets_at_the_server();
    let facts: Vec<_> = wallets.iter().map(countersign::bitgo::wallet::Wallet::for_sharing).collect();
    let alone = facts.iter().find(|wallet| wallet.admins().count() == 1).unwrap();
    let shared = facts.iter().find(|wallet| wallet.admins().count() > 1).unwrap();
    for (wallet, is_alone) in [(alone, true), (shared, false)] {
        desk.type_into("Filter wallets", &wallet.id);
        desk.click(&wallet.label);
        if desk.is_enabled("Wallet details") {
            desk.click("Wallet details");
        }
        desk.wait_for_words(&format!("People ({})", wallet.people.len()));
        desk.must_see("Olivia Brandt (you)");
        assert_eq!(desk.sees("This wallet has one admin"), is_alone);
    }
    desk.click("Close wallet details");
    desk.wait_until_gone("People (");
}
