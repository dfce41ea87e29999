//! The room for addresses, from outside: vectors of the standards, errors, look-alikes, bounds.

mod any_text;
mod bounds;
mod check;
mod errors;
mod likeness;
mod vectors;
mod vectors_bitcoin;
