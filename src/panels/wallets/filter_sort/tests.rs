use std::cell::RefCell;
use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::bitgo::wallet::{WalletKind, WalletUser};
use crate::domain::alphabet::{MIXED, SAME_NAME, has_in_its_look, mixed_alphabets};
use crate::domain::amount::Balance;
use crate::domain::coin::coins;
use crate::domain::foreign_text::{HIDDEN, has_hidden};
use crate::kit::state::Listing;
use crate::panels::wallets::column::Col;

/// Work that was handed over and waits to be done.
type Waiting = RefCell<Vec<Box<dyn FnOnce() + Send>>>;

/// A list with all that the table is arranged from.
struct List {
    wallets: Arc<Vec<Arc<Wallet>>>,
    generation: u64,
    is_coming: bool,
    mark_facts: Arc<MarkFacts>,
    same_names: Arc<SameNames>,
}

impl List {
    fn of(wallets: Vec<Wallet>) -> Self {
        let wallets: Vec<Arc<Wallet>> = wallets.into_iter().map(Arc::new).collect();
        let same_names = Arc::new(Wallet::same_names(wallets.iter().map(Arc::as_ref)));
        let waiting = ["w3".to_owned()].into();
        let mark_facts = Arc::new(MarkFacts { generation: 1, waiting, ..MarkFacts::default() });
        Self { wallets: Arc::new(wallets), generation: 1, is_coming: false, mark_facts, same_names }
    }

    fn arrange(&self, state: &mut State, waiting: &Waiting) -> Vec<String> {
        let wallets = Listing {
            rows: self.wallets.as_slice(),
            total: None,
            generation: self.generation,
            is_outdated: false,
            is_whole: !self.is_coming,
            repeated: 0,
            has_changed: false,
            waits: None,
            state: if self.is_coming { ListingState::Reading } else { ListingState::Complete },
        };
        let model = Model {
            wallets,
            snapshot: &self.wallets,
            run: &|work| waiting.borrow_mut().push(work),
            mark_facts: &self.mark_facts,
            same_names: &self.same_names,
            names_generation: 1,
            enterprise: None,
            totals: None,
            enterprises: &[],
            me: "",
            draw_people_notices: &|_| {},
            draw_people: &|_, _| {},
        };
        let arranged = state.arrange(&model);
        let ids = (0..arranged.rows.len()).filter_map(|row| Some(arranged.wallet(row)?.id.to_string()));
        let ids = ids.collect();
        state.keep(arranged);
        ids
    }

    fn arrange_at_once(&self, filter: &str, sort: (Col, bool)) -> Vec<String> {
        let mut state = State { filter: filter.to_owned(), sort, ..State::default() };
        let ids = self.arrange(&mut state, &Waiting::default());
        assert_eq!(state.arranged.wallets.len(), self.wallets.len(), "a short list is arranged at once");
        ids
    }
}

/// As it is said in words: each comparison made anew, without anything kept.
fn compare(a: &Wallet, b: &Wallet, (sort, descending): (Col, bool)) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    let by_value = |of: fn(&Wallet) -> Option<&Balance>| {
        let exact = |wallet| of(wallet).and_then(Balance::exact);
        a.coin.cmp(&b.coin).then_with(|| match (exact(a), exact(b)) {
            (Some(a), Some(b)) => turned(a.cmp(b)),
            (a, b) => b.is_some().cmp(&a.is_some()),
        })
    };
    let first = match sort {
        Col::Label => turned(a.label.to_lowercase().cmp(&b.label.to_lowercase())),
        Col::Kind => turned(a.kind.word().cmp(b.kind.word())),
        Col::People => turned(a.users.len().cmp(&b.users.len())),
        Col::Marks => Ordering::Equal,
        Col::Balance => by_value(|wallet| wallet.balance.as_ref()),
        Col::Confirmed => by_value(|wallet| wallet.confirmed.as_ref()),
        Col::Spendable => by_value(|wallet| wallet.spendable.as_ref()),
    };
    first.then_with(|| a.label.cmp(&b.label)).then_with(|| a.id.cmp(&b.id))
}

