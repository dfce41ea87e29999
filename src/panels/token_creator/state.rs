//! What has been typed and ticked, and what is asked of the app.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Instant;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use secrecy::SecretString;

use super::origin::{Origin, Replacing, Templated};
use super::paste::Paste;
use crate::bitgo::access_token::AccessTokenInfo;
use crate::domain::limit::LimitDraft;
use crate::domain::scope::{self, Preset};
use crate::domain::token::known::KnownToken;
use crate::domain::token::lost::{LostCreation, candidates, sentence};
use crate::domain::token::replace::Replacement;
use crate::domain::token::template::{TemplateFields, draft_from};
use crate::domain::token::{Finding, FindingId, ScopeSwap, Severity, TokenDraft, TokenRequest};
use crate::kit::secret::SecretBuffer;

/// The creator's state. A failed attempt loses nothing of it but the one-time code.
#[derive(Default)]
pub struct State {
    /// Where the draft comes from.
    pub origin: Origin,
    /// These are the parts of a template, not of a token.
    pub is_of_template: bool,
    /// The form as it was typed.
    pub draft: TokenDraft,
    /// The warnings that were ticked. What a warning is about is part of its ID: about something else, it has to be
    /// ticked anew.
    ticked: BTreeSet<FindingId>,
    /// The one-time code.
    pub code: SecretBuffer,
    /// In production, the label typed once more.
    pub typed_label: String,
    /// Which spending limit's coin is being looked for, and the words.
    pub coin_search: Option<(usize, String)>,
    /// Which scope's wallets are being looked for, and the words; none for the token's reach.
    pub wallet_search: BTreeMap<String, String>,
    /// A list that is being pasted.
    pub paste: Option<Paste>,
    /// What was sent last.
    pub asked: Option<Asked>,
    /// A creation whose answer was lost. It outlives the session: the token may exist.
    pub lost: Option<Lost>,
    /// The person wanted to leave before the new token was copied.
    pub is_held_back: bool,
    /// How often the form was opened: it opens at its top, whatever was scrolled to before.
    pub opened: u64,
    /// The label's field is to take the keyboard.
    pub wants_label: bool,
    /// The lifetime's field is to take the keyboard, after a suggestion was taken.
    pub wants_lifetime: bool,
    /// The code's field is to take the keyboard when it is next drawn, after a code was refused.
    pub wants_code: bool,
    /// The request as a curl command instead of JSON.
    pub shows_curl: bool,
    /// What a replacement leaves as it was is shown too.
    pub shows_same: bool,
    /// The new token's value is shown instead of masked.
    pub is_value_shown: bool,
    /// The new token's value has been copied.
    pub is_copied: bool,
    /// The new token's value has been saved to a file.
    pub is_saved: bool,
    /// The new token's value is in the keychain.
    pub is_in_keychain: bool,
    /// The name for the keychain, once the person has changed it from the label.
    pub keychain_name: Option<String>,
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
    /// The IDs of the tokens that were listed then.
    pub listed_before: BTreeSet<String>,
}

/// A creation without an answer: a token may exist whose value nobody ever saw.
#[derive(Clone, Debug)]
pub struct Lost {
    asked: Asked,
    since: Instant,
    /// None while nobody has looked since.
    found: Option<Found>,
}

/// What a list that was read after the loss has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The ID of the likeliest token; none where no token in it may be the one.
    pub likeliest: Option<String>,
    /// All of it in a sentence.
    pub sentence: String,
}

/// A whole list in which a lost creation may be found.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The list.
    pub tokens: &'a [AccessTokenInfo],
    /// When its reading began.
    pub began: Instant,
    /// When it was whole, by this computer's clock.
    pub read_at: Timestamp,
    /// How far the platform's clock is ahead, in seconds, where that was measured.
    pub server_ahead_secs: Option<i64>,
    /// The time zone of the person.
    pub zone: &'a TimeZone,
}

