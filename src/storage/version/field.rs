//! Single values as all versions write them: amounts, periods, days, currency and month, each as plain text.
//!
//! They read straight into the model's types, so that a wrong one is told with its line. What their text looks like
//! is fixed by the fixtures in `tests/fixtures/plan`; a new look of one needs a type of its own in a new version.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::model::id::IdError;
use crate::model::period::YEARS;
use crate::model::{Amount, Currency, FiscalStart, Hands, Period};
use crate::storage::progress;

/// An exact amount: `"68400.50"`, or bare (`68400`, `68400.50`) where somebody typed it so.
#[derive(Clone, Copy, Debug)]
pub struct Decimal(pub Amount);

/// A period: `"2026-07"`, `"2026-W07"`, `"2026-Q3"`, `"2026"`.
#[derive(Clone, Copy, Debug)]
pub struct PeriodText(pub Period);

/// A day from 1900 to 2200: `"2026-11-17"`.
#[derive(Clone, Copy, Debug)]
pub struct Day(pub NaiveDate);

/// An ISO 4217 code: `"GBP"`.
#[derive(Clone, Copy, Debug)]
pub struct CurrencyCode(pub Currency);

/// The month, 1 to 12, in which the fiscal year starts.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirstMonth(pub FiscalStart);

/// A strategy's, scenario's or tactic's id: `"s3"`, `"r4"`, `"t12"`.
#[derive(Clone, Copy, Debug)]
pub struct IdText<T>(pub T);

/// A hand that was shown: 1 to 5.
#[derive(Clone, Copy, Debug)]
pub struct Hand(pub u8);

/// A map by period that has each period once, in order of time whatever the order in the file.
#[derive(Clone, Debug)]
pub struct ByPeriod<T>(pub BTreeMap<Period, T>);

/// The same by the first day of each period.
#[derive(Clone, Debug)]
pub struct ByDay<T>(pub BTreeMap<NaiveDate, T>);

impl<T> Default for ByDay<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Default for ByPeriod<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// Reads a text in quotes by `read`, whose error becomes the message.
struct TextVisitor<T> {
    expected: &'static str,
    read: fn(&str) -> Result<T, String>,
}

impl<T> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        if !progress::at(text) {
            return Err(E::custom("stopped"));
        }
        (self.read)(text).map_err(|why| E::custom(format_args!("{text:?} {why}")))
    }
}

impl<'de> Deserialize<'de> for PeriodText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| text.parse().map(Self).map_err(|e: crate::model::period::PeriodError| e.to_string());
        deserializer.deserialize_str(TextVisitor { expected: "a period in quotes, such as \"2026-07\"", read })
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| day(text).map(Self);
        deserializer.deserialize_str(TextVisitor { expected: "a day in quotes, such as \"2026-11-17\"", read })
    }
}

/// Stricter than chrono, for which `24-01-02` is a day of the year 24.
fn day(text: &str) -> Result<NaiveDate, String> {
    let in_form = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = in_form.then(|| text.parse::<NaiveDate>().ok()).flatten();
    let day = day.ok_or("is not a day such as 2026-11-17")?;
    if YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("is not a day from {} to {}", YEARS.start(), YEARS.end()))
    }
}

impl<'de, T: FromStr<Err = IdError>> Deserialize<'de> for IdText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| text.parse().map(Self).map_err(|e: IdError| e.to_string());
        deserializer.deserialize_str(TextVisitor { expected: "an id in quotes, such as \"s1\"", read })
    }
}

impl<'de> Deserialize<'de> for Hand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hand = i64::deserialize(deserializer)?;
        let known = u8::try_from(hand).ok().filter(|hand| (Hands::LOWEST..=Hands::HIGHEST).contains(hand));
        known.map(Self).ok_or_else(|| D::Error::custom(format_args!("{hand} is not a number from 1 to 5")))
    }
}

impl<'de> Deserialize<'de> for CurrencyCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| text.parse().map(Self).map_err(|e: crate::model::subject::CurrencyError| e.to_string());
        deserializer.deserialize_str(TextVisitor { expected: "a currency code in quotes, such as \"GBP\"", read })
    }
}

