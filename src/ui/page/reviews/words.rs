//! What the page says of a review, made once a version.

use crate::analysis::snapshot;
use crate::model::{Kept, LineKind, Review};
use crate::text::changed::{self, News};
use crate::text::{Said, calendar, meeting};
use crate::ui::{Open, View};

#[derive(Debug)]
pub(super) struct Words {
    pub finding: Said,
    /// Of the meeting before: its day, and what was promised there.
    pub promised: Option<Promised>,
    /// Since the meeting before; `None` where there is nothing to compare with.
    pub changed: Option<Vec<News>>,
    /// Said where nothing changed, or where it can't be told.
    pub no_change: String,
    /// What was shown, from the snapshot.
    pub shown: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Promised {
    /// "22 Oct"
    pub day: String,
    pub rows: Vec<Promise>,
    /// Who, and "11 of 13".
    pub kept: Vec<(String, String)>,
}

#[derive(Debug)]
pub(super) struct Promise {
    /// Its place among the lines of the meeting before.
    pub index: usize,
    pub who: String,
    /// The first name, where it tells enough.
    pub called: String,
    pub text: String,
    pub kept: Kept,
    /// "3 days late", where nothing was said about it yet.
    pub late: Option<String>,
}

impl Words {
    pub fn of(review: Option<&Review>, view: &View<'_>, open: Open<'_>) -> Self {
        let (plan, today) = (open.plan, view.today);
        let before = review.and_then(|review| plan.meetings.before(review.id));
        let shot = review.and_then(|review| review.snapshot.as_ref()).or_else(|| open.shot.map(|shot| &**shot));
        let then = before.and_then(|before| before.snapshot.as_ref());
        let changed = then.zip(shot).map(|(then, now)| changed::all(&snapshot::since(then, now), plan, view.numbers));
        let no_change = match (before, shot) {
            (None, _) => "It is the first of its kind: there is nothing to compare with yet.".to_owned(),
            (Some(_), None) => "It is being worked out …".to_owned(),
            (Some(before), Some(_)) => changed::nothing(before.day, today),
        };
        let kept_shot = review.and_then(|review| review.snapshot.as_ref());
        Self {
            finding: meeting::finding(plan, today).into(),
            promised: before.map(|before| promised(before, view, open)),
            changed,
            no_change,
            shown: kept_shot.map(|shot| changed::shown(shot, plan, view.numbers)).unwrap_or_default(),
        }
    }
}

fn promised(before: &Review, view: &View<'_>, open: Open<'_>) -> Promised {
    let today = view.today;
    let actions = before.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Action);
    let mut rows: Vec<Promise> = actions
        .map(|(index, line)| Promise {
            index,
            who: line.who.trim().to_owned(),
            called: String::new(),
            text: line.text.clone(),
            kept: line.kept,
            late: meeting::became(line, today).filter(|_| line.result.trim().is_empty()),
        })
        .collect();
    let mut names: Vec<String> = Vec::new();
    for row in &rows {
        if !row.who.is_empty() && !names.contains(&row.who) {
            names.push(row.who.clone());
        }
    }
    for row in &mut rows {
        row.called = called(&row.who, &names);
    }
    let count = |name: &String| Some((called(name, &names), meeting::count(open.plan.meetings.promises(Some(name)))?));
    let kept = names.iter().filter_map(count).collect();
    Promised { day: calendar::date(before.day, today), rows, kept }
}

/// The first name, unless somebody else of them has it too.
fn called(name: &str, all: &[String]) -> String {
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let same = all.iter().filter(|other| first(other) == first(name)).count();
    let shown = if same > 1 { Some(name) } else { name.split_whitespace().next() };
    shown.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_name_is_enough_unless_two_have_it() {
        let all = ["Tom Achterberg", "Ruth Calder", "Tom Ruiz"].map(str::to_owned);
        assert_eq!(called("Ruth Calder", &all), "Ruth");
        assert_eq!(called("Tom Ruiz", &all), "Tom Ruiz");
        assert_eq!(called("", &all), "");
    }
}