fn matches(wallet: &Wallet, filter: &str, list: &List) -> bool {
    let name = coins().get(&wallet.coin).map_or_else(String::new, |coin| coin.full_name.to_lowercase());
    let of_name = [
        (wallet.telling_id(&list.same_names).is_some(), SAME_NAME),
        (mixed_alphabets(&wallet.label).is_some(), MIXED),
        (has_hidden(&wallet.label), HIDDEN),
    ];
    let marks = wallet.marks(&list.mark_facts).into_iter().map(|mark| (true, mark.words())).chain(of_name);
    let marks: Vec<&str> = marks.filter_map(|(holds, words)| holds.then_some(words)).collect();
    filter.split_whitespace().all(|word| {
        has_in_its_look(&wallet.label, word)
            || name.contains(word)
            || wallet.id.contains(word)
            || wallet.coin.to_lowercase().contains(word)
            || wallet.kind_words().to_lowercase().contains(word)
            || marks.iter().any(|mark| mark.contains(word))
    })
}

fn balance() -> impl Strategy<Value = Option<Balance>> {
    prop::option::of(prop_oneof![
        (0_u64..50).prop_map(|amount| Balance::from_wire(&amount.to_string())),
        "[1-9][0-9]{38,44}".prop_map(|amount| Balance::from_wire(&amount)),
        Just(Balance::from_wire("-7")),
        Just(Balance::from_wire("1.5")),
    ])
}

fn wallets() -> impl Strategy<Value = Vec<Wallet>> {
    let label = prop_oneof!["[A-Ca-c ]{0,3}", "Deposit 0{7}[0-9]{2}", "P[аa]y", "Zü[rR]", "Ops\u{200b}"];
    let kind =
        prop::sample::select(vec![WalletKind::Hot, WalletKind::Cold, WalletKind::Other("hologram".into())]);
    let coin = prop::sample::select(vec!["tbtc", "hteth", "eos:USDT", "unheard-of"]);
    let wallet =
        (label, kind, coin, balance(), balance(), 0_usize..3, any::<bool>(), prop::option::of(any::<bool>()));
    let wallet = wallet.prop_map(|(label, kind, coin, balance, spendable, people, is_mpc, limit_rule)| {
        let admin = WalletUser { user: "u".into(), permissions: ["admin".into()].into() };
        Wallet {
            label: label.into(),
            kind,
            coin: coin.into(),
            confirmed: balance.clone(),
            balance,
            spendable,
            users: vec![admin; people].into(),
            multisig_type: is_mpc.then(|| "tss".into()),
            limit_rule,
            ..Wallet::default()
        }
    });
    prop::collection::vec(wallet, 1..40).prop_map(|mut wallets| {
        wallets.iter_mut().enumerate().for_each(|(at, wallet)| wallet.id = format!("w{}", at % 35).into());
        wallets
    })
}

const COLUMNS: [Col; 7] =
    [Col::Label, Col::Kind, Col::Balance, Col::Confirmed, Col::Spendable, Col::People, Col::Marks];

proptest! {
    #[test]
    fn the_order_is_that_of_each_comparison_made_anew(wallets in wallets(), descending: bool) {
        let list = List::of(wallets);
        for column in COLUMNS {
            let mut slow: Vec<&Arc<Wallet>> = list.wallets.iter().collect();
            slow.sort_by(|a, b| compare(a, b, (column, descending)));
            let slow: Vec<String> = slow.into_iter().map(|wallet| wallet.id.to_string()).collect();
            prop_assert_eq!(list.arrange_at_once("", (column, descending)), slow, "{:?}", column);
        }
    }

    #[test]
    fn a_filter_finds_what_each_word_looked_for_in_each_row_finds(
        wallets in wallets(),
        filter in "[a-c0]{0,2}( (hot|mpc|holo|eos|ether|bitcoin|admin|spending|pending|check|same|mixed|hidden|w1|pay|zü|200b|unheard))?",
    ) {
        let list = List::of(wallets);
        let found = list.arrange_at_once(&filter, (Col::Label, false));
        let slow = list.wallets.iter().filter(|wallet| matches(wallet, filter.trim(), &list)).count();
        let wrong = |id: &String| !list.wallets.iter().any(|it| it.id == *id && matches(it, filter.trim(), &list));
        prop_assert_eq!((found.len(), found.iter().any(wrong)), (slow, false), "{}", filter);
    }
}

fn long_list(count: usize) -> List {
    let wallet = |at: usize| Wallet {
        id: format!("w{at}").into(),
        label: format!("Deposit {at:05}").into(),
        coin: "tbtc".into(),
        ..Wallet::default()
    };
    List::of((0..count).map(wallet).collect())
}

