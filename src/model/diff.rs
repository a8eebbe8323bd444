//! Two plans, and in what the second differs from the first: as data, to be told in sentences elsewhere.

use std::collections::BTreeSet;

use super::{Amount, Episode, Level, Meetings, Period, Plan, Series, Worksheets};

/// One thing in which two plans differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A text of the plan or of its head, by what it is called: "title", "owner".
    Text {
        what: &'static str,
        before: String,
        after: String,
    },
    /// Something else of the plan's head: its currency, year, time or way of forecasting.
    Setting(&'static str),
    SeriesAdded(String),
    SeriesRemoved(String),
    /// Values of a series, in order of time.
    Figures {
        series: String,
        changes: Vec<FigureChange>,
    },
    /// Notes on figures, or where they come from.
    Notes {
        series: String,
        periods: usize,
    },
    Target {
        series: String,
        level: Level,
        before: Option<Amount>,
        after: Option<Amount>,
    },
    /// Unit, source or data date of a series.
    Series(String),
    /// Adjustments of a series' forecast, and how many there are.
    Adjustments {
        series: String,
        before: usize,
        after: usize,
    },
    /// Forecasts of a series that were kept.
    Kept(String),
    EpisodeAdded(String),
    EpisodeRemoved(String),
    EpisodeChanged(String),
    /// Something of the worksheets, by its id; told by its title.
    Added(Sheet, String),
    Removed(Sheet, String),
    Changed(Sheet, String),
    /// What this list has no word for.
    Other,
}

/// What the worksheets hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Idea,
    Strategy,
    Scenario,
    Kpi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureChange {
    pub period: Period,
    pub before: Option<Amount>,
    pub after: Option<Amount>,
}

/// All in which `after` differs from `before`, in the order of a plan's file; empty only for plans that are the same.
#[must_use]
pub fn changes(before: &Plan, after: &Plan) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let mut changes = Vec::new();
    head(before, after, &mut changes);
    for series in &before.series {
        match after.series_index(&series.name).and_then(|index| after.series.get(index)) {
            Some(now) => self::series(series, now, &mut changes),
            None => changes.push(Change::SeriesRemoved(series.name.clone())),
        }
    }
    let added = after.series.iter().filter(|series| before.series_index(&series.name).is_none());
    changes.extend(added.map(|series| Change::SeriesAdded(series.name.clone())));
    episodes(&before.episodes, &after.episodes, &mut changes);
    if before.worksheets != after.worksheets {
        worksheets(&before.worksheets, &after.worksheets, &mut changes);
    }
    by_key(Sheet::Kpi, &before.kpis, &after.kpis, |kpi| kpi.id, |kpi| &kpi.name, &mut changes);
    if before.meetings.reviews != after.meetings.reviews {
        changes.push(Change::Setting("the reviews"));
    }
    let clocks = |meetings: &Meetings| (meetings.paces, meetings.days_off.clone(), meetings.checkpoints.clone());
    if clocks(&before.meetings) != clocks(&after.meetings) {
        changes.push(Change::Setting("when reviews are held"));
    }
    if before.notes != after.notes {
        changes.push(Change::Setting("the free notes"));
    }
    if changes.is_empty() {
        changes.push(Change::Other);
    }
    changes
}

fn head(before: &Plan, after: &Plan, changes: &mut Vec<Change>) {
    let mut text = |what, before: &str, after: &str| {
        if before != after {
            changes.push(Change::Text { what, before: before.to_owned(), after: after.to_owned() });
        }
    };
    text("title", &before.title, &after.title);
    text("owner", &before.owner, &after.owner);
    text("name", &before.subject.name, &after.subject.name);
    let settings = [
        ("what kind of plan it is", before.subject.kind != after.subject.kind),
        ("the currency", before.currency != after.currency),
        ("the start of the fiscal year", before.fiscal_start != after.fiscal_start),
        ("the time that it is for", before.period != after.period),
        ("the way of forecasting", before.forecast != after.forecast),
    ];
    changes.extend(settings.iter().filter(|(_, differs)| *differs).map(|(what, _)| Change::Setting(what)));
}

fn series(before: &Series, after: &Series, changes: &mut Vec<Change>) {
    let name = || after.name.clone();
    let periods: BTreeSet<Period> = before.figures.keys().chain(after.figures.keys()).copied().collect();
    let values = periods.iter().filter_map(|period| {
        let (before, after) = (before.value(*period), after.value(*period));
        (before != after).then_some(FigureChange { period: *period, before, after })
    });
    let values: Vec<FigureChange> = values.collect();
    if !values.is_empty() {
        changes.push(Change::Figures { series: name(), changes: values });
    }
    let noted = |series: &Series, period: &Period| series.figures.get(period).map(|f| (f.note.clone(), f.typed));
    let same_value = |period: &&Period| before.value(**period) == after.value(**period);
    let notes = periods.iter().filter(same_value).filter(|p| noted(before, p) != noted(after, p)).count();
    if notes > 0 {
        changes.push(Change::Notes { series: name(), periods: notes });
    }
    for level in Level::ALL {
        let (old, new) = (before.target(level), after.target(level));
        if old != new {
            let total = |target: Option<&super::Target>| target.map(|t| t.amounts.values().copied().sum());
            changes.push(Change::Target { series: name(), level, before: total(old), after: total(new) });
        }
    }
    let source = |s: &Series| (s.name.clone(), s.unit.clone(), s.granularity, s.source.clone(), s.data_date);
    if source(before) != source(after) {
        changes.push(Change::Series(name()));
    }
    if before.adjustments != after.adjustments {
        let count = |series: &Series| series.adjustments.len();
        changes.push(Change::Adjustments { series: name(), before: count(before), after: count(after) });
    }
    if before.kept != after.kept {
        changes.push(Change::Kept(name()));
    }
}

