//! What is wrong with an address, and what would be right.

use thiserror::Error;

use super::beginnings::{beginning_words, form_words};
use super::family::AddressFamily;
use crate::domain::foreign_text::visible;
use crate::domain::text::{any_of, listed};

/// An address has at most this many letters, its tag and link included.
pub const LONGEST_ADDRESS: usize = 512;

/// Why a text is no address of the coin. Places count from 0 in the text without its surrounding blanks; the sentences
/// count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("Enter an address.")]
    Empty,
    /// It has no end.
    #[error("This is too long for an address: none has more than {LONGEST_ADDRESS} characters.")]
    TooLong,
    /// A blank or a line break inside.
    #[error("There is a blank at character {}. An address has none: remove it, or paste the address again.", at + 1)]
    Blank {
        /// Where.
        at: usize,
    },
    /// A letter that is not drawn, or changes how others are drawn.
    #[error("There is an invisible character ({}) at position {}. Paste the address from its source again.", visible(&letter.to_string()), at + 1)]
    Invisible {
        /// Where.
        at: usize,
        /// Which.
        letter: char,
    },
    /// A letter of another script that looks like a Latin one.
    #[error("Character {} looks like “{looks_like}” and is “{letter}” (U+{:04X}), a letter of another script. Do not use this address: it may have been made to deceive.", at + 1, u32::from(*letter))]
    OtherScript {
        /// Where.
        at: usize,
        /// Which.
        letter: char,
        /// What it is mistaken for.
        looks_like: char,
    },
    /// A letter that the family does not use.
    #[error("Character {}, “{}”, is not used in {family} addresses.", at + 1, visible(&letter.to_string()))]
    BadLetter {
        /// Where.
        at: usize,
        /// Which.
        letter: char,
        /// In whose addresses.
        family: AddressFamily,
    },
    /// Letters are missing or too many.
    #[error("{} addresses have {right}; this has {found}.", family.name())]
    Length {
        /// Whose addresses.
        family: AddressFamily,
        /// How long they are.
        right: &'static str,
        /// How many characters there are.
        found: usize,
    },
    /// Small letters and capitals in a form that is all one or all the other.
    #[error("This mixes capitals and small letters. Write the address in small letters only.")]
    MixedCase,
    /// It begins as no address of the family does.
    #[error("{} addresses begin with {right}.", family.name())]
    Beginning {
        /// Whose addresses.
        family: AddressFamily,
        /// What they begin with.
        right: String,
    },
    /// The checksum does not fit. A single wrong letter can be placed in some forms. What belongs there is never said:
    /// BIP 173 warns against it, since a correction may lead to somebody else's address.
    #[error("The checksum does not match: a character is wrong, missing or too many.{}", likely_words(*likely))]
    Checksum {
        /// The place of the mistake if it is a single letter, and the letter that stands there.
        likely: Option<(usize, char)>,
    },
    /// The capitals, which are the checksum, do not fit.
    #[error(
        "The capital letters do not match the checksum at {}. Correctly written, this address is {right}; if that is not what you were given, a character is wrong.",
        places(wrong)
    )]
    Case {
        /// Which letters have the wrong case.
        wrong: Vec<usize>,
        /// The right spelling of these letters.
        right: String,
    },
    /// Anything else about its form.
    #[error("This is not {}: {reason}.", family.an_address())]
    Form {
        /// Whose addresses.
        family: AddressFamily,
        /// What does not fit, as the end of a sentence.
        reason: &'static str,
    },
    /// It is well formed, and money does not go to it.
    #[error("This is {what}, not an address to pay to.")]
    NotPayable {
        /// What it is, with its article.
        what: &'static str,
    },
    /// A private key or seed.
    #[error(
        "This is a private key, not an address. Whoever sees it can take the money: remove it from here, and move the funds if it was shown to anyone."
    )]
    PrivateKey,
    /// It is of the same family's other network.
    #[error("{}", other_network_words(*family, *is_testnet, asset))]
    OtherNetwork {
        /// Whose address.
        family: AddressFamily,
        /// Whether the address belongs to a test network; the coin does not then.
        is_testnet: bool,
        /// What the wallet holds, in words.
        asset: String,
    },
    /// It is an address of another family.
    #[error("This is {}; the wallet holds {asset}, whose addresses {}.", an_address_of(found), form_words(*family, *is_testnet))]
    OtherFamily {
        /// The families that it is of.
        found: Vec<AddressFamily>,
        /// The family of the coin.
        family: AddressFamily,
        /// Whether the coin is on a test network.
        is_testnet: bool,
        /// What the wallet holds, in words.
        asset: String,
    },
    /// A payment link that asks for more than a transfer.
    #[error("This link names a contract, a chain or a call. Paste only the recipient's address.")]
    PaymentRequest,
    /// A part of a link that is not understood.
    #[error(
        "The part “{}” behind the address is not understood. Remove it, or paste only the address.",
        visible(name)
    )]
    Parameter {
        /// What it is called.
        name: String,
    },
    /// A tag where the family has none.
    #[error("{} addresses have no tag or memo: remove everything from the “?” on.", family.name())]
    NoTag {
        /// Whose addresses.
        family: AddressFamily,
    },
    /// More than one tag.
    #[error("This address names more than one tag or memo.")]
    TwoTags,
    /// A tag that is none.
    #[error("The tag or memo is not valid: {right}.")]
    BadTag {
        /// What it has to be.
        right: &'static str,
    },
}

