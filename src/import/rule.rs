//! Which rows count: by their status, their stage as deals, their pipeline, their currency. Each rule is said, with how many
//! rows it left out; what no rule knows is asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Wanted;
use super::frame::{Content, Frame};
use super::preview::{Reading, Role};
use super::profile::normal;
use super::role::{counts, is_status, is_won};
use super::row::{Line, Lines};
use super::side;
use super::told::Told;
use crate::model::Currency;
use crate::text::number::shortened;
use crate::text::written::{Cell, take_apart};
use crate::text::{currency, plural};

/// What deals count as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Measured {
    /// The amounts of the rows.
    #[default]
    Amounts,
    /// One for each row, as "won deals".
    Rows(&'static str),
}

/// A column that decides, and what it was taken for.
pub(super) struct Rules {
    pub roles: Vec<(usize, Role)>,
    pub measured: Measured,
}

pub(super) fn apply(frame: &Frame<'_>, contents: &[Content], lines: &mut Lines<'_>, told: &mut Told<'_>) -> Rules {
    let mut rules = Rules { roles: Vec::new(), measured: Measured::Amounts };
    let stage =
        ["deal stage", "stage", "deal - status", "deal status", "status"].iter().find_map(|name| frame.column(name));
    let named = |words: &[&str]| words.iter().any(|word| frame.column(word).is_some());
    let by_content = frame.profile.is_none()
        && named(&["stage", "deal stage"])
        && named(&["close date", "closed", "won time", "deal value"]);
    if frame.profile.is_some_and(|profile| profile.deals) || by_content {
        one_pipeline(frame, lines, told, &mut rules);
        if let Some(column) = stage {
            won_deals(frame, column, lines, told, &mut rules);
        }
    } else {
        let known = frame.profile.and_then(|profile| profile.status.as_ref());
        let column = match known {
            Some(status) => frame.column(status.column),
            None => (0..frame.width).find(|column| frame.heading(*column).is_some_and(is_status)),
        };
        if let Some(column) = column {
            by_status(frame, column, known, lines, told, &mut rules);
        }
    }
    done_activities(frame, lines, told, &mut rules);
    for (column, content) in contents.iter().enumerate() {
        let named = frame.heading(column).is_some_and(|heading| normal(heading).contains("currency"));
        if content.currencies > 0 && (content.currencies == content.words || named) {
            rules.roles.push((column, Role::Currency));
        }
    }
    rules
}

/// The words of a column with how often and where first, in their order of appearance in the alphabet.
fn words<'t>(frame: &Frame<'t>, column: usize, lines: &Lines<'_>) -> BTreeMap<String, (usize, &'t str, usize)> {
    let mut found: BTreeMap<String, (usize, &str, usize)> = BTreeMap::new();
    let mut last: Option<(&str, String)> = None;
    for line in &lines.rows {
        let Some(row) = frame.table.row(line.row as usize) else { continue };
        let cell = row.cell(column);
        // Rows of one status stand together, mostly.
        let key = match &last {
            Some((text, key)) if *text == cell => key.clone(),
            _ => normal(cell),
        };
        found.entry(key.clone()).or_insert((0, cell, row.number())).0 += 1;
        last = Some((cell, key));
    }
    found
}

/// Leaves out the rows whose word in `column` is one of `out`.
fn leave_out(frame: &Frame<'_>, column: usize, lines: &mut Lines<'_>, out: &BTreeMap<String, Arc<str>>) {
    if out.is_empty() {
        return;
    }
    let table = frame.table;
    let mut kept = std::mem::take(&mut lines.rows);
    kept.retain(|line| {
        let Some(row) = table.row(line.row as usize) else { return false };
        let why = out.get(&normal(row.cell(column)));
        if let Some(why) = why {
            lines.skip(row.number(), why);
        }
        why.is_none()
    });
    lines.rows = kept;
}

