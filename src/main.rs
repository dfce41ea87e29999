//! Arguments, logging and the one runtime.
fn main() {}
