//! What the platform sent, kept as text: nothing of it is lost, and nothing of it is read before somebody asks.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use super::raw_object::{RawObject, is_blank};

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

    /// The same on lines of its own a field, for reading: every number and every text in it stays as it came.
    pub fn indented(&self) -> String {
        indented(self.as_str())
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

/// JSON with line breaks and indents between its parts. What stands in a part is not looked at, so that nothing of it is
/// written anew, whatever it is.
fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut letters = json.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                out.push(letter);
                let mut is_escaped = false;
                for inner in letters.by_ref() {
                    out.push(inner);
                    if inner == '"' && !is_escaped {
                        break;
                    }
                    is_escaped = inner == '\\' && !is_escaped;
                }
            }
            '{' | '[' => {
                while letters.next_if(|next| is_blank(*next)).is_some() {}
                out.push(letter);
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            blank if is_blank(blank) => {}
            other => out.push(other),
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

impl fmt::Debug for RawText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_digit_and_every_letter_stays_as_it_came() {
        let sent = r#"{ "n":1e400,"m":-0.10E+2, "id":"a\"b{,:}\\","long":1234567890123456789012345678901234567890,
            "none":{ },"list":[1.0 ,[],{"x":null}],"word":"\u0430  b"}"#;
        let shown = r#"{
  "n": 1e400,
  "m": -0.10E+2,
  "id": "a\"b{,:}\\",
  "long": 1234567890123456789012345678901234567890,
  "none": {},
  "list": [
    1.0,
    [],
    {
      "x": null
    }
  ],
  "word": "\u0430  b"
}"#;
        assert_eq!(indented(sent), shown);
    }

    proptest! {
        #[test]
        fn whatever_comes_is_shown_and_only_blanks_are_others(text in r#"[{}\[\],:"\\ \na1e.]{0,40}"#) {
            let bare = |text: &str| text.chars().filter(|letter| !is_blank(*letter)).collect::<String>();
            prop_assert_eq!(bare(&indented(&text)), bare(&text));
        }

        #[test]
        fn json_stays_the_same_json(depth in 0..4_u32, text in "\\PC{0,12}") {
            let value = (0..depth).fold(Value::from(text), |inner, at| {
                if at % 2 == 0 { serde_json::json!({"a": inner, "b": [], "c,d": {}}) } else { serde_json::json!([inner, 7]) }
            });
            let again: Value = serde_json::from_str(&indented(&value.to_string())).unwrap_or_default();
            prop_assert_eq!(again, value);
        }
    }
}