impl Lost {
    /// What the list has shown; none while nobody has looked since.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }
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
    /// Put the new token on the clipboard.
    Copy,
    /// Save the new token to a file.
    Save,
    /// Look anew whether there is a keychain.
    LookForKeychain,
    /// Save the new token to the keychain.
    SaveToKeychain {
        /// Under this name.
        name: String,
    },
    /// Stop waiting for the answer.
    StopWaiting,
    /// Read the token list, to see what an unanswered attempt left behind.
    LookInList,
    /// Show this token in the list, where it can be revoked; the draft stays.
    ShowInList {
        /// The token's ID.
        id: String,
    },
    /// Ask the platform with the new token whether it works.
    TryNew,
    /// The person says that the new token works.
    VouchForNew,
    /// Revoke the old token. The person has typed its label.
    RevokeOld {
        /// The old token's ID.
        id: String,
    },
    /// The person closed the confirmation of a revocation.
    ForgetRevocation,
    /// Let the replacement be: both tokens stay.
    KeepBoth,
    /// Back to the list; the draft stays.
    Leave,
    /// The person has the token: wipe it and start afresh.
    Done,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Create { .. } => "Create",
            Self::Copy => "Copy",
            Self::Save => "Save",
            Self::LookForKeychain => "LookForKeychain",
            Self::SaveToKeychain { .. } => "SaveToKeychain",
            Self::StopWaiting => "StopWaiting",
            Self::LookInList => "LookInList",
            Self::ShowInList { .. } => "ShowInList",
            Self::TryNew => "TryNew",
            Self::VouchForNew => "VouchForNew",
            Self::RevokeOld { .. } => "RevokeOld",
            Self::ForgetRevocation => "ForgetRevocation",
            Self::KeepBoth => "KeepBoth",
            Self::Leave => "Leave",
            Self::Done => "Done",
        })
    }
}

impl State {
    /// The replacement of a token, filled in from it.
    pub fn replacing(old: KnownToken, labels_in_use: &[String]) -> Self {
        let (replacing, draft) = Replacing::begin(old, labels_in_use);
        Self { origin: Origin::Replacement(Box::new(replacing)), ..Self::filled_in(draft) }
    }

    /// A new token, filled in from a template.
    pub fn from_template(template: &TemplateFields) -> Self {
        let carried = draft_from(template);
        let (id, name) = (template.id.clone(), template.name_words().to_owned());
        let templated = Templated { id, name, remarks: carried.remarks };
        Self { origin: Origin::Template(Box::new(templated)), ..Self::filled_in(carried.draft) }
    }

    /// This draft, with the groups open that its scopes are in.
    pub(super) fn filled_in(draft: TokenDraft) -> Self {
        let unfolded =
            draft.scopes.keys().filter_map(|name| scope::scope(name)).map(|info| info.group.title());
        Self { unfolded: unfolded.collect(), draft, ..Self::default() }
    }

    /// The same as the parts of a template.
    pub(super) fn of_template(mut self) -> Self {
        self.is_of_template = true;
        self
    }

    /// The template may have been changed since the draft was filled in from it.
    pub fn refresh_template(&mut self, template: &TemplateFields) {
        if self.origin.is_of_template(&template.id) {
            self.draft.template = Some(template.clone());
        }
    }

    /// What was filled in stays, and the template is not sent.
    pub fn do_without_template(&mut self) {
        if self.origin.templated().is_some() {
            self.origin = Origin::Fresh;
            self.draft.template = None;
        }
    }

    /// A replacement whose new token was made in an earlier run.
    pub fn resuming(replacement: Replacement, old: KnownToken) -> Self {
        let replacing = Replacing::resumed(replacement, old);
        Self { origin: Origin::Replacement(Box::new(replacing)), ..Self::default() }
    }

    /// A whole list has come: a replacement is brought up to date with it. Where its new token is gone, the form is
    /// filled in again.
    pub fn take_up(&mut self, listed: &BTreeSet<String>, labels_in_use: &[String]) {
        let is_blank = self.draft == TokenDraft::default();
        let Some(replacing) = self.origin.replacing_mut() else { return };
        replacing.take_up(listed);
        if is_blank && replacing.replacement.new_id().is_none() {
            let news = replacing.news.take();
            *self = Self { opened: self.opened, ..Self::replacing(replacing.old.clone(), labels_in_use) };
            if let Some(replacing) = self.origin.replacing_mut() {
                replacing.news = news;
            }
        }
    }

