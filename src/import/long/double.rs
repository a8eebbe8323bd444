//! Rows that may say the same twice: the total of an order on each of its lines, and exact copies.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Table;
use crate::import::frame::Frame;
use crate::import::preview::{Decision, Reading};
use crate::import::role;
use crate::import::row::{Line, Lines};
use crate::import::side;
use crate::import::table::Row;
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
    let copies = copies(frame, lines);
    if let Some((first, copy)) = copies.first() {
        let what = format!("{} of another row counted too", plural::count(copies.len(), "exact copy"));
        let why = format!("rows {first} and {copy} are the same, which two equal sales would be as well");
        let rows = copies.iter().take(20).flat_map(|(first, copy)| [*first, *copy]);
        told.decisions.push(Decision::new(what, why).behind(rows));
    }
}

/// The rows that say what an earlier one says, and that one. Fingerprints with their rows are sorted as one number each, which
/// for a million rows is a matter of milliseconds.
#[expect(clippy::stable_sort_primitive, reason = "it makes one of parts in order by going through them once")]
fn copies(frame: &Frame<'_>, lines: &Lines<'_>) -> Vec<(usize, usize)> {
    let print = |line: &Line| u64::from(line.glance.whole) << 32 | u64::from(line.row);
    let mut prints = vec![0; lines.rows.len()];
    side::by_chunks(&lines.rows, &mut prints, |lines, prints| {
        lines.iter().zip(prints.iter_mut()).for_each(|(line, place)| *place = print(line));
        prints.sort_unstable();
    });
    prints.sort();
    let mut copies = Vec::new();
    for same in prints.chunk_by(|a, b| a >> 32 == b >> 32).filter(|same| same.len() > 1) {
        let rows: Vec<Row<'_>> = same
            .iter()
            .filter_map(|print| frame.table.row(usize::try_from(print & u64::from(u32::MAX)).ok()?))
            .collect();
        let Some((first, others)) = rows.split_first() else { continue };
        let equal = others.iter().filter(|row| row.joined() == first.joined() && row.cells().eq(first.cells()));
        copies.extend(equal.map(|copy| (first.number(), copy.number())));
    }
    copies.sort_unstable();
    copies
}
