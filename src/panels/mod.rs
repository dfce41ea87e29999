//! (panels)
