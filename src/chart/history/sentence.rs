//! The sentence under the history: how high the average is, against what, and what does not count in it.

use super::Shown;
use crate::analysis::Rolling;
use crate::chart::wording;
use crate::model::{Period, Standing};
use crate::text::money::Style;
use crate::text::{Origin, Said, calendar, plural};

/// Claim and reason.
pub fn of(shown: &Shown<'_>) -> (Said, Said) {
    let answer = shown.answer;
    let word = calendar::period_word(answer.granularity);
    let unfinished = wording::unfinished(shown.rows, shown.options.fiscal);
    if shown.rows.is_empty() {
        let name = shown.options.name.trim();
        let claim = if name.is_empty() { "No figures yet.".to_owned() } else { format!("No figures for {name} yet.") };
        return (claim.into(), format!("Type, paste or import one figure for each {word}.").into());
    }
    let Some(last) = answer.last_finished else {
        return (format!("No {word} is finished yet.").into(), unfinished.into());
    };
    let Some(main) = shown.main else {
        return (finished(shown).into(), unfinished.into());
    };
    let name = wording::average_name(main.window, answer.granularity);
    let Some(now) = main.averages.get(last).copied().flatten() else {
        let (when, why) = why_none(shown, main, last);
        return (format!("There is no {name} {when}.").into(), wording::paragraph(&[why, unfinished]).into());
    };
    let style = &shown.options.style;
    let level = level(&name, now, style);
    let before = year_before(shown, main, last);
    let claim = match before {
        Some(before) => level.and(format!(", {}.", wording::against_year_before(style, now, before))),
        None => level.and("."),
    };
    let alone = match before {
        Some(_) => String::new(),
        None => "There is none of a year before to compare it with.".to_owned(),
    };
    let rest = wording::paragraph(&[alone, left_out(shown), unfinished]);
    (claim, second(shown, main, last).then(rest.into()))
}

/// "The 6-month average is £61k"
fn level(name: &str, average: f64, style: &Style) -> Said {
    Said::new(format!("The {name} is ")).number(style.in_sentence(average), Origin::Figures)
}

/// "Feb – May 2025 is left out of season and trend."
fn left_out(shown: &Shown<'_>) -> String {
    let spans: Vec<_> = shown.answer.episodes.iter().filter(|e| e.left_out).map(|e| e.span).collect();
    match spans[..] {
        [] => String::new(),
        [span] if span.len() == 1 => {
            let period = calendar::period_long(span.first, shown.options.fiscal);
            format!("{} is left out of season and trend.", plural::capitalised(&period))
        }
        [span] => format!("{} are left out of season and trend.", calendar::span(span, shown.options.fiscal)),
        _ => format!("{} episodes are left out of season and trend.", plural::capitalised(&spans.len().to_string())),
    }
}

fn finished(shown: &Shown<'_>) -> String {
    let count = shown.answer.rows.iter().filter(|row| row.standing == Standing::Finished).count();
    let periods = plural::count_in_words(count, calendar::period_word(shown.answer.granularity));
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb} finished.", plural::capitalised(&periods))
}

/// "yet" or "now", and why.
fn why_none(shown: &Shown<'_>, rolling: &Rolling, last: usize) -> (&'static str, String) {
    let rows = &shown.answer.rows;
    let word = calendar::period_word(shown.answer.granularity);
    let first = rows.iter().position(|row| row.standing == Standing::Finished).unwrap_or(last);
    let start = (last + 1).saturating_sub(rolling.window).max(first);
    let missing = rows.get(start..=last).unwrap_or_default().iter().find(|row| row.standing != Standing::Finished);
    if let Some(row) = missing {
        let period = plural::capitalised(&calendar::period_long(row.period, shown.options.fiscal));
        return ("now", format!("{period} has no finished figure."));
    }
    let have = last + 1 - first;
    let needed = plural::count(rolling.window, &format!("finished {word}"));
    ("yet", format!("It takes {needed}; {}.", wording::there_are(have)))
}

fn year_before(shown: &Shown<'_>, rolling: &Rolling, last: usize) -> Option<f64> {
    let before: Period = shown.answer.rows.get(last)?.period.year_before();
    let first = shown.answer.rows.first()?.period;
    let index = usize::try_from(first.until(before)).ok()?;
    rolling.averages.get(index).copied().flatten()
}

/// What the second average says; where it holds whole years and the first does not, why the two differ.
fn second(shown: &Shown<'_>, main: &Rolling, last: usize) -> Said {
    let Some(second) = shown.second else { return Said::default() };
    let Some(now) = second.averages.get(last).copied().flatten() else { return Said::default() };
    let granularity = shown.answer.granularity;
    let name = wording::average_name(second.window, granularity);
    let level = level(&name, now, &shown.options.style);
    let whole_years = |rolling: &Rolling| rolling.window.is_multiple_of(granularity.per_year());
    if whole_years(second) && !whole_years(main) {
        level.and("; it holds whole years, so the season doesn’t move it.")
    } else {
        level.and(".")
    }
}
