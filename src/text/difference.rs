//! In what one plan differs from another, in sentences.

use super::money::Style;
use super::number::{Numbers, shortened};
use super::{UNKNOWN, calendar, plural};
use crate::model::diff::{Change, FigureChange, Sheet, changes};
use crate::model::{Amount, Plan, Unit};

/// Figures of a series that are told one by one; more are counted.
const TOLD: usize = 4;

/// What the two plans are called in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Sides {
    pub one: &'static str,
    pub other: &'static str,
}

pub const NOW_AND_THEN: Sides = Sides { one: "now", other: "then" };
pub const HERE_AND_IN_FILE: Sides = Sides { one: "here", other: "in the file" };
pub const HERE_AND_IN_COPY: Sides = Sides { one: "here", other: "in the copy" };
pub const FILE_AND_RECOVERED: Sides = Sides { one: "in the file", other: "in what was recovered" };

/// In what two plans differ, a sentence each; none for plans that are the same.
#[must_use]
pub fn sentences(one: &Plan, other: &Plan, sides: Sides, numbers: Numbers) -> Vec<String> {
    let teller = Teller { one, other, sides, numbers };
    changes(one, other).iter().map(|change| teller.sentence(change)).collect()
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
        Change::Adjustments { series, .. } => format!("{series}: adjustments"),
        Change::Kept(series) => format!("{series}: kept forecasts"),
        Change::EpisodeAdded(name) | Change::EpisodeRemoved(name) | Change::EpisodeChanged(name) => {
            format!("event {}", quoted(name))
        }
        Change::Added(sheet, title) => format!("{} {} added", thing(*sheet), quoted(title)),
        Change::Removed(sheet, title) => format!("{} {} removed", thing(*sheet), quoted(title)),
        Change::Changed(sheet, title) => format!("{} {}", thing(*sheet), quoted(title)),
        Change::Other => "something else".to_owned(),
    }
}

const fn thing(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Idea => "idea",
        Sheet::Strategy => "strategy",
        Sheet::Scenario => "scenario",
        Sheet::Kpi => "KPI",
    }
}

struct Teller<'a> {
    one: &'a Plan,
    other: &'a Plan,
    sides: Sides,
    numbers: Numbers,
}

impl Teller<'_> {
    fn sentence(&self, change: &Change) -> String {
        let Sides { one, other } = self.sides;
        match change {
            Change::Text { what, before, after } => {
                format!("The {what}: {} {one}, {} {other}.", quoted(before), quoted(after))
            }
            Change::Setting(what) => format!("{} differs.", plural::capitalised(what)),
            Change::SeriesAdded(name) => format!("The series {} is only {other}.", quoted(name)),
            Change::SeriesRemoved(name) => format!("The series {} is only {one}.", quoted(name)),
            Change::Figures { series, changes } => self.figures(series, changes),
            Change::Notes { series, periods } => {
                let (count, verb) = (plural::count(*periods, "note"), if *periods == 1 { "differs" } else { "differ" });
                format!("{series}: {count} on figures {verb}.")
            }
            Change::Target { series, level, before, after } if before == after => {
                format!("{} of {series}: the same in all, spread otherwise.", level.label())
            }
            Change::Target { series, level, before, after } => {
                let style = self.style(series);
                let total =
                    |target: &Option<Amount>| target.map_or_else(|| "none".to_owned(), |total| style.exact(total));
                format!("{} of {series}: {} {one}, {} {other}.", level.label(), total(before), total(after))
            }
            Change::Series(name) => format!("{name}: unit, source or data date differ."),
            Change::Adjustments { series, before, after } if before == after => {
                format!("{series}: the adjustments of the forecast differ.")
            }
            Change::Adjustments { series, before, after } => {
                format!("{series}: {} of the forecast {one}, {after} {other}.", plural::count(*before, "adjustment"))
            }
            Change::Kept(series) => format!("{series}: the forecasts that were kept differ."),
            Change::EpisodeAdded(name) => format!("The event {} is only {other}.", quoted(name)),
            Change::EpisodeRemoved(name) => format!("The event {} is only {one}.", quoted(name)),
            Change::EpisodeChanged(name) => {
                format!("The event {} differs in its kind, its note or what it bears on.", quoted(name))
            }
            Change::Added(sheet, title) => format!("The {} {} is only {other}.", thing(*sheet), quoted(title)),
            Change::Removed(sheet, title) => format!("The {} {} is only {one}.", thing(*sheet), quoted(title)),
            Change::Changed(sheet, title) => format!("The {} {} differs.", thing(*sheet), quoted(title)),
            Change::Other => "Something else differs.".to_owned(),
        }
    }

    fn figures(&self, series: &str, changes: &[FigureChange]) -> String {
        let (style, Sides { one, other }) = (self.style(series), self.sides);
        let value = |amount: Option<Amount>| amount.map_or_else(|| UNKNOWN.to_owned(), |amount| style.exact(amount));
        let told = |change: &FigureChange| {
            let period = calendar::period(change.period, self.other.fiscal_start);
            format!("{period} {} {one}, {} {other}", value(change.before), value(change.after))
        };
        let first: Vec<String> = changes.iter().take(TOLD).map(told).collect();
        let count = plural::count(changes.len(), "figure");
        let verb = if changes.len() == 1 { "differs" } else { "differ" };
        let more = match changes.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        format!("{series}: {count} {verb}: {}{more}.", first.join("; "))
    }

    /// How amounts of a series are written.
    fn style(&self, name: &str) -> Style {
        let of = |plan: &Plan| plan.series_index(name).and_then(|index| plan.series.get(index)).map(|s| s.unit.clone());
        let unit = of(self.other).or_else(|| of(self.one)).unwrap_or(Unit::Money);
        Style { numbers: self.numbers, currency: self.other.currency, unit }
    }
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
            sentences(&after, &before, NOW_AND_THEN, Numbers::ENGLISH),
            [
                "The owner: “Ada” now, empty then.",
                "Sales: 2 figures differ: Sep 2026 £62,500 now, £61,000 then; Oct 2026 £50,910 now, – then.",
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
        let told = sentences(&before, &after, HERE_AND_IN_FILE, Numbers::ENGLISH);
        assert!(told[1].starts_with("Sales: 10 figures differ: Jan 2025 – here, £1 in the file;"), "{told:?}");
        assert!(told[1].ends_with("; and 6 more."), "{told:?}");
    }
}
