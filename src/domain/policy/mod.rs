//! Policy rules of a wallet: how long they can be changed.

mod lock;

pub use lock::{LOCKS_AFTER, Lock};
