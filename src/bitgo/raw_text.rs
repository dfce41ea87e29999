//! What the platform sent, kept as text: nothing of it is lost, and nothing of it is read before somebody asks.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use super::raw_object::RawObject;

/// An object as the platform sent it. Those of one answer share its memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawText(Bytes);

impl RawText {
    /// A part of an answer; `part` lies in `answer`.
    pub(super) fn part_of(answer: &Bytes, part: &str) -> Self {
        Self(answer.slice_ref(part.as_bytes()))
    }

    /// What was read already, or made by a test.
    pub fn of(content: &Value) -> Self {
        Self(serde_json::to_vec(content).unwrap_or_default().into())
    }

    /// The text itself; empty where nothing was sent.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Its fields, each as text.
    pub(super) fn object(&self) -> Option<RawObject<'_>> {
        RawObject::of(self.as_str())
    }

    /// A field, read in full.
    pub fn field(&self, name: &str) -> Option<Value> {
        serde_json::from_str(self.object()?.raw(name)?).ok()
    }
}

impl fmt::Debug for RawText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