    /// What the page is called.
    pub fn title(&self) -> String {
        match &self.origin {
            Origin::Fresh | Origin::Template(_) => "New access token".to_owned(),
            Origin::Replacement(replacing) => format!("Replace “{}”", replacing.replacement.old_label),
        }
    }

    /// Whether something would be lost without this draft: what was typed, or a deed that stands half-way.
    pub fn is_worth_keeping(&self) -> bool {
        self.lost.is_some() || !self.origin.is_fresh() || self.draft != TokenDraft::default()
    }

    /// Whether a creation of this draft may have made a token that nobody has looked for yet.
    pub fn awaits_look(&self) -> bool {
        self.lost.as_ref().is_some_and(|lost| lost.found().is_none())
    }

    /// Whether the new token has gone somewhere, so that it may vanish from the screen.
    pub fn is_kept(&self) -> bool {
        self.is_copied || self.is_saved || self.is_in_keychain
    }

    /// Whether this warning has been ticked.
    pub fn is_ticked(&self, finding: &Finding) -> bool {
        self.ticked.contains(&finding.id)
    }

    /// Ticks or unticks a warning.
    pub fn tick(&mut self, finding: &Finding, ticked: bool) {
        if ticked {
            self.ticked.insert(finding.id.clone());
        } else {
            self.ticked.remove(&finding.id);
        }
    }

    /// Drops the ticks of warnings that no longer stand.
    pub fn forget_stale_ticks(&mut self, findings: &[Finding]) {
        self.ticked.retain(|id| findings.iter().any(|finding| finding.id == *id));
    }

    /// The answer to what was asked last is lost: nothing more is sent until somebody has looked in the list.
    pub fn lose_answer(&mut self) {
        self.lost = self.asked.clone().map(|asked| Lost { asked, since: Instant::now(), found: None });
    }

