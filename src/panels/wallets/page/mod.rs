//! One wallet on a page of its own: what is in it and where it receives, its rules, people, transfers and approvals, and
//! its freeze.

mod freeze;
mod overview;
mod rules;
mod span_field;
mod transfers;
mod waiting;

pub use rules::RulesModel;
pub use transfers::TransferLook;
pub use waiting::WaitingHere;

use egui::Ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Model, Request, State, arrange, details};
use crate::bitgo::keys::KeySource;
use crate::bitgo::outcome::Outcome;
use crate::bitgo::policies::PolicyRule;
use crate::bitgo::wallet::{Freeze, Wallet};
use crate::domain::share::Permissions;
use crate::kit::palette::Meaning;
use crate::kit::state::View;
use crate::kit::{badge, button, choice, empty, form, icon, layout, notice, space, text};

/// What the page draws besides the wallets' model.
pub struct PageModel<'a> {
    /// The wallet, read anew for the page.
    pub look: View<'a, WalletLook>,
    /// The platform does not show it to this person any more.
    pub is_gone: bool,
    /// Its transfers, as far back as they have been read.
    pub transfers: View<'a, TransferLook>,
    /// What waits for approval about it, the oldest first.
    pub waiting: &'a [WaitingHere],
    /// How the freeze stands that was asked for last.
    pub freeze: View<'a, Outcome<Freeze>>,
    /// The rules: what was sent about them, and what waits.
    pub rules: RulesModel<'a>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
    /// Now.
    pub now: Timestamp,
}

/// A wallet as the page shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WalletLook {
    /// The wallet in full.
    pub wallet: Wallet,
    /// Its rules; none where the platform does not tell them.
    pub rules: Option<Vec<PolicyRule>>,
    /// Its keys, in the platform's order: of the users, the backup, the platform's.
    pub keys: Vec<KeyLook>,
}

/// One key of a wallet, without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLook {
    /// The platform's ID.
    pub id: String,
    /// Whose it is; none where the platform does not show it to this person.
    pub source: Option<KeySource>,
    /// Whether the platform keeps it, encrypted with a passphrase that it does not know.
    pub is_kept: bool,
}

const GONE: &str = "The platform does not show you this wallet any more: it was deleted, or somebody took you off it. Below \
                    is what was there before.";

/// The parts of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Balances, addresses, keys, names.
    #[default]
    Overview,
    /// The policy rules.
    Rules,
    /// Who may do what.
    People,
    /// What came and what left.
    Transfers,
    /// What waits.
    Approvals,
}

/// The page's state.
#[derive(Default)]
pub(super) struct Page {
    coin: String,
    id: String,
    tab: Tab,
    transfers: transfers::Filter,
    freezing: Option<freeze::Freezing>,
    rules: rules::Rules,
    /// What became of the last freeze.
    told: Option<String>,
}

impl Page {
    pub(super) fn of(coin: String, id: String, tab: Tab) -> Self {
        Self { coin, id, tab, ..Self::default() }
    }
}

impl State {
    /// Opens a wallet's page. One that is open already keeps what is typed on it.
    pub fn open_page(&mut self, coin: String, id: String, tab: Tab) {
        match self.page.as_mut().filter(|page| page.id == id) {
            Some(page) => page.tab = tab,
            None => self.page = Some(Page::of(coin, id, tab)),
        }
    }

    /// Another wallet was asked for while something is on its way for the one whose page is open.
    pub fn hold_page(&mut self) {
        if let Some(page) = &mut self.page {
            let words =
                "Something was sent for this wallet: wait for its answer before you open another one.";
            page.told = Some(words.to_owned());
        }
    }

    /// The wallet whose page is open: its coin, by ticker, and its ID.
    pub fn page(&self) -> Option<(&str, &str)> {
        self.page.as_ref().map(|page| (page.coin.as_str(), page.id.as_str()))
    }
}

