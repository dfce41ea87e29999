//! What has been typed and ticked, and what is asked of the app.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::domain::limit::LimitDraft;
use crate::domain::scope::{self, Preset};
use crate::domain::token::{Finding, FindingId, Severity, TokenDraft, TokenRequest};
use crate::kit::secret::SecretBuffer;

/// The creator's state. A failed attempt loses nothing of it but the one-time code.
#[derive(Default)]
pub struct State {
    /// The form as it was typed.
    pub draft: TokenDraft,
    /// The warnings that were ticked, with the words that were ticked: other words have to be ticked anew.
    ticked: BTreeMap<FindingId, String>,
    /// The one-time code.
    pub code: SecretBuffer,
    /// In production, the label typed once more.
    pub typed_label: String,
    /// Which spending limit's coin is being looked for, and the words.
    pub coin_search: Option<(usize, String)>,
    /// Which scope's wallets are being looked for, and the words; none for the token's reach.
    pub wallet_search: BTreeMap<String, String>,
    /// What was sent last.
    pub asked: Option<Asked>,
    /// The new token's value is shown instead of masked.
    pub is_value_shown: bool,
    /// The new token's value has been copied.
    pub is_copied: bool,
    /// Groups of scopes that the person folded out or in.
    pub unfolded: BTreeSet<&'static str>,
}

/// The request that was sent, kept to compare the answer with it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The very value that was shown and sent.
    pub request: TokenRequest,
    /// When it was sent.
    pub at: Timestamp,
}

/// What the panel asks the app to do.
pub enum Request {
    /// Send this request with this one-time code.
    Create {
        /// The value that is on the screen.
        request: Box<TokenRequest>,
        /// The one-time code.
        code: SecretString,
    },
    /// Stop waiting for the answer.
    StopWaiting,
    /// Read the token list, to see what an unanswered attempt left behind.
    LookInList,
    /// Back to the list; the draft stays.
    Leave,
    /// The person has the token: wipe it and start afresh.
    Done,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Create { .. } => "Create",
            Self::StopWaiting => "StopWaiting",
            Self::LookInList => "LookInList",
            Self::Leave => "Leave",
            Self::Done => "Done",
        })
    }
}

impl State {
    /// Whether this warning has been ticked in these words.
    pub fn is_ticked(&self, finding: &Finding) -> bool {
        self.ticked.get(&finding.id).is_some_and(|words| *words == finding.what)
    }

    /// Ticks or unticks a warning.
    pub fn tick(&mut self, finding: &Finding, ticked: bool) {
        if ticked {
            self.ticked.insert(finding.id.clone(), finding.what.clone());
        } else {
            self.ticked.remove(&finding.id);
        }
    }

    /// Drops the ticks of warnings that no longer stand.
    pub fn forget_stale_ticks(&mut self, findings: &[Finding]) {
        self.ticked
            .retain(|id, words| findings.iter().any(|finding| finding.id == *id && finding.what == *words));
    }

    /// How many warnings still want a tick.
    pub fn unticked(&self, findings: &[Finding]) -> usize {
        findings
            .iter()
            .filter(|finding| finding.severity == Severity::Warning && !self.is_ticked(finding))
            .count()
    }

    /// Sets the scopes of a preset, keeping the wallets already chosen for the ones that name some.
    pub fn apply(&mut self, preset: &Preset) {
        let kept = std::mem::take(&mut self.draft.scopes);
        self.draft.scopes = preset
            .scopes
            .iter()
            .map(|name| ((*name).to_owned(), kept.get(*name).cloned().unwrap_or_default()))
            .collect();
        self.unfolded.extend(
            preset.scopes.iter().filter_map(|name| scope::scope(name)).map(|info| info.group.title()),
        );
    }

    /// Adds an empty spending limit and looks for its coin.
    pub fn add_limit(&mut self) {
        self.draft.limits.push(LimitDraft::default());
        self.coin_search = Some((self.draft.limits.len() - 1, String::new()));
    }

    /// Removes a spending limit.
    pub fn remove_limit(&mut self, index: usize) {
        if index < self.draft.limits.len() {
            self.draft.limits.remove(index);
            self.coin_search = None;
        }
    }

    /// After a token has been made and taken: nothing of it stays.
    pub fn start_afresh(&mut self) {
        *self = Self::default();
    }

    /// Wipes what must not outlive the session's screen.
    pub fn wipe_secrets(&mut self) {
        self.code.wipe();
        self.is_value_shown = false;
    }
}
