//! Answers kept until the plan changes: a page that draws sixty times a second analyses once.

use std::sync::Arc;

use chrono::NaiveDate;

use super::view::{Seen, seen_by};
use super::{Answer, analyse};
use crate::model::{Granularity, Plan};

/// The answers to one revision of one open plan on one day. Lives beside the document; the next revision empties it.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    /// Revision and day that the answers are for.
    asked: Option<(u64, NaiveDate)>,
    /// By index of the series.
    answers: Vec<Option<Arc<Answer>>>,
    /// The latest view by longer periods, with what was asked for.
    seen: Option<(View, Option<Arc<Seen>>)>,
}

/// Which series is seen by which periods.
type View = (usize, Granularity);

impl Memo {
    /// What [`analyse`] says, from memory where nothing has changed. `revision` must change with the plan.
    pub fn answer(&mut self, plan: &Plan, revision: u64, series_index: usize, today: NaiveDate) -> Option<Arc<Answer>> {
        if let Some(known) = self.known(revision, series_index, today) {
            return Some(known);
        }
        let answer = analyse(plan, series_index, today).map(Arc::new)?;
        self.learn(revision, series_index, today, Arc::clone(&answer));
        Some(answer)
    }

    /// What was said of this revision on this day, if it was.
    pub fn known(&mut self, revision: u64, series_index: usize, today: NaiveDate) -> Option<Arc<Answer>> {
        self.begin(revision, today);
        self.answers.get(series_index)?.clone()
    }

    /// Keeps what was said of a revision elsewhere. Dropped where another revision, or another day, is asked of by now.
    pub fn learn(&mut self, revision: u64, series_index: usize, today: NaiveDate, answer: Arc<Answer>) {
        if self.asked != Some((revision, today)) {
            return;
        }
        self.answers.resize(self.answers.len().max(series_index + 1), None);
        self.answers[series_index] = Some(answer);
        self.seen = None;
    }

    /// What [`seen_by`] says of `own`, from memory where nothing has changed.
    pub fn seen(&mut self, plan: &Plan, revision: u64, view: View, own: &Answer) -> Option<Arc<Seen>> {
        self.begin(revision, own.today);
        if let Some((_, kept)) = self.seen.as_ref().filter(|seen| seen.0 == view && !own.fitting) {
            return kept.clone();
        }
        let seen = seen_by(plan, view.0, view.1, own).map(Arc::new);
        if !own.fitting {
            self.seen = Some((view, seen.clone()));
        }
        seen
    }

    /// Forgets what was said of another revision or on another day.
    fn begin(&mut self, revision: u64, today: NaiveDate) {
        if self.asked != Some((revision, today)) {
            self.asked = Some((revision, today));
            self.answers.clear();
            self.seen = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Amount;

    #[test]
    fn the_same_revision_and_day_give_the_very_same_answer_and_any_other_a_new_one() {
        let mut plan = Plan::new("Coast");
        let day = |text: &str| text.parse().unwrap();
        let mut memo = Memo::default();
        let first = memo.answer(&plan, 0, 0, day("2026-11-19")).unwrap();
        assert!(Arc::ptr_eq(&first, &memo.answer(&plan, 0, 0, day("2026-11-19")).unwrap()));
        assert!(!Arc::ptr_eq(&first, &memo.answer(&plan, 0, 0, day("2026-11-20")).unwrap()));
        plan.type_figure(0, "2026-10".parse().unwrap(), Some(Amount::whole(3)));
        let next = memo.answer(&plan, 1, 0, day("2026-11-20")).unwrap();
        assert_eq!(next.rows.iter().filter_map(|r| r.actual).sum::<Amount>(), Amount::whole(3));
    }

    #[test]
    fn a_series_that_is_not_there_has_no_answer() {
        let plan = Plan::new("Coast");
        assert_eq!(Memo::default().answer(&plan, 0, 1, "2026-11-19".parse().unwrap()), None);
    }
}
