//! Withdrawals: which rules of the wallet and of its enterprise fire, and what comes of it.

pub(crate) mod judge;
pub(crate) mod make;
pub(crate) mod wallet_rules;
