//! What can be changed in place: each field with what the plan has in it, and what becomes of what was typed.

use chrono::NaiveDate;
use eframe::egui::{Id, Ui};

use super::change;
use crate::document::Edit;
use crate::model::{Amount, Cases, Granularity, Period, Strategy, StrategyId, TacticId};
use crate::text::{calendar, due, plural};
use crate::ui::widget::typed::{self, Drafts, Field, Shown};
use crate::ui::widget::{day, typed::Look};
use crate::ui::{Ask, Open, View};

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The title of a strategy that is not there yet.
    NewStrategy,
    Own(StrategyId, Own),
    Tactic(StrategyId, TacticId, Cell),
    /// The row after the last.
    NewTactic(StrategyId),
}

/// A field of the strategy itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Own {
    Title,
    What,
    RulesOut,
    Owner,
    Low,
    Likely,
    High,
    Start,
    Ramp,
    End,
    Works,
    Counted,
    Evidence,
    /// Why it was revised, of the revision at this place.
    Why(usize),
}

/// A cell of the table of tactics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cell {
    What,
    Who,
    FirstStep,
    FirstStepDay,
    DoneWhen,
    Due,
}

impl Key {
    pub fn id(self) -> Id {
        Id::unique(("strategies", self))
    }
}

/// Draws fields and takes over what is typed in them.
pub(super) struct Fields<'a, 'b> {
    pub drafts: &'a mut Drafts<Key>,
    pub view: &'a View<'b>,
    pub open: Open<'b>,
    pub asks: &'a mut Vec<Ask>,
}

impl Fields<'_, '_> {
    /// Draws a field alone.
    pub fn show(&mut self, ui: &mut Ui, key: Key, field: &Field<'_>) -> Shown {
        let mut shown = typed::show(ui, self.drafts, key, field);
        self.take(key, field.at_rest, &mut shown);
        shown
    }

    /// Draws a field with its caption, and a line below for what is wrong.
    pub fn captioned(&mut self, ui: &mut Ui, key: Key, caption: &str, field: &Field<'_>) -> Shown {
        let mut shown = typed::show_captioned(ui, self.drafts, key, caption, field);
        self.take(key, field.at_rest, &mut shown);
        shown
    }

    /// Draws a day of a tactic.
    pub fn day(&mut self, ui: &mut Ui, key: Key, field: &day::Day<'_>) -> day::Shown {
        let shown = day::cell(ui, self.drafts, &key, field, Look::Cell);
        if let (Some(set), Key::Tactic(strategy, tactic, cell)) = (shown.set, key) {
            let title = self.open.plan.worksheets.strategy(strategy).map(|it| it.title.clone()).unwrap_or_default();
            self.asks.push(Ask::Edit(change::tactic_day(&title, tactic, cell, set)));
        }
        shown
    }

    fn take(&mut self, key: Key, at_rest: &str, shown: &mut Shown) {
        let Some(text) = shown.left.take() else { return };
        match read(key, &text, self.view, self.open) {
            Ok(edit) => self.asks.extend(edit.map(Ask::Edit)),
            Err(problem) => {
                self.drafts.refuse(key, at_rest, text, problem.clone());
                shown.problem = Some(problem);
            }
        }
    }
}

/// What the plan has in a field of the strategy itself.
pub(super) fn at_rest(strategy: &Strategy, own: Own, open: Open<'_>) -> String {
    let amount = |amount: Amount| {
        if strategy.extra.is_zero() { String::new() } else { open.style.numbers.edit(amount) }
    };
    let period = |period: Option<Period>| period.map(|period| as_typed(period, open)).unwrap_or_default();
    match own {
        Own::Title => strategy.title.clone(),
        Own::What => strategy.what.clone(),
        Own::RulesOut => strategy.rules_out.clone(),
        Own::Owner => strategy.owner.clone(),
        Own::Low => amount(strategy.extra.low),
        Own::Likely => amount(strategy.extra.likely),
        Own::High => amount(strategy.extra.high),
        Own::Start => period(strategy.start),
        Own::End => period(strategy.end),
        Own::Ramp => strategy.ramp_periods.to_string(),
        Own::Works => strategy.works_percent.to_string(),
        Own::Counted => strategy.counted.map(|counted| counted.percent.to_string()).unwrap_or_default(),
        Own::Evidence => strategy.evidence.clone(),
        Own::Why(index) => strategy.revisions.get(index).map(|revision| revision.why.clone()).unwrap_or_default(),
    }
}

/// A period as it may be typed again.
fn as_typed(period: Period, open: Open<'_>) -> String {
    match period.granularity() {
        Granularity::Month => calendar::period(period, open.fiscal()),
        _ => period.to_string(),
    }
}

