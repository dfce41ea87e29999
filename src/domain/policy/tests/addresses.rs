//! Addresses for a whitelist: typed alone, or pasted together.

use super::*;
use crate::domain::address::{Address, AddressNetwork, address_over};

/// A valid address of the coin, whose number this is.
fn address(number: u8, coin: &str) -> String {
    address_over(&[number; 32], &AddressNetwork::of_coin(coin)).unwrap()
}

fn of_coin(coin: &str) -> Circumstances {
    let base = around(&["me", "b"]);
    Circumstances { wallet: WalletFacts { coin: coin.into(), ..base.wallet.clone() }, ..base }
}

fn put(addresses: &[&str], rule: &RuleFacts, coin: &str) -> RuleDraft {
    let addresses = addresses.iter().map(|&it| it.to_owned()).collect();
    RuleDraft { addresses, ..RuleDraft::put_on(rule, coin) }
}

fn item(plan: &RulePlan) -> &str {
    &plan.put().unwrap().item
}

#[test]
fn an_address_is_checked_by_the_rules_of_the_wallets_coin() {
    let tron = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
    for (coin, address, words) in [
        ("tbtc", "hello", "is not used in Bitcoin addresses"),
        ("tbtc", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsq", "it is character 42"),
        ("tbtc", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "of the main network"),
        ("btc", ADDRESS, "of a test network"),
        ("usdt", tron, "This is a Tron address; the wallet holds USDT on Ethereum"),
        ("eth", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "The capital letters do not match"),
        ("xrp", "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=-1", "a destination tag is a whole number"),
    ] {
        let check = checked(&whitelist(address), &of_coin(coin));
        let problem = check.problem(RuleField::Address).unwrap_or_else(|| panic!("{:?}", check.findings));
        assert!(problem.contains(words), "{problem}");
        assert_eq!(check.plan, None, "{address}");
        assert_eq!(ids(&check, Severity::Warning), [""; 0], "what is wrong comes to no list");
    }
}

#[test]
fn what_is_odd_about_an_address_wants_a_tick() {
    let eth = address(7, "eth");
    let poisoned = format!("{}{}{}", &eth[..8], "0".repeat(28), &eth[36..]).to_lowercase();
    let xrp = "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1";
    for (coin, listed, address, expected) in [
        ("tbtc", ADDRESS, OTHER, &["address.new"][..]),
        ("tbtc", ADDRESS, OWN, &["address.own", "address.new"]),
        ("eth", &eth, &poisoned, &["address.alike", "address.new"]),
        ("usdt", &eth, "0xdAC17F958D2ee523a2206206994597C13D831ec7", &["address.contract", "address.new"]),
        ("xrp", xrp, "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=2", &["address.tag", "address.new"]),
        ("canton", "party::1220aa", "other::1220bb", &["address.unknown", "address.new"]),
    ] {
        let mut around = of_coin(coin);
        around.rules = vec![existing_list(&[listed], RuleAction::Refuse)];
        let draft = RuleDraft { address: address.into(), ..RuleDraft::put_on(&around.rules[0], coin) };
        let check = checked(&draft, &around);
        assert_eq!(ids(&check, Severity::Warning), expected, "{address}: {:?}", check.findings);
        assert_eq!(item(check.plan.as_ref().unwrap()).to_lowercase(), address.to_lowercase());
    }
}

#[test]
fn an_address_on_another_list_is_known_and_a_wallet_on_a_list_is_no_address() {
    let mut around = of_coin("tbtc");
    let mut with_wallet = existing_list(&[ADDRESS], RuleAction::Refuse);
    let RuleShape::Whitelist { entries, .. } = &mut with_wallet.shape else { panic!() };
    entries.push(Listed { item: OTHER.into(), kind: "walletId".into(), label: String::new() });
    let other = RuleFacts { name: "Second".into(), ..existing_list(&[OWN], RuleAction::Refuse) };
    around.rules = vec![with_wallet, other];
    let draft =
        |address: &str| RuleDraft { address: address.into(), ..RuleDraft::put_on(&around.rules[1], "tbtc") };
    assert_eq!(ids(&checked(&draft(ADDRESS), &around), Severity::Warning), ["address.new"]);
    assert_eq!(ids(&checked(&draft(OTHER), &around), Severity::Error), [""; 0]);
    // An entry without a kind is an address.
    let RuleShape::Whitelist { entries, .. } = &mut around.rules[1].shape else { panic!() };
    entries[0].kind.clear();
    let draft =
        |address: &str| RuleDraft { address: address.into(), ..RuleDraft::put_on(&around.rules[1], "tbtc") };
    assert_eq!(ids(&checked(&draft(OWN), &around), Severity::Error), ["address.twice"]);
}

#[test]
fn what_is_sent_is_the_normal_spelling() {
    for (coin, typed, sent) in [
        ("tbtc", format!("bitcoin:{}?amount=2", ADDRESS.to_uppercase()), ADDRESS),
        (
            "xrp",
            "X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu".to_owned(),
            "r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?dt=1",
        ),
        // Of TON's two, the one that was typed: a payment to the other may bounce.
        (
            "ton",
            "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA".to_owned(),
            "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA",
        ),
        (
            "eth",
            " 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed ".to_owned(),
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        ),
    ] {
        let plan = checked(&whitelist(&typed), &of_coin(coin)).plan.unwrap();
        assert_eq!(item(&plan), sent);
        // What the platform made of it is known again, however it spells that.
        let rule = existing_list(&[typed.trim()], plan.action.clone().unwrap());
        let now = RulesNow { coin: coin.into(), rules: Some(vec![rule]), ..RulesNow::default() };
        assert_eq!(plan.outcome(&now, "me", &BTreeSet::new()), Some(RuleOutcome::Done), "{coin}");
    }
}

#[test]
fn several_addresses_are_one_request_each_and_confirmed_as_one_is() {
    let mut around = of_coin("tbtc");
    let list = [address(1, "tbtc"), address(2, "tbtc"), address(3, "tbtc")];
    let all: Vec<&str> = list.iter().map(String::as_str).collect();
    let draft = RuleDraft {
        addresses: list.to_vec(),
        label: "Payroll".into(),
        ..whitelist("what was typed before does not count")
    };
    let check = checked(&draft, &around);
    let plans: Vec<&RulePlan> = check.plan.iter().chain(&check.more).collect();
    assert_eq!(plans.iter().map(|it| item(it)).collect::<Vec<_>>(), all);
    let changes: Vec<RuleChange> = plans.iter().map(|it| it.change).collect();
    assert_eq!(changes, [RuleChange::Add, RuleChange::Change, RuleChange::Change]);
    assert_eq!(plans.iter().filter(|it| it.action.is_some()).count(), 1, "it is set once");
    assert_eq!(plans[2].put().unwrap().label, "Payroll 3");
    assert_eq!(ids(&check, Severity::Warning), ["address.new"]);

    around.rules = vec![existing_list(&[ADDRESS], RuleAction::Refuse)];
    let check = checked(&put(&all, &around.rules[0], "tbtc"), &around);
    assert_eq!((check.plan.iter().chain(&check.more).count(), ids(&check, Severity::Error).len()), (3, 0));
    assert!(check.findings.iter().any(|it| it.what.contains("Withdrawals to these 3 addresses")));
    // One that is wrong by now is named.
    let with_listed = put(&[&list[0], ADDRESS], &around.rules[0], "tbtc");
    let check = checked(&with_listed, &around);
    assert_eq!((ids(&check, Severity::Error), check.plan), (vec!["address.twice".to_owned()], None));
    let problem = check.findings[0].what.clone();
    assert!(problem.contains(": This address is already on the list"), "{problem}");
}

#[test]
fn where_another_admin_approves_each_address_is_a_request_and_a_new_list_begins_with_one() {
    let mut around = around(&["me", "b", "c"]);
    let list = [address(1, "tbtc"), address(2, "tbtc")];
    let new = RuleDraft { addresses: list.to_vec(), ..whitelist("") };
    assert_eq!(ids(&checked(&new, &around), Severity::Error), ["address.waits"]);
    around.rules = vec![existing_list(&[ADDRESS], RuleAction::Refuse)];
    let all: Vec<&str> = list.iter().map(String::as_str).collect();
    let check = checked(&put(&all, &around.rules[0], "tbtc"), &around);
    assert_eq!(ids(&check, Severity::Warning), ["address.new", "address.requests"]);
    assert!(check.findings.iter().any(|it| it.what.contains("2 have to be approved")));
}

#[test]
fn a_list_has_an_end() {
    let around = of_coin("tbtc");
    let addresses = |count: u8| (0..count).map(|number| address(number, "tbtc")).collect();
    for (count, is_refused) in [(100, false), (101, true)] {
        let check = checked(&RuleDraft { addresses: addresses(count), ..whitelist("") }, &around);
        assert_eq!(ids(&check, Severity::Error).contains(&"address.many".to_owned()), is_refused, "{count}");
    }
}

#[test]
fn what_a_list_is_to_become_is_known_again_however_it_is_told() {
    let (me, listed) = (of_coin("tbtc"), existing_list(&[ADDRESS], RuleAction::Refuse));
    let draft =
        |edit: RuleEdit| RuleDraft { edit, addresses: vec![OTHER.into(), OWN.into()], ..whitelist("") };
    let wide = |rule: &RuleFacts| RuleFacts { coin: Some("tbtc".into()), ..rule.clone() };
    for (edit, before) in [(RuleEdit::New, None), (RuleEdit::Put(listed.clone()), Some(listed.clone()))] {
        let draft = RuleDraft { label: "Desk".into(), ..draft(edit) };
        let check = checked(&draft, &me);
        let mut rule = before;
        for plan in check.plan.iter().chain(&check.more) {
            rule = plan.applied_to(rule.as_ref());
        }
        let rule = rule.unwrap();
        assert!(rule.entries().ends_with(&[
            Listed { item: OTHER.into(), kind: "address".into(), label: "Desk 1".into() },
            Listed { item: OWN.into(), kind: "address".into(), label: "Desk 2".into() },
        ]));
        let mut told = wide(&rule);
        let RuleShape::Whitelist { entries, .. } = &mut told.shape else { panic!() };
        entries.reverse();
        entries[0].item = entries[0].item.to_uppercase();
        assert!(told.is_as(&rule, "tbtc") && rule.is_as(&told, "tbtc"));
        assert!(!told.is_as(&rule, "btc"), "of another coin");
        let RuleShape::Whitelist { entries, .. } = &mut told.shape else { panic!() };
        entries[0].label = "Somebody else's".into();
        assert!(!told.is_as(&rule, "tbtc"));
        let denies = RuleFacts { action: RuleAction::Ask(vec!["x".into()]), ..rule.clone() };
        assert!(!denies.is_as(&rule, "tbtc"));
        let RuleShape::Whitelist { entries, .. } = &mut told.shape else { panic!() };
        entries.pop();
        assert!(!told.is_as(&rule, "tbtc"));
    }
}

fn pasted(text: &str, draft: &RuleDraft, around: &Circumstances) -> PastedAddresses {
    in_context(around, |context| read_pasted(text, draft, context))
}

#[test]
fn a_paste_tells_line_by_line_what_is_taken_and_keeps_the_rest_to_be_mended() {
    let mut around = of_coin("tbtc");
    around.rules = vec![existing_list(&[ADDRESS], RuleAction::Refuse)];
    let (one, two) = (address(1, "tbtc"), OTHER.to_owned());
    let text = format!(
        "# suppliers\n{one}\nhello\n{}\nTR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t\n{one}\n{ADDRESS}\n{OWN}\n",
        two.to_uppercase()
    );
    let draft = put(&[], &around.rules[0], "tbtc");
    let read = pasted(&text, &draft, &around);
    assert_eq!(read.taken, [one.clone(), two.clone(), OWN.to_owned()]);
    assert_eq!(read.rest, "hello\nTR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
    assert_eq!(read.summary, "3 addresses taken, 4 not taken.");
    for (at, is_taken, words) in [
        (0, true, format!("Line 2: {one}")),
        (1, false, "Line 3: Character 3".to_owned()),
        (2, true, "Line 4: TB1".to_owned()),
        (3, false, "Line 5: This is a Tron address; the wallet holds Bitcoin testnet".to_owned()),
        (4, false, "Line 6: Same address as in line 2.".to_owned()),
        (5, false, "Line 7: This address is already on the list".to_owned()),
        (6, true, format!("Line 8: {OWN}. This is the wallet's own address.")),
    ] {
        let line = &read.lines[at];
        assert_eq!(line.is_taken, is_taken, "{line:?}");
        assert!(line.words.starts_with(&words), "{line:?}");
    }
    // What was taken before is not taken again.
    let draft = RuleDraft { addresses: read.taken, ..draft };
    let again = pasted(&format!("{two}\n{}", address(4, "tbtc")), &draft, &around);
    assert_eq!((again.taken.len(), again.rest.as_str()), (1, ""));
    assert_eq!(again.lines[0].words, "Line 1: This address was added before.");
}

#[test]
fn what_of_a_paste_was_not_read_or_is_too_long_stays_whole() {
    let around = of_coin("tbtc");
    let draft = RuleDraft { sort: NewRuleKind::Whitelist, ..RuleDraft::default() };
    let all: Vec<String> = (0..1_001)
        .map(|number: u32| {
            let seed: Vec<u8> = number.to_be_bytes().repeat(8);
            address_over(&seed.try_into().unwrap(), &AddressNetwork::of_coin("tbtc")).unwrap()
        })
        .collect();
    let unread = "Not everything on line 1 and after was read: what was not read stays in the field.";
    for separator in [",", " ", "; "] {
        let read = pasted(&all.join(separator), &draft, &around);
        assert_eq!((read.taken.len(), read.lines.len()), (MOST_AT_ONCE, 1_000));
        assert!(read.summary.ends_with(unread), "{}", read.summary);
        let left: Vec<&str> = read.rest.lines().collect();
        assert_eq!(left, all[MOST_AT_ONCE..], "none is lost");
    }
    // Nothing is refused, and still something is left.
    let names = format!("{}\n{}\n# the rest\nhello", all[..2].join("\n"), "zz\tzz\t".repeat(900));
    let read = pasted(&names, &draft, &around);
    assert!(read.rest.ends_with("\n# the rest\nhello"), "{}", &read.rest[read.rest.len() - 30..]);
    assert!(read.summary.contains("Not everything on line 3"), "{}", read.summary);
    let long = "q".repeat(700);
    assert_eq!(pasted(&long, &draft, &around).rest, long);
}

/// Another one with the same ends, whose checksum fits: what else is in the middle is nobody's concern.
fn poison_of(address: &str) -> String {
    let network = AddressNetwork::of_coin("eth");
    let poisoned = format!("{}{}{}", &address[..8], "5".repeat(28), &address[36..]).to_lowercase();
    Address::parse_for(&poisoned, &network).unwrap().normal()
}

#[test]
fn two_that_look_alike_are_both_told_where_no_list_says_which_one_is_right() {
    let around = of_coin("eth");
    let (original, other) = (address(7, "eth"), address(9, "eth"));
    let poisoned = poison_of(&original);
    for lines in [[&original, &other, &poisoned], [&poisoned, &other, &original]] {
        let text = lines.map(String::as_str).join("\n");
        let read = pasted(&text, &whitelist(""), &around);
        assert_eq!((read.taken.len(), read.rest.as_str()), (3, ""), "which one is wrong is not known");
        for (at, against) in [(0, Some(lines[2])), (1, None), (2, Some(lines[0]))] {
            let line = &read.lines[at];
            assert_eq!(line.is_odd, against.is_some(), "{line:?}");
            let words =
                against.map(|it| format!("This address looks like {it}, which would be added with it"));
            assert!(line.words.contains(&words.unwrap_or_default()), "{line:?}");
        }
        // In the form each has to be ticked.
        let check = checked(&RuleDraft { addresses: read.taken, ..whitelist("") }, &around);
        let alike: Vec<String> =
            ids(&check, Severity::Warning).into_iter().filter(|it| it == "address.alike").collect();
        assert_eq!(alike.len(), 2, "{:?}", check.findings);
        assert!(check.plan.is_some());
    }
    // One that was added before and one that is pasted later.
    let draft = RuleDraft { addresses: vec![original.clone()], ..whitelist("") };
    let read = pasted(&poisoned, &draft, &around);
    assert!(read.lines[0].is_odd && read.lines[0].words.contains(&original), "{:?}", read.lines);
}

#[test]
fn what_looks_like_an_own_or_a_paid_address_is_told() {
    let (own, paid) = (address(7, "eth"), address(9, "eth"));
    let around = Circumstances { own: vec![own.clone()], paid: vec![paid.clone()], ..of_coin("eth") };
    for (address, expected, words) in [
        (poison_of(&own), &["address.alike", "address.new"][..], "which is the wallet's own address"),
        (poison_of(&paid), &["address.alike", "address.new"], "which this wallet has paid before"),
        (own, &["address.own", "address.new"], "This is the wallet's own address."),
        (paid, &["address.new"], ""),
    ] {
        let check = checked(&whitelist(&address), &around);
        assert_eq!(ids(&check, Severity::Warning), expected, "{address}: {:?}", check.findings);
        assert!(check.findings.iter().any(|it| it.what.contains(words)), "{:?}", check.findings);
        let read = pasted(&address, &whitelist(""), &around);
        assert_eq!(read.lines[0].is_odd, !words.is_empty(), "{:?}", read.lines);
    }
}

#[test]
fn a_paste_takes_no_more_than_can_be_sent_and_keeps_what_is_over() {
    let around = of_coin("tbtc");
    let all: Vec<String> = (0..105).map(|number| address(number, "tbtc")).collect();
    let read = pasted(&all.join("\n"), &whitelist(""), &around);
    assert_eq!((read.taken.len(), read.rest.lines().count()), (MOST_AT_ONCE, 5));
    assert_eq!(read.rest, all[100..].join("\n"));
}

proptest! {
    #[test]
    fn a_paste_loses_nothing(text in "\\PC{0,40}(\n\\PC{0,20}){0,5}", coin in 0..5_usize) {
        let around = of_coin(["tbtc", "eth", "xrp", "canton", "no such coin"][coin]);
        let read = pasted(&text, &whitelist(""), &around);
        let taken = read.lines.iter().filter(|it| it.is_taken).count();
        prop_assert_eq!(taken, read.taken.len());
        let draft = RuleDraft { addresses: read.taken, ..whitelist("") };
        let check = checked(&draft, &around);
        let wrong = ids(&check, Severity::Error).into_iter().filter(|it| it.starts_with("address.wrong"));
        prop_assert!(!draft.is_list() || wrong.count() == 0, "what is taken fits");
    }
}

#[test]
fn addresses_are_checked_again_only_where_something_has_changed() {
    let mut around = of_coin("tbtc");
    around.rules = vec![existing_list(&[ADDRESS], RuleAction::Refuse)];
    let mut kept = CheckedAddresses::default();
    let mut draft = put(&[OTHER], &around.rules[0], "tbtc");
    // How often what is around them was read, and how often they were checked.
    let mut expect = |draft: &RuleDraft, around: &Circumstances, counts: (usize, usize), what: &str| {
        let again = in_context(around, |context| check_again(draft, context, &mut kept));
        assert_eq!(kept.counts, counts, "{what}");
        let anew = checked(draft, around);
        assert_eq!((again.findings, again.addresses), (anew.findings, anew.addresses), "{what}");
    };
    expect(&draft, &around, (1, 1), "the first frame");
    expect(&draft, &around, (1, 1), "the next frame");
    draft.label = "Vault".to_owned();
    expect(&draft, &around, (1, 1), "the name is none of its business");
    draft.addresses.push(OWN.to_owned());
    expect(&draft, &around, (1, 2), "another address");
    around.rules.push(RuleFacts { name: "Second".into(), ..existing_list(&[OTHER], RuleAction::Refuse) });
    expect(&draft, &around, (2, 3), "another list");
    around.wallet.coin = "btc".to_owned();
    expect(&draft, &around, (3, 4), "another coin");
    draft.addresses.clear();
    draft.address = ADDRESS.to_owned();
    expect(&draft, &around, (3, 5), "typed alone");
    expect(&draft, &around, (3, 5), "the frame after");
}
