//! What can be done with shares and with requests for a key: what each does, what it sends, and what came of it.

use std::fmt::Write as _;

use crate::bitgo::shares::{OwnKeyNeed, ShareWish, WalletShare, acceptance_words};
use crate::bitgo::wallet::Wallet;
use crate::domain::share::{Names, Permission};
use crate::kit::state::Failure;

/// One thing to do, to one share or to several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Take a wallet that comes without a key.
    Accept,
    /// Turn an offer down.
    Reject,
    /// Take an offer back.
    Cancel,
    /// Have the invitation's e-mail sent again.
    SendAgain,
    /// Turn somebody's request for a key down.
    Refuse,
    /// Ask a wallet's admins for its key anew.
    AskAnew,
}

/// What a deed is done to: a share, a request, or a wallet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The share or the request, by ID; of a wallet that is asked about, its own.
    pub id: String,
    /// The wallet's coin.
    pub coin: String,
    /// The wallet, by ID.
    pub wallet: String,
    /// What the wallet is called.
    pub wallet_name: String,
    /// The other person, by ID; empty where there is none.
    pub user: String,
    /// What the other person is called.
    pub person: String,
    /// Whether spending is in it, and so perhaps a key.
    pub may_spend: bool,
}

/// What came of a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is done; what there is to say of it, a sentence.
    Done(String),
    /// It waits for somebody's approval, by these IDs.
    Waits(Vec<String>),
    /// It is not done.
    Failed(Failure),
    /// The answer was lost: it may be done.
    Unknown(Failure),
}

/// A deed with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was to be done.
    pub deed: Deed,
    /// To what.
    pub target: Target,
    /// What came of it.
    pub came: Came,
}

impl Target {
    /// A share that is offered to the person (`is_incoming`), or by them.
    pub fn of_share(share: &WalletShare, names: &Names, is_incoming: bool) -> Self {
        let user = if is_incoming { &share.from_user } else { &share.to_user };
        Self {
            id: share.id.clone(),
            coin: share.coin.clone(),
            wallet: share.wallet.clone(),
            wallet_name: name_or_id(&share.wallet_label, &share.wallet).to_owned(),
            user: user.clone(),
            person: names.of(user),
            may_spend: share.permissions.has(&Permission::Spend),
        }
    }

    /// Somebody's request for a wallet's key.
    pub fn of_wish(wish: &ShareWish) -> Self {
        let person = [&wish.name, &wish.email, &wish.user].into_iter().find(|it| !it.is_empty());
        Self {
            id: wish.id.clone(),
            coin: wish.coin.clone(),
            wallet: wish.wallet.clone(),
            wallet_name: name_or_id(&wish.wallet_label, &wish.wallet).to_owned(),
            user: wish.user.clone(),
            person: person.cloned().unwrap_or_default(),
            may_spend: true,
        }
    }

    /// A wallet that the person is on.
    pub fn of_wallet(wallet: &Wallet) -> Self {
        Self {
            id: wallet.id.clone(),
            coin: wallet.coin.clone(),
            wallet: wallet.id.clone(),
            wallet_name: name_or_id(&wallet.label, &wallet.id).to_owned(),
            may_spend: true,
            ..Self::default()
        }
    }

    /// The wallet and the other person, to tell it from others.
    pub fn name(&self) -> String {
        if self.person.is_empty() {
            format!("“{}”", self.wallet_name)
        } else {
            format!("“{}”, {}", self.wallet_name, self.person)
        }
    }
}

/// What to call a wallet.
pub(super) fn name_or_id<'a>(label: &'a str, id: &'a str) -> &'a str {
    if label.trim().is_empty() { id } else { label.trim() }
}

impl Deed {
    /// Whether it is done to shares, not to requests or wallets.
    pub fn is_about_shares(self) -> bool {
        !matches!(self, Self::Refuse | Self::AskAnew)
    }

    /// Whether a share that it was done to is over.
    pub(super) fn ends_share(self) -> bool {
        matches!(self, Self::Accept | Self::Reject | Self::Cancel)
    }

    /// Whether something is taken away by it that has to be offered anew.
    pub(super) fn is_danger(self) -> bool {
        matches!(self, Self::Reject | Self::Cancel | Self::Refuse)
    }

