//! The lines of a pasted list.

/// One line that says something. Empty lines and comments are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<T> {
    /// Its number in the pasted text, from 1.
    pub number: usize,
    /// The text as pasted, without spaces at its ends.
    pub text: String,
    /// What was taken, or why nothing was.
    pub result: Result<T, NotTaken>,
}

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NotTaken {
    /// What is wrong, in a sentence.
    pub reason: String,
    /// How it would be right, where that can be said.
    pub example: String,
}

/// What was not taken, to be mended: the text as it stood, in the lines that it stood in.
pub fn rest<T>(lines: &[Line<T>]) -> String {
    let mut out = String::new();
    let mut last = None;
    for line in lines.iter().filter(|line| line.result.is_err()) {
        if last.is_some() {
            out.push_str(if last == Some(line.number) { ", " } else { "\n" });
        }
        out.push_str(&line.text);
        last = Some(line.number);
    }
    out
}

/// The lines of a text that say something, with their numbers. A `#` begins a comment.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
