//! What is known about one scope.

/// The shelf on which a scope stands in the creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeGroup {
    /// Reading wallets.
    ReadWallets,
    /// Sending and staking: whatever spends.
    MoveMoney,
    /// Deciding about what others asked for.
    Approve,
    /// Creating wallets, changing, annotating and freezing them.
    RunWallets,
    /// Enterprises and their audit log.
    Enterprise,
    /// Who the token's maker is.
    Person,
    /// Trading.
    Trading,
    /// The settlement network.
    Settlement,
    /// Everything else.
    Other,
}

impl ScopeGroup {
    /// All groups, in the order of the screen.
    pub const ALL: [Self; 9] = [
        Self::ReadWallets,
        Self::MoveMoney,
        Self::Approve,
        Self::RunWallets,
        Self::Enterprise,
        Self::Person,
        Self::Trading,
        Self::Settlement,
        Self::Other,
    ];

    /// The group's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::ReadWallets => "View wallets",
            Self::MoveMoney => "Send and stake",
            Self::Approve => "Approve",
            Self::RunWallets => "Manage wallets",
            Self::Enterprise => "Enterprise",
            Self::Person => "Your identity",
            Self::Trading => "Trading",
            Self::Settlement => "Settlement network",
            Self::Other => "Other",
        }
    }
}

/// What a leaked token with this scope could do at worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// It sees things.
    Reads,
    /// It changes things, but moves no money.
    Changes,
    /// It can change who or what guards the money.
    Controls,
    /// It can begin to move money.
    MovesMoney,
    /// It can do everything.
    Everything,
}

impl Risk {
    /// The risk in a word or three, for a badge.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reads => "Read-only",
            Self::Changes => "Edit",
            Self::Controls => "Manage",
            Self::MovesMoney => "Spend",
            Self::Everything => "Full access",
        }
    }
}

/// How far a scope reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScopeSpan {
    /// One wallet, sent with the scope as `wallet_view:<walletId>`.
    OneWallet,
    /// The wallets of a single enterprise.
    OneEnterprise,
    /// Whatever its maker can reach.
    Everywhere,
}

/// What is peculiar about a scope.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// The vendor has deprecated it.
    pub deprecated: bool,
    /// Only the session of a password login really carries it.
    pub login_only: bool,
    /// It exists in test-like environments alone.
    pub test_only: bool,
    /// It is about single wallets, which have to be named.
    pub needs_wallet: bool,
    /// It is for partners of the settlement network alone.
    pub partners_only: bool,
}

/// One scope that the platform accepts on creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScopeInfo {
    /// The name on the wire. A scope that needs a wallet is sent once a wallet as `name:<walletId>`.
    pub name: &'static str,
    /// Its shelf.
    pub group: ScopeGroup,
    /// What it allows, in a sentence.
    pub allows: &'static str,
    /// The same as a phrase behind "This token can …".
    pub can: &'static str,
    /// How far it reaches.
    pub span: ScopeSpan,
    /// Its peculiarities.
    pub marks: Marks,
    /// What it could do at worst.
    pub risk: Risk,
    /// Smaller scopes that may do, the closest first.
    pub smaller: &'static [&'static str],
}

impl ScopeInfo {
    /// Whether it can initiate transactions, so that spending limits are about it.
    pub fn spends(&self) -> bool {
        matches!(self.risk, Risk::MovesMoney | Risk::Everything) && self.group != ScopeGroup::Trading
    }

    pub(super) const fn deprecated(mut self) -> Self {
        self.marks.deprecated = true;
        self
    }

    pub(super) const fn login_only(mut self) -> Self {
        self.marks.login_only = true;
        self
    }

    pub(super) const fn test_only(mut self) -> Self {
        self.marks.test_only = true;
        self
    }

    pub(super) const fn partners_only(mut self) -> Self {
        self.marks.partners_only = true;
        self
    }
}
