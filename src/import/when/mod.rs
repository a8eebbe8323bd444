//! One cell that tells when: a month, a day, a week, a quarter, a fiscal period; or a part of that, as "Jan".

mod month;
mod range;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::order::Order;
use crate::model::Period;
use crate::model::period::YEARS;
use month::{month_by_name, without_weekday};

pub(super) use range::range;

/// What a cell says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Period(Period),
    Day(NaiveDate),
    /// A day whose order of numbers the cell alone does not tell, or tells only by a part above 12.
    Slashed(Three),
    /// "FY26 P1", "FY2026-Q3", "FY26": named by a fiscal year whose start the cell doesn't tell.
    Fiscal {
        year: i32,
        part: FiscalPart,
    },
}

/// A day in three numbers: "31.07.2026", "7/31/26", "26-07-31".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Three {
    pub first: u8,
    pub second: u8,
    pub last: u16,
    pub between: Between,
    /// Its year, wherever it stands, has two digits.
    pub short: bool,
}

/// The sign between the numbers of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    Slash,
    Point,
    Dash,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FiscalPart {
    Month(u8),
    Quarter(u8),
    Year,
}

/// A period without its year, or the year without its period: two of them make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Month(u32),
    Quarter(u32),
    Week(u32),
    Year(i32),
}

