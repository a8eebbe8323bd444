//! The edits of the page, each a named step, and what becomes of what was typed.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::{Key, Own, Part};
use crate::document::Edit;
use crate::model::kpi::{Starter, worked_out};
use crate::model::{Amount, Exception, Goal, Kpi, KpiId, KpiKind, Plan, Progress, Ratio, Rhythm, Unit};
use crate::text::{Style, calendar, due, kpi as words};
use crate::ui::{Open, View};

/// Changes one KPI.
pub(super) fn kpi(id: KpiId, label: impl Into<String>, change: impl FnOnce(&mut Kpi) + Send + 'static) -> Edit {
    Edit::new(label, move |plan: &mut Plan| {
        if let Some(kpi) = plan.kpi_mut(id) {
            change(kpi);
        }
    })
}

/// Adds one of the library, or one of this name; whoever answers for the plan answers for it.
pub(super) fn add(name: &str, starter: Option<&Starter>, open: Open<'_>) -> Edit {
    let unit = starter.map_or(Unit::Count(String::new()), |starter| match starter.unit {
        "money" => Unit::Money,
        unit => Unit::Count(unit.to_owned()),
    });
    let rhythm = starter.map_or(Rhythm::Week, |starter| starter.rhythm);
    let kpi = Kpi {
        kind: starter.map_or(KpiKind::Leading, |starter| starter.kind),
        is_proxy: starter.is_some_and(|starter| starter.is_proxy),
        owner: open.plan.owner.clone(),
        ..Kpi::new(name, unit, rhythm)
    };
    Edit::new(format!("Add the KPI “{name}”"), move |plan: &mut Plan| {
        plan.add_kpi(kpi);
    })
}

/// Takes it out, and the triggers that watch it, which is said.
pub(super) fn remove(id: KpiId, name: &str, plan: &Plan) -> Edit {
    let triggers = match plan.watches(id).count() {
        0 => String::new(),
        1 => " and the trigger that watched it".to_owned(),
        many => format!(" and {many} triggers that watched it"),
    };
    let edit = Edit::new(format!("Remove “{name}”"), move |plan: &mut Plan| {
        plan.remove_kpi(id);
    });
    edit.saying(format!("Removed the KPI “{name}”{triggers}"))
}

/// Moves it to where `other` stands in the plan.
pub(super) fn move_to(id: KpiId, name: &str, other: KpiId) -> Edit {
    let edit = Edit::new(format!("Move “{name}”"), move |plan: &mut Plan| {
        if let Some(to) = plan.kpis.iter().position(|kpi| kpi.id == other) {
            plan.move_kpi(id, to);
        }
    });
    edit.merging(format!("move kpi {id}"))
}

pub(super) fn goal(it: &Kpi, goal: Option<Goal>) -> Edit {
    kpi(it.id, format!("Change the goal of “{}”", it.name), move |kpi| kpi.goal = goal)
}

/// Works it out from two others from now on, or no longer: then what it came to so far stays as if it had been entered.
pub(super) fn ratio(it: &Kpi, ratio: Option<Ratio>) -> Edit {
    let (id, name) = (it.id, it.name.clone());
    let Some(ratio) = ratio else {
        return Edit::new(format!("Enter “{name}” by hand"), move |plan: &mut Plan| {
            let before = plan.kpis.clone();
            if let Some(kpi) = plan.kpi_mut(id) {
                kpi.values = worked_out(&before, kpi);
                kpi.ratio = None;
            }
        });
    };
    let lost = it.values.len();
    let edit = kpi(id, format!("Work “{name}” out from two others"), move |kpi| {
        kpi.ratio = Some(ratio);
        kpi.values = BTreeMap::new();
    });
    match lost {
        0 => edit,
        _ => edit.saying(format!("“{name}” is worked out now; what was entered is gone")),
    }
}

pub(super) fn add_exception(it: &Kpi, today: NaiveDate) -> Edit {
    let first = it.rhythm.next(today).unwrap_or(today);
    let last = it.rhythm.next(first).and_then(|day| day.pred_opt()).unwrap_or(first);
    kpi(it.id, format!("Make an exception for “{}”", it.name), move |kpi| {
        kpi.exceptions.push(Exception { first, last, goal: None, reason: String::new() });
        kpi.exceptions.sort_by_key(|exception| exception.first);
    })
}

pub(super) fn remove_exception(it: &Kpi, index: usize) -> Edit {
    let edit = kpi(it.id, format!("Remove an exception of “{}”", it.name), move |kpi| {
        if index < kpi.exceptions.len() {
            kpi.exceptions.remove(index);
        }
    });
    edit.saying("Removed the exception")
}