fn by_status(
    frame: &Frame<'_>,
    column: usize,
    known: Option<&super::profile::Status>,
    lines: &mut Lines<'_>,
    told: &mut Told<'_>,
    rules: &mut Rules,
) {
    let words = words(frame, column, lines);
    let judged = |word: &str| match known {
        Some(status) if status.counts.contains(&word) => Some(true),
        Some(status) if status.left_out.contains(&word) => Some(false),
        _ if word.is_empty() => Some(true),
        _ => counts(word),
    };
    if words.keys().all(|word| word.is_empty() || judged(word).is_none()) {
        return;
    }
    rules.roles.push((column, Role::Status));
    let name = frame.name(column);
    let unknown: Vec<&(usize, &str, usize)> =
        words.iter().filter(|(word, _)| judged(word).is_none()).map(|(_, seen)| seen).collect();
    let mut count_unknown = true;
    if !unknown.is_empty() {
        let list: Vec<String> = unknown.iter().map(|(n, cell, _)| format!("\"{}\" ({n})", shortened(cell))).collect();
        let rows = unknown.iter().map(|(_, _, row)| *row).collect();
        let text = format!("\"{name}\" says {}. Do these rows count as sales?", plural::join(&list));
        let options = vec![Reading::new("count", "yes, they count"), Reading::new("leave-out", "no, leave them out")];
        let what = |reading: &Reading| {
            let counts = if reading.value == "count" { "count" } else { "are left out" };
            format!("Rows that are {} {counts}", plural::join(&list))
        };
        count_unknown = told.ask("status", text, options, rows, what) == 0;
    }
    let mut out = BTreeMap::new();
    let mut list = Vec::new();
    let mut in_order: Vec<_> = words.iter().collect();
    in_order.sort_by_key(|(_, (_, _, row))| *row);
    for (word, (n, cell, _)) in in_order {
        if !judged(word).unwrap_or(count_unknown) {
            list.push(format!("{n} {}", shortened(&cell.to_lowercase())));
            out.insert(word.clone(), Arc::from(format!("its \"{name}\" is \"{}\"", shortened(cell)).as_str()));
        }
    }
    if out.is_empty() {
        return;
    }
    let options = vec![Reading::new("sales", "only what was sold"), Reading::new("all", "all rows")];
    let said = format!("{} left out", list.join(", "));
    let why = format!("\"{name}\" says that they are no sales");
    let what = |reading: &Reading| {
        if reading.value == "all" { "Rows of every status count".to_owned() } else { said.clone() }
    };
    if told.settle("statuses", options, 0, what, why) == 0 {
        told.note(plural::capitalised(&said));
        leave_out(frame, column, lines, &out);
    }
}

/// Deals of several pipelines may be counted several times, or in several meanings.
fn one_pipeline(frame: &Frame<'_>, lines: &mut Lines<'_>, told: &mut Told<'_>, rules: &mut Rules) {
    let Some(column) = frame.column("pipeline").or_else(|| frame.column("deal - pipeline")) else { return };
    let words = words(frame, column, lines);
    if words.len() < 2 {
        return;
    }
    rules.roles.push((column, Role::Status));
    let mut options: Vec<Reading> = words
        .values()
        .map(|(n, cell, _)| Reading::new(*cell, format!("\"{}\", {}", shortened(cell), plural::count(*n, "row"))))
        .collect();
    options.push(Reading::new("all", "all of them together"));
    let text = format!("There are {} pipelines in \"{}\". Which is this about?", words.len(), frame.name(column));
    let what = |reading: &Reading| {
        if reading.value == "all" {
            "Deals of all pipelines count".to_owned()
        } else {
            format!("Only deals of {} count", reading.label)
        }
    };
    let chosen = told.ask("pipeline", text, options, Vec::new(), what);
    let out = words.iter().enumerate().filter(|(index, _)| chosen < words.len() && *index != chosen);
    let out = out.map(|(_, (word, (_, cell, _)))| {
        (word.clone(), Arc::from(format!("it is of the pipeline \"{cell}\"").as_str()))
    });
    leave_out(frame, column, lines, &out.collect());
}

