//! The words on and under a chart.

use crate::analysis::Row;
use crate::model::{Amount, FiscalStart, Granularity, Standing, Unit};
use crate::text::money::{Quantity, Scale, Style};
use crate::text::{calendar, plural};

/// An amount as exact as a chart can be read: one decimal of the axis's scale, with the unit.
#[must_use]
pub fn fine(style: &Style, amount: impl Quantity, scale: Scale) -> String {
    let value = amount.quantity();
    let steps = scale.factor() / 10.0;
    let rounded = match scale {
        Scale::Ones if value.abs() >= 100.0 => value.round(),
        _ => (value / steps).round() * steps,
    };
    style.axis_top(rounded, scale)
}

/// What a period has: "sold £50.9k", "34 meetings", "sold £25.6k so far", "no figure".
#[must_use]
pub fn figure(style: &Style, row: &Row, scale: Scale) -> Option<String> {
    let actual = row.actual?;
    let amount = if scale == Scale::Ones { style.exact(actual) } else { fine(style, actual, scale) };
    let said = match &style.unit {
        Unit::Money => format!("sold {amount}"),
        Unit::Count(_) if scale == Scale::Ones => amount,
        Unit::Count(name) => format!("{amount} {}", name.trim()).trim_end().to_owned(),
    };
    Some(if row.standing == Standing::Unfinished { format!("{said} so far") } else { said })
}

/// "6-month average".
#[must_use]
pub fn average_name(window: usize, granularity: Granularity) -> String {
    format!("{window}-{} average", calendar::period_word(granularity))
}

/// "November isn't finished and counts in no average."; empty if every figure is finished.
#[must_use]
pub fn unfinished(rows: &[Row], fiscal: FiscalStart) -> String {
    let open: Vec<&Row> = rows.iter().filter(|r| r.standing == Standing::Unfinished && r.actual.is_some()).collect();
    let name = |row: &Row| plain_name(row, fiscal);
    match open[..] {
        [] => String::new(),
        [only] => format!("{} isn’t finished and counts in no average.", name(only)),
        [first, second] => format!("{} and {} aren’t finished and count in no average.", name(first), name(second)),
        _ => {
            let periods = plural::count(open.len(), calendar::period_word(open[0].period.granularity()));
            format!("{periods} aren’t finished and count in no average.")
        }
    }
}

/// "November"; periods other than months with their year.
fn plain_name(row: &Row, fiscal: FiscalStart) -> String {
    if row.period.granularity() == Granularity::Month {
        calendar::month_name(row.period.first_month(fiscal)).to_owned()
    } else {
        plural::capitalised(&calendar::period_long(row.period, fiscal))
    }
}

/// "there is 1", "there are none".
#[must_use]
pub fn there_are(count: usize) -> String {
    match count {
        0 => "there are none".to_owned(),
        1 => "there is 1".to_owned(),
        many => format!("there are {many}"),
    }
}

/// Sentences with a space between, empty ones left out.
#[must_use]
pub fn paragraph(sentences: &[String]) -> String {
    let said: Vec<&str> = sentences.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    said.join(" ")
}

/// How a value stands to one a year before: "1% under a year before", "level with a year before", "up from £2k a year before".
#[must_use]
pub fn against_year_before(style: &Style, now: f64, before: f64) -> String {
    let percent = (now / before - 1.0) * 100.0;
    if before > 0.0 && now >= 0.0 && percent.abs() < 200.0 {
        return match percent {
            p if p.abs() < 0.5 => "level with a year before".to_owned(),
            p if p > 0.0 => format!("{} over a year before", whole_percent(style, p)),
            p => format!("{} under a year before", whole_percent(style, -p)),
        };
    }
    let (now_text, before_text) = (style.in_sentence(now), style.in_sentence(before));
    if now_text == before_text {
        "level with a year before".to_owned()
    } else if now > before {
        format!("up from {before_text} a year before")
    } else {
        format!("down from {before_text} a year before")
    }
}

fn whole_percent(style: &Style, percent: f64) -> String {
    style.percent(percent.round())
}

/// Sum of what is known; `None` if nothing is.
#[must_use]
pub fn sum(amounts: impl IntoIterator<Item = Option<Amount>>) -> Option<Amount> {
    let mut known = amounts.into_iter().flatten().peekable();
    known.peek()?;
    Some(known.sum())
}
