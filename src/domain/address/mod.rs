//! Addresses: read, brought into one spelling, shown and compared, by the coin's family and network.

mod account;
mod beginnings;
mod check;
mod contract;
mod error;
mod family;
mod issue;
mod letters;
mod likeness;
mod list;
mod network;
mod parse;
mod read;
mod recognise;
mod split;
mod tag;
mod write;

pub use account::AddressForm;
pub use check::{AddressSurroundings, CheckedAddress, check_address};
pub use contract::{contract_warning, token_of_contract};
pub use error::{AddressError, LONGEST_ADDRESS};
pub use family::AddressFamily;
pub use issue::{AddressIssue, KnownAs};
pub use likeness::{ComparedAddress, Likeness, LookAlike, TagChange, likeness, same_account, same_address};
pub use list::{AddressList, ListedAddress, MOST_ADDRESSES, NotTaken, Unread};
pub use network::AddressNetwork;
pub use parse::Address;
pub use recognise::{Recognised, recognise};
pub use tag::{Tag, TagKind};
pub use write::{PayTo, address_over, address_paying, evm_address};
