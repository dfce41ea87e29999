//! How many approvals a wallet is to ask for, and whether anything could be approved then.

use super::eligibility::is_deadlock;
use super::warning::Warning;
use crate::domain::text::counted;

/// What to know of a change of the number of approvals. Who asks for something cannot approve it, so as many approvals as
/// there are admins are one too many for everything that an admin asks for (protocol notes, section 8). `admins` is how
/// many could approve; none where that is not known.
pub fn required_approvals(before: Option<u64>, after: u64, admins: Option<usize>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if after == 0 {
        warnings.push(Warning::danger("Nothing would need approval any more."));
    } else if before.is_some_and(|before| after < before) {
        warnings.push(Warning::attention("Fewer people would have to approve than now."));
    }
    let Some(admins) = admins.filter(|admins| *admins > 0) else { return warnings };
    let (are, have) = (if admins == 1 { "is" } else { "are" }, counted(admins, "admin"));
    let needed = match after {
        1 => "1 approval".to_owned(),
        _ => format!("{after} approvals"),
    };
    let by_all = is_deadlock(after, admins);
    // Who asks is an admin too.
    let by_others = is_deadlock(after, admins.saturating_sub(1));
    if by_all {
        warnings.push(Warning::danger(format!(
            "There {are} {have}. With {needed} required, nothing could be approved any more, not even going back to fewer."
        )));
    } else if by_others {
        warnings.push(Warning::danger(format!(
            "There {are} {have}, and nobody can approve their own request. With {needed} required, nothing that an admin \
             asks for could be approved any more, not even going back to fewer."
        )));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::approval::WarningLevel::{Attention, Danger};

    #[test]
    fn a_deadlock_to_be_is_found_before_it_is_approved() {
        for (before, after, admins, weights, words) in [
            (Some(1), 2, Some(2), vec![Danger], "There are 2 admins, and nobody can approve their own"),
            (Some(1), 2, Some(3), vec![], ""),
            (
                Some(1),
                3,
                Some(2),
                vec![Danger],
                "With 3 approvals required, nothing could be approved any more",
            ),
            (Some(1), 1, Some(1), vec![Danger], "There is 1 admin, and"),
            (Some(3), 2, Some(4), vec![Attention], "Fewer people would have"),
            (Some(3), 2, Some(2), vec![Attention, Danger], "approve their own request"),
            (Some(1), 0, Some(2), vec![Danger], "Nothing would need approval"),
            (None, 9, None, vec![], ""),
            (None, 9, Some(0), vec![], ""),
        ] {
            let warnings = required_approvals(before, after, admins);
            let found: Vec<_> = warnings.iter().map(|it| it.level).collect();
            assert_eq!(found, weights, "{before:?} {after} {admins:?}");
            let said: Vec<_> = warnings.iter().map(|it| it.sentence.as_str()).collect();
            assert!(said.join(" ").contains(words), "{said:?}");
        }
    }
}
