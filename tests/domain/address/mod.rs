//! The room for addresses, from outside: vectors of the standards, errors, look-alikes, bounds.

mod bounds;
mod errors;
mod likeness;
mod vectors;
mod vectors_bitcoin;
