//! Many series in one file: long CSV with the columns `series_id`, `period` and `value`, for forecasts by the batch.
//!
//! Plain on purpose, for programs to write and not for people to export: a header, commas, decimal points, one row a period in time
//! order. Further columns are passed over. An empty value is a missing one, and so is a period that is left out between two others.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate};

use crate::model::{FiscalStart, Granularity, Period};

/// One series of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct LongSeries {
    pub id: String,
    /// Days, weeks, months …: what one row stands for.
    pub rhythm: Rhythm,
    /// Of the first row.
    pub first: Period,
    /// One a period, from the first that is named to the last.
    pub values: Vec<Option<f64>>,
}

/// What one row of a series stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    Calendar(Granularity),
    /// So many days, or months, that make no week, month, quarter or year; a year has so many of them.
    Other {
        places: usize,
    },
}

/// Why a file, or a series of it, can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LongError {
    #[error("the file has no column \"{0}\"; it needs series_id, period and value")]
    NoColumn(&'static str),
    #[error("row {row} can't be read: {reason}")]
    Row { row: usize, reason: String },
    #[error("row {row}: \"{text}\" is no period such as 2026-07, 2026-07-31 or 2026-Q3")]
    Period { row: usize, text: String },
    #[error("row {row}: \"{text}\" is no number such as 1234.5")]
    Value { row: usize, text: String },
    #[error("row {row}: {period} is not after the period before it; rows go in time order")]
    Order { row: usize, period: String },
    #[error("it is spread over more than {MOST_ROWS} periods")]
    TooLong,
}

/// Most rows that a series may be spread over.
const MOST_ROWS: usize = 20_000;

/// What was read of each series, by its id.
pub type ReadSeries = Vec<(String, Result<LongSeries, LongError>)>;

/// The series of a file in the order in which they begin, each with what is wrong with it if anything is.
///
/// # Errors
/// [`LongError`] if the file as a whole is no such table.
pub fn read(bytes: &[u8]) -> Result<ReadSeries, LongError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(|error| LongError::Row { row: 1, reason: error.to_string() })?.clone();
    let column = |name: &'static str| {
        header.iter().position(|head| head.eq_ignore_ascii_case(name)).ok_or(LongError::NoColumn(name))
    };
    let (id, period, value) = (column("series_id")?, column("period")?, column("value")?);
    let mut order: Vec<String> = Vec::new();
    let mut rows: HashMap<String, Result<Rows, LongError>> = HashMap::new();
    for (index, record) in reader.records().enumerate() {
        let row = index + 2;
        let record = record.map_err(|error| LongError::Row { row, reason: error.to_string() })?;
        let cell = |column: usize| record.get(column).unwrap_or_default();
        if !rows.contains_key(cell(id)) {
            order.push(cell(id).to_owned());
        }
        let own = rows.entry(cell(id).to_owned()).or_insert_with(|| Ok(Rows::default()));
        if let Ok(known) = own
            && let Err(error) = known.take(row, cell(period), cell(value))
        {
            *own = Err(error);
        }
    }
    let series = |id: String| {
        let rows = rows.remove(&id).unwrap_or_else(|| Ok(Rows::default()));
        let read = rows.and_then(|rows| rows.series(&id));
        (id, read)
    };
    Ok(order.into_iter().map(series).collect())
}

/// A day or a month as a number, by what the label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Month(i32),
    Day(NaiveDate),
}

impl Label {
    fn of(text: &str) -> Option<Self> {
        if let Ok(day) = text.parse::<NaiveDate>() {
            return Some(Self::Day(day));
        }
        let period: Period = text.parse().ok()?;
        match period.granularity() {
            Granularity::Week => Some(Self::Day(period.first_day(FiscalStart::JANUARY))),
            Granularity::Month | Granularity::Quarter | Granularity::Year => {
                let day = period.first_day(FiscalStart::JANUARY);
                Some(Self::Month(day.year() * 12 + i32::try_from(day.month0()).ok()?))
            }
        }
    }
}

#[derive(Debug, Default)]
struct Rows {
    labels: Vec<Label>,
    values: Vec<Option<f64>>,
}

