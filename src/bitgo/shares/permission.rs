//! What a person may do with a wallet. Permissions do not overlap: who is to see and spend needs both.

use crate::bitgo::fields::Fields;
use crate::bitgo::words::words;
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

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, permission: Permission) {
        if !self.0.contains(&permission) {
            self.0.push(permission);
        }
    }

    /// `permissions` or `permission`, a comma-separated text or a list: the documents disagree.
    pub(in crate::bitgo) fn read(fields: &mut Fields) -> Self {
        let words = fields.text_or_texts("permissions").or_else(|| fields.text_or_texts("permission"));
        Self::from_list(&words.unwrap_or_default().join(","))
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
