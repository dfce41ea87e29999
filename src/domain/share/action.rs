//! What can be done with shares and with requests for a key: what each action does, and what came of it, in sentences.

use crate::domain::text::counted;

/// One thing to do, to one share or to several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareAction {
    /// Take a wallet.
    Accept,
    /// Turn an offer down.
    Reject,
    /// Take an offer back.
    Cancel,
    /// Have the invitation's email sent again.
    SendAgain,
    /// Turn somebody's request for a key down.
    Refuse,
    /// Ask a wallet's admins for its key again.
    RequestKey,
}

/// What an action is done to: a share, a request, or a wallet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionTarget {
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

/// An action and what it is done to, sent once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionRequest {
    /// What is done.
    pub action: ShareAction,
    /// To what.
    pub target: ActionTarget,
}

/// What the platform answered to an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionOutcome {
    /// It is done.
    Done,
    /// It waits for somebody's approval, by these IDs.
    PendingApproval(Vec<String>),
    /// The platform says that it did not send the email.
    EmailNotSent,
}

/// How a share came to its end before an action on it did anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareEnd {
    /// Its recipient accepted it.
    Accepted,
    /// Its recipient rejected it.
    Rejected,
    /// Its sender took it back.
    Canceled,
}

impl ActionRequest {
    /// What it is called in a sentence: "the acceptance for “Vault”".
    pub fn what(&self) -> String {
        format!("{} for “{}”", self.action.noun(), self.target.wallet_name)
    }
}

impl ActionTarget {
    /// The wallet and the other person, to tell it from others.
    pub fn name(&self) -> String {
        if self.person.is_empty() {
            format!("“{}”", self.wallet_name)
        } else {
            format!("“{}”, {}", self.wallet_name, self.person)
        }
    }
}

impl ShareAction {
    /// Whether it is done to shares, not to requests or wallets.
    pub fn is_about_shares(self) -> bool {
        !matches!(self, Self::Refuse | Self::RequestKey)
    }

    /// Whether a list tells afterwards that it was done. Emails and requests of one's own are in none; to send one
    /// twice does no harm.
    pub fn can_be_looked_up(self) -> bool {
        !matches!(self, Self::SendAgain | Self::RequestKey)
    }

    /// Whether a share that it was done to is over.
    pub fn ends_share(self) -> bool {
        matches!(self, Self::Accept | Self::Reject | Self::Cancel)
    }

    /// Whether something is taken away by it that has to be offered again.
    pub fn is_danger(self) -> bool {
        matches!(self, Self::Reject | Self::Cancel | Self::Refuse)
    }