impl Rows {
    fn take(&mut self, row: usize, period: &str, value: &str) -> Result<(), LongError> {
        let label = Label::of(period).ok_or_else(|| LongError::Period { row, text: period.to_owned() })?;
        let value = match value {
            "" | "NA" | "NaN" | "nan" | "null" => None,
            text => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
                Some(number.ok_or_else(|| LongError::Value { row, text: text.to_owned() })?)
            }
        };
        let after = match (self.labels.last(), label) {
            (None, _) => true,
            (Some(Label::Month(before)), Label::Month(now)) => *before < now,
            (Some(Label::Day(before)), Label::Day(now)) => *before < now,
            _ => false,
        };
        if !after {
            return Err(LongError::Order { row, period: period.to_owned() });
        }
        self.labels.push(label);
        self.values.push(value);
        Ok(())
    }

    fn series(self, id: &str) -> Result<LongSeries, LongError> {
        let numbers = self.numbers();
        let step = numbers.windows(2).map(|pair| pair[1] - pair[0]).fold(0, gcd).max(1);
        let start = numbers.first().copied().unwrap_or_default();
        let rows: Vec<usize> = numbers.iter().filter_map(|at| usize::try_from((at - start) / step).ok()).collect();
        let length = rows.last().map_or(0, |last| last + 1);
        if length > MOST_ROWS {
            return Err(LongError::TooLong);
        }
        let mut values = vec![None; length];
        for (row, value) in rows.into_iter().zip(&self.values) {
            values[row] = *value;
        }
        let rhythm = match (self.labels.first(), step) {
            (Some(Label::Day(_)), _) if !self.days_are_months() => match step {
                7 => Rhythm::Calendar(Granularity::Week),
                days => Rhythm::Other { places: usize::try_from(7 / days).unwrap_or(1).max(1) },
            },
            (_, 1) => Rhythm::Calendar(Granularity::Month),
            (_, 3) => Rhythm::Calendar(Granularity::Quarter),
            (_, 12) => Rhythm::Calendar(Granularity::Year),
            (_, months) => Rhythm::Other { places: usize::try_from(12 / months).unwrap_or(1).max(1) },
        };
        let granularity = match rhythm {
            Rhythm::Calendar(granularity) => granularity,
            Rhythm::Other { .. } => Granularity::Month,
        };
        let day = match self.labels.first() {
            Some(Label::Day(day)) => *day,
            Some(Label::Month(month)) => {
                let month0 = u32::try_from(month.rem_euclid(12)).unwrap_or_default();
                NaiveDate::from_ymd_opt(month.div_euclid(12), month0 + 1, 1).unwrap_or_default()
            }
            None => NaiveDate::default(),
        };
        let first = Period::containing(day, granularity, FiscalStart::JANUARY);
        Ok(LongSeries { id: id.to_owned(), rhythm, first, values })
    }

    /// Days that are all the same day of their months, or all the last, are labels of months.
    fn days_are_months(&self) -> bool {
        let days = || {
            self.labels.iter().filter_map(|label| match label {
                Label::Day(day) => Some(*day),
                Label::Month(_) => None,
            })
        };
        let same = days().next().is_some_and(|first| days().all(|day| day.day() == first.day()));
        let last = days().all(|day| day.succ_opt().is_some_and(|next| next.day() == 1));
        self.labels.len() > 1 && (same || last)
    }

    fn numbers(&self) -> Vec<i32> {
        let by_month = self.days_are_months();
        let number = |label: &Label| match label {
            Label::Month(month) => *month,
            Label::Day(day) if by_month => day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default(),
            Label::Day(day) => day.num_days_from_ce(),
        };
        self.labels.iter().map(number).collect()
    }
}

fn gcd(a: i32, b: i32) -> i32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(rows: &str) -> Result<LongSeries, LongError> {
        read(format!("series_id,period,value\n{rows}").as_bytes()).unwrap().remove(0).1
    }

    #[test]
    fn months_quarters_weeks_and_years_are_told_by_their_labels_and_steps() {
        let rhythm = |rows: &str| one(rows).unwrap().rhythm;
        let calendar = Rhythm::Calendar;
        assert_eq!(rhythm("a,2026-01,1\na,2026-02,2"), calendar(Granularity::Month));
        assert_eq!(rhythm("a,2026-01-31,1\na,2026-02-28,2\na,2026-03-31,3"), calendar(Granularity::Month));
        assert_eq!(rhythm("a,2026-01-01,1\na,2026-02-01,2"), calendar(Granularity::Month));
        assert_eq!(rhythm("a,2026-01,1\na,2026-04,2"), calendar(Granularity::Quarter));
        assert_eq!(rhythm("a,2026-Q1,1\na,2026-Q2,2"), calendar(Granularity::Quarter));
        assert_eq!(rhythm("a,2026-01-05,1\na,2026-01-12,2"), calendar(Granularity::Week));
        assert_eq!(rhythm("a,2024,1\na,2025,2"), calendar(Granularity::Year));
        assert_eq!(rhythm("a,2026-01-05,1\na,2026-01-06,2"), Rhythm::Other { places: 7 });
    }

    #[test]
    fn what_is_left_out_or_empty_is_missing_and_further_columns_are_passed_over() {
        let text = "\u{feff}note,series_id,value,period\nx,a,1,2026-01\ny,a,,2026-02\nz,a,4.5,2026-04\n";
        let series = read(text.as_bytes()).unwrap().remove(0).1.unwrap();
        assert_eq!(series.values, [Some(1.0), None, None, Some(4.5)]);
        assert_eq!(series.first.to_string(), "2026-01");
    }

    #[test]
    fn one_bad_series_does_not_take_the_others_with_it() {
        let text =
            "series_id,period,value\na,2026-01,1\nb,2026-01,x\na,2026-02,2\nc,2026-02,1\nc,2026-01,2\nd,soon,1\n";
        let read = read(text.as_bytes()).unwrap();
        assert_eq!(read.iter().map(|series| series.0.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert!(read[0].1.is_ok());
        assert_eq!(read[1].1, Err(LongError::Value { row: 3, text: "x".into() }));
        assert_eq!(read[2].1, Err(LongError::Order { row: 6, period: "2026-01".into() }));
        assert_eq!(read[3].1, Err(LongError::Period { row: 7, text: "soon".into() }));
    }

    #[test]
    fn a_table_without_the_columns_says_which_one_is_missing() {
        assert_eq!(read(b"id,period,value\na,2026-01,1\n"), Err(LongError::NoColumn("series_id")));
        assert_eq!(read(b""), Err(LongError::NoColumn("series_id")));
    }
}
