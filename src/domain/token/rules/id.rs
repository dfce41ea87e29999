//! The shape of the platform's IDs.

/// Whether a text has the shape of the platform's IDs: 32 lower-case hex digits (spec: wallet and enterprise IDs).
pub(super) fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