impl AddressError {
    /// It begins as no address of the family does.
    pub(super) fn beginning(family: AddressFamily, is_testnet: bool) -> Self {
        Self::Beginning { family, right: beginning_words(family, is_testnet) }
    }

    /// The same with places counted from further ahead: a link's beginning was taken off.
    pub(super) fn behind(mut self, taken_off: usize) -> Self {
        match &mut self {
            Self::Blank { at }
            | Self::Invisible { at, .. }
            | Self::OtherScript { at, .. }
            | Self::BadLetter { at, .. }
            | Self::Checksum { likely: Some((at, _)) } => *at += taken_off,
            Self::Case { wrong, .. } => wrong.iter_mut().for_each(|at| *at += taken_off),
            _ => {}
        }
        self
    }

    /// Which characters of the text are wrong, as far as it can be told.
    pub fn places(&self) -> Vec<usize> {
        match self {
            Self::Blank { at }
            | Self::Invisible { at, .. }
            | Self::OtherScript { at, .. }
            | Self::BadLetter { at, .. }
            | Self::Checksum { likely: Some((at, _)) } => vec![*at],
            Self::Case { wrong, .. } => wrong.clone(),
            _ => Vec::new(),
        }
    }
}

fn likely_words(likely: Option<(usize, char)>) -> String {
    let words = |(at, letter)| format!(" If only one is wrong, it is character {}, “{letter}”.", at + 1);
    likely.map(words).unwrap_or_default()
}

fn places(wrong: &[usize]) -> String {
    let noun = if wrong.len() == 1 { "character" } else { "characters" };
    format!("{noun} {}", listed(wrong.iter().map(|at| (at + 1).to_string()).collect(), "letter"))
}

fn other_network_words(family: AddressFamily, is_testnet: bool, asset: &str) -> String {
    let net = if is_testnet { "a test network" } else { "the main network" };
    let right = form_words(family, !is_testnet);
    format!("This is {} of {net}; the wallet holds {asset}, whose addresses {right}.", family.an_address())
}

fn an_address_of(found: &[AddressFamily]) -> String {
    match found {
        [only] => only.an_address(),
        several => {
            let names = several.iter().map(|family| family.name().to_owned()).collect();
            format!("an address of {}", any_of(names, "family"))
        }
    }
}