fn won_deals(frame: &Frame<'_>, column: usize, lines: &mut Lines<'_>, told: &mut Told<'_>, rules: &mut Rules) {
    let words = words(frame, column, lines);
    if !words.keys().any(|word| is_won(word)) {
        return;
    }
    rules.roles.push((column, Role::Status));
    let options = vec![
        Reading::new("won", "the amounts of won deals"),
        Reading::new("won-count", "how many deals were won"),
        Reading::new("count", "how many deals there are, won or not"),
        Reading::new("all", "the amounts of all deals, won or not"),
    ];
    let why = format!("only a won deal is a sale, and \"{}\" says which are", frame.name(column));
    let what = |reading: &Reading| format!("Taken are {}", reading.label);
    let chosen = told.settle("deals", options, 0, what, why);
    rules.measured = match chosen {
        1 => Measured::Rows("won deals"),
        2 => Measured::Rows("deals"),
        _ => Measured::Amounts,
    };
    if chosen > 1 {
        return;
    }
    let out: BTreeMap<String, Arc<str>> = words
        .iter()
        .filter(|(word, _)| !is_won(word))
        .map(|(word, (_, cell, _))| {
            (word.clone(), format!("its \"{}\" is \"{}\"", frame.name(column), shortened(cell)).into())
        })
        .collect();
    let left: usize = words.iter().filter(|(word, _)| !is_won(word)).map(|(_, (n, ..))| *n).sum();
    if left > 0 {
        told.note(format!("{} not won left out", plural::count(left, "deal")));
    }
    leave_out(frame, column, lines, &out);
}

/// A list of activities has no amounts: what is done is counted.
fn done_activities(frame: &Frame<'_>, lines: &mut Lines<'_>, told: &mut Told<'_>, rules: &mut Rules) {
    let Some(kind) = ["type", "activity type", "activity"].iter().find_map(|name| frame.column(name)) else { return };
    let Some(done) = ["done", "completed", "is done"].iter().find_map(|name| frame.column(name)) else { return };
    if frame.column("subject").is_none() && frame.column("assigned to").is_none() {
        return;
    }
    let _ = kind;
    rules.roles.push((done, Role::Status));
    rules.measured = Measured::Rows("activities");
    let yes = |word: &str| ["yes", "true", "1", "done", "completed", "ja", "oui", "x", "wahr"].contains(&word);
    let words = words(frame, done, lines);
    let out: BTreeMap<String, Arc<str>> =
        words.keys().filter(|word| !yes(word)).map(|word| (word.clone(), Arc::from("it is not done"))).collect();
    let left: usize = words.iter().filter(|(word, _)| !yes(word)).map(|(_, (n, ..))| *n).sum();
    told.decide("Each row is one activity", "there are no amounts, and a column says what is done");
    if left > 0 {
        told.note(format!("{} not done left out", plural::count(left, "activity")));
    }
    leave_out(frame, done, lines, &out);
}

/// The currencies of the rows, with how often and where first.
fn currencies(
    frame: &Frame<'_>,
    lines: &Lines<'_>,
    of: impl Fn(&Line) -> Option<Currency> + Sync,
) -> Vec<(Currency, usize, usize)> {
    let mut found: Vec<(Currency, usize, usize)> = Vec::new();
    let add = |found: &mut Vec<(Currency, usize, usize)>, (currency, count, row)| match found
        .iter_mut()
        .find(|(known, ..)| *known == currency)
    {
        Some((_, n, _)) => *n += count,
        None => found.push((currency, count, row)),
    };
    let parts = side::by_parts(0..lines.rows.len(), |part| {
        let mut found = Vec::new();
        for line in lines.rows.get(part).unwrap_or_default() {
            if let Some(currency) = of(line) {
                add(&mut found, (currency, 1, frame.table.row(line.row as usize).map_or(0, super::table::Row::number)));
            }
        }
        found
    });
    parts.into_iter().flatten().for_each(|seen| add(&mut found, seen));
    found
}