    /// What it is called, as in "the rejection may have been carried out".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Accept => "the acceptance",
            Self::Reject | Self::Refuse => "the rejection",
            Self::Cancel => "the cancellation",
            Self::SendAgain => "the email",
            Self::RequestKey => "the request",
        }
    }

    /// The title over its confirmation, for so many.
    pub fn title(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Accept => ("Accept a share", "Accept shares"),
            Self::Reject => ("Reject a share", "Reject shares"),
            Self::Cancel => ("Cancel a share", "Cancel shares"),
            Self::SendAgain => ("Resend an email", "Resend emails"),
            Self::Refuse => ("Reject a key request", "Reject key requests"),
            Self::RequestKey => ("Request a key", "Request keys"),
        };
        if count == 1 { one.to_owned() } else { many.to_owned() }
    }

    /// The button that does it, for so many.
    pub fn button(self, count: usize) -> String {
        let verb = match self {
            Self::Accept => "Accept",
            Self::Reject | Self::Refuse => "Reject",
            Self::Cancel => "Cancel",
            Self::SendAgain if count == 1 => return "Resend email".to_owned(),
            Self::SendAgain => return format!("Resend {count} emails"),
            Self::RequestKey => return "Request key".to_owned(),
        };
        let what = if self == Self::Refuse { "request" } else { "share" };
        if count == 1 { format!("{verb} {what}") } else { format!("{verb} {count} {what}s") }
    }

    /// The button that begins it, for so many that are ticked.
    pub fn bulk_button(self, count: usize) -> String {
        match self {
            Self::Accept => format!("Accept {} without a key…", counted(count, "share")),
            Self::SendAgain => format!("Resend {}…", counted(count, "email")),
            Self::Reject => format!("Reject {}…", counted(count, "share")),
            Self::Cancel => format!("Cancel {}…", counted(count, "share")),
            Self::Refuse | Self::RequestKey => self.button(count),
        }
    }

    /// The button that leaves everything as it is. Beside "Cancel share" another "Cancel" would be misread.
    pub fn keep(self) -> &'static str {
        if self == Self::Cancel { "Don't cancel" } else { "Cancel" }
    }

    /// What it does to one of them, a sentence.
    pub fn sentence(self, target: &ActionTarget) -> String {
        let ActionTarget { wallet_name: wallet, person, .. } = target;
        match self {
            Self::Accept => {
                format!("You join “{wallet}”, which {person} shares with you. It comes without a key.")
            }
            Self::Reject => {
                format!("You do not join “{wallet}”. If you want it later, {person} has to share it again.")
            }
            Self::Cancel => format!(
                "{person} won't be able to accept “{wallet}”. Any pending approval of it is canceled too."
            ),
            Self::SendAgain => {
                format!("BitGo sends {person} the email about “{wallet}” again. Nothing else changes.")
            }
            Self::Refuse => format!(
                "{person} does not get the key of “{wallet}” for this request. They stay on the wallet and can ask again."
            ),
            Self::RequestKey => format!(
                "The admins of “{wallet}” are asked to share its key with you again. Your permissions there stay the same."
            ),
        }
    }

    /// Who ended the share before this reached it, a sentence.
    pub fn ended_words(self, target: &ActionTarget, end: ShareEnd) -> String {
        let is_incoming = matches!(self, Self::Accept | Self::Reject);
        let person = &target.person;
        match end {
            ShareEnd::Accepted if is_incoming => "You accepted this share before.".to_owned(),
            ShareEnd::Accepted if !person.is_empty() => format!("{person} accepted this share."),
            ShareEnd::Accepted => "This share was accepted before.".to_owned(),
            // An admin who refuses its approval ends it like this too.
            ShareEnd::Rejected if is_incoming => {
                "You or an admin of the wallet rejected this share before.".to_owned()
            }
            ShareEnd::Rejected if !person.is_empty() => {
                format!("{person} or another admin rejected this share.")
            }
            ShareEnd::Rejected => "This share was rejected before.".to_owned(),
            // Every admin of the wallet can cancel it.
            ShareEnd::Canceled if is_incoming && !person.is_empty() => {
                format!("{person} or another admin canceled this share.")
            }
            ShareEnd::Canceled => "This share was canceled before.".to_owned(),
        }
    }

    /// What was done, a sentence.
    pub fn done_words(self, target: &ActionTarget) -> String {
        let ActionTarget { wallet_name: wallet, person, .. } = target;
        match self {
            Self::Accept => format!("You now have access to “{wallet}”."),
            Self::Reject => format!("The share of “{wallet}” from {person} is rejected."),
            Self::Cancel => format!("The share of “{wallet}” to {person} is canceled."),
            Self::SendAgain => format!("The email about “{wallet}” was sent to {person} again."),
            Self::Refuse => format!("The request of {person} for the key of “{wallet}” is rejected."),
            Self::RequestKey => format!("The admins of “{wallet}” are asked for its key."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_ended_a_share_is_named() {
        let target = ActionTarget { person: "Ann".to_owned(), ..ActionTarget::default() };
        for (action, end, words) in [
            (ShareAction::Accept, ShareEnd::Canceled, "Ann or another admin canceled this share."),
            (ShareAction::Reject, ShareEnd::Accepted, "You accepted this share before."),
            (ShareAction::SendAgain, ShareEnd::Rejected, "Ann or another admin rejected this share."),
            (ShareAction::SendAgain, ShareEnd::Canceled, "This share was canceled before."),
        ] {
            assert_eq!(action.ended_words(&target, end), words);
        }
        let unnamed = ShareAction::Accept.ended_words(&ActionTarget::default(), ShareEnd::Canceled);
        assert_eq!(unnamed, "This share was canceled before.");
    }
}
