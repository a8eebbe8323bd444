//! Rows that may say the same twice: the total of an order on each of its lines, and exact copies.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::Table;
use crate::import::frame::Frame;
use crate::import::preview::{Decision, Reading};
use crate::import::role;
use crate::import::row::Lines;
use crate::import::told::Told;
use crate::text::number::shortened;
use crate::text::plural;

/// The total of an order that stands on each of its lines counts once, if that is what it is.
pub(super) fn once_a_document(table: &Table<'_, '_>, value: usize, lines: &mut Lines<'_>, told: &mut Told<'_>) {
    let frame = table.frame;
    let Some(document) = table.document else { return };
    if frame.profile.is_some() || !frame.heading(value).is_some_and(role::is_document_total) {
        return;
    }
    let mut seen: HashMap<&str, (&str, usize)> = HashMap::new();
    let (mut repeated, mut sample) = (0, None);
    for line in &lines.rows {
        let Some(row) = frame.table.row(line.row as usize) else { continue };
        let (name, cell) = (row.cell(document), row.cell(value));
        if name.is_empty() {
            continue;
        }
        match seen.get(name) {
            Some((first, _)) if *first != cell => return,
            Some((_, first)) => {
                repeated += 1;
                sample.get_or_insert((name, *first, row.number(), cell));
            }
            None => _ = seen.insert(name, (cell, row.number())),
        }
    }
    let Some((name, first, second, cell)) = sample else { return };
    let options = vec![
        Reading::new("once", "it is the total of all, and counts once"),
        Reading::new("each", "each row has it, and all count"),
    ];
    let text = format!(
        "\"{}\" stands in rows {first} and {second} with the same \"{}\" of {cell}. Does it count once?",
        shortened(name),
        frame.name(value)
    );
    let what = |reading: &Reading| {
        let how = if reading.value == "once" { "once" } else { "on each of its rows" };
        format!("A \"{}\" counts {how}", frame.name(value))
    };
    if told.ask("repeats", text, options, vec![first, second], what) == 1 {
        return;
    }
    told.note(format!("{} of an order that counts already left out", plural::count(repeated, "row")));
    let why: Arc<str> = "its order counts already, on an earlier row".into();
    let mut done = HashSet::new();
    let mut kept = std::mem::take(&mut lines.rows);
    kept.retain(|line| {
        let Some(row) = frame.table.row(line.row as usize) else { return false };
        let name = row.cell(document);
        let again = !name.is_empty() && !done.insert(name);
        if again {
            lines.skip(row.number(), &why);
        }
        !again
    });
    lines.rows = kept;
}

/// Exact copies of a row may be a fault of the export or two equal sales; they count, and are told.
pub(super) fn tell_copies(frame: &Frame<'_>, lines: &Lines<'_>, told: &mut Told<'_>) {
    let mut prints: Vec<(u64, u32)> = Vec::with_capacity(lines.rows.len());
    for line in &lines.rows {
        let Some(row) = frame.table.row(line.row as usize) else { continue };
        let mut hasher = DefaultHasher::new();
        row.joined().hash(&mut hasher);
        prints.push((hasher.finish(), line.row));
    }
    prints.sort_unstable();
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for same in prints.chunk_by(|a, b| a.0 == b.0) {
        let mut rows = same.iter().filter_map(|(_, row)| frame.table.row(*row as usize));
        let Some(first) = rows.next() else { continue };
        let equal = rows.filter(|row| row.joined() == first.joined());
        copies.extend(equal.map(|copy| (first.number(), copy.number())));
    }
    copies.sort_unstable();
    if let Some((first, copy)) = copies.first() {
        let what = format!("{} of another row counted too", plural::count(copies.len(), "exact copy"));
        let why = format!("rows {first} and {copy} are the same, which two equal sales would be as well");
        let rows = copies.iter().take(20).flat_map(|(first, copy)| [*first, *copy]);
        told.decisions.push(Decision::new(what, why).behind(rows));
    }
}