/// What stands in a field of the KPI itself while nobody types.
pub(super) fn at_rest(it: &Kpi, own: Own, view: &View<'_>, open: Open<'_>) -> String {
    let number = |amount: Amount| view.numbers.edit(amount);
    let day = |day: NaiveDate| due::short(day, view.today);
    let progress = |of: fn(&Progress) -> Option<&String>| {
        it.shows.iter().filter_map(of).map(String::as_str).collect::<Vec<_>>().join("; ")
    };
    match (own, it.goal) {
        (Own::Name, _) => it.name.clone(),
        (Own::Definition, _) => it.definition.clone(),
        (Own::Unit, _) => words::unit(&words::style(open.plan, it, view.numbers)),
        (Own::Owner, _) => it.owner.clone(),
        (Own::Least, Some(Goal::AtLeast(least) | Goal::Between(least, _))) => number(least),
        (Own::Most, Some(Goal::AtMost(most) | Goal::Between(_, most))) => number(most),
        (Own::From, Some(Goal::Move { from, .. })) => number(from),
        (Own::To, Some(Goal::Move { to, .. })) => number(to),
        (Own::Start, Some(Goal::Move { start, .. })) => day(start),
        (Own::By, Some(Goal::Move { by, .. })) => day(by),
        (Own::Skills, _) => progress(|shows| if let Progress::Skill(skill) = shows { Some(skill) } else { None }),
        (Own::Improvements, _) => {
            progress(|shows| if let Progress::Improvement(area) = shows { Some(area) } else { None })
        }
        (Own::Least | Own::Most | Own::From | Own::To | Own::Start | Own::By, _) => String::new(),
    }
}

/// The shapes that a goal may have, as the choice names them.
pub(super) const SHAPES: [&str; 5] = ["None", "At least", "At most", "Between", "From … to … by"];

pub(super) const fn shape(goal: Option<Goal>) -> usize {
    match goal {
        None => 0,
        Some(Goal::AtLeast(_)) => 1,
        Some(Goal::AtMost(_)) => 2,
        Some(Goal::Between(..)) => 3,
        Some(Goal::Move { .. }) => 4,
    }
}

/// A goal of another shape, with what the one before says as far as it goes; `latest` is where a new one begins.
pub(super) fn with_shape(it: &Kpi, shape: usize, latest: Option<Amount>, today: NaiveDate) -> Option<Goal> {
    let latest = latest.unwrap_or(Amount::whole(1));
    let (low, high) = match it.goal {
        None => (latest, latest),
        Some(Goal::AtLeast(amount) | Goal::AtMost(amount)) => (amount, amount),
        Some(Goal::Between(low, high)) => (low, high),
        Some(Goal::Move { from, to, .. }) => (from.min(to), from.max(to)),
    };
    let start = it.rhythm.first_day(today);
    Some(match shape {
        1 => Goal::AtLeast(low),
        2 => Goal::AtMost(high),
        3 => Goal::Between(low, high),
        4 => {
            Goal::Move { from: latest, to: high, start, by: start.checked_add_months(Months::new(6)).unwrap_or(start) }
        }
        _ => return None,
    })
}

/// The goal of an exception as it is typed: "6", "3 to 5", or nothing where nothing is asked for.
pub(super) fn exception_goal(goal: Option<Goal>, view: &View<'_>) -> String {
    match goal {
        None => String::new(),
        Some(Goal::AtLeast(amount) | Goal::AtMost(amount) | Goal::Move { to: amount, .. }) => view.numbers.edit(amount),
        Some(Goal::Between(low, high)) => format!("{} to {}", view.numbers.edit(low), view.numbers.edit(high)),
    }
}

/// Makes an edit of what was typed; `None` where it changes nothing.
///
/// # Errors
/// What to type instead.
pub(super) fn read(key: Key, text: &str, view: &View<'_>, open: Open<'_>) -> Result<Option<Edit>, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match key {
        Key::New => Ok((!text.is_empty()).then(|| add(&text, None, open))),
        Key::Own(id, own) => open.plan.kpi(id).map_or(Ok(None), |it| read_own(it, own, text, view, open).map(Some)),
        Key::Exception(id, index, part) => {
            let Some(it) = open.plan.kpi(id) else { return Ok(None) };
            let Some(exception) = it.exceptions.get(index) else { return Ok(None) };
            let changed = with_part(it, exception.clone(), part, text, view, open)?;
            let label = format!("Change an exception of “{}”", it.name);
            Ok(Some(kpi(id, label, move |kpi| {
                if let Some(exception) = kpi.exceptions.get_mut(index) {
                    *exception = changed;
                }
                kpi.exceptions.sort_by_key(|exception| exception.first);
            })))
        }
    }
}

