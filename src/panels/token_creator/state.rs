//! What has been typed and ticked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use super::origin::{Origin, Replacing, Templated};
use super::pasted::Paste;
use super::text as wording;
use crate::domain::deed::Answers;
use crate::domain::foreign_text::visible;
use crate::domain::leaving::Unfinished;
use crate::domain::limit::LimitDraft;
use crate::domain::scope::{self, Preset};
use crate::domain::token::existing::ExistingToken;
use crate::domain::token::replace::Replacement;
use crate::domain::token::template::{TemplateFields, draft_from};
use crate::domain::token::{Finding, FindingId, ScopeSwap, Severity, TokenDraft};
use crate::kit::secret::SecretBuffer;
use crate::kit::sliced_search::SlicedSearch;

/// The creator's state. A failed attempt loses nothing of it but the one-time code.
#[derive(Default)]
pub struct State {
    /// Where the draft comes from.
    pub origin: Origin,
    /// These are the parts of a template, not of a token.
    pub is_of_template: bool,
    /// The form as it was typed.
    pub draft: TokenDraft,
    /// The form as it was filled in before anything was typed.
    filled_in: TokenDraft,
    /// The warnings that were ticked. What a warning is about is part of its ID: about something else, it has to be
    /// ticked again.
    ticked: BTreeSet<FindingId>,
    /// The one-time code.
    pub code: SecretBuffer,
    /// What is done to confirm the creation.
    pub answers: Answers,
    /// Which spending limit's coin is being looked for, and the words.
    pub coin_search: Option<(usize, String)>,
    /// Which scope's wallets are being looked for, and the words; none for the token's reach.
    pub wallet_search: BTreeMap<String, (String, SlicedSearch)>,
    /// A list that is being pasted.
    pub paste: Option<Paste>,
    /// Which opening of a form this is: it opens at its top, whatever was scrolled to before.
    pub opened: u64,
    /// The label's field is to take the keyboard.
    pub wants_label: bool,
    /// The lifetime's field is to take the keyboard, after a suggestion was taken.
    pub wants_lifetime: bool,
    /// The code's field is to take the keyboard when it is next drawn, after a code was refused.
    pub wants_code: bool,
    /// The person discards the new token, while it is asked whether to revoke it.
    pub is_discarding: bool,
    /// The request as a curl command instead of JSON.
    pub shows_curl: bool,
    /// What a replacement leaves as it was is shown too.
    pub shows_same: bool,
    /// The new token's value is shown instead of masked.
    pub is_value_shown: bool,
    /// The new token's value has been copied.
    pub is_copied: bool,
    /// The new token's value has been saved, to a file or in the keychain.
    pub is_saved: bool,
    /// The name for the keychain, once the person has changed it from the label.
    pub keychain_name: Option<String>,
    /// Groups of scopes that the person folded out or in.
    pub unfolded: BTreeSet<&'static str>,
}

impl State {
    /// The replacement of a token, filled in from it.
    pub fn replacing(old: ExistingToken, labels_in_use: &[String]) -> Self {
        let (replacing, draft) = Replacing::begin(old, labels_in_use);
        Self { origin: Origin::Replacement(Box::new(replacing)), ..Self::filled_in(draft) }
    }

    /// A new token, filled in from a template.
    pub fn from_template(template: &TemplateFields) -> Self {
        let carried = draft_from(template);
        let (id, name) = (template.id.clone(), template.name_words().to_owned());
        let templated = Templated { id, name, notes: carried.notes };
        Self { origin: Origin::Template(Box::new(templated)), ..Self::filled_in(carried.draft) }
    }

