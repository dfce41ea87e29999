//! How many approvals a wallet is to ask for, and whether anything could be approved then.

use super::eligibility::{count_words, is_deadlock};
use super::warning::Warning;
use crate::domain::text::counted;

/// What to know of a change of the number of approvals. Who asks for something cannot approve it, so as many approvals as
/// there are admins are one too many for everything that an admin asks for (protocol notes, section 8). `admins` is how
/// many could approve; none where that is not known.
pub fn required_approvals(before: Option<u64>, after: u64, admins: Option<usize>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if after == 0 {
        warnings.push(Warning::danger("Nothing will need approval anymore."));
    } else if before.is_some_and(|before| after < before) {
        warnings.push(Warning::attention("Fewer approvals will be required than now."));
    }
    let Some(admins) = admins.filter(|admins| *admins > 0) else { return warnings };
    let are = if after == 1 { "is" } else { "are" };
    let needed = format!("{} {are} required", count_words(after));
    // Who asks is an admin too.
    let others = admins.saturating_sub(1);
    if is_deadlock(after, admins) {
        let only = counted(admins, "admin");
        warnings.push(Warning::danger(format!(
            "Approving this will block all requests: {needed}, but only {only} can approve. You can't undo it yourselves."
        )));
    } else if is_deadlock(after, others) {
        let only = match others {
            0 => "no other admin".to_owned(),
            others => format!("only {}", counted(others, "other admin")),
        };
        warnings.push(Warning::danger(format!(
            "Approving this will block all admin requests: {needed}, but {only} can approve. You can't undo it yourselves."
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
            (
                Some(1),
                2,
                Some(2),
                vec![Danger],
                "2 approvals are required, but only 1 other admin can approve.",
            ),
            (Some(1), 2, Some(3), vec![], ""),
            (
                Some(1),
                3,
                Some(2),
                vec![Danger],
                "block all requests: 3 approvals are required, but only 2 admins can approve.",
            ),
            (Some(1), 1, Some(1), vec![Danger], "1 approval is required, but no other admin can approve."),
            (Some(3), 2, Some(4), vec![Attention], "Fewer approvals will be required"),
            (Some(3), 2, Some(2), vec![Attention, Danger], "block all admin requests"),
            (Some(1), 0, Some(2), vec![Danger], "Nothing will need approval"),
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
