//! The edits of the page, each a named step over a verb of the model.

use chrono::NaiveDate;

use super::field::Cell;
use crate::document::Edit;
use crate::model::{Cases, Counted, Home, Strategy, StrategyId, StrengtheningKind, TacticId, TacticState, Worksheets};
use crate::text::tactic_line;
use crate::ui::Open;

/// Changes one strategy.
pub(super) fn strategy(
    id: StrategyId,
    label: impl Into<String>,
    change: impl FnOnce(&mut Strategy) + Send + 'static,
) -> Edit {
    Edit::new(label, move |plan| {
        if let Some(strategy) = plan.strategy_mut(id) {
            change(strategy);
        }
    })
}

pub(super) fn add_strategy(title: &str) -> Edit {
    let title = title.to_owned();
    Edit::new(format!("Add “{title}”"), move |plan| {
        plan.add_strategy(Strategy::new(&title));
    })
}

/// Takes a strategy out; a notice offers it back.
pub(super) fn remove_strategy(id: StrategyId, title: &str) -> Edit {
    let edit = Edit::new(format!("Remove “{title}”"), move |plan| {
        plan.remove_strategy(id);
    });
    edit.saying(format!("Removed the strategy “{title}”"))
}

pub(super) fn move_strategy(id: StrategyId, title: &str, by: isize) -> Edit {
    let way = if by < 0 { "up" } else { "down" };
    let edit = Edit::new(format!("Move “{title}” {way}"), move |plan| {
        plan.move_strategy(id, by);
    });
    edit.merging(format!("move strategy {id}"))
}

/// Another title or another description: one that its owner was asked about is revised, and what it was is kept.
pub(super) fn words(was: &Strategy, title: &str, what: &str, today: NaiveDate) -> Edit {
    let (title, what) = (title.to_owned(), what.to_owned());
    let label = if title == was.title {
        format!("Change what “{title}” is")
    } else {
        format!("Rename “{}” to “{title}”", was.title)
    };
    strategy(was.id, label, move |it| {
        if it.answer.is_some() {
            it.revise(&title, &what, "", today);
        } else {
            (it.title, it.what) = (title, what);
        }
    })
}

pub(super) fn answer(was: &Strategy, obvious: bool, today: NaiveDate) -> Edit {
    let said = if obvious { "yes" } else { "not yet" };
    strategy(was.id, format!("Say {said} to “{}”", was.title), move |it| {
        it.answer(obvious, today);
    })
}

/// The share that another strategy counts already.
///
/// # Errors
/// What to do first.
pub(super) fn counted_percent(was: &Strategy, percent: u8) -> Result<Edit, String> {
    let label = format!("Change what another strategy counts of “{}”", was.title);
    match was.counted {
        _ if percent == 0 => Ok(strategy(was.id, label, |it| it.counted = None)),
        Some(counted) => Ok(strategy(was.id, label, move |it| it.counted = Some(Counted { percent, ..counted }))),
        None => Err("Choose the strategy first.".to_owned()),
    }
}

pub(super) fn counted_by(was: &Strategy, by: Option<StrategyId>) -> Edit {
    let (id, percent) = (was.id, was.counted.map_or(50, |counted| counted.percent));
    Edit::new(format!("Change what another strategy counts of “{}”", was.title), move |plan| {
        plan.count_in(id, by.map(|by| Counted { percent, by }));
    })
}

/// Another series: periods of another rhythm mean nothing there, and are taken out.
pub(super) fn series(open: Open<'_>, was: &Strategy, index: usize) -> Option<Edit> {
    let series = open.plan.series.get(index)?;
    let (name, granularity) = ((index > 0).then(|| series.name.clone()), series.granularity);
    Some(strategy(was.id, format!("Change the series of “{}”", was.title), move |it| {
        it.series = name;
        it.start = it.start.filter(|period| period.granularity() == granularity);
        it.end = it.end.filter(|period| period.granularity() == granularity);
    }))
}

pub(super) fn strengthen(
    was: &Strategy,
    kind: StrengtheningKind,
    what: &str,
    after: Cases<crate::model::Amount>,
    today: NaiveDate,
) -> Edit {
    let what = what.to_owned();
    strategy(was.id, format!("Strengthen “{}”", was.title), move |it| it.strengthen(kind, &what, after, today))
}