    /// This draft, with the groups open that its scopes are in.
    pub(super) fn filled_in(draft: TokenDraft) -> Self {
        let unfolded =
            draft.scopes.keys().filter_map(|name| scope::scope(name)).map(|info| info.group.title());
        Self { unfolded: unfolded.collect(), filled_in: draft.clone(), draft, ..Self::default() }
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
            self.filled_in.template = Some(template.clone());
        }
    }

    /// What was filled in stays, and the template is not sent.
    pub fn do_without_template(&mut self) {
        if self.origin.templated().is_some() {
            self.origin = Origin::Fresh;
            self.draft.template = None;
            self.filled_in.template = None;
        }
    }

    /// A replacement whose new token was made in an earlier run.
    pub fn resuming(replacement: Replacement, old: ExistingToken) -> Self {
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
            *self = Self::replacing(replacing.old.clone(), labels_in_use);
            if let Some(replacing) = self.origin.replacing_mut() {
                replacing.news = news;
            }
        }
    }

    /// What the page is called.
    pub fn title(&self) -> String {
        match &self.origin {
            Origin::Fresh | Origin::Template(_) => wording::NEW_TOKEN.to_owned(),
            Origin::Replacement(replacing) => wording::replace_title(&replacing.replacement.old_label),
        }
    }

    /// Whether something would be lost without this draft: what was typed, or an action that stands half-way.
    pub fn is_worth_keeping(&self) -> bool {
        !self.origin.is_fresh() || self.draft != TokenDraft::default()
    }

    /// This form as something that was filled in and not sent, where anything was typed in it.
    pub fn as_draft(&self) -> Option<Unfinished> {
        let is_half_way = self.origin.replacing().is_some_and(Replacing::is_half_way);
        (self.draft != self.filled_in && !is_half_way).then(|| {
            let label = visible(self.draft.label.trim());
            Unfinished::draft(&match (&self.origin, label.as_ref()) {
                (Origin::Replacement(replacing), _) => {
                    format!("The replacement of “{}”", visible(&replacing.replacement.old_label))
                }
                (Origin::Fresh | Origin::Template(_), "") => "A new token".to_owned(),
                (Origin::Fresh | Origin::Template(_), label) => format!("The new token “{label}”"),
            })
        })
    }

    /// This form as a replacement that stands half-way, where it is one.
    pub fn as_half_way(&self) -> Option<Unfinished> {
        let replacing = self.origin.replacing().filter(|replacing| replacing.is_half_way())?;
        Some(Unfinished::half_replacement(&visible(&replacing.replacement.old_label)))
    }

    /// Whether the new token has gone somewhere, so that it may vanish from the screen.
    pub fn is_kept(&self) -> bool {
        self.is_copied || self.is_saved
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

    /// How many warnings still want a tick.
    pub fn unticked(&self, findings: &[Finding]) -> usize {
        findings
            .iter()
            .filter(|finding| finding.severity == Severity::Warning && !self.is_ticked(finding))
            .count()
    }

    /// Sets the scopes of a preset, keeping the wallets already chosen for the ones that name some.
    pub fn apply(&mut self, preset: &Preset) {
        self.draft.apply(preset);
        self.unfolded.extend(
            preset.scopes.iter().filter_map(|name| scope::scope(name)).map(|info| info.group.title()),
        );
    }

    /// Adds an empty spending limit and looks for its coin.
    pub fn add_limit(&mut self) {
        self.draft.limits.push(LimitDraft::default());
        self.coin_search = Some((self.draft.limits.len() - 1, String::new()));
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
        static OPENED: AtomicU64 = AtomicU64::new(1);
        self.opened = OPENED.fetch_add(1, Ordering::Relaxed);
        self.wants_label = true;
        self.wants_code = false;
    }

    /// Wipes what must not outlive the session's screen.
    pub fn wipe_secrets(&mut self) {
        self.code.wipe();
        self.is_value_shown = false;
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::lifetime::LifetimeContext;
    use crate::domain::token::{EnvironmentRules, TokenContext, check};

    pub fn context(now_secs: i64) -> TokenContext {
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
            names: std::sync::Arc::default(),
            is_opened_by_token: false,
        }
    }

    pub fn filled_in() -> State {
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
}
