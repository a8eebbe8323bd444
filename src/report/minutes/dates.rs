//! The days that meetings leave: actions, the three clocks, checkpoints and planned meetings, for a calendar.

use chrono::NaiveDate;

use super::{Minutes, Names, full_day};
use crate::model::{Clock, Plan, ReviewId, ReviewState};
use crate::text::Numbers;
use crate::text::meeting as words;

/// A day to keep in mind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same for the same thing however often it is written, so that a calendar replaces what it has.
    pub id: String,
    pub day: NaiveDate,
    pub summary: String,
    pub description: String,
}

/// What a calendar takes from a meeting: its actions that are open and have a day, and the days of the plan's reviews to come.
/// `None` if the plan has no such meeting.
#[must_use]
pub fn entries(plan: &Plan, id: ReviewId, today: NaiveDate, names: Names) -> Option<Vec<Entry>> {
    let minutes = Minutes::of(plan, id, Numbers::ENGLISH, names)?;
    let mark = fingerprint(&plan.title);
    let from = format!("{}: {}", minutes.plan, minutes.title);
    let mut entries = Vec::new();
    for action in minutes.actions.iter().filter(|action| !action.closed) {
        let Some(day) = action.due else { continue };
        let (review, index) = action.from;
        let summary =
            if action.who.is_empty() { action.what.clone() } else { format!("{}: {}", action.who, action.what) };
        entries.push(Entry {
            id: format!("{mark}-{review}-{index}"),
            day,
            summary,
            description: format!("Promised at {from}"),
        });
    }
    let mask = names.mask(plan);
    let hide = |text: String| mask.as_ref().map_or_else(|| text.clone(), |mask| mask.hide(&text));
    let planned = plan.meetings.reviews.iter().filter(|review| review.state == ReviewState::Planned);
    for review in planned.filter(|review| review.day >= today) {
        entries.push(Entry {
            id: format!("{mark}-{}", review.id),
            day: review.day,
            summary: hide(format!("{}: {}", plan.title, words::name(review))),
            description: review.kind.template().prepare.join("\n"),
        });
    }
    for clock in Clock::ALL {
        let Some(due) = plan.due(clock, today) else { continue };
        // A meeting that is planned for the day stands there already.
        let is_planned = |review: &crate::model::Review| {
            review.state == ReviewState::Planned && review.day == due.day && review.kind.template().clock == Some(clock)
        };
        if plan.meetings.reviews.iter().any(is_planned) && due.day >= today {
            continue;
        }
        let last = due
            .last
            .map_or_else(|| "none was held yet".to_owned(), |day| format!("the last one was on {}", full_day(day)));
        entries.push(Entry {
            id: format!("{mark}-{}", clock_id(clock)),
            day: due.day,
            summary: hide(format!("{}: {} due", plan.title, clock_name(clock))),
            description: format!(
                "{}; {last}.",
                crate::text::plural::capitalised(plan.meetings.paces.of(clock).label())
            ),
        });
    }
    let checkpoints = &plan.meetings.checkpoints;
    for (index, day) in checkpoints.iter().enumerate() {
        let is_last = index + 1 == checkpoints.len();
        let what = if is_last { "final review".to_owned() } else { format!("checkpoint {}", index + 1) };
        entries.push(Entry {
            id: format!("{mark}-checkpoint-{}", index + 1),
            day: *day,
            summary: hide(format!("{}: {what}", plan.title)),
            description: String::new(),
        });
    }
    entries.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    Some(entries)
}

const fn clock_name(clock: Clock) -> &'static str {
    match clock {
        Clock::KpiProgress => "KPI progress",
        Clock::PlanReview => "plan review",
        Clock::Contingencies => "contingency review",
    }
}

const fn clock_id(clock: Clock) -> &'static str {
    match clock {
        Clock::KpiProgress => "kpi-progress",
        Clock::PlanReview => "plan-review",
        Clock::Contingencies => "contingencies",
    }
}

/// Tells the entries of one plan from those of another, the same on every machine (FNV-1a, 64 bits).
fn fingerprint(title: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", title.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, plan};
    use super::*;
    use crate::model::{FiscalStart, Kept};

    #[test]
    fn a_calendar_gets_open_actions_clocks_and_checkpoints_under_lasting_names() {
        let (mut plan, id) = plan();
        let start = FiscalStart::new(7).unwrap();
        (plan.period, plan.fiscal_start) = (Some(start.months_of(2026)), start);
        plan.meetings_mut().checkpoints = ["2026-12-01", "2027-01-04", "2027-02-01", "2027-03-01"].map(day).to_vec();
        let read = |plan: &Plan, names| entries(plan, id, day("2026-11-24"), names).unwrap();
        let found = read(&plan, Names::Shown);
        let told: Vec<(String, &str)> = found.iter().map(|it| (it.day.to_string(), it.summary.as_str())).collect();
        assert_eq!(
            told,
            [
                ("2026-07-15".into(), "Coast 2026–27: KPI progress due"),
                ("2026-11-26".into(), "Tom: Show the bundle to Marlow"),
                ("2026-12-01".into(), "Coast 2026–27: checkpoint 1"),
                ("2026-12-22".into(), "Coast 2026–27: Plan review"),
                ("2027-01-04".into(), "Coast 2026–27: checkpoint 2"),
                ("2027-02-01".into(), "Coast 2026–27: checkpoint 3"),
                ("2027-03-01".into(), "Coast 2026–27: final review"),
                ("2027-07-01".into(), "Coast 2026–27: contingency review due"),
            ]
        );
        let ids: std::collections::BTreeSet<&str> = found.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids.len(), found.len());
        assert!(read(&plan, Names::Hidden).iter().any(|it| it.summary == "A: Show the bundle to Marlow"));
        plan.review_mut(id).unwrap().lines[1].kept = Kept::Yes;
        assert!(!read(&plan, Names::Shown).iter().any(|it| it.summary.contains("Marlow")), "it is done");
        assert_eq!(entries(&plan, ReviewId(99), day("2026-11-24"), Names::Shown), None);
    }
}