    /// Looks for a lost creation in a whole list. One whose reading began before the loss proves nothing. When this was
    /// the first look, says which token is the likeliest, if any, by its ID.
    pub fn look_for_lost(&mut self, look: &Look<'_>) -> Option<Option<String>> {
        let lost = self.lost.as_mut().filter(|lost| look.began >= lost.since)?;
        let creation = LostCreation {
            asked: &lost.asked.request,
            asked_at: lost.asked.at,
            server_ahead_secs: look.server_ahead_secs,
            listed_before: &lost.asked.listed_before,
        };
        let tokens: Vec<_> = look.tokens.iter().map(AccessTokenInfo::known).collect();
        let found = candidates(&creation, &tokens, look.read_at);
        let sentence = sentence(&creation, &found, look.zone);
        let is_first = lost.found.is_none();
        let likeliest = found.first().map(|candidate| candidate.token.id.clone());
        lost.found = Some(Found { likeliest: likeliest.clone(), sentence });
        is_first.then_some(likeliest)
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

    /// Adds limits that were pasted; blank ones, of which nothing was typed yet, make room for them.
    pub fn add_limits(&mut self, limits: Vec<LimitDraft>) {
        self.draft.limits.retain(|limit| *limit != LimitDraft::default());
        self.draft.limits.extend(limits);
        self.coin_search = None;
    }

    /// Adds an address, in a line of its own.
    pub fn add_address(&mut self, address: &str) {
        let addresses = &mut self.draft.addresses;
        if !addresses.is_empty() && !addresses.ends_with('\n') {
            addresses.push('\n');
        }
        addresses.push_str(address);
    }

    /// Takes a smaller scope, and shows it where it may still want its wallets.
    pub fn swap(&mut self, swap: ScopeSwap) {
        self.draft.swap(swap);
        let smaller = swap.smaller.and_then(scope::scope);
        self.unfolded.extend(smaller.map(|info| info.group.title()));
    }

    /// Removes a spending limit.
    pub fn remove_limit(&mut self, index: usize) {
        if index < self.draft.limits.len() {
            self.draft.limits.remove(index);
            self.coin_search = None;
        }
    }

    /// The person comes to the form.
    pub fn open(&mut self) {
        self.opened += 1;
        self.wants_label = true;
        self.wants_code = false;
    }

    /// After a token has been made and taken: nothing of it stays.
    pub fn start_afresh(&mut self) {
        *self = Self { opened: self.opened, ..Self::default() };
    }

    /// Wipes what must not outlive the session's screen.
    pub fn wipe_secrets(&mut self) {
        self.code.wipe();
        self.is_value_shown = false;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;
    use crate::domain::lifetime::LifetimeContext;
    use crate::domain::token::{EnvironmentRules, TokenContext, check};

    fn context(now_secs: i64) -> TokenContext {
        let name = "Sandbox".to_owned();
        let rules = EnvironmentRules {
            name,
            addresses_required: false,
            all_scope_allowed: true,
            holds_test_coins: None,
        };
        let now = Timestamp::from_second(now_secs).unwrap();
        let lifetime = LifetimeContext { now, zone: TimeZone::UTC, next_deployment: None };
        TokenContext {
            rules,
            lifetime,
            labels_in_use: Vec::new(),
            seen_from: None,
            is_opened_by_token: false,
        }
    }

    fn filled_in() -> State {
        let mut state = State::default();
        state.draft.label = "payouts".to_owned();
        state.draft.lifetime = "until 2029-03-01".to_owned();
        state.draft.scopes.insert("wallet_view_all".to_owned(), Vec::new());
        state
    }

    #[test]
    fn a_tick_stays_while_the_clock_runs_and_falls_with_another_lifetime() {
        const NOW: i64 = 1_795_000_000;
        let mut state = filled_in();
        let now = check(&state.draft, &context(NOW));
        for warning in now.findings.iter().filter(|finding| finding.severity == Severity::Warning) {
            state.tick(warning, true);
        }
        assert_eq!(state.unticked(&now.findings), 0);
        let later = check(&state.draft, &context(NOW + 60));
        state.forget_stale_ticks(&later.findings);
        assert_eq!(state.unticked(&later.findings), 0, "a minute later the tick is gone");
        state.draft.lifetime = "until 2030-03-01".to_owned();
        let other = check(&state.draft, &context(NOW + 60));
        state.forget_stale_ticks(&other.findings);
        assert!(state.unticked(&other.findings) > 0, "another lifetime kept the tick");
    }

    #[test]
    fn only_a_list_read_after_the_loss_shows_whether_the_token_exists() {
        const NOW: i64 = 1_795_000_000;
        let mut state = filled_in();
        let request = check(&state.draft, &context(NOW)).request.unwrap();
        let at = Timestamp::from_second(NOW).unwrap();
        state.asked = Some(Asked { request, at, listed_before: BTreeSet::new() });
        let before = Instant::now();
        std::thread::sleep(Duration::from_millis(2));
        state.lose_answer();
        let token = |id: &str, label: &str, created_secs| AccessTokenInfo {
            id: id.to_owned(),
            label: label.to_owned(),
            scope: vec!["wallet_view_all".to_owned()],
            created: Timestamp::from_second(created_secs).ok(),
            ..AccessTokenInfo::default()
        };
        let tokens = [
            token("before", "payouts", NOW - 86_400),
            token("after", "payouts", NOW + 2),
            token("another", "other", NOW + 2),
        ];
        let read_at = Timestamp::from_second(NOW + 5).unwrap();
        let zone = TimeZone::UTC;
        let look = Look { tokens: &tokens, began: before, read_at, server_ahead_secs: Some(0), zone: &zone };
        assert_eq!(state.look_for_lost(&look), None);
        assert_eq!(state.lost.as_ref().unwrap().found(), None, "an older reading proves nothing");
        let look = Look { began: Instant::now(), ..look };
        assert!(state.look_for_lost(&look).unwrap().is_some());
        assert_eq!(state.lost.as_ref().unwrap().found().unwrap().likeliest.as_deref(), Some("after"));
        assert_eq!(state.look_for_lost(&Look { tokens: &[], ..look }), None, "only the first look is news");
        assert_eq!(state.lost.as_ref().unwrap().found().unwrap().likeliest, None);
    }
}
