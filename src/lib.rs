//! Countersign: a desktop console for the people who administer a treasury in multi-signature wallets.
//!
//! The rooms, and which may know which, from the ground up: [`domain`] (rules), [`bitgo`] (the platform's
//! client), [`store`] (this machine), [`kit`] (the look), [`panels`] (the screens), [`app`] (the assembly),
//! [`sandbox`] (a stand-in for the platform on loopback), [`tour`] (the app driven off-screen).

pub mod app;
pub mod bitgo;
pub mod domain;
pub mod kit;
pub mod panels;
pub mod sandbox;
pub mod store;
pub mod tour;
