//! (bitgo)
