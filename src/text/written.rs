//! A number as it stands in a cell, taken apart: sign, currency, shorthand and digits with their separators.
//!
//! Nothing is guessed here. Whether the point in "1.234" parts thousands or decimals is for the caller to say:
//! the user's own notation for a typed cell, the whole column for a file.

use crate::model::{Amount, Currency};

use super::currency;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Empty, "-", "n/a", "TBD" and their like: no value, which is not zero.
    Missing,
    Number(Written<'a>),
}

/// A written number whose separators are not read yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written<'a> {
    /// Digits and separators only.
    digits: &'a str,
    negative: bool,
    /// Power of ten of a shorthand: 3 in "45k".
    power: u32,
    /// Whether a currency mark was there, also one that names no single currency ("kr").
    marked: bool,
    pub currency: Option<Currency>,
}

/// Why a cell or its digits can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NotANumber,
    /// Digits and separators, but the separators stand where no notation has them.
    Separators,
    Percent,
    TooLarge,
}

/// A number read with a certain decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub amount: Amount,
    /// Digits other than 0 beyond the sixth decimal were rounded off.
    pub rounded: bool,
}

/// How the digits of one cell can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readings {
    /// With either decimal sign the same: "62500", "1 234".
    Same(Reading),
    /// Only with the decimal point: "62.5", "1,234.50", "1,234,567".
    Point(Reading),
    /// Only with the decimal comma: "62,5", "1.234,50", "1.234.567".
    Comma(Reading),
    /// Both ways: "1.234", "173,900".
    Either { point: Reading, comma: Reading },
}

const MISSING: [&str; 10] = ["-", "–", "—", "−", "·", "n/a", "n.a.", "na", "tbd", "null"];

/// Whether a cell says that there is no value.
#[must_use]
pub fn is_missing(cell: &str) -> bool {
    let cell = trimmed(cell);
    cell.is_empty() || MISSING.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// A cell without the blanks around it, also those that only programs write.
#[must_use]
pub fn trimmed(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}'))
}

/// Takes a cell apart.
///
/// # Errors
/// [`Fault::NotANumber`] or [`Fault::Percent`].
pub fn take_apart(cell: &str) -> Result<Cell<'_>, Fault> {
    let mut rest = trimmed(cell);
    if is_missing(rest) {
        return Ok(Cell::Missing);
    }
    let mut written = Written::default();
    let mut signed = false;
    while !is_body(rest) {
        rest = trimmed(written.strip_one(rest, &mut signed)?);
    }
    if rest.is_empty() {
        // "£ -" is how spreadsheets' accounting format writes nothing.
        let dash_only = written.marked && written.negative && written.power == 0;
        return if dash_only { Ok(Cell::Missing) } else { Err(Fault::NotANumber) };
    }
    written.digits = rest;
    Ok(Cell::Number(written))
}

/// Starts and ends with a digit (".5" may start with its separator), or has nothing left to strip.
fn is_body(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = match bytes {
        [b'.' | b',', next, ..] => next.is_ascii_digit(),
        [first, ..] => first.is_ascii_digit(),
        [] => return true,
    };
    starts && bytes.last().is_some_and(u8::is_ascii_digit)
}

const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}' | '–')
}

impl<'a> Written<'a> {
    /// Takes one mark off either end.
    fn strip_one(&mut self, text: &'a str, signed: &mut bool) -> Result<&'a str, Fault> {
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            return self.sign(true, signed).map(|()| inner);
        }
        if let Some(rest) = text.strip_prefix(is_minus) {
            return self.sign(true, signed).map(|()| rest);
        }
        if let Some(rest) = text.strip_prefix('+') {
            return self.sign(false, signed).map(|()| rest);
        }
        if text.ends_with('%') {
            return Err(Fault::Percent);
        }
        // "1250,-" and "62'500.–" have no cents; the dash is no sign.
        if let Some(whole) = text.strip_suffix(is_minus).and_then(|t| t.strip_suffix([',', '.'])) {
            return if is_body(whole) && !whole.is_empty() { Ok(whole) } else { Err(Fault::NotANumber) };
        }
        if let Some(rest) = text.strip_suffix(is_minus) {
            return self.sign(true, signed).map(|()| rest);
        }
        if let Some(marked) = currency::strip_front(text).or_else(|| currency::strip_back(text)) {
            if std::mem::replace(&mut self.marked, true) {
                return Err(Fault::NotANumber);
            }
            self.currency = marked.currency;
            return Ok(marked.rest);
        }
        self.strip_word(text, signed)
    }

    fn sign(&mut self, negative: bool, signed: &mut bool) -> Result<(), Fault> {
        if std::mem::replace(signed, true) {
            return Err(Fault::NotANumber);
        }
        self.negative = negative;
        Ok(())
    }