/// Rows in one currency only; where there are several, the person says which.
pub(super) fn one_currency(
    frame: &Frame<'_>,
    rules: &Rules,
    value: usize,
    lines: &mut Lines<'_>,
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> Option<Currency> {
    let columns: Vec<usize> =
        rules.roles.iter().filter(|(_, role)| *role == Role::Currency).map(|(column, _)| *column).collect();
    // The currency column that stands before the amount, where a program writes one before each.
    let column = columns.iter().rev().find(|column| **column < value).or(columns.first()).copied();
    let meant = |found: Currency, text: &str| currency::meant(found, text, wanted.currency);
    let in_heading = |text: &str| currency::in_heading(text).map(|found| meant(found, text));
    let heading = frame.heading(value).and_then(in_heading);
    let titled = || frame.titles.iter().flat_map(|row| row.cells()).find_map(in_heading);
    let noted = column.is_none() && lines.value == Some(value);
    let of = |line: &Line| -> Option<Currency> {
        if noted && line.glance.amount().is_some() {
            return None;
        }
        let row = frame.table.row(line.row as usize)?;
        let cell = row.cell(value);
        let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b' '));
        let marked = if plain { None } else { take_apart(cell).ok() };
        match marked {
            Some(Cell::Number(written)) if written.currency.is_some() => {
                written.currency.map(|found| meant(found, cell))
            }
            _ => column.and_then(|column| currency::alone(row.cell(column))),
        }
    };
    let mut found = currencies(frame, lines, of);
    if let Some(heading) = heading
        && found.iter().all(|(known, ..)| *known != heading)
        && !found.is_empty()
    {
        found.push((heading, 0, frame.header.map_or(0, super::table::Row::number)));
    }
    let name = frame.name(value);
    match found.as_slice() {
        [] => {
            let (currency, why) = match (heading, titled()) {
                (Some(currency), _) => (currency, "its heading says so".to_owned()),
                (None, Some(currency)) => (currency, "a title above the table says so".to_owned()),
                // Some programs write the sign before totals only.
                (None, None) => lines.totals.iter().find_map(|total| {
                    let cell = total.row.cell(value);
                    let Ok(Cell::Number(written)) = take_apart(cell) else { return None };
                    let why = format!("the total in row {} has its sign or code", total.row.number());
                    Some((meant(written.currency?, cell), why))
                })?,
            };
            told.decide(format!("\"{name}\" is in {currency}"), why);
            Some(currency)
        }
        [(currency, _, row)] => {
            let cell = frame.table.rows().find(|r| r.number() == *row).map_or("", |r| r.cell(value));
            let in_column = column.is_some()
                && frame
                    .rows()
                    .take(1)
                    .all(|_| currency::strip_front(cell).is_none() && currency::strip_back(cell).is_none());
            let why = match column.filter(|_| in_column) {
                Some(column) => format!("\"{}\" says so", frame.name(column)),
                None => format!("\"{}\" in row {row} has its sign or code", shortened(cell)),
            };
            told.decide_by(format!("\"{name}\" is in {currency}"), why, *row);
            Some(*currency)
        }
        several => {
            let options: Vec<Reading> = several
                .iter()
                .map(|(currency, n, _)| {
                    Reading::new(currency.to_string(), format!("only {currency}: {}", plural::count(*n, "row")))
                })
                .collect();
            let text = format!(
                "\"{name}\" has amounts in {} currencies, which are never added up. Which is taken?",
                several.len()
            );
            let what = |reading: &Reading| format!("Only amounts in {} are taken", reading.value);
            let rows = several.iter().map(|(_, _, row)| *row).collect();
            let chosen = told.ask("currency", text, options, rows, what);
            let (wanted, ..) = several.get(chosen)?;
            let mut reasons: BTreeMap<Option<Currency>, Arc<str>> = BTreeMap::new();
            let mut kept = std::mem::take(&mut lines.rows);
            let before = kept.len();
            kept.retain(|line| {
                let other = of(line);
                if other == Some(*wanted) {
                    return true;
                }
                let why = reasons.entry(other).or_insert_with(|| match other {
                    Some(other) => format!("it is in {other}").into(),
                    None => "it names no currency where several occur".into(),
                });
                let why = Arc::clone(why);
                lines.skip(frame.table.row(line.row as usize).map_or(0, super::table::Row::number), &why);
                false
            });
            told.note(format!("{} in other currencies left out", plural::count(before - kept.len(), "row")));
            lines.rows = kept;
            Some(*wanted)
        }
    }
}
