//! One cell of a period column: a month, a day, a week, a quarter.

use chrono::NaiveDate;

use crate::model::Period;
use crate::model::period::YEARS;

/// What a cell says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Period(Period),
    Day(NaiveDate),
    /// A day whose order of day and month the cell alone does not tell, or tells only by a part above 12.
    Slashed {
        first: u32,
        second: u32,
        year: i32,
        /// With points between its parts, as in 31.7.2026.
        dotted: bool,
    },
}

impl When {
    /// Reads a cell; `None` if it is nothing of the kind.
    pub fn read(cell: &str) -> Option<Self> {
        let tokens = tokens(without_time(cell))?;
        match tokens.as_slice() {
            [Token::Number(a), Token::Number(b)] => month_in_numbers(*a, *b),
            [Token::Number(a), Token::Number(b), Token::Number(c)] => day_in_numbers(*a, *b, *c),
            [Token::Word(word), Token::Number(n)] => month(year(*n, true)?, month_by_name(word)?),
            [Token::Number(n), Token::Word(word)] => month(year(*n, false)?, month_by_name(word)?),
            [Token::Number(a), Token::Word(word), Token::Number(b)] => around_a_word(*a, word, *b),
            [Token::Word(word), Token::Number(a), Token::Number(b)] => after_a_word(word, *a, *b),
            _ => None,
        }
    }

    /// Which kind of period the cell names, for messages.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Period(period) => period.granularity().id(),
            Self::Day(_) | Self::Slashed { .. } => "day",
        }
    }
}

/// A month's name without a year, which is no period yet.
pub(super) fn is_month_name(cell: &str) -> bool {
    month_by_name(cell.trim_end_matches('.')).is_some()
}

/// A year alone: only where no column says more.
pub(super) fn bare_year(cell: &str) -> Option<Period> {
    (cell.len() == 4).then(|| cell.parse().ok()).flatten()
}

#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Number(Digits<'a>),
    Word(&'a str),
}

#[derive(Clone, Copy, Debug)]
struct Digits<'a> {
    text: &'a str,
    /// What stands between this and the token before.
    before: &'a str,
}

impl Digits<'_> {
    fn value(self) -> Option<u32> {
        self.text.parse().ok()
    }

    /// A day, month, week or quarter: one or two digits.
    fn small(self) -> Option<u32> {
        if self.text.len() <= 2 { self.value() } else { None }
    }
}

/// "2026-07-31T14:15:33+01:00", "3/4/2025, 10:22 AM": the day is the one that is written, in whatever zone.
fn without_time(cell: &str) -> &str {
    let Some(colon) = cell.find(':') else { return cell };
    let before = cell.get(..colon).unwrap_or_default();
    let hour = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let date = hour.strip_suffix('T').unwrap_or(hour).trim_end().trim_end_matches(',');
    if hour.len() < before.len() && date.len() < hour.len() { date } else { cell }
}

/// At most three runs of digits and letters with plausible signs between them.
fn tokens(cell: &str) -> Option<Vec<Token<'_>>> {
    const LONGEST: usize = 40;
    if cell.len() > LONGEST || !cell.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut tokens = Vec::with_capacity(3);
    let mut rest = cell;
    while !rest.is_empty() {
        let between = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let (before, tail) = rest.split_at(between);
        if !before.chars().all(|c| "-/., '’–".contains(c)) || before.chars().count() > 3 || tokens.len() == 3 {
            return None;
        }
        if tail.is_empty() {
            // "Sept." may end in a point; "2026-07-" may not.
            return (before == "." && matches!(tokens.last(), Some(Token::Word(_)))).then_some(tokens);
        }
        let is_number = tail.starts_with(|c: char| c.is_ascii_digit());
        let same = |c: char| if is_number { c.is_ascii_digit() } else { c.is_alphabetic() };
        let (text, after) = tail.split_at(tail.find(|c| !same(c)).unwrap_or(tail.len()));
        if text.is_empty() {
            return None;
        }
        tokens.push(if is_number { Token::Number(Digits { text, before }) } else { Token::Word(text) });
        rest = after;
    }
    Some(tokens)
}