    /// Shorthand ("45k") and the bookkeepers' credit and debit, which stand after the digits.
    fn strip_word(&mut self, text: &'a str, signed: &mut bool) -> Result<&'a str, Fault> {
        let rest = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let word = text.get(rest.len()..).unwrap_or_default().to_ascii_lowercase();
        let power = match word.as_str() {
            "cr" => return self.sign(true, signed).map(|()| rest),
            "dr" => return self.sign(false, signed).map(|()| rest),
            "k" => 3,
            "m" => 6,
            "bn" => 9,
            _ => return Err(Fault::NotANumber),
        };
        if std::mem::replace(&mut self.power, power) != 0 {
            return Err(Fault::NotANumber);
        }
        Ok(rest)
    }

    /// The same digits under a heading that says "thousand" (`power` 3); a cell's own shorthand is stronger.
    #[must_use]
    pub const fn under_heading(mut self, power: u32) -> Self {
        if self.power == 0 {
            self.power = power;
        }
        self
    }

    /// Whether it is written short, as "45k".
    #[must_use]
    pub const fn is_shorthand(&self) -> bool {
        self.power > 0
    }

    /// Reads the digits with `decimal`, thousands parted by one of the signs that `is_group` allows.
    ///
    /// # Errors
    /// [`Fault::Separators`] if the separators stand in no plausible place, [`Fault::TooLarge`] beyond [`Amount::LIMIT`],
    /// [`Fault::NotANumber`] if there is anything but digits and separators.
    pub fn read(&self, decimal: char, is_group: impl Fn(char) -> bool) -> Result<Reading, Fault> {
        if self.digits.chars().any(|c| !c.is_ascii_digit() && !is_separator(c)) {
            return Err(Fault::NotANumber);
        }
        let (whole, part) = match self.digits.split_once(decimal) {
            Some((whole, part)) if !part.is_empty() => (whole, part),
            Some(_) => return Err(Fault::Separators),
            None => (self.digits, ""),
        };
        let group = whole.chars().find(|c| !c.is_ascii_digit());
        let grouped = group.is_none_or(|group| is_group(group) && is_grouped(whole, group));
        if !grouped || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault::Separators);
        }
        self.amount(whole, part)
    }

    /// Every way in which the digits can be read.
    ///
    /// # Errors
    /// As [`Written::read`], if there is none.
    pub fn readings(&self) -> Result<Readings, Fault> {
        let point = self.read('.', |c| c != '.');
        if self.digits.bytes().all(|b| b.is_ascii_digit()) {
            return point.map(Readings::Same);
        }
        match (point, self.read(',', |c| c != ',')) {
            (Ok(point), Ok(comma)) if point == comma => Ok(Readings::Same(point)),
            (Ok(point), Ok(comma)) => Ok(Readings::Either { point, comma }),
            (Ok(point), Err(_)) => Ok(Readings::Point(point)),
            (Err(_), Ok(comma)) => Ok(Readings::Comma(comma)),
            (Err(fault), Err(_)) => Err(fault),
        }
    }

    fn amount(&self, whole: &str, part: &str) -> Result<Reading, Fault> {
        // Digits of the decimals that count: six, and with a shorthand those that it moves before the decimal sign.
        let kept = 6 + self.power as usize;
        let (part, dropped) = part.split_at(part.len().min(kept));
        let digits = whole.bytes().filter(u8::is_ascii_digit).chain(part.bytes());
        let size = digits
            .chain(std::iter::repeat_n(b'0', kept - part.len()))
            .try_fold(0_i128, |size, digit| size.checked_mul(10)?.checked_add(i128::from(digit - b'0')));
        let up = i128::from(dropped.bytes().next().is_some_and(|digit| digit >= b'5'));
        let size = size.ok_or(Fault::TooLarge)? + up;
        let amount = Amount::from_millionths(if self.negative { -size } else { size }).ok_or(Fault::TooLarge)?;
        Ok(Reading { amount, rounded: dropped.bytes().any(|digit| digit != b'0') })
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace()
}