    /// The title over its confirmation, for so many.
    pub(super) fn title(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Accept => ("Accept a share", "Accept shares"),
            Self::Reject => ("Reject a share", "Reject shares"),
            Self::Cancel => ("Cancel a share", "Cancel shares"),
            Self::SendAgain => ("Send an invitation again", "Send invitations again"),
            Self::Refuse => ("Refuse a request", "Refuse requests"),
            Self::AskAnew => ("Ask for a key anew", "Ask for keys anew"),
        };
        if count == 1 { one.to_owned() } else { many.to_owned() }
    }

    /// The button that does it, for so many.
    pub(super) fn button(self, count: usize) -> String {
        let verb = match self {
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Cancel => "Cancel",
            Self::SendAgain if count == 1 => return "Send e-mail again".to_owned(),
            Self::SendAgain => return format!("Send {count} e-mails again"),
            Self::Refuse => "Refuse",
            Self::AskAnew => return "Ask for the key".to_owned(),
        };
        let what = if self == Self::Refuse { "request" } else { "share" };
        if count == 1 { format!("{verb} {what}") } else { format!("{verb} {count} {what}s") }
    }

    /// The button that leaves everything as it is.
    pub(super) fn keep(self) -> &'static str {
        match self {
            Self::Accept | Self::AskAnew | Self::SendAgain => "Not now",
            Self::Reject | Self::Cancel | Self::Refuse => "Leave as it is",
        }
    }

    /// What it does to one of them, a sentence.
    pub(super) fn sentence(self, target: &Target) -> String {
        let Target { wallet_name: wallet, person, .. } = target;
        match self {
            Self::Accept => {
                format!("You come onto “{wallet}”, which {person} shares with you; no key comes with it.")
            }
            Self::Reject => {
                format!(
                    "You do not come onto “{wallet}”. If you want it later, {person} has to share it anew."
                )
            }
            Self::Cancel => format!(
                "{person} can no longer accept “{wallet}”. To let them in later, you share it anew; an approval that it waits for is dropped."
            ),
            Self::SendAgain => {
                format!(
                    "The platform sends {person} the e-mail about “{wallet}” once more. Nothing else changes."
                )
            }
            Self::Refuse => format!(
                "{person} does not get the key of “{wallet}” for this request; they stay on the wallet and can ask again."
            ),
            Self::AskAnew => format!(
                "The admins of “{wallet}” are asked to share its key with you again. What you may do there stays as it is."
            ),
        }
    }

    /// What is sent for it: method and path, and the body where there is one.
    pub(super) fn requests(self, targets: &[Target]) -> String {
        let mut said = String::new();
        for Target { id, coin, wallet, user, .. } in targets {
            let separator = if said.is_empty() { "" } else { "\n" };
            let request = match self {
                Self::Accept => acceptance_words(coin, id, OwnKeyNeed::Nothing),
                Self::Reject => format!("POST /api/v2/{coin}/walletshare/{id}\n{{\"state\":\"rejected\"}}"),
                Self::Cancel => format!("DELETE /api/v2/{coin}/walletshare/{id}"),
                Self::SendAgain => format!("POST /api/v2/{coin}/walletshare/{id}/resendemail"),
                Self::Refuse => {
                    format!("POST /api/v2/wallet/{wallet}/rejectreshare\n{{\"userId\":\"{user}\"}}")
                }
                Self::AskAnew => format!("POST /api/v2/{coin}/wallet/{wallet}/requestreshare"),
            };
            let _ = write!(said, "{separator}{request}");
        }
        said
    }

    /// What was done, a sentence.
    pub fn done_words(self, target: &Target) -> String {
        let Target { wallet_name: wallet, person, .. } = target;
        match self {
            Self::Accept => format!("You are on “{wallet}” now."),
            Self::Reject => format!("The share of “{wallet}” from {person} is rejected."),
            Self::Cancel => format!("The share of “{wallet}” to {person} is canceled."),
            Self::SendAgain => format!("The e-mail about “{wallet}” is on its way to {person} again."),
            Self::Refuse => format!("The request of {person} for the key of “{wallet}” is refused."),
            Self::AskAnew => format!("The admins of “{wallet}” are asked for its key."),
        }
    }
}