pub(super) fn weaken(was: &Strategy) -> Edit {
    let edit = strategy(was.id, format!("Take back what strengthened “{}”", was.title), |it| {
        it.weaken();
    });
    edit.saying(format!("Took back what strengthened “{}”", was.title))
}

pub(super) fn stranger(was: &Strategy, who: &str, answer: &str, found: bool, today: NaiveDate) -> Edit {
    let (who, answer) = (who.to_owned(), answer.to_owned());
    let label = format!("Keep the stranger’s answer about “{}”", was.title);
    strategy(was.id, label, move |it| it.stranger_says(&who, &answer, found, today))
}

pub(super) fn bring_back(index: usize, text: &str) -> Edit {
    let wanted = text.to_owned();
    Edit::new(format!("Bring back “{text}”"), move |plan| {
        let idea = plan.worksheets_mut().ideas.get_mut(index).filter(|idea| idea.text == wanted);
        if let Some(idea) = idea {
            idea.bring_back();
        }
    })
}

/// Everybody who is named in the worksheets, once each.
pub(in crate::ui::page) fn people(sheets: &Worksheets) -> Vec<&str> {
    let owners = sheets.strategies.iter().map(|strategy| strategy.owner.as_str());
    let responders = sheets.scenarios.iter().map(|scenario| scenario.response.owner.as_str());
    let doers = sheets.tactics().map(|(_, tactic)| tactic.who.as_str());
    let all = owners.chain(responders).chain(doers).flat_map(|names| names.split(", "));
    let mut names: Vec<&str> = all.map(str::trim).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A tactic from one line; `None` where it says nothing that is done.
pub(super) fn add_tactic(open: Open<'_>, id: StrategyId, text: &str, today: NaiveDate) -> Option<Edit> {
    let tactic = tactic_line::parse(text, &people(&open.plan.worksheets), today).tactic(today)?;
    Some(Edit::new(format!("Add “{}”", tactic.what), move |plan| {
        plan.add_tactic(Home::Strategy(id), tactic);
    }))
}

pub(in crate::ui::page) fn remove_tactic(id: TacticId, what: &str) -> Edit {
    let edit = Edit::new(format!("Remove “{what}”"), move |plan| {
        plan.remove_tactic(id);
    });
    edit.saying(format!("Removed the tactic “{what}”"))
}

pub(super) fn tactic_text(title: &str, id: TacticId, cell: Cell, text: String) -> Edit {
    let label = match cell {
        Cell::Who => format!("Change who does a tactic of “{title}”"),
        Cell::FirstStep => format!("Change a first step of “{title}”"),
        Cell::DoneWhen => format!("Change what shows that a tactic of “{title}” is done"),
        Cell::What | Cell::FirstStepDay | Cell::Due => format!("Change a tactic of “{title}”"),
    };
    Edit::new(label, move |plan| {
        let Some(tactic) = plan.tactic_mut(id) else { return };
        match cell {
            Cell::What => tactic.what = text,
            Cell::Who => tactic.who = text,
            Cell::FirstStep => tactic.first_step = text,
            Cell::DoneWhen => tactic.done_when = text,
            Cell::FirstStepDay | Cell::Due => {}
        }
    })
}

pub(super) fn tactic_day(title: &str, id: TacticId, cell: Cell, day: Option<NaiveDate>) -> Edit {
    let label = if cell == Cell::Due {
        format!("Change by when a tactic of “{title}” is done")
    } else {
        format!("Change the day of a first step of “{title}”")
    };
    Edit::new(label, move |plan| {
        let Some(tactic) = plan.tactic_mut(id) else { return };
        if cell == Cell::Due {
            tactic.due = day;
        } else {
            tactic.first_step_due = day;
        }
    })
}

pub(in crate::ui::page) fn tactic_state(id: TacticId, what: &str, state: TacticState) -> Edit {
    Edit::new(format!("Mark “{what}” as {}", state.label().to_lowercase()), move |plan| {
        if let Some(tactic) = plan.tactic_mut(id) {
            tactic.state = state;
        }
    })
}
