//! What a person may do with a wallet. Permissions do not overlap: who is to see and spend needs both.

use crate::domain::open_enum::words;
use crate::domain::text::listed;
use serde::{Serialize, Serializer};
use std::fmt;

words! {
    /// One thing that a person may do with a wallet.
    Permission {
        /// See it.
        View = "view",
        /// Make withdrawals; needs the wallet's key.
        Spend = "spend",
        /// Manage its people and policy.
        Admin = "admin",
        /// Freeze it.
        Freeze = "freeze",
        /// Trade (Go Accounts alone).
        Trade = "trade",
    }
}

impl Permission {
    /// What it lets a person do, as the end of "They can …".
    pub fn allows(&self) -> &str {
        match self {
            Self::View => "see the wallet, its balance and its transfers",
            Self::Spend => "make withdrawals, which needs the wallet's key",
            Self::Admin => "manage its people and policy rules, and approve requests by others",
            Self::Freeze => "freeze it for a set time, which nobody can shorten",
            Self::Trade => "trade its funds",
            Self::Other(_) => "do something that Countersign does not know",
        }
    }

    /// Its name on the screen.
    pub fn label(&self) -> &str {
        match self {
            Self::View => "View",
            Self::Spend => "Spend",
            Self::Admin => "Admin",
            Self::Freeze => "Freeze",
            Self::Trade => "Trade",
            Self::Other(word) => word,
        }
    }

    /// The verb alone, for a list of several: "view", "spend".
    pub fn verb(&self) -> &str {
        match self {
            Self::View => "view",
            Self::Spend => "spend from",
            Self::Admin => "administer",
            Self::Freeze => "freeze",
            Self::Trade => "trade with",
            Self::Other(word) => word,
        }
    }
}

/// What a person may do with a wallet, each once, in the order in which it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(Vec<Permission>);

impl Permissions {
    /// From single ones.
    pub fn of(permissions: impl IntoIterator<Item = Permission>) -> Self {
        let mut all = Self::default();
        for permission in permissions {
            all.add(permission);
        }
        all
    }

    /// From the platform's comma-separated list.
    pub fn from_list(text: &str) -> Self {
        Self::of(text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(Permission::from_word))
    }

    /// All of them.
    pub fn all(&self) -> &[Permission] {
        &self.0
    }

    /// Whether this one is among them.
    pub fn has(&self, permission: &Permission) -> bool {
        self.0.contains(permission)
    }

    /// With this one, or without it.
    pub fn set(&mut self, permission: Permission, is_given: bool) {
        self.0.retain(|other| *other != permission);
        if is_given {
            self.0.push(permission);
        }
    }

    /// In words and in one order, whichever the platform gave, as the middle of a sentence: "view, spend from and administer".
    pub fn in_words(&self) -> String {
        let mut ordered: Vec<&Permission> = self.0.iter().collect();
        ordered.sort();
        listed(ordered.into_iter().map(|permission| permission.verb().to_owned()).collect(), "permission")
    }

    /// By their names and in one order, for a column or a fact: "View, Spend".
    pub fn labels(&self) -> String {
        let mut ordered: Vec<&Permission> = self.0.iter().collect();
        ordered.sort();
        ordered.into_iter().map(Permission::label).collect::<Vec<_>>().join(", ")
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, permission: Permission) {
        if !self.0.contains(&permission) {
            self.0.push(permission);
        }
    }
}

/// As the platform writes it: `view,spend`.
impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, permission) in self.0.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "," })?;
            f.write_str(permission.word())?;
        }
        Ok(())
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