impl<'de> Deserialize<'de> for FirstMonth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let month = i64::deserialize(deserializer)?;
        let start = u8::try_from(month).ok().and_then(FiscalStart::new);
        start.map(Self).ok_or_else(|| D::Error::custom(format_args!("{month} is not a month from 1 to 12")))
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DecimalVisitor).map(Self)
    }
}

struct DecimalVisitor;

impl Visitor<'_> for DecimalVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an amount in quotes, such as \"62500.25\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        text.parse().map_err(|why| E::custom(format_args!("{text:?} {why}")))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }

    /// A bare decimal came through binary. Up to 15 digits that is without loss, and the shortest text that reads as
    /// the same number is what was typed; `number::too_long` has refused the longer ones.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Amount, E> {
        if number.is_finite() {
            self.visit_str(&number.to_string())
        } else {
            Err(E::custom("this is not a number such as 62500 or 62500.25"))
        }
    }
}

/// What values are kept by, as it stands before the colon.
trait Key<'de>: Deserialize<'de> {
    type Known: Ord + Copy + fmt::Display;

    fn known(self) -> Self::Known;
}

impl Key<'_> for PeriodText {
    type Known = Period;

    fn known(self) -> Period {
        self.0
    }
}

impl Key<'_> for Day {
    type Known = NaiveDate;

    fn known(self) -> NaiveDate {
        self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByPeriod<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "values by period, as { \"2026-07\": … }";
        deserializer.deserialize_map(ByKey::<PeriodText, T> { expected, of: PhantomData }).map(Self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByDay<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "values by day, as { \"2026-11-23\": … }";
        deserializer.deserialize_map(ByKey::<Day, T> { expected, of: PhantomData }).map(Self)
    }
}

struct ByKey<K, T> {
    expected: &'static str,
    of: PhantomData<(K, T)>,
}

impl<'de, K: Key<'de>, T: Deserialize<'de>> Visitor<'de> for ByKey<K, T> {
    type Value = BTreeMap<K::Known, T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<K>()?.map(K::known) {
            match map.entry(key) {
                Entry::Vacant(place) => place.insert(entries.next_value()?),
                // Said here and not after the map, while the line is known.
                Entry::Occupied(_) => {
                    return Err(A::Error::custom(format_args!("\"{key}\" stands twice; keep one")));
                }
            };
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(ron: &str) -> Result<String, String> {
        ron::from_str::<Decimal>(ron).map(|d| d.0.to_string()).map_err(|e| e.code.to_string())
    }

    #[test]
    fn amounts_are_exact_in_quotes_and_bare() {
        for (ron, text) in [
            ("\"68400.00\"", "68400"),
            ("\"0.000001\"", "0.000001"),
            ("68400", "68400"),
            ("-7", "-7"),
            ("68400.25", "68400.25"),
            ("1234567890.12345", "1234567890.12345"),
            ("0.1", "0.10"),
            ("9007199254740993", "9007199254740993"),
        ] {
            assert_eq!(amount(ron).as_deref(), Ok(text), "{ron}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_in_words() {
        for ron in ["\"12,5\"", "\"\"", "NaN", "inf", "-inf", "1e400", "true", "[1]", "99999999999999999999", "\"1e5\""]
        {
            assert!(amount(ron).is_err(), "{ron}");
        }
        assert_eq!(amount("\"12,5\"").unwrap_err(), "\"12,5\" is not a number such as 62500 or 62500.25");
    }

    #[test]
    fn a_day_is_written_out_and_within_the_years_of_a_plan() {
        assert_eq!(day("2024-02-29").unwrap().to_string(), "2024-02-29");
        for text in ["24-01-02", "2024-02-30", "+2024-01-1", "1899-12-31", "2201-01-01", "2024-1-02", "", "２０２４"]
        {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_period_that_stands_twice_is_refused_and_order_does_not_matter() {
        let read =
            |ron: &str| ron::from_str::<ByPeriod<Decimal>>(ron).map(|m| m.0.len()).map_err(|e| e.code.to_string());
        assert_eq!(read("{\"2026-08\": 1, \"2026-07\": 2}"), Ok(2));
        assert_eq!(read("{\"2026-08\": 1, \"2026-08\": 2}"), Err("\"2026-08\" stands twice; keep one".into()));
    }
}
