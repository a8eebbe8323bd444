//! Which column tells when, and how its cells are read.

use super::frame::{Content, Frame};
use super::preview::Reading;
use super::profile::normal;
use super::role::{date_rank, date_sense, is_identifier};
use super::table::Row;
use super::told::Told;
use super::when::{self, Part, When};
use super::{ImportError, Wanted};
use crate::model::Period;
use crate::text::number::shortened;
use crate::text::plural;

/// How a row says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// A day or period in each cell.
    Cells(usize),
    /// Days counted by a spreadsheet.
    Serials(usize),
    /// "20260731".
    Packed(usize),
    /// Years alone.
    Years(usize),
    /// A year in one column, a month, quarter or week of it in another.
    YearAnd { year: usize, part: usize },
    /// Months without a year, which is the same for all.
    PartOf { part: usize, year: i32 },
    /// No row says when: all of it is one period.
    Whole(Period),
}

impl Clock {
    pub const fn column(self) -> Option<usize> {
        match self {
            Self::Cells(column) | Self::Serials(column) | Self::Packed(column) | Self::Years(column) => Some(column),
            Self::YearAnd { part, .. } | Self::PartOf { part, .. } => Some(part),
            Self::Whole(_) => None,
        }
    }

    /// What a row says; `None` if it is none of the kind.
    pub fn read(self, row: Row<'_>, from_1904: bool) -> Option<When> {
        match self {
            Self::Cells(column) => When::read(row.cell(column)),
            Self::Serials(column) => {
                let cell = row.cell(column);
                When::read(cell).or_else(|| when::serial(cell, from_1904).map(When::Day))
            }
            Self::Packed(column) => when::packed(row.cell(column)),
            Self::Years(column) => when::bare_year(row.cell(column)).map(When::Period),
            Self::YearAnd { year, part } => {
                let Some(Part::Year(year)) = Part::read(row.cell(year)) else { return None };
                part_of(row.cell(part)).and_then(|part| part.of_year(year)).map(When::Period)
            }
            Self::PartOf { part, year } => Part::read(row.cell(part))?.of_year(year).map(When::Period),
            Self::Whole(period) => Some(When::Period(period)),
        }
    }
}

/// A month by its name or its number.
fn part_of(cell: &str) -> Option<Part> {
    let number = || cell.parse().ok().filter(|n| (1..=12).contains(n)).map(Part::Month);
    Part::read(cell).or_else(number)
}

/// A column that may tell when.
struct Candidate {
    column: usize,
    rank: u8,
    count: usize,
    clock: Clock,
}

pub(super) fn find(
    frame: &Frame<'_>,
    contents: &[Content],
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> Result<Clock, ImportError> {
    let mut candidates = candidates(frame, contents);
    if let Some(name) = wanted.date.as_deref() {
        let Some(column) = frame.column_named(name) else {
            let columns: Vec<String> = (0..frame.width).map(|column| frame.name(column)).collect();
            return Err(ImportError::NoColumn { wanted: name.to_owned(), columns: columns.join(", ") });
        };
        let clock = candidates.iter().find(|c| c.column == column).map_or(Clock::Cells(column), |c| c.clock);
        tell(frame, clock, "you said so", told);
        return Ok(clock);
    }
    if let Some(profile) = frame.profile
        && let Some(known) = profile.date.iter().find_map(|name| {
            let column = frame.column(name)?;
            candidates.iter().find(|candidate| candidate.column == column)
        })
    {
        let (found, why) = (known.column, format!("{} has the day of the sale there", profile.name));
        return Ok(choose(frame, &candidates, found, &why, told));
    }
    candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.rank), std::cmp::Reverse(candidate.count)));
    let Some(best) = candidates.first() else { return without_column(frame, contents, wanted, told) };
    let rivals = candidates.iter().skip(1).filter(|other| other.rank == best.rank && other.count * 2 > best.count);
    if rivals.count() == 0 {
        let line = frame.rows().find(|row| best.clock.read(*row, frame.table.from_1904).is_some());
        let sample = line.map(|row| shortened(row.cell(best.column))).unwrap_or_default();
        let rows = plural::count(best.count, "row");
        let kind = line.and_then(|row| best.clock.read(row, frame.table.from_1904)).map_or("day", When::kind);
        let has = if best.count == 1 { "has" } else { "have" };
        let first = if best.count >= super::frame::SAMPLE { "the first " } else { "" };
        let why = format!("{first}{rows} {has} a {kind} there, as \"{sample}\"");
        return Ok(choose(frame, &candidates, best.column, &why, told));
    }
    let open: Vec<&Candidate> = candidates.iter().filter(|other| other.rank == best.rank).collect();
    let options = open.iter().map(|candidate| reading(frame, candidate)).collect();
    let text = format!(
        "{} columns tell a day. By which does a sale count?",
        plural::capitalised(&plural::in_words(open.len()))
    );
    let what = |reading: &Reading| format!("\"{}\" tells when", reading.value);
    let chosen = told.ask("date", text, options, Vec::new(), what);
    Ok(open.get(chosen).map_or(best.clock, |candidate| candidate.clock))
}

