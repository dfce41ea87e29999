//! What is known of something that was to be read, and why it is not where it is not: a refusal is said to be one only
//! where the platform answered so and the answer was verified.

use super::error::Error;

/// Something that was to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact<T> {
    /// It was read.
    Known(T),
    /// The platform refuses it to this person.
    Refused,
    /// It could not be read: why, a sentence.
    Failed(String),
}

impl<T> Fact<T> {
    /// What an answer comes to.
    pub fn of(answer: Result<T, Error>) -> Self {
        match answer {
            Ok(value) => Self::Known(value),
            Err(error) if error.is_refusal() => Self::Refused,
            Err(error) => Self::Failed(error.advice().what),
        }
    }

    /// It, where it was read.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Refused | Self::Failed(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::error::{ErrorKind, Trust};

    #[test]
    fn only_a_verified_refusal_is_one() {
        let answered = |status, trust| {
            Error::new(ErrorKind::Answered).with(|it| (it.status, it.trust) = (Some(status), trust))
        };
        for (error, is_refused) in [
            (answered(403, Trust::Signed), true),
            (answered(404, Trust::Signed), true),
            (answered(403, Trust::NotExpected), true),
            (answered(403, Trust::Unsigned), false),
            (answered(401, Trust::Signed), false),
            (answered(429, Trust::Signed), false),
            (answered(500, Trust::Signed), false),
            (Error::new(ErrorKind::TimedOut { after_secs: 30 }), false),
            (Error::new(ErrorKind::Interrupted), false),
        ] {
            let words = format!("{error:?}");
            let fact = Fact::<()>::of(Err(error));
            assert_eq!(fact == Fact::Refused, is_refused, "{words}");
            assert!(fact.known().is_none());
        }
        assert_eq!(Fact::of(Ok(7)).known(), Some(&7));
    }
}
