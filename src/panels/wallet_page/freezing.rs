//! A freeze that is being put together.

use super::model::Model;
use crate::bitgo::wallet::FreezeFor;
use crate::domain::deed::{Answers, FreezeEnd};
use crate::domain::lifetime::{Lifetime, LifetimeContext};
use crate::domain::policy::{DurationOf, DurationProblem, read_span};

/// A freeze that is being put together.
#[derive(Default)]
pub(super) struct Freezing {
    pub(super) duration: String,
    pub(super) is_longest: bool,
    pub(super) answers: Answers,
}

impl Freezing {
    pub(super) fn read(&self, model: &Model<'_>) -> Result<Lifetime, DurationProblem> {
        let context = LifetimeContext { now: model.now, zone: model.zone.clone(), next_deployment: None };
        read_span(&self.duration, DurationOf::Freeze, &context)
    }

    pub(super) fn wanted(&self, read: &Result<Lifetime, DurationProblem>) -> Option<FreezeFor> {
        if self.is_longest {
            return Some(FreezeFor::Longest);
        }
        read.as_ref().ok().map(|span| FreezeFor::Secs(span.secs))
    }

    /// When it ends. Of no time that can be read the least is asked: nothing can be sent then.
    pub(super) fn end(&self, read: &Result<Lifetime, DurationProblem>, model: &Model<'_>) -> FreezeEnd {
        if self.is_longest {
            return FreezeEnd::Longest;
        }
        let span = read.as_ref().copied().unwrap_or(Lifetime { secs: 0 });
        let day = span.expiry(model.now).to_zoned(model.zone.clone()).date();
        FreezeEnd::After { secs: span.secs, day }
    }
}
