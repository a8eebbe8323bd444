//! Words for tactics over all strategies: what is late, what is due this week, and when.

use chrono::{Datelike, Days, NaiveDate};

use super::{calendar, due, plural};
use crate::model::{Tactic, TacticState};

/// The sentence over all tactics: how many are late, due within seven days, and still to do.
#[must_use]
pub fn finding(late: usize, soon: usize, pending: usize) -> String {
    let tactics = |count: usize| plural::count_in_words(count, "tactic");
    let are = |count: usize| if count == 1 { "is" } else { "are" };
    match (late, soon, pending) {
        (0, 0, 0) => "Every tactic is done.".to_owned(),
        (0, 0, pending) => format!("Nothing is late and nothing is due this week; {} to do.", are_left(pending)),
        (0, soon, _) => {
            format!("{} {} due in the next seven days; none is late.", capitalised(&tactics(soon)), are(soon))
        }
        (late, 0, _) => format!("{} {} late.", capitalised(&tactics(late)), are(late)),
        (late, soon, _) => format!(
            "{} {} late, and {} {} due in the next seven days.",
            capitalised(&tactics(late)),
            are(late),
            plural::in_words(soon),
            are(soon)
        ),
    }
}

fn are_left(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb} left", plural::count_in_words(count, "tactic"))
}

fn capitalised(text: &str) -> String {
    plural::capitalised(text)
}

/// "Fri 20 Nov", with what is due by then where that is the first step; empty where no day is set.
#[must_use]
pub fn due_day(tactic: &Tactic, today: NaiveDate) -> String {
    let day = match tactic.state {
        TacticState::Done | TacticState::Dropped => tactic.due,
        _ => tactic.next_due(),
    };
    day.map(|day| due::short(day, today)).unwrap_or_default()
}

/// "3 days late", "today", "in 4 days"; only of what is late or due within seven days.
#[must_use]
pub fn due_words(tactic: &Tactic, today: NaiveDate) -> Option<String> {
    let days = (tactic.next_due()? - today).num_days();
    match days {
        ..0 => Some(calendar::days_late(-days)),
        0 => Some("Today".to_owned()),
        1 => Some("Tomorrow".to_owned()),
        2..=6 => Some(format!("In {days} days")),
        _ => None,
    }
}

/// The week that a day is in, against today: "This week", "Next week", "Week of Mon 7 Dec".
#[must_use]
pub fn week(day: NaiveDate, today: NaiveDate) -> String {
    let monday = monday(day);
    match (monday - self::monday(today)).num_days() {
        0 => "This week".to_owned(),
        7 => "Next week".to_owned(),
        _ => format!("Week of {}", due::short(monday, today)),
    }
}

/// The first day of the week that a day is in.
#[must_use]
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_finding_tells_what_is_late_and_what_is_due() {
        for (late, soon, pending, told) in [
            (0, 0, 0, "Every tactic is done."),
            (0, 0, 3, "Nothing is late and nothing is due this week; three tactics are left to do."),
            (0, 1, 3, "One tactic is due in the next seven days; none is late."),
            (2, 0, 3, "Two tactics are late."),
            (1, 3, 9, "One tactic is late, and three are due in the next seven days."),
        ] {
            assert_eq!(finding(late, soon, pending), told);
        }
    }

    #[test]
    fn a_day_is_told_with_how_far_it_is_where_that_matters_now() {
        let today = day("2026-11-19");
        let told = |due: &str| {
            let tactic = Tactic { due: Some(day(due)), ..Tactic::default() };
            (due_day(&tactic, today), due_words(&tactic, today).unwrap_or_default())
        };
        let both = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(told("2026-11-16"), both("Mon 16 Nov", "3 days late"));
        assert_eq!(told("2026-11-19"), both("Thu 19 Nov", "Today"));
        assert_eq!(told("2026-11-25"), both("Wed 25 Nov", "In 6 days"));
        assert_eq!(told("2026-11-26"), both("Thu 26 Nov", ""));
        let done = Tactic { due: Some(day("2026-11-16")), state: TacticState::Done, ..Tactic::default() };
        assert_eq!(due_words(&done, today), None);
        assert_eq!(due_day(&Tactic::default(), today), "");
    }

    #[test]
    fn weeks_begin_on_monday() {
        let today = day("2026-11-19");
        assert_eq!(week(day("2026-11-22"), today), "This week");
        assert_eq!(week(day("2026-11-23"), today), "Next week");
        assert_eq!(week(day("2026-12-10"), today), "Week of Mon 7 Dec");
    }
}