fn year(digits: Digits<'_>, short: bool) -> Option<i32> {
    let value = i32::try_from(digits.value()?).ok()?;
    let year = match digits.text.len() {
        4 => value,
        2 if short => 2000 + value,
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

fn month(year: i32, month: u32) -> Option<When> {
    (1..=12).contains(&month).then(|| When::Period(Period::month(year, month)))
}

fn day(year: i32, month: u32, day: u32) -> Option<When> {
    NaiveDate::from_ymd_opt(year, month, day).map(When::Day)
}

/// `2026-07`, `2026/07`, `07/2026`, `07-2026`, `07.2026`; not `2026.07`, which is also a number.
fn month_in_numbers(a: Digits<'_>, b: Digits<'_>) -> Option<When> {
    let dotted = b.before == ".";
    if !dotted && !matches!(b.before, "-" | "/") {
        return None;
    }
    if let Some(year) = year(a, false).filter(|_| !dotted) {
        return month(year, b.small()?);
    }
    let padded = a.text.len() == 2 || !dotted;
    month(year(b, false)?, a.small().filter(|_| padded)?)
}

fn day_in_numbers(a: Digits<'_>, b: Digits<'_>, c: Digits<'_>) -> Option<When> {
    if b.before != c.before || !matches!(b.before, "-" | "/" | ".") {
        return None;
    }
    if let Some(year) = year(a, false) {
        return day(year, b.small()?, c.small()?);
    }
    // 26-07-31 may start with its year, so that a short year is read only after the other signs.
    let year = year(c, b.before != "-")?;
    let (first, second) = (a.small()?, b.small()?);
    let possible = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let dotted = b.before == ".";
    (possible(first, second) || possible(second, first)).then_some(When::Slashed { first, second, year, dotted })
}

/// `05-Mar-2026`, `2026-Mar-05`, `2026-W07`, `2026-Q3`.
fn around_a_word(a: Digits<'_>, word: &str, b: Digits<'_>) -> Option<When> {
    if let Some(number) = month_by_name(word) {
        return match year(a, false) {
            Some(year) => day(year, number, b.small()?),
            None => day(year(b, true)?, number, a.small()?),
        };
    }
    part_of_year(word, year(a, false)?, b.small()?)
}

/// `Mar 5, 2026`, `W07 2026`, `Q3 2026`.
fn after_a_word(word: &str, a: Digits<'_>, b: Digits<'_>) -> Option<When> {
    let year = year(b, false)?;
    match month_by_name(word) {
        Some(number) => day(year, number, a.small()?),
        None => part_of_year(word, year, a.small()?),
    }
}

fn part_of_year(word: &str, year: i32, number: u32) -> Option<When> {
    let text = if ["w", "wk", "week", "kw"].iter().any(|w| word.eq_ignore_ascii_case(w)) {
        format!("{year}-W{number:02}")
    } else if word.eq_ignore_ascii_case("q") {
        format!("{year}-Q{number}")
    } else {
        return None;
    };
    text.parse().ok().map(When::Period)
}

/// Names and usual abbreviations in English, German, French, Spanish, Italian and Dutch.
const MONTH_NAMES: [&str; 12] = [
    "jan january januar jän jänner janv janvier ene enero gen gennaio januari",
    "feb february februar feber févr fév fevr février fevrier febrero febbraio februari",
    "mar march mär mrz märz maerz mars marzo mrt maart",
    "apr april avr avril abr abril aprile",
    "may mai mayo mag maggio mei",
    "jun june juni juin junio giu giugno",
    "jul july juli juil juillet julio lug luglio",
    "aug august août aout ago agosto augustus",
    "sep sept september septembre septiembre setiembre set settembre",
    "oct october okt oktober octobre octubre ott ottobre",
    "nov november novembre noviembre",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre",
];

fn month_by_name(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTH_NAMES.iter().position(|names| names.split(' ').any(|name| name == word))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(cell: &str) -> String {
        match When::read(cell) {
            Some(When::Period(period)) => period.to_string(),
            Some(When::Day(day)) => day.to_string(),
            Some(When::Slashed { first, second, year, .. }) => format!("{first}/{second}/{year}?"),
            None => "nothing".into(),
        }
    }

    #[test]
    fn months_are_read_in_every_usual_form() {
        for cell in [
            "2026-07",
            "2026/07",
            "2026-7",
            "07/2026",
            "7/2026",
            "07-2026",
            "07.2026",
            "Jul 2026",
            "July 2026",
            "jul-2026",
            "Jul-26",
            "Jul '26",
            "JULY, 2026",
            "2026 Jul",
            "2026-July",
            "Juli 2026",
            "juil. 2026",
        ] {
            assert_eq!(told(cell), "2026-07", "{cell}");
        }
        assert_eq!(told("Sept. 2026"), "2026-09");
        assert_eq!(told("März 2026"), "2026-03");
    }

    #[test]
    fn days_are_read_with_and_without_a_time() {
        for cell in [
            "2026-03-05",
            "2026/3/5",
            "2026-03-05 14:15",
            "2026-03-05T14:15:33+01:00",
            "2026-03-05 09:14:02 +0000",
            "05-Mar-2026",
            "5 March 2026",
            "Mar 5, 2026",
            "March 5 2026, 9:05 PM",
            "05-Mar-26",
            "2026-Mar-05",
        ] {
            assert_eq!(told(cell), "2026-03-05", "{cell}");
        }
        for cell in ["31/07/2026", "31.07.2026", "31-07-2026", "31/7/26", "31/07/2026, 10:22 AM"] {
            assert_eq!(told(cell), "31/7/2026?", "{cell}");
        }
    }

    #[test]
    fn weeks_quarters_and_years_are_read() {
        for (cell, period) in
            [("2026-W07", "2026-W07"), ("W7 2026", "2026-W07"), ("2026-Q3", "2026-Q3"), ("Q3 2026", "2026-Q3")]
        {
            assert_eq!(told(cell), period);
        }
        assert_eq!(bare_year("2026").map(|p| p.to_string()), Some("2026".into()));
        assert_eq!(bare_year("1234"), None);
    }

    #[test]
    fn numbers_and_words_are_no_periods() {
        for cell in [
            "",
            "2026",
            "1.234",
            "1,2026",
            "2026.07",
            "1.2026",
            "12.5",
            "2026-13",
            "2026-02-30",
            "13/13/2026",
            "Jan",
            "Total 2026",
            "FY26 P1",
            "2026-W54",
            "2026-Q5",
            "26-07-31",
            "2026-07-",
            "1/2/3/2026",
            "10:22",
            "-2026-07",
            "Jan 2026 draft",
            "٢٠٢٦-٠٧",
            "4/5",
            "1800-01",
        ] {
            assert_eq!(told(cell), "nothing", "{cell}");
        }
        assert!(is_month_name("Jan"));
    }

    proptest! {
        #[test]
        fn no_cell_makes_it_panic(cell in ".*", near in "[0-9A-Za-zäé]{0,5}[-/., ':]{0,3}[0-9JanWQ]{0,5}[-/. :T]{0,2}[0-9]{0,5}") {
            let _ = When::read(&cell);
            let _ = When::read(&near);
        }
    }
}
