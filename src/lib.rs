//! Countersign: a desktop console for the people who administer a treasury in multi-signature wallets.
//!
//! The rooms, and which may know which, from the ground up: [`domain`] (rules), [`bitgo`] (the platform's
//! client), [`store`] (this machine), [`kit`] (the look), [`panels`] (the screens), [`app`] (the assembly),
//! [`sandbox`] (a stand-in for the platform on loopback), [`tour`] (the app driven off-screen).
//!
//! # Where a panel's drawing stands
//!
//! A subject is two files with one name: `app/<subject>.rs` is its controller, `panels/<subject>/` its drawing. They were
//! not put side by side in one folder, for two reasons. Whoever looks for what a button does goes one hop either way: the
//! button returns a `Request`, and the controller of that name has the arm that carries it out. And the compiler keeps the
//! promise that drawing starts nothing: `panels` cannot name `app`, so it has no worker, no session and no task to start
//! anything with. Beside its controller, drawing would be kept from that by good manners alone.

pub mod app;
pub mod bitgo;
pub mod domain;
pub mod kit;
pub mod panels;
pub mod sandbox;
pub mod store;
pub mod tour;