/// Makes an edit of what was typed; `None` where it changes nothing.
///
/// # Errors
/// What to type instead.
pub(super) fn read(key: Key, text: &str, view: &View<'_>, open: Open<'_>) -> Result<Option<Edit>, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match key {
        Key::NewStrategy => Ok((!text.is_empty()).then(|| change::add_strategy(&text))),
        Key::NewTactic(id) => Ok(change::add_tactic(open, id, &text, view.today)),
        Key::Own(id, own) => match open.plan.worksheets.strategy(id) {
            Some(strategy) => read_own(strategy, own, &text, view, open),
            None => Ok(None),
        },
        Key::Tactic(id, tactic, cell) => {
            let Some(strategy) = open.plan.worksheets.strategy(id) else { return Ok(None) };
            match cell {
                Cell::What if text.is_empty() => Err("Say what is done.".to_owned()),
                Cell::FirstStepDay | Cell::Due => {
                    let day = day::read(&text, view.today, false)?;
                    Ok(Some(change::tactic_day(&strategy.title, tactic, cell, day)))
                }
                _ => Ok(Some(change::tactic_text(&strategy.title, tactic, cell, text))),
            }
        }
    }
}

fn read_own(
    strategy: &Strategy,
    own: Own,
    text: &str,
    view: &View<'_>,
    open: Open<'_>,
) -> Result<Option<Edit>, String> {
    let id = strategy.id;
    let title = strategy.title.as_str();
    let granularity = open.plan.meant_series(strategy.series.as_deref()).map(|(_, series)| series.granularity);
    let granularity = granularity.unwrap_or(open.series.granularity);
    let period = || read_period(text, granularity, view.today, open);
    Ok(Some(match own {
        Own::Title if text.is_empty() => return Err("Give it a name.".to_owned()),
        Own::Title => change::words(strategy, text, &strategy.what, view.today),
        Own::What => change::words(strategy, title, text, view.today),
        Own::RulesOut => change::strategy(id, format!("Change what “{title}” rules out"), {
            let text = text.to_owned();
            move |it| it.rules_out = text
        }),
        Own::Owner => change::strategy(id, format!("Change who answers for “{title}”"), {
            let text = text.to_owned();
            move |it| it.owner = text
        }),
        Own::Evidence => change::strategy(id, format!("Change what speaks for “{title}”"), {
            let text = text.to_owned();
            move |it| it.evidence = text
        }),
        Own::Why(index) => change::strategy(id, format!("Say why “{title}” was revised"), {
            let text = text.to_owned();
            move |it| it.revisions.iter_mut().skip(index).take(1).for_each(|revision| revision.why.clone_from(&text))
        }),
        Own::Low | Own::Likely | Own::High => {
            let amount = view.numbers.parse(text).map_err(|problem| problem.to_string())?.unwrap_or_default();
            let extra = with(strategy.extra, own, amount);
            change::strategy(id, format!("Change what “{title}” adds"), move |it| it.extra = extra)
        }
        Own::Start => {
            let start = period()?;
            let end = strategy.end;
            if start.zip(end).is_some_and(|(start, end)| end < start) {
                return Err("It would end before it begins.".to_owned());
            }
            change::strategy(id, format!("Change when “{title}” starts"), move |it| it.start = start)
        }
        Own::End => {
            let end = period()?;
            if strategy.start.zip(end).is_some_and(|(start, end)| end < start) {
                return Err("It would end before it begins.".to_owned());
            }
            change::strategy(id, format!("Change when “{title}” ends"), move |it| it.end = end)
        }
        Own::Ramp => {
            let ramp = number(text, 520, plural::plural(calendar::period_word(granularity)).as_str())?;
            change::strategy(id, format!("Change how fast “{title}” grows"), move |it| it.ramp_periods = ramp)
        }
        Own::Works => {
            let works = percent(text)?;
            change::strategy(id, format!("Change how likely “{title}” works"), move |it| it.works_percent = works)
        }
        Own::Counted => return change::counted_percent(strategy, percent(text)?).map(Some),
    }))
}

/// The three cases with one of them changed; the others keep the order.
pub(super) fn with(cases: Cases<Amount>, own: Own, amount: Amount) -> Cases<Amount> {
    match own {
        Own::Low => cases.with_low(amount),
        Own::High => cases.with_high(amount),
        _ => cases.with_likely(amount),
    }
}

/// A period of the series' rhythm, as a period or as a day in it; empty for none.
fn read_period(
    text: &str,
    granularity: Granularity,
    today: NaiveDate,
    open: Open<'_>,
) -> Result<Option<Period>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let days = calendar::parse_days(text, open.fiscal()).map(|(first, _)| first);
    let day = days.or_else(|| due::parse(text, today));
    let word = calendar::period_word(granularity);
    match day {
        Some(day) => Ok(Some(Period::containing(day, granularity, open.fiscal()))),
        None => Err(format!("No {word}: try Mar 2027.")),
    }
}

fn number(text: &str, most: u16, of: &str) -> Result<u16, String> {
    match text {
        "" => Ok(0),
        text => text.parse().ok().filter(|number| *number <= most).ok_or_else(|| format!("Type {of}, such as 3.")),
    }
}

fn percent(text: &str) -> Result<u8, String> {
    let bare = text.trim_end_matches('%').trim();
    let bare = if bare.is_empty() { "0" } else { bare };
    bare.parse().ok().filter(|percent| *percent <= 100).ok_or_else(|| "From 0 to 100.".to_owned())
}
