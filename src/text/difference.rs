//! In what one plan differs from another, in sentences.

use super::money::Style;
use super::number::{Numbers, shortened};
use super::{UNKNOWN, calendar, plural};
use crate::model::diff::{Change, FigureChange, changes};
use crate::model::{Amount, Plan, Unit};

/// Figures of a series that are told one by one; more are counted.
const TOLD: usize = 4;

/// What changed from `before` to `after`, a sentence each; none for plans that are the same.
#[must_use]
pub fn sentences(before: &Plan, after: &Plan, numbers: Numbers) -> Vec<String> {
    let sentence = |change| sentence(change, after, before, numbers);
    changes(before, after).iter().map(sentence).collect()
}

/// The same in one line, for a list: "Sales: 3 figures; the title".
#[must_use]
pub fn in_short(before: &Plan, after: &Plan) -> String {
    const MOST: usize = 3;
    let all: Vec<String> = changes(before, after).iter().map(few_words).collect();
    match all.len() {
        0 => "Nothing differs".to_owned(),
        1..=MOST => plural::capitalised(&all.join("; ")),
        more => plural::capitalised(&format!("{}; {} more", all[..MOST].join("; "), more - MOST)),
    }
}

fn few_words(change: &Change) -> String {
    match change {
        Change::Text { what, .. } => format!("the {what}"),
        Change::Setting(what) => (*what).to_owned(),
        Change::SeriesAdded(name) => format!("{name} added"),
        Change::SeriesRemoved(name) => format!("{name} removed"),
        Change::Figures { series, changes } => format!("{series}: {}", plural::count(changes.len(), "figure")),
        Change::Notes { series, periods } => format!("{series}: {}", plural::count(*periods, "note")),
        Change::Target { series, level, .. } => format!("{series}: {}", level.label().to_lowercase()),
        Change::Series(name) => format!("{name}: unit or source"),
        Change::EpisodeAdded(name) | Change::EpisodeRemoved(name) | Change::EpisodeChanged(name) => {
            format!("event {}", quoted(name))
        }
        Change::Other => "something else".to_owned(),
    }
}

fn sentence(change: &Change, after: &Plan, before: &Plan, numbers: Numbers) -> String {
    match change {
        Change::Text { what, before, after } => format!("The {what} is {}, and was {}.", quoted(after), quoted(before)),
        Change::Setting(what) => format!("{} differs.", plural::capitalised(what)),
        Change::SeriesAdded(name) => format!("The series {} was added.", quoted(name)),
        Change::SeriesRemoved(name) => format!("The series {} is gone.", quoted(name)),
        Change::Figures { series, changes } => figures(series, changes, after, numbers),
        Change::Notes { series, periods } => {
            let (count, verb) = (plural::count(*periods, "note"), if *periods == 1 { "differs" } else { "differ" });
            format!("{series}: {count} on figures {verb}.")
        }
        Change::Target { series, level, before: old, after: new } => {
            let style = style(after, before, series, numbers);
            let target = format!("{} of {series}", level.label());
            match (old, new) {
                (Some(old), Some(new)) if old == new => format!("{target}: the same total, spread otherwise."),
                (Some(old), Some(new)) => {
                    format!("{target}: {} in all, and was {}.", style.exact(*new), style.exact(*old))
                }
                (None, Some(new)) => format!("{target} was set: {} in all.", style.exact(*new)),
                _ => format!("{target} is gone."),
            }
        }
        Change::Series(name) => format!("{name}: unit, source or data date differ."),
        Change::EpisodeAdded(name) => format!("The event {} was added.", quoted(name)),
        Change::EpisodeRemoved(name) => format!("The event {} is gone.", quoted(name)),
        Change::EpisodeChanged(name) => {
            format!("The event {} differs in its kind, its note or what it bears on.", quoted(name))
        }
        Change::Other => "Something else differs.".to_owned(),
    }
}

fn figures(series: &str, changes: &[FigureChange], after: &Plan, numbers: Numbers) -> String {
    let style = style(after, after, series, numbers);
    let value = |amount: Option<Amount>| amount.map_or_else(|| UNKNOWN.to_owned(), |amount| style.exact(amount));
    let told = |change: &FigureChange| {
        let period = calendar::period(change.period, after.fiscal_start);
        match (change.before, change.after) {
            (None, now) => format!("{period} {} (was not there)", value(now)),
            (was, None) => format!("{period} is gone (was {})", value(was)),
            (was, now) => format!("{period} {} (was {})", value(now), value(was)),
        }
    };
    let first: Vec<String> = changes.iter().take(TOLD).map(told).collect();
    let count = plural::count(changes.len(), "figure");
    let verb = if changes.len() == 1 { "differs" } else { "differ" };
    match changes.len().checked_sub(TOLD).filter(|more| *more > 0) {
        Some(more) => format!("{series}: {count} {verb}: {}, and {more} more.", first.join(", ")),
        None => format!("{series}: {count} {verb}: {}.", first.join(", ")),
    }
}

/// How amounts of a series are written; of one that is gone, as the plan before had it.
fn style(after: &Plan, before: &Plan, name: &str, numbers: Numbers) -> Style {
    let of = |plan: &Plan| plan.series_index(name).and_then(|index| plan.series.get(index)).map(|s| s.unit.clone());
    Style { numbers, currency: after.currency, unit: of(after).or_else(|| of(before)).unwrap_or(Unit::Money) }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { "empty".to_owned() } else { format!("“{}”", shortened(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    fn pair() -> (Plan, Plan) {
        let mut before = Plan::new("Coast");
        before.currency = "GBP".parse().ok();
        before.type_figure(0, Period::month(2026, 9), Some(Amount::whole(61_000)));
        let mut after = before.clone();
        after.type_figure(0, Period::month(2026, 9), Some(Amount::whole(62_500)));
        after.type_figure(0, Period::month(2026, 10), Some(Amount::whole(50_910)));
        "Ada".clone_into(&mut after.owner);
        (before, after)
    }

    #[test]
    fn what_differs_is_told_with_both_values() {
        let (before, after) = pair();
        assert_eq!(
            sentences(&before, &after, Numbers::ENGLISH),
            [
                "The owner is “Ada”, and was empty.",
                "Sales: 2 figures differ: Sep 2026 £62,500 (was £61,000), Oct 2026 £50,910 (was not there).",
            ]
        );
        assert_eq!(in_short(&before, &after), "The owner; Sales: 2 figures");
        assert_eq!(in_short(&after, &after), "Nothing differs");
    }

    #[test]
    fn many_figures_are_counted() {
        let (before, mut after) = pair();
        for month in 1..=8 {
            after.type_figure(0, Period::month(2025, month), Some(Amount::whole(1)));
        }
        let told = sentences(&before, &after, Numbers::ENGLISH);
        assert!(told[1].starts_with("Sales: 10 figures differ: Jan 2025 £1 (was not there)"), "{told:?}");
        assert!(told[1].ends_with(", and 6 more."), "{told:?}");
    }
}