/// Groups of three, or as in India of two and a last one of three; one kind of sign between them; no leading zero.
fn is_grouped(whole: &str, group: char) -> bool {
    let same = |c: char| c == group || (c.is_whitespace() && group.is_whitespace());
    let mut groups = whole.rsplit(same);
    let Some(last) = groups.next() else { return false };
    let (mut threes, mut twos) = (true, true);
    let mut before = groups.peekable();
    while let Some(digits) = before.next() {
        let is_first = before.peek().is_none();
        threes &= digits.len() == 3 || (is_first && matches!(digits.len(), 1 | 2));
        twos &= digits.len() == 2 || (is_first && digits.len() == 1);
    }
    let only_digits = whole.chars().all(|c| c.is_ascii_digit() || same(c));
    last.len() == 3 && (threes || twos) && only_digits && !whole.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Written<'_> {
        match take_apart(text) {
            Ok(Cell::Number(written)) => written,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// Every reading as text: "point | comma", one if they are the same, "." or "," before one that settles the sign.
    fn readings(text: &str) -> String {
        match written(text).readings().unwrap() {
            Readings::Same(r) => r.amount.to_string(),
            Readings::Point(r) => format!(". {}", r.amount),
            Readings::Comma(r) => format!(", {}", r.amount),
            Readings::Either { point, comma } => format!("{} | {}", point.amount, comma.amount),
        }
    }

    #[test]
    fn numbers_that_can_be_read_in_one_way_say_so() {
        for (text, read) in [
            ("62500", "62500"),
            ("1 234 567", "1234567"),
            ("1\u{202f}234\u{a0}567", "1234567"),
            ("1'000'000", "1000000"),
            ("1'000'000,00", ", 1000000"),
            ("1’234.50", ". 1234.50"),
            ("1.5", ". 1.50"),
            ("1,5", ", 1.50"),
            ("1,234.56", ". 1234.56"),
            ("1.234,56", ", 1234.56"),
            ("1.234.567", ", 1234567"),
            ("1,00,000.00", ". 100000"),
            ("1,00,000", ". 100000"),
            ("0.125", ". 0.125"),
            ("1234.567", ". 1234.567"),
            (".5", ". 0.50"),
            ("1 234,567", ", 1234.567"),
        ] {
            assert_eq!(readings(text), read, "{text}");
        }
    }

    #[test]
    fn three_digits_after_a_single_separator_can_be_read_two_ways() {
        assert_eq!(readings("1.234"), "1.234 | 1234");
        assert_eq!(readings("173,900"), "173900 | 173.90");
        assert_eq!(readings("-3.000"), "-3 | -3000");
    }

    #[test]
    fn signs_and_currency_may_stand_on_either_side() {
        for text in [
            "(12.5)",
            "-12.5",
            "−12.5",
            "–12.5",
            "12.5-",
            "12.5 CR",
            "-£12.5",
            "£-12.5",
            "£ (12.5)",
            "(£12.5)",
            "(12.5) EUR",
            "CHF -12.5",
            "12.5- €",
            "-12.5 kr",
            "\u{a0}-12.5\u{202f}€ ",
        ] {
            assert_eq!(readings(text), ". -12.50", "{text}");
        }
        for text in ["+12.5", "$12.5", "12.5 usd", "USD12.5", "12.5 Dr", "Rs. 12.5"] {
            assert_eq!(readings(text), ". 12.50", "{text}");
        }
        assert_eq!(written("12.5 €").currency.unwrap().code(), "EUR");
        assert_eq!(written("12.5 kr").currency, None);
    }

    #[test]
    fn shorthand_and_round_amounts_are_read() {
        assert_eq!(readings("45k"), "45000");
        assert_eq!(readings("£1.2M"), ". 1200000");
        assert_eq!(readings("1,25 bn €"), ", 1250000000");
        assert_eq!(readings("1250,-"), "1250");
        assert_eq!(readings("62'500.–"), "62500");
    }

    #[test]
    fn missing_is_written_in_many_ways() {
        for text in ["", "  ", "-", "–", "—", "n/a", "N/A", "na", "TBD", "tbd", "null", "·", "\u{a0}", "£ -", "- €"]
        {
            assert_eq!(take_apart(text), Ok(Cell::Missing), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "abc",
            "12 apples",
            "--5",
            "-5-",
            "(5",
            "5)",
            "£",
            "k",
            "5kk",
            "£5€",
            "2026-07",
            "1e5",
            "#REF!",
            "NaN",
            "٣",
            "5 5-5",
            "()",
            "(-5)",
            "+",
            ",-",
            "£k",
            "5.",
        ] {
            let refused = match take_apart(text) {
                Ok(Cell::Number(written)) => written.readings().is_err(),
                other => other.is_err(),
            };
            assert!(refused, "{text}");
        }
        assert_eq!(take_apart("5 %"), Err(Fault::Percent));
        for text in ["1,23.4", "1,2345,678", "12,34", "1.2.3", "1 23", "1,234 567"] {
            let english = written(text).read('.', |c| c == ',' || c.is_whitespace());
            assert_eq!(english, Err(Fault::Separators), "{text}");
        }
        assert_eq!(written("1234567890123456789012").readings(), Err(Fault::TooLarge));
    }

    #[test]
    fn decimals_beyond_the_sixth_are_rounded_and_told() {
        let read = |text| written(text).read('.', |_| false).unwrap();
        assert_eq!(read("7.0000000000000009").amount, Amount::whole(7));
        assert!(read("7.0000000000000009").rounded);
        assert_eq!(read("-0.0000005").amount.to_string(), "-0.000001");
        assert!(!read("0.5000000").rounded);
        assert!(!read("1.2345678M").rounded);
    }
}
