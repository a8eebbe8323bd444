//! What an episode cost, in words.

use super::money::Style;
use super::{calendar, plural};
use crate::analysis::precedent::Precedent;
use crate::model::{Amount, FiscalStart, Span};

/// "No rep in Coast, Feb – May 2025:" and "26% less than expected over 4 months, £35k in all (from £28k to £42k). ...".
#[must_use]
pub fn measured(found: &Precedent, name: &str, style: &Style, fiscal: FiscalStart) -> (String, String) {
    let length = found.length_periods.likely.max(1);
    let last = found.first.plus(i32::from(length) - 1);
    let when = calendar::span(Span { first: found.first, last }, fiscal);
    let name = if name.trim().is_empty() { "Selected" } else { name.trim() };
    let claim = format!("{name}, {when}:");
    let word = calendar::period_word(found.first.granularity());
    let over = plural::count(usize::from(length), word);
    if found.lost.likely <= Amount::ZERO {
        return (claim, format!("sales were not below what was expected from the figures before it ({over})."));
    }
    let depth = style.percent(found.depth_percent.likely);
    let range = format!("from {} to {}", style.in_sentence(found.lost.low), style.in_sentence(found.lost.high));
    let back = match (found.is_over, found.recovery_periods) {
        (false, _) => " Sales are not back yet.".to_owned(),
        (true, 0) => String::new(),
        (true, recovery) => {
            format!(" It took {} more until they were back.", plural::count(usize::from(recovery), word))
        }
    };
    let lost = style.in_sentence(found.lost.likely);
    (claim, format!("{depth} less than expected over {over}, {lost} in all ({range}).{back}"))
}
