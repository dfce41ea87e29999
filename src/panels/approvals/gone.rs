//! What is done when approvals are no longer in the list: it is said, what became of them is looked up, and the next one
//! takes their place.

use std::collections::BTreeSet;

use super::{Progress, Said, State, outcome};
use crate::bitgo::approvals::PendingApproval;
use crate::domain::approval::{Case, Taken, successor, taken};
use crate::domain::share::Names;
use crate::kit::palette::Meaning;
use crate::kit::state::Failure;

/// What became of an approval that is no longer in the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Gone {
    /// It is there, decided or not.
    Found(Box<PendingApproval>),
    /// The platform has no such approval for this person.
    Hidden,
    /// It could not be read.
    Unread(Failure),
}

impl State {
    /// A whole list has come. What is no longer in it is neither chosen nor decided; those whose fate has to be looked up
    /// are handed out, by ID.
    pub fn take_list(
        &mut self,
        approvals: &[PendingApproval],
        cases: &[Case],
        names: &Names,
        me: &str,
    ) -> Vec<String> {
        let there: BTreeSet<&str> = approvals.iter().map(|approval| approval.id.as_str()).collect();
        let is_gone = |id: &String| !there.contains(id.as_str());
        self.ticked.retain(|id| !is_gone(id));
        let several = self.several.as_mut();
        let mut to_look_up = several.map(|it| it.take_list(approvals, cases, me)).unwrap_or_default();
        self.settle_decision(approvals, cases, names, me);
        let left = self.deciding.take_if(|it| it.progress != Progress::Sent && is_gone(&it.id));
        let chosen = self.chosen_id.clone().filter(is_gone);
        if let Some(id) = left.map(|it| it.id).or_else(|| chosen.clone())
            && !self.settled.contains(&id)
            && !to_look_up.contains(&id)
        {
            let summary = self.what_is(&id);
            self.said = Some(Said {
                meaning: Meaning::Attention,
                words: format!("No longer open: {summary}. Looking what became of it…"),
                awaits: Some((id.clone(), summary)),
            });
        }
        // Also one that was to be looked up before, where that was cut short.
        let awaited = self.said.as_ref().and_then(|said| said.awaits.as_ref());
        if let Some((id, _)) = awaited.filter(|(id, _)| !to_look_up.contains(id)) {
            to_look_up.push(id.clone());
        }
        if let Some(gone) = chosen {
            let order: Vec<String> = self.seen.iter().map(|(id, _)| id.clone()).collect();
            self.chosen_id = successor(&order, &gone, &there).map(str::to_owned);
            self.is_case_open &= self.chosen_id.is_some();
        }
        self.settled.clear();
        to_look_up
    }

    /// A decision whose answer was lost: the list tells whether it counts.
    fn settle_decision(&mut self, approvals: &[PendingApproval], cases: &[Case], names: &Names, me: &str) {
        let lost = self.deciding.as_mut().filter(|deciding| deciding.progress == Progress::Lost);
        let Some(deciding) = lost else { return };
        let Some(at) = approvals.iter().position(|approval| approval.id == deciding.id) else { return };
        let is_approval = deciding.decision.is_approval();
        match taken(!approvals[at].state.is_decided(), &approvals[at].resolved(), me, is_approval) {
            Taken::Counted | Taken::Yes => {
                let progress = cases.get(at).map(|case| case.progress(names)).unwrap_or_default();
                let words = format!(
                    "The answer was lost, but your decision counts: {}. {progress}",
                    deciding.summary
                );
                self.deciding = None;
                self.say(Meaning::Good, words);
            }
            Taken::Not | Taken::ByOthers => deciding.progress = Progress::NotTaken,
        }
    }

    /// What became of those that were looked up.
    pub fn take_gone(&mut self, looked_up: &[(String, Gone)], names: &Names, me: &str) {
        for (id, gone) in looked_up {
            if let Some(several) = &mut self.several {
                several.take_gone(id, gone, names, me);
            }
            let awaited = self.said.as_ref().and_then(|said| said.awaits.as_ref());
            if let Some((_, summary)) = awaited.filter(|(awaited, _)| awaited == id) {
                let (meaning, words) = outcome::of_gone(gone, names, me);
                let words = format!("{summary}. {words}");
                self.say(meaning, words);
            }
        }
    }
}
