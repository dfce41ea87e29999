//! What it means that the enterprise's rules were refused.

use crate::bitgo::error::Error;
use crate::domain::enterprise_policy::NotRead;

/// Why rules could not be read. A missing licence and missing permissions both come as 403 `AccessDenied`; only the text tells
/// them apart, and both mean the same for the wallets: not read.
pub fn not_read(error: &Error) -> NotRead {
    match error.status {
        Some(403) if error.text.to_ascii_lowercase().contains("license") => NotRead::NoLicense,
        Some(403) => NotRead::NoPermission,
        _ => NotRead::Failed(error.advice().what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bitgo::error::ErrorKind;

    #[test]
    fn a_refusal_is_told_apart_and_never_none() {
        for (status, text, expected) in [
            (Some(403), "License not added for enterprise", NotRead::NoLicense),
            (Some(403), "caller must have read-policy permissions", NotRead::NoPermission),
            (Some(403), "", NotRead::NoPermission),
        ] {
            let error = Error::new(ErrorKind::Answered).with(|it| {
                it.status = status;
                text.clone_into(&mut it.text);
            });
            assert_eq!(not_read(&error), expected, "{text}");
            assert!(expected.sentence().contains("could not be read"));
        }
        let broken = Error::new(ErrorKind::Interrupted);
        assert!(matches!(not_read(&broken), NotRead::Failed(why) if !why.is_empty()));
    }
}
