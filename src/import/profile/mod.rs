//! Programs whose tables are known by their headings: a file each, and a line in [`PROFILES`].
//!
//! A profile says which columns count and what their words mean; it reads nothing itself. Whatever is not in the list is
//! read by content.

mod freeagent;
mod hubspot;
mod pipedrive;
mod quickbooks_desktop;
mod quickbooks_detail;
mod quickbooks_profit;
mod salesforce;
mod shopify_analytics;
mod shopify_orders;
mod square_items;
mod square_summary;
mod stripe;
mod xero;

use super::table::{Row, Table};

/// All that are known. Where two fit, the one with more headings holds.
pub(super) const PROFILES: [&Profile; 13] = [
    &quickbooks_detail::PROFILE,
    &quickbooks_profit::PROFILE,
    &quickbooks_desktop::PROFILE,
    &xero::PROFILE,
    &square_items::PROFILE,
    &square_summary::PROFILE,
    &shopify_orders::PROFILE,
    &shopify_analytics::PROFILE,
    &stripe::PROFILE,
    &hubspot::PROFILE,
    &salesforce::PROFILE,
    &pipedrive::PROFILE,
    &freeagent::PROFILE,
];

/// What is known of one program's table. Headings and words are in small letters.
#[derive(Debug)]
pub(super) struct Profile {
    pub name: &'static str,
    /// Headings that must all be there.
    pub headings: &'static [&'static str],
    /// Where its columns stand and what they are called, if it writes no header.
    pub columns: &'static [(usize, &'static str)],
    /// Words that a title above the header has, where the headings alone don't tell.
    pub title: Option<&'static str>,
    /// Columns that tell when, the best first.
    pub date: &'static [&'static str],
    /// Columns with the amounts, the best first.
    pub value: &'static [&'static str],
    /// Taken off the value where it is filled in.
    pub less: Option<&'static str>,
    /// The column whose equal cells make rows one order or invoice.
    pub document: Option<&'static str>,
    pub status: Option<Status>,
    /// What the rows over groups of rows name, as "Customer".
    pub groups: Option<&'static str>,
    /// Whether the rows are deals, of which the won ones are sales.
    pub deals: bool,
    /// Booked, invoiced or paid; net or gross; what the reader has to know. One sentence each, without a full stop.
    pub notes: &'static [&'static str],
}

/// Which words of a status column count.
#[derive(Debug)]
pub(super) struct Status {
    pub column: &'static str,
    pub counts: &'static [&'static str],
    pub left_out: &'static [&'static str],
}

impl Profile {
    /// A profile that says nothing yet.
    const BLANK: Self = Self {
        name: "",
        headings: &[],
        columns: &[],
        title: None,
        date: &[],
        value: &[],
        less: None,
        document: None,
        status: None,
        groups: None,
        deals: false,
        notes: &[],
    };
}

/// A heading in small letters without quotes and doubled blanks.
pub(super) fn normal(heading: &str) -> String {
    let plain = heading.replace(['“', '”', '"', '\'', '‘', '’'], "").to_lowercase();
    plain.trim_end_matches([':', '*']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The profile that a header fits, below these titles.
pub(super) fn of_header(header: Row<'_>, titles: &str) -> Option<&'static Profile> {
    let headings: Vec<String> = header.cells().map(normal).collect();
    let fits = |profile: &&&Profile| {
        let titled = profile.title.is_none_or(|title| titles.contains(title));
        let has = |wanted: &str| headings.iter().any(|heading| heading == wanted);
        titled && !profile.headings.is_empty() && profile.headings.iter().all(|wanted| has(wanted))
    };
    PROFILES.iter().filter(fits).max_by_key(|profile| profile.headings.len()).copied()
}

/// The profile of a table whose columns are periods, below these titles.
pub(super) fn of_titles(titles: &str) -> Option<&'static Profile> {
    let fits = |profile: &&&Profile| profile.headings.is_empty() && profile.title.is_some_and(|t| titles.contains(t));
    PROFILES.iter().find(fits).copied()
}

/// The profile of a table without a header: all its cells stand in the columns of a known program, and most of those are
/// filled.
pub(super) fn without_header(table: &Table) -> Option<&'static Profile> {
    let mut filled: Vec<usize> = Vec::new();
    for row in table.rows().take(200) {
        filled.extend(row.filled().map(|(column, _)| column));
        filled.sort_unstable();
        filled.dedup();
    }
    let fits = |profile: &&&Profile| {
        let known = |column: &usize| profile.columns.iter().any(|(place, _)| place == column);
        let there = profile.columns.iter().filter(|(place, _)| filled.contains(place)).count();
        // The grand total stands in a column of its own, left of all.
        there * 4 >= profile.columns.len() * 3 && filled.iter().filter(|column| **column > 0).all(known)
    };
    PROFILES.iter().filter(|profile| !profile.columns.is_empty()).find(fits).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::Cells;

    #[test]
    fn every_profile_has_a_name_and_is_found_by_something() {
        for (index, profile) in PROFILES.iter().enumerate() {
            assert!(!profile.name.is_empty());
            assert!(PROFILES.iter().skip(index + 1).all(|other| other.name != profile.name), "{}", profile.name);
            for heading in profile.headings.iter().chain(profile.date).chain(profile.value) {
                assert_eq!(normal(heading), *heading, "{}", profile.name);
            }
            assert!(!profile.notes.is_empty(), "{} doesn't say what its amounts are", profile.name);
        }
    }

    #[test]
    fn no_profile_takes_the_header_of_another() {
        for profile in PROFILES.iter().filter(|profile| !profile.headings.is_empty()) {
            let mut table = Table::default();
            let mut ends = Vec::new();
            let mut text = String::new();
            for heading in profile.headings {
                text.push_str(heading);
                ends.push(text.len());
            }
            table.push(1, Cells { text: &text, ends: &ends, apart: 0 }, &[]);
            let titles = profile.title.unwrap_or_default();
            let found = of_header(table.row(0).unwrap(), titles).map(|p| p.name);
            assert_eq!(found, Some(profile.name));
        }
    }
}