impl Part {
    /// "Jan", "Mrz", "Q1", "KW 7", "2026".
    pub fn read(cell: &str) -> Option<Self> {
        let cell = cell.trim_end_matches(['.', ':']);
        if let Some(Token::Number(digits)) = tokens(cell)?.first() {
            let alone = digits.text.len() == cell.len();
            return year(*digits, false).filter(|year| alone && (1950..=2100).contains(year)).map(Self::Year);
        }
        if let Some(month) = month_by_name(cell) {
            return Some(Self::Month(month));
        }
        match tokens(cell)?.as_slice() {
            [Token::Word(word), Token::Number(n)] => {
                let n = n.small()?;
                match word.to_lowercase().as_str() {
                    "q" | "qtr" | "quarter" | "quartal" | "trimestre" | "kw" | "w" | "wk" | "week" | "woche"
                    | "semaine" | "semana"
                        if n == 0 =>
                    {
                        None
                    }
                    "q" | "qtr" | "quarter" | "quartal" | "trimestre" if n <= 4 => Some(Self::Quarter(n)),
                    "w" | "wk" | "week" | "kw" | "woche" | "semaine" | "semana" if n <= 53 => Some(Self::Week(n)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The period of a year and what is missing to it.
    pub fn of_year(self, of: i32) -> Option<Period> {
        match self {
            Self::Month(number) => Some(Period::month(of, number)),
            Self::Quarter(number) => format!("{of}-Q{number}").parse().ok(),
            Self::Week(number) => Period::iso_week(of, number),
            Self::Year(_) => None,
        }
    }
}

impl When {
    /// Reads a cell; `None` if it is nothing of the kind.
    pub fn read(cell: &str) -> Option<Self> {
        if let Some(day) = iso(cell.as_bytes()) {
            return Some(Self::Day(day));
        }
        if !cell.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if cell.contains('年') {
            return in_characters(cell);
        }
        let tokens = tokens(without_weekday(without_time(cell)))?;
        match tokens.as_slice() {
            [Token::Number(a), Token::Number(b)] => month_in_numbers(*a, *b),
            [Token::Number(a), Token::Number(b), Token::Number(c)] => day_in_numbers(*a, *b, *c),
            [Token::Word(word), Token::Number(n)] if is_fiscal(word) => fiscal(*n, "", "1"),
            [Token::Word(word), Token::Number(n), Token::Word(part), Token::Number(m)] if is_fiscal(word) => {
                fiscal(*n, part, m.text)
            }
            [Token::Word(part), Token::Number(m), Token::Word(word), Token::Number(n)] if is_fiscal(word) => {
                fiscal(*n, part, m.text)
            }
            [Token::Word(word), Token::Number(n)] => month(year(*n, true)?, month_by_name(word)?),
            [Token::Number(n), Token::Word(word), Token::Number(part)] if word.eq_ignore_ascii_case("m") => {
                month(year(*n, false)?, part.small()?)
            }
            [Token::Number(d), Token::Word(of), Token::Word(word), Token::Number(y)] if is_of(of) => {
                around_a_word(*d, word, *y)
            }
            [Token::Number(d), Token::Word(of), Token::Word(word), Token::Word(of_year), Token::Number(y)]
                if is_of(of) && is_of(of_year) =>
            {
                around_a_word(*d, word, *y)
            }
            [Token::Word(word), Token::Word(of), Token::Number(y)] if is_of(of) => {
                month(year(*y, false)?, month_by_name(word)?)
            }
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
            Self::Day(_) | Self::Slashed(_) => "day",
            Self::Fiscal { part: FiscalPart::Month(_), .. } => "month",
            Self::Fiscal { part: FiscalPart::Quarter(_), .. } => "quarter",
            Self::Fiscal { part: FiscalPart::Year, .. } => "year",
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

/// The day that spreadsheets count as `cell`, from 1900 or 1904 on: only where a column holds nothing else.
pub(super) fn serial(cell: &str, from_1904: bool) -> Option<NaiveDate> {
    let days: i64 = cell.split(['.', ',']).next()?.parse().ok()?;
    let first = if from_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    let day = first?.checked_add_signed(chrono::TimeDelta::try_days(days)?)?;
    (1950..=2100).contains(&chrono::Datelike::year(&day)).then_some(day)
}

/// "20260731" and "202607": only where a column holds nothing else.
pub(super) fn packed(cell: &str) -> Option<When> {
    if !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| cell.get(from..to)?.parse::<u32>().ok();
    let of = i32::try_from(part(0, 4)?).ok().filter(|year| (1950..=2100).contains(year))?;
    match cell.len() {
        8 => day(of, part(4, 6)?, part(6, 8)?),
        6 => month(of, part(4, 6)?),
        _ => None,
    }
}

/// The usual case, without taking anything apart: "2026-07-31", with or without a time behind it.
fn iso(cell: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = cell else { return None };
    if !(rest.is_empty() || (matches!(rest.first(), Some(b' ' | b'T')) && rest.contains(&b':'))) {
        return None;
    }
    let number = |digits: &[&u8]| {
        digits
            .iter()
            .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i32::from(**digit - b'0')))
    };
    let year = number(&[y1, y2, y3, y4]).filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?.cast_unsigned(), number(&[d1, d2])?.cast_unsigned())
}

/// "2026年7月31日", "2026年7月".
fn in_characters(cell: &str) -> Option<When> {
    let (of, rest) = cell.split_once('年')?;
    let (number, rest) = rest.split_once('月')?;
    let of = of.trim().parse().ok().filter(|year| YEARS.contains(year))?;
    let number = number.trim().parse().ok()?;
    match rest.trim().strip_suffix('日') {
        Some(rest) => day(of, number, rest.trim().parse().ok()?),
        None => month(of, number).filter(|_| rest.trim().is_empty()),
    }
}

fn is_fiscal(word: &str) -> bool {
    ["fy", "fyr", "gj"].iter().any(|fiscal| word.eq_ignore_ascii_case(fiscal))
}

/// "5 de marzo de 2026".
fn is_of(word: &str) -> bool {
    ["de", "of", "del"].iter().any(|of| word.eq_ignore_ascii_case(of))
}

fn fiscal(year_digits: Digits<'_>, part: &str, number: &str) -> Option<When> {
    let year = year(year_digits, true)?;
    let number: u8 = number.parse().ok()?;
    let part = match part.to_lowercase().as_str() {
        "" => FiscalPart::Year,
        "p" | "m" | "period" | "pd" if (1..=12).contains(&number) => FiscalPart::Month(number),
        "q" | "qtr" if (1..=4).contains(&number) => FiscalPart::Quarter(number),
        _ => return None,
    };
    Some(When::Fiscal { year, part })
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

/// At most five runs of digits and letters with plausible signs between them.
fn tokens(cell: &str) -> Option<Vec<Token<'_>>> {
    const LONGEST: usize = 40;
    if cell.len() > LONGEST || !cell.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut tokens = Vec::with_capacity(5);
    let mut rest = cell;
    while !rest.is_empty() {
        let between = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let (before, tail) = rest.split_at(between);
        if !before.chars().all(|c| "-/., '’–".contains(c)) || before.chars().count() > 3 || tokens.len() == 5 {
            return None;
        }
        if tail.is_empty() {
            // "Sept." and "2026.07.31." may end in a point; "2026-07-" may not.
            let may =
                matches!(tokens.as_slice(), [.., Token::Word(_)] | [_, _, Token::Number(Digits { before: ".", .. })]);
            return (before == "." && may).then_some(tokens);
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
        2 if short => year_of_two(value),
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

/// "26" is 2026 and "99" is 1999, as POSIX has it.
pub(super) const fn year_of_two(digits: i32) -> i32 {
    if digits < 69 { 2000 + digits } else { 1900 + digits }
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
    let between = match (b.before, c.before) {
        ("/", "/") => Between::Slash,
        (".", ".") => Between::Point,
        ("-", "-") => Between::Dash,
        _ => return None,
    };
    if let Some(year) = year(a, false) {
        return day(year, b.small()?, c.small()?);
    }
    let short = c.text.len() == 2;
    let last = if short { c.small()? } else { year(c, false)?.cast_unsigned() };
    let part = |digits: Digits<'_>| digits.small().and_then(|number| u8::try_from(number).ok());
    let three = Three { first: part(a)?, second: part(b)?, last: u16::try_from(last).ok()?, between, short };
    Order::ALL.iter().any(|order| order.fits(three)).then_some(When::Slashed(three))
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
