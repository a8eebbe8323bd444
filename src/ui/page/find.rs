//! What Ctrl+F finds on a page: pure, so that each kind of match can be tested without a window.

use std::ops::Range;

use super::Page;
use crate::model::{Period, Series};
use crate::text::calendar;
use crate::text::money::{Scale, Style};
use crate::ui::{Open, View};

/// A place that answers what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A figure in the table.
    Figure(Period),
    /// Characters of the plan's notes.
    Notes(Range<usize>),
}

/// Whether the page that shows has anything to find.
#[must_use]
pub fn searches(view: &View<'_>) -> bool {
    match (view.page, view.open) {
        (Page::History, Some(open)) => open.series.extent().is_some(),
        (Page::Plan, Some(_)) => true,
        (Page::Home, _) => view.folder.is_some(),
        _ => false,
    }
}

/// Whether the page has a field of its own for that, instead of the bar.
#[must_use]
pub fn has_own_field(page: Page) -> bool {
    page == Page::Home
}

/// All places on `page` that answer `query`, from the first to the last.
#[must_use]
pub fn hits(page: Page, query: &str, open: Open<'_>) -> Vec<Hit> {
    let query = query.trim().to_lowercase();
    if query.is_empty() {
        return Vec::new();
    }
    match page {
        Page::History => figures(&query, open).into_iter().map(Hit::Figure).collect(),
        Page::Plan => within(&query, &open.plan.notes).into_iter().map(Hit::Notes).collect(),
        _ => Vec::new(),
    }
}

/// Periods by their name ("oct 2025", "2025-10"), by what was sold in them, by their note, and by an episode that
/// covers them.
fn figures(query: &str, open: Open<'_>) -> Vec<Period> {
    let named = calendar::parse_period(query, open.fiscal());
    let scale = scale(open.series);
    let episodes: Vec<_> = open
        .plan
        .episodes
        .iter()
        .filter(|episode| contains(&episode.name, query) || contains(&episode.note, query))
        .map(|episode| episode.first..=episode.last)
        .collect();
    let fiscal = open.fiscal();
    let answers = |period: Period| {
        let figure = open.series.figures.get(&period);
        let value = figure.and_then(|figure| figure.value);
        named == Some(period)
            || contains(&calendar::period(period, fiscal), query)
            || contains(&calendar::period_long(period, fiscal), query)
            || contains(&period.to_string(), query)
            || value.is_some_and(|value| amounts(open.style, scale, value).iter().any(|text| contains(text, query)))
            || figure.is_some_and(|figure| contains(&figure.note, query))
            || episodes
                .iter()
                .any(|days| *days.start() <= period.last_day(fiscal) && period.first_day(fiscal) <= *days.end())
    };
    open.series.extent().iter().flat_map(|span| span.iter()).filter(|p| answers(*p)).collect()
}

fn scale(series: &Series) -> Scale {
    let largest = series.figures.values().filter_map(|f| f.value).map(|a| a.abs().to_f64()).fold(0.0, f64::max);
    Scale::for_largest(largest)
}

/// An amount as it is shown, as it is typed, and in full.
fn amounts(style: &Style, scale: Scale, value: crate::model::Amount) -> [String; 3] {
    let decimals = u32::from(scale != Scale::Ones);
    [style.scaled(value, scale, decimals), style.numbers.edit(value), style.exact(value)]
}

fn contains(text: &str, query: &str) -> bool {
    text.to_lowercase().contains(query)
}

/// Where `query` stands in `text`, in characters; letters are compared without their case.
fn within(query: &str, text: &str) -> Vec<Range<usize>> {
    let fold = |c: char| c.to_lowercase().next().unwrap_or(c);
    let wanted: Vec<char> = query.chars().map(fold).collect();
    let letters: Vec<char> = text.chars().map(fold).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= letters.len() && !wanted.is_empty() {
        if letters[at..at + wanted.len()] == wanted[..] {
            found.push(at..at + wanted.len());
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_never_within_each_other() {
        assert_eq!(within("aa", "aaaa Aa"), [0..2, 2..4, 5..7]);
        assert!(within("größe", "Die GRÖßE").contains(&(4..9)));
        assert!(within("x", "").is_empty());
        assert!(within("longer than it", "long").is_empty());
    }
}