/// Draws the page; the table comes back by its first button.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    page: &mut Page,
    model: &Model<'_>,
) -> (bool, Option<Request>) {
    let Some(page_model) = &model.page else { return (true, None) };
    if let Some(look) = page_model.look.content().filter(|_| page.rules.is_editing()) {
        return (false, rules::show_editor(ui, page, look, model, page_model));
    }
    let mut leaves = false;
    let ((), mut asked) = layout::ends(
        ui,
        |ui| leaves = button::with_icon(ui, true, icon::BACK, "All wallets").clicked(),
        |ui| again(ui, page, page_model),
    );
    ui.spacing_mut().item_spacing.y = space::S;
    let asked_inside = match page_model.look {
        View::Ready(look) | View::Pending(Some(look)) => whole(ui, state, page, look, model, page_model),
        View::Failed(failure, Some(look)) => {
            if page_model.is_gone {
                notice::banner(ui, Meaning::Danger, GONE);
            } else if empty::failed_line(ui, failure) {
                asked = Some(page.read());
            }
            whole(ui, state, page, look, model, page_model)
        }
        View::Failed(failure, None) => empty::failed(ui, failure).then(|| page.read()),
        View::Pending(None) => {
            empty::loading(ui, "Reading the wallet", 0, None);
            None
        }
        // After another login the page is still open, and its wallet not read yet.
        View::NotAsked => Some(page.read()),
    };
    (leaves, asked.or(asked_inside))
}

fn again(ui: &mut Ui, page: &Page, model: &PageModel<'_>) -> Option<Request> {
    let is_read = !model.look.is_pending();
    let pressed = button::Button::new("Read again").icon(icon::REFRESH).enabled(is_read).show(ui).clicked();
    pressed.then(|| page.read())
}

impl Page {
    /// Reads the wallet anew, with its transfers.
    fn read(&self) -> Request {
        Request::OpenPage { coin: self.coin.clone(), id: self.id.clone() }
    }
}

fn whole(
    ui: &mut Ui,
    state: &mut State,
    page: &mut Page,
    look: &WalletLook,
    model: &Model<'_>,
    page_model: &PageModel<'_>,
) -> Option<Request> {
    let facts = look.wallet.for_sharing();
    let mut asked = head(ui, page, look, model);
    if let Some(told) = &page.told {
        notice::banner(ui, Meaning::Information, told);
    }
    if let Some(words) = frozen_words(look, page_model) {
        notice::banner(ui, Meaning::Information, &words);
    }
    asked = asked.or_else(|| freeze::show(ui, page, look, model, page_model));
    tabs(ui, page, look, page_model);
    let inside = match page.tab {
        Tab::Overview => overview::show(ui, look, model),
        Tab::Rules => rules::show(ui, page, look, model, page_model),
        Tab::People => layout::card(ui, |ui| {
            form::scrolled(ui, "wallet people", |ui| details::people(ui, state, &facts, model))
        }),
        Tab::Transfers => transfers::show(ui, &mut page.transfers, look, page_model),
        Tab::Approvals => waiting::show(ui, page_model),
    };
    asked.or(inside)
}

fn frozen_words(look: &WalletLook, model: &PageModel<'_>) -> Option<String> {
    let freeze = look.wallet.freeze.as_ref().filter(|_| look.wallet.is_frozen(model.now))?;
    Some(match freeze.expires {
        Some(until) => freeze::until_words(until, model),
        None => {
            "Frozen without an end: nothing leaves this wallet, and nobody can lift that here.".to_owned()
        }
    })
}

fn head(ui: &mut Ui, page: &mut Page, look: &WalletLook, model: &Model<'_>) -> Option<Request> {
    let facts = look.wallet.for_sharing();
    let is_admin = facts.admins().any(|admin| admin == model.me);
    let ((), asked) = layout::ends(
        ui,
        |ui| {
            text::draw_title(ui, facts.name());
            badge::chip(ui, &look.wallet.coin);
            badge::chip(ui, &arrange::kind_words(&look.wallet));
        },
        |ui| {
            let share = button::with_icon(ui, is_admin, icon::SHARE, "Share…").clicked();
            freeze::button(ui, page, look, model);
            share.then(|| Request::Share { id: facts.id.clone(), permissions: Permissions::default() })
        },
    );
    asked
}

fn tabs(ui: &mut Ui, page: &mut Page, look: &WalletLook, model: &PageModel<'_>) {
    let counted = |word: &str, count: Option<usize>| {
        count.map_or_else(|| word.to_owned(), |count| format!("{word} ({count})"))
    };
    let rules = counted("Rules", look.rules.as_ref().map(Vec::len));
    let people = counted("People", Some(look.wallet.users.len()));
    let approvals = counted("Approvals", Some(model.waiting.len()));
    let options = [
        (Tab::Overview, "Overview"),
        (Tab::Rules, rules.as_str()),
        (Tab::People, people.as_str()),
        (Tab::Transfers, "Transfers"),
        (Tab::Approvals, approvals.as_str()),
    ];
    choice::segmented(ui, "", &mut page.tab, &options);
}