fn candidates(frame: &Frame<'_>, contents: &[Content]) -> Vec<Candidate> {
    let rank = |column: usize| frame.heading(column).map_or(0, date_rank);
    let mut found = Vec::new();
    for (column, content) in contents.iter().enumerate() {
        let Content { filled, whens, serials, packed, numbers, words, .. } = *content;
        let clock = if whens > 0 && whens * 4 >= filled {
            Some((Clock::Cells(column), whens))
        } else if serials > 0 && serials == numbers && words <= serials && rank(column) >= 2 {
            Some((Clock::Serials(column), serials))
        } else if packed > 0 && packed == numbers && rank(column) >= 2 {
            Some((Clock::Packed(column), packed))
        } else {
            None
        };
        found.extend(clock.map(|(clock, count)| Candidate { column, rank: rank(column), count, clock }));
    }
    found
}

/// The way to read months that lack their year, years alone, counted days under no telling heading; or nothing at all.
fn without_column(
    frame: &Frame<'_>,
    contents: &[Content],
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> Result<Clock, ImportError> {
    let mostly = |count: usize, content: &Content| count > 0 && count * 3 >= content.filled * 2;
    let column = |is: &dyn Fn(&Content) -> bool| contents.iter().position(is);
    let part = column(&|content| mostly(content.parts, content));
    let year =
        column(&|content| content.years > 0 && content.years == content.numbers && mostly(content.years, content));
    let numbered = (0..frame.width).find(|column| {
        let heading = frame.heading(*column).map(normal).unwrap_or_default();
        ["month", "monat", "mois", "mes", "mese", "maand", "month no", "month number"].contains(&heading.as_str())
            && contents.get(*column).is_some_and(|content| content.numbers > 0 && content.words == 0)
    });
    if let (Some(year), Some(part)) = (year, part.or(numbered))
        && year != part
    {
        let what = format!("\"{}\" and \"{}\" tell when", frame.name(year), frame.name(part));
        told.decide(what, "one holds the year, the other what is missing to it");
        return Ok(Clock::YearAnd { year, part });
    }
    if let Some(part) = part {
        let clock = Clock::PartOf { part, year: year_of_all(frame, wanted, told) };
        tell(frame, clock, "its cells are months, quarters or weeks", told);
        return Ok(clock);
    }
    let whole =
        |content: &Content| content.years > 0 && content.words * 4 <= content.years && content.years >= content.numbers;
    if let Some(column) = contents.first().filter(|first| whole(first)).map(|_| 0)
        && contents.iter().skip(1).any(Content::is_numeric)
    {
        tell(frame, Clock::Years(column), "its cells are years", told);
        return Ok(Clock::Years(column));
    }
    let counted = |content: &Content| {
        content.serials > 1
            && content.timed == 0
            && content.serials == content.numbers
            && content.words * 4 <= content.serials
    };
    let days: Vec<usize> = (0..contents.len()).filter(|column| contents.get(*column).is_some_and(counted)).collect();
    if let [column] = days.as_slice()
        && frame.heading(*column).is_none_or(|heading| !is_identifier(heading))
        && contents.iter().enumerate().any(|(other, content)| other != *column && content.is_numeric())
    {
        tell(frame, Clock::Serials(*column), "its numbers are days as spreadsheets count them", told);
        return Ok(Clock::Serials(*column));
    }
    if frame.width < 2 {
        return Err(ImportError::OneColumn);
    }
    let rows: Vec<Row<'_>> = frame.rows().take(2).collect();
    let Some(row) = rows.first().filter(|_| frame.table.len() > 1) else { return Err(ImportError::HeaderOnly) };
    if frame.header.is_none() || !contents.iter().any(Content::is_numeric) {
        let cell = row.cells().find(|cell| !cell.is_empty()).unwrap_or_default();
        let sample = format!(" (\"{}\" in row {} is neither)", shortened(cell), row.number());
        return Err(ImportError::NoPeriods { sample });
    }
    let dated = (0..frame.width).find(|column| {
        let content = contents.get(*column).copied().unwrap_or_default();
        frame.heading(*column).is_some_and(|heading| date_rank(heading) >= 2)
            && content.words > 0
            && content.numbers == 0
    });
    if let Some(column) = dated
        && let Some(row) = frame.rows().find(|row| !row.cell(column).is_empty())
    {
        return Err(ImportError::BadPeriod {
            row: row.number(),
            column: frame.name(column),
            text: shortened(row.cell(column)),
            advice: "write it like 2026-07, Jul 2026 or 2026-07-31",
        });
    }
    Ok(Clock::Whole(period_of_all(frame, wanted, told)))
}

/// The year of a table whose months lack it: one that stands above it, in the sheet's or file's name, or else asked for.
pub(super) fn year_of_all(frame: &Frame<'_>, wanted: &Wanted, told: &mut Told<'_>) -> i32 {
    let this_year = chrono::Datelike::year(&wanted.today);
    let header = frame.header.into_iter().flat_map(Row::cells);
    let places = [
        ("the title", frame.title_words()),
        ("the header", header.collect::<Vec<_>>().join(" ")),
        ("the name of the sheet", wanted.sheet_name.clone()),
        ("the name of the file", wanted.file_name.clone()),
    ];
    let named = places.iter().find_map(|(place, text)| only_year(text).map(|year| (year, *place)));
    if let Some(answer) = told.answer("year").and_then(|answer| answer.trim().parse::<i32>().ok()) {
        told.offer("year", answer.to_string());
    }
    let first = told.answer("year").and_then(|year| year.parse().ok());
    let mut years: Vec<i32> = first.into_iter().chain(named.map(|(year, _)| year)).collect();
    years.extend([this_year, this_year - 1, this_year - 2]);
    let mut seen = Vec::new();
    years.retain(|year| {
        !seen.contains(year) && {
            seen.push(*year);
            true
        }
    });
    let options = years.iter().map(|year| Reading::new(year.to_string(), year.to_string())).collect();
    let what = |reading: &Reading| format!("The months are those of {}", reading.value);
    let chosen = match named {
        Some((year, place)) => {
            let found = years.iter().position(|known| *known == year).unwrap_or(0);
            told.settle("year", options, found, what, format!("{place} says so"))
        }
        None => {
            told.ask_or_typed("year", "The months lack their year. Which is it?", options, "a year, such as 2024", what)
        }
    };
    years.get(chosen).copied().unwrap_or(this_year)
}

fn only_year(text: &str) -> Option<i32> {
    let words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
    let mut years: Vec<i32> =
        words.filter_map(|word| word.parse().ok()).filter(|y| (1990..=2100).contains(y)).collect();
    years.dedup();
    if let [year] = years.as_slice() { Some(*year) } else { None }
}

/// The month of a table in which nothing says when.
fn period_of_all(frame: &Frame<'_>, wanted: &Wanted, told: &mut Told<'_>) -> Period {
    let this = Period::containing(wanted.today, crate::model::Granularity::Month, wanted.fiscal);
    let given = told.answer("period").and_then(|answer| {
        let answer = answer.trim();
        answer.parse().ok().or_else(|| match When::read(answer) {
            Some(When::Period(period)) => Some(period),
            _ => None,
        })
    });
    let titled = frame.titles.iter().flat_map(|row| row.cells()).find_map(|cell| match When::read(cell) {
        Some(When::Period(period)) => Some(period),
        _ => None,
    });
    let mut periods: Vec<Period> = given.into_iter().chain(titled).collect();
    periods.extend([this.plus(-1), this, this.plus(-2)]);
    let mut seen = Vec::new();
    periods.retain(|period| {
        !seen.contains(period) && {
            seen.push(*period);
            true
        }
    });
    let label = |period: &Period| crate::text::calendar::period(*period, wanted.fiscal);
    let mut options: Vec<Reading> =
        periods.iter().map(|period| Reading::new(period.to_string(), label(period))).collect();
    if let (Some(answer), Some(first)) = (told.answer("period"), options.first_mut())
        && given.is_some()
    {
        answer.clone_into(&mut first.value);
    }
    let what = |reading: &Reading| format!("All of it is of {}", reading.label);
    let chosen = if let Some(period) = titled {
        let found = periods.iter().position(|known| *known == period).unwrap_or(0);
        told.settle("period", options, found, what, "a title above the table says so")
    } else {
        let text = "No column tells when. Of which month, week, quarter or year is this table?";
        told.ask_or_typed("period", text, options, "a period, such as 2026-07, Jul 2026, 2026-W07 or Q1 2026", what)
    };
    periods.get(chosen).copied().unwrap_or(this)
}

fn reading(frame: &Frame<'_>, candidate: &Candidate) -> Reading {
    let name = frame.name(candidate.column);
    let sense = date_sense(&name);
    let sample = frame.rows().map(|row| row.cell(candidate.column)).find(|cell| !cell.is_empty()).unwrap_or_default();
    let sense = if sense.is_empty() { String::new() } else { format!(", when it was {sense}") };
    Reading::new(name.clone(), format!("\"{name}\"{sense}, such as {}", shortened(sample)))
}

fn choose(frame: &Frame<'_>, candidates: &[Candidate], found: usize, why: &str, told: &mut Told<'_>) -> Clock {
    let options = candidates.iter().map(|candidate| reading(frame, candidate)).collect();
    let at = candidates.iter().position(|candidate| candidate.column == found).unwrap_or(0);
    let what = |reading: &Reading| format!("\"{}\" tells when", reading.value);
    let chosen = told.settle("date", options, at, what, why);
    candidates.get(chosen).map_or(Clock::Cells(found), |candidate| candidate.clock)
}

fn tell(frame: &Frame<'_>, clock: Clock, why: &str, told: &mut Told<'_>) {
    if let Some(column) = clock.column() {
        told.decide(format!("\"{}\" tells when", frame.name(column)), why);
    }
}