fn episodes(before: &[Episode], after: &[Episode], changes: &mut Vec<Change>) {
    for episode in before {
        match after.iter().find(|other| other.same_as(episode)) {
            Some(other) if other == episode => {}
            Some(_) => changes.push(Change::EpisodeChanged(episode.name.clone())),
            None => changes.push(Change::EpisodeRemoved(episode.name.clone())),
        }
    }
    let is_new = |episode: &&Episode| !before.iter().any(|other| other.same_as(episode));
    changes.extend(after.iter().filter(is_new).map(|episode| Change::EpisodeAdded(episode.name.clone())));
}

fn worksheets(before: &Worksheets, after: &Worksheets, changes: &mut Vec<Change>) {
    // Ideas have no id; the same line is the same idea.
    let (old, new) = (&before.ideas, &after.ideas);
    by_key(Sheet::Idea, old, new, |idea| idea.text.clone(), |idea| &idea.text, changes);
    let (old, new) = (&before.strategies, &after.strategies);
    by_key(Sheet::Strategy, old, new, |strategy| strategy.id, |strategy| &strategy.title, changes);
    let (old, new) = (&before.scenarios, &after.scenarios);
    by_key(Sheet::Scenario, old, new, |scenario| scenario.id, |scenario| &scenario.title, changes);
    if before.contingency_review != after.contingency_review {
        changes.push(Change::Setting("the day of the contingency review"));
    }
    if before.accepted != after.accepted {
        changes.push(Change::Setting("what is accepted in the plan check"));
    }
}

fn by_key<T: PartialEq, K: PartialEq>(
    sheet: Sheet,
    before: &[T],
    after: &[T],
    key: impl Fn(&T) -> K,
    title: impl Fn(&T) -> &String,
    changes: &mut Vec<Change>,
) {
    for thing in before {
        match after.iter().find(|other| key(other) == key(thing)) {
            Some(other) if other == thing => {}
            Some(other) => changes.push(Change::Changed(sheet, title(other).clone())),
            None => changes.push(Change::Removed(sheet, title(thing).clone())),
        }
    }
    let is_new = |thing: &&T| !before.iter().any(|other| key(other) == key(thing));
    changes.extend(after.iter().filter(is_new).map(|thing| Change::Added(sheet, title(thing).clone())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FiscalStart, Granularity, Unit};

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn the_same_plan_differs_in_nothing() {
        assert_eq!(changes(&Plan::new("Coast"), &Plan::new("Coast")), []);
    }

    #[test]
    fn each_part_that_differs_is_named_once() {
        let mut before = Plan::new("Coast");
        before.type_figure(0, month("2026-09"), Some(Amount::whole(5)));
        before.add_series("Old", Unit::Money, Granularity::Month);
        let mut after = before.clone();
        "North".clone_into(&mut after.title);
        after.fiscal_start = FiscalStart::new(7).unwrap();
        after.type_figure(0, month("2026-09"), Some(Amount::whole(6)));
        after.type_figure(0, month("2026-10"), Some(Amount::whole(7)));
        after.series.pop();
        after.add_series("New", Unit::Money, Granularity::Month);
        after.notes = "x".into();
        let value = |n| Some(Amount::whole(n));
        assert_eq!(
            changes(&before, &after),
            [
                Change::Text { what: "title", before: "Coast".into(), after: "North".into() },
                Change::Setting("the start of the fiscal year"),
                Change::Figures {
                    series: "Sales".into(),
                    changes: vec![
                        FigureChange { period: month("2026-09"), before: value(5), after: value(6) },
                        FigureChange { period: month("2026-10"), before: None, after: value(7) },
                    ],
                },
                Change::SeriesRemoved("Old".into()),
                Change::SeriesAdded("New".into()),
                Change::Setting("the free notes"),
            ]
        );
    }

    #[test]
    fn judgement_and_what_was_kept_are_told_beside_other_changes() {
        let before = Plan::new("Coast");
        let mut after = before.clone();
        after.type_figure(0, month("2026-09"), Some(Amount::whole(6)));
        after.series_mut(0).unwrap().adjust(crate::model::Adjustment {
            reason: "Lost Marlow".into(),
            author: "Tom".into(),
            made: "2026-11-19".parse().unwrap(),
            first: month("2027-01"),
            last: None,
            amount: Amount::whole(-2_000),
        });
        let told = changes(&before, &after);
        assert!(told.contains(&Change::Adjustments { series: "Sales".into(), before: 0, after: 1 }), "{told:?}");
    }

    #[test]
    fn strategies_and_scenarios_are_told_by_their_titles() {
        use crate::model::{EpisodeKind, Idea, Scenario, Strategy};
        let mut before = Plan::new("Coast");
        let bundle = before.add_strategy(Strategy::new("Bundle"));
        before.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        let mut after = before.clone();
        after.strategy_mut(bundle).unwrap().title = "Bundle for cafés".into();
        after.worksheets_mut().scenarios.clear();
        after.worksheets_mut().ideas.push(Idea::new("Fair", ""));
        after.worksheets_mut().contingency_review = "2027-01-01".parse().ok();
        assert_eq!(
            changes(&before, &after),
            [
                Change::Added(Sheet::Idea, "Fair".into()),
                Change::Changed(Sheet::Strategy, "Bundle for cafés".into()),
                Change::Removed(Sheet::Scenario, "Slump".into()),
                Change::Setting("the day of the contingency review"),
            ]
        );
    }

    #[test]
    fn what_has_no_word_is_a_change_all_the_same() {
        let before = Plan::new("Coast");
        let after = Plan { as_of: "2026-11-19".parse().ok(), ..before.clone() };
        assert_eq!(changes(&before, &after), [Change::Other]);
    }
}
