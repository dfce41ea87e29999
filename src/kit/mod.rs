//! (kit)