fn with_part(
    it: &Kpi,
    exception: Exception,
    part: Part,
    text: String,
    view: &View<'_>,
    open: Open<'_>,
) -> Result<Exception, String> {
    let changed = match part {
        Part::First => Exception { first: day(&text, true, view, open)?, ..exception },
        Part::Last => Exception { last: day(&text, false, view, open)?, ..exception },
        Part::Reason => Exception { reason: text, ..exception },
        Part::Goal if text.is_empty() => Exception { goal: None, ..exception },
        Part::Goal => {
            let style = words::style(open.plan, it, view.numbers);
            let goal = match text.split_once(" to ").or_else(|| text.split_once('–')) {
                Some((low, high)) => Goal::Between(amount(low, &style)?, amount(high, &style)?),
                None if it.goal.and_then(Goal::wants_more) == Some(false) => Goal::AtMost(amount(&text, &style)?),
                None => Goal::AtLeast(amount(&text, &style)?),
            };
            if matches!(goal, Goal::Between(low, high) if low > high) {
                return Err("From less to more: 3 to 5".to_owned());
            }
            Exception { goal: Some(goal), ..exception }
        }
    };
    if changed.first > changed.last {
        return Err("It would end before it begins".to_owned());
    }
    Ok(changed)
}

fn read_own(it: &Kpi, own: Own, text: String, view: &View<'_>, open: Open<'_>) -> Result<Edit, String> {
    let (id, name) = (it.id, it.name.as_str());
    let style = words::style(open.plan, it, view.numbers);
    let edit = match (own, it.goal) {
        (Own::Name, _) if text.is_empty() => return Err("A KPI needs a name".to_owned()),
        (Own::Name, _) => kpi(id, format!("Rename “{name}” to “{text}”"), move |kpi| kpi.name = text),
        (Own::Definition, _) => kpi(id, format!("Say what counts for “{name}”"), move |kpi| kpi.definition = text),
        (Own::Owner, _) => kpi(id, format!("Change who answers for “{name}”"), move |kpi| kpi.owner = text),
        (Own::Unit, _) => {
            let unit = words::read_unit(&text, open.plan, view.numbers);
            kpi(id, format!("Change what “{name}” is counted in"), move |kpi| kpi.unit = unit)
        }
        (Own::Skills, _) => shows(it, &text, Progress::Skill, |shows| matches!(shows, Progress::Skill(_))),
        (Own::Improvements, _) => {
            shows(it, &text, Progress::Improvement, |shows| matches!(shows, Progress::Improvement(_)))
        }
        (Own::Least, Some(Goal::Between(_, most))) => between(it, amount(&text, &style)?, most)?,
        (Own::Most, Some(Goal::Between(least, _))) => between(it, least, amount(&text, &style)?)?,
        (Own::Least, _) => goal(it, Some(Goal::AtLeast(amount(&text, &style)?))),
        (Own::Most, _) => goal(it, Some(Goal::AtMost(amount(&text, &style)?))),
        (own, Some(Goal::Move { from, to, start, by })) => moved(
            it,
            match own {
                Own::From => (amount(&text, &style)?, to, start, by),
                Own::To => (from, amount(&text, &style)?, start, by),
                Own::Start => (from, to, day(&text, true, view, open)?, by),
                _ => (from, to, start, day(&text, false, view, open)?),
            },
        )?,
        (Own::From | Own::To | Own::Start | Own::By, _) => goal(it, it.goal),
    };
    Ok(edit)
}

fn between(it: &Kpi, least: Amount, most: Amount) -> Result<Edit, String> {
    if least > most {
        return Err("The least is more than the most".to_owned());
    }
    Ok(goal(it, Some(Goal::Between(least, most))))
}

fn moved(it: &Kpi, (from, to, start, by): (Amount, Amount, NaiveDate, NaiveDate)) -> Result<Edit, String> {
    if start >= by {
        return Err("It would be over before it begins".to_owned());
    }
    Ok(goal(it, Some(Goal::Move { from, to, start, by })))
}

/// What it shows progress for in words, several with a semicolon between.
fn shows(it: &Kpi, text: &str, make: fn(String) -> Progress, is_such: fn(&Progress) -> bool) -> Edit {
    let new: Vec<Progress> =
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(|part| make(part.to_owned())).collect();
    kpi(it.id, format!("Say what “{}” shows progress for", it.name), move |kpi| {
        kpi.shows.retain(|shows| !is_such(shows));
        kpi.shows.extend(new);
    })
}

/// An amount as it is typed, with or without its unit.
fn amount(text: &str, style: &Style) -> Result<Amount, String> {
    let bare = text.trim().trim_end_matches('%').trim();
    let bare = match style.symbol() {
        "" => bare,
        symbol => bare.trim_start_matches(symbol).trim(),
    };
    let example = "Type a number, such as 12";
    style.numbers.parse(bare).map_err(|_| example.to_owned())?.ok_or_else(|| example.to_owned())
}

/// A day as people say it; of a month its first or its last day.
fn day(text: &str, first: bool, view: &View<'_>, open: Open<'_>) -> Result<NaiveDate, String> {
    let of_month = || calendar::parse_days(text, open.fiscal()).map(|(start, end)| if first { start } else { end });
    let read = of_month().or_else(|| due::parse(text, view.today));
    read.ok_or_else(|| "No day: try 21 Dec or Jun 2027".to_owned())
}