fn do_all(waiting: &Waiting) -> usize {
    let work: Vec<_> = waiting.borrow_mut().drain(..).collect();
    let count = work.len();
    for work in work {
        work();
    }
    count
}

#[test]
fn a_long_list_is_arranged_beside_the_screen_and_the_table_stays_until_then() {
    let (mut list, waiting) = (long_list(AT_ONCE + 1), Waiting::default());
    let mut state = State { sort: (Col::Label, false), ..State::default() };
    assert!(list.arrange(&mut state, &waiting).is_empty(), "nothing has been arranged yet");
    assert!(list.arrange(&mut state, &waiting).is_empty());
    assert_eq!(do_all(&waiting), 1, "what is under way is not begun twice");
    assert_eq!(list.arrange(&mut state, &waiting)[..2], ["w0", "w1"]);

    // The person chooses a wallet, turns the order and filters.
    let arranged = std::mem::take(&mut state.arranged);
    state.table.chosen = Some(7);
    state.remember_chosen(&arranged);
    state.keep(arranged);
    state.sort = (Col::Label, true);
    assert_eq!(list.arrange(&mut state, &waiting)[0], "w0");
    state.filter = "0000".to_owned();
    assert_eq!(list.arrange(&mut state, &waiting)[0], "w0");
    assert_eq!(state.table.chosen, Some(7));
    assert_eq!(do_all(&waiting), 1);
    assert_eq!(list.arrange(&mut state, &waiting)[0], format!("w{AT_ONCE}"));
    do_all(&waiting);
    assert_eq!(
        list.arrange(&mut state, &waiting),
        ["w9", "w8", "w7", "w6", "w5", "w4", "w3", "w2", "w1", "w0"]
    );
    assert_eq!((state.table.chosen, state.chosen_id.as_deref()), (Some(2), Some("w7")));

    // Another list comes: what is drawn is the one before until the new one is arranged.
    state.filter.clear();
    list.arrange(&mut state, &waiting);
    do_all(&waiting);
    let before = list.arrange(&mut state, &waiting);
    list = List { generation: 2, ..long_list(AT_ONCE + 2) };
    assert_eq!(list.arrange(&mut state, &waiting), before);
    do_all(&waiting);
    assert_eq!(list.arrange(&mut state, &waiting).len(), AT_ONCE + 2);
}

#[test]
fn while_a_long_list_is_coming_it_is_not_arranged_page_by_page() {
    let waiting = Waiting::default();
    let mut list = List { is_coming: true, ..long_list(AT_ONCE + 1) };
    let mut state = State::default();
    list.arrange(&mut state, &waiting);
    do_all(&waiting);
    assert_eq!(list.arrange(&mut state, &waiting).len(), AT_ONCE + 1);
    list = List { is_coming: true, generation: 2, ..long_list(AT_ONCE + 500) };
    list.arrange(&mut state, &waiting);
    assert!(state.pause.is_some_and(|pause| pause <= PAUSE) && do_all(&waiting) == 0);
    // What the person wants comes at once, and so does the end of the list.
    state.filter = "deposit".to_owned();
    list.arrange(&mut state, &waiting);
    assert!(state.pause.is_none() && do_all(&waiting) == 1);
    list.arrange(&mut state, &waiting);
    list = List { generation: 3, ..long_list(AT_ONCE + 600) };
    list.arrange(&mut state, &waiting);
    do_all(&waiting);
    assert_eq!(list.arrange(&mut state, &waiting).len(), AT_ONCE + 600);
}

#[test]
fn totals_of_an_earlier_state_of_the_list_are_not_whole() {
    let (list, waiting) = (long_list(AT_ONCE + 1), Waiting::default());
    let mut state = State::default();
    list.arrange(&mut state, &waiting);
    do_all(&waiting);
    list.arrange(&mut state, &waiting);
    let listing = |generation, is_whole| Listing {
        rows: list.wallets.as_slice(),
        total: None,
        generation,
        is_outdated: false,
        is_whole,
        repeated: 0,
        has_changed: false,
        waits: None,
        state: ListingState::Complete,
    };
    assert!(state.arranged.are_whole(&listing(1, true)));
    assert!(!state.arranged.are_whole(&listing(1, false)) && !state.arranged.are_whole(&listing(2, true)));
}
