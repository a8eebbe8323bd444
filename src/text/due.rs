//! Days as people say them: "Thu", "26 Nov", "in 2 weeks", "tomorrow", "next Friday". Read against today, and shown back.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::calendar;
use super::plural;
use crate::model::period::{MONTHS, YEARS};

/// Reads a day. A weekday is the next one of that name, never today; "next Friday" is the one of next week (weeks begin on Monday).
/// A day and a month without a year are the next ones to come, today included. `None` for anything else: a day is never guessed.
#[must_use]
pub fn parse(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase().replace(',', " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = match words[..] {
        ["on" | "by", ..] => &words[1..],
        _ => &words[..],
    };
    let day = match *words {
        ["today"] => Some(today),
        ["tomorrow"] => later(today, 1),
        ["in", amount, unit] => after(today, number(amount)?, unit),
        [amount, unit] if unit.ends_with("days") || unit.ends_with("weeks") || unit.ends_with("months") => {
            after(today, number(amount)?, unit)
        }
        ["next", "week"] => later(monday(today)?, 7),
        ["next", "month"] => today.with_day(1)?.checked_add_months(Months::new(1)),
        ["end", "of", "month"] | ["month", "end"] => end_of_month(today),
        ["next", name] => later(monday(today)?, 7 + u64::from(weekday(name)?.num_days_from_monday())),
        ["this", name] | [name] if weekday(name).is_some() => coming(today, weekday(name)?),
        [one] => iso(one).or_else(|| day_and_month(&one.split(['.', '/', '-']).collect::<Vec<_>>(), today)),
        // The weekday before a date is a check on it.
        [name, ref rest @ ..] if weekday(name).is_some() => {
            let wanted = weekday(name)?;
            day_and_month(rest, today).filter(|day| day.weekday() == wanted)
        }
        ref rest => day_and_month(rest, today),
    };
    day.filter(|day| YEARS.contains(&day.year()))
}

/// Reads a day that has come: "yesterday", "3 weeks ago", and weekdays and dates without a year as the last of that name, today
/// included. `None` for a day that is still to come.
#[must_use]
pub fn parse_past(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase().replace(',', " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let back = |days: u64| today.checked_sub_days(Days::new(days));
    let day = match *words {
        ["yesterday"] => back(1),
        [amount, unit, "ago"] => match unit {
            "day" | "days" => back(u64::from(number(amount)?)),
            "week" | "weeks" => back(7 * u64::from(number(amount)?)),
            "month" | "months" => today.checked_sub_months(Months::new(number(amount)?)),
            _ => None,
        },
        ["last", name] | [name] if weekday(name).is_some() => {
            let wanted = weekday(name)?.num_days_from_monday();
            back(u64::from((7 + today.weekday().num_days_from_monday() - wanted) % 7))
        }
        _ => {
            let day = parse(text, today)?;
            let has_year = lower.contains(&day.year().to_string()) || !words.iter().any(|word| month(word).is_some());
            let said = |date: &NaiveDate| *date <= today && (*date == day || !has_year);
            let years = (0..=8).filter_map(|years| NaiveDate::from_ymd_opt(day.year() - years, day.month(), day.day()));
            { years }.find(said)
        }
    };
    day.filter(|day| YEARS.contains(&day.year()))
}

/// "Thu 26 Nov": the year stands only where it isn't this one and the day would not be read back as the same without it.
#[must_use]
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    let bare = format!("{} {} {}", day.weekday(), day.day(), calendar::month_short(day.month()));
    if day.year() == today.year() || parse(&bare, today) == Some(day) { bare } else { format!("{bare} {}", day.year()) }
}

/// How it is shown back: "Thu 26 Nov, in 7 days".
#[must_use]
pub fn shown(day: NaiveDate, today: NaiveDate) -> String {
    let away = match day.signed_duration_since(today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days => {
            let count = plural::count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day");
            if days > 0 { format!("in {count}") } else { format!("{count} ago") }
        }
    };
    format!("{}, {away}", calendar::weekday_date(day, today))
}

fn later(day: NaiveDate, days: u64) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days))
}

fn monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}

fn end_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
}

/// The next day of that name after today.
fn coming(today: NaiveDate, wanted: Weekday) -> Option<NaiveDate> {
    let ahead = (7 + wanted.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
    later(today, u64::from(if ahead == 0 { 7 } else { ahead }))
}

fn after(today: NaiveDate, amount: u32, unit: &str) -> Option<NaiveDate> {
    match unit {
        "day" | "days" => later(today, u64::from(amount)),
        "week" | "weeks" => later(today, 7 * u64::from(amount)),
        "month" | "months" => today.checked_add_months(Months::new(amount)),
        _ => None,
    }
}

fn number(word: &str) -> Option<u32> {
    let in_words = (1..=20).find(|n| plural::in_words(*n) == word).and_then(|n| u32::try_from(n).ok());
    let article = matches!(word, "a" | "an").then_some(1);
    in_words.or(article).or_else(|| word.parse().ok().filter(|n| *n <= 5_000))
}

/// Three letters of the name or more.
fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('.');
    let index = NAMES.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    Weekday::try_from(u8::try_from(index).ok()?).ok()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let index = MONTHS.iter().position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word))?;
    u32::try_from(index + 1).ok()
}

fn day_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    (bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit())).then(|| bare.parse().ok())?
}

fn iso(word: &str) -> Option<NaiveDate> {
    (word.len() == 10).then(|| word.parse().ok())?
}

/// "26 nov", "nov 26", "26 nov 2027": the month is a word, since 3/4 is read in two ways.
fn day_and_month(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let (day, month, year) = match *words {
        [first, second] => (first, second, None),
        [first, second, year] => (first, second, Some(year)),
        _ => return None,
    };
    let (day, month) = match (day_number(day), self::month(month)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day_number(words.get(1)?)?, self::month(words.first()?)?),
    };
    if let Some(year) = year {
        let year = (year.len() == 4).then(|| year.parse().ok())??;
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    // 29 February may be some years away.
    (0..=8).filter_map(|years| NaiveDate::from_ymd_opt(today.year() + years, month, day)).find(|date| *date >= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_that_has_come_is_the_last_one_of_its_name() {
        let today = day("2026-11-19");
        for (text, wanted) in [
            ("today", Some("2026-11-19")),
            ("yesterday", Some("2026-11-18")),
            ("Thu", Some("2026-11-19")),
            ("last Fri", Some("2026-11-13")),
            ("3 weeks ago", Some("2026-10-29")),
            ("a month ago", Some("2026-10-19")),
            ("1 Oct", Some("2026-10-01")),
            ("24 Dec", Some("2025-12-24")),
            ("29 Feb", Some("2024-02-29")),
            ("2026-11-02", Some("2026-11-02")),
            ("2026-12-02", None),
            ("24 Dec 2026", None),
            ("tomorrow", None),
            ("soon", None),
        ] {
            assert_eq!(parse_past(text, today), wanted.map(day), "{text}");
        }
    }

    /// 2026-11-19 is a Thursday.
    #[test]
    fn days_are_read_as_they_are_said() {
        for (said, meant) in [
            ("today", "2026-11-19"),
            ("Tomorrow", "2026-11-20"),
            ("Fri", "2026-11-20"),
            ("thu", "2026-11-26"),
            ("by Wednesday", "2026-11-25"),
            ("this sunday", "2026-11-22"),
            ("next Friday", "2026-11-27"),
            ("next mon", "2026-11-23"),
            ("next week", "2026-11-23"),
            ("next month", "2026-12-01"),
            ("end of month", "2026-11-30"),
            ("in 2 weeks", "2026-12-03"),
            ("in two weeks", "2026-12-03"),
            ("in a month", "2026-12-19"),
            ("10 days", "2026-11-29"),
            ("26 Nov", "2026-11-26"),
            ("Nov 26", "2026-11-26"),
            ("19 November", "2026-11-19"),
            ("18 nov", "2027-11-18"),
            ("3rd of", ""),
            ("1st Mar", "2027-03-01"),
            ("Thu 26 Nov", "2026-11-26"),
            ("Thursday, 26 November 2026", "2026-11-26"),
            ("Fri 26 Nov", ""),
            ("29 Feb", "2028-02-29"),
            ("26.nov", "2026-11-26"),
            ("26 Nov 2028", "2028-11-26"),
            ("2026-12-24", "2026-12-24"),
            ("3/4", ""),
            ("31 Feb", ""),
            ("in weeks", ""),
            ("in 999999 weeks", ""),
            ("th", ""),
            ("2300-01-01", ""),
            ("", ""),
            ("on", ""),
        ] {
            assert_eq!(parse(said, day("2026-11-19")), meant.parse().ok(), "{said}");
        }
        assert_eq!(parse("in a month", day("2026-01-31")), Some(day("2026-02-28")));
    }

    #[test]
    fn a_day_is_shown_back_with_its_weekday_and_how_far_it_is() {
        let today = day("2026-11-19");
        let told = |text: &str| shown(day(text), today);
        assert_eq!(told("2026-11-26"), "Thu 26 Nov, in 7 days");
        assert_eq!(told("2026-11-19"), "Thu 19 Nov, today");
        assert_eq!(told("2026-11-20"), "Fri 20 Nov, tomorrow");
        assert_eq!(told("2026-11-17"), "Tue 17 Nov, 2 days ago");
        assert_eq!(told("2027-01-01"), "Fri 1 Jan 2027, in 43 days");
    }

    #[test]
    fn a_day_tells_its_year_only_where_it_must() {
        let today = day("2026-11-19");
        for (meant, told) in [
            ("2027-01-15", "Fri 15 Jan"),
            ("2026-11-19", "Thu 19 Nov"),
            ("2025-11-18", "Tue 18 Nov 2025"),
            ("2027-12-24", "Fri 24 Dec 2027"),
        ] {
            assert_eq!(short(day(meant), today), told);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall_over_and_what_is_read_is_in_range(text in "\\PC{0,24}", days in 0_u64..100_000) {
            let today = day("1920-01-01") + Days::new(days);
            if let Some(read) = parse(&text, today) {
                prop_assert!(YEARS.contains(&read.year()));
            }
        }

        #[test]
        fn what_is_shown_is_read_back(days in 0_u64..2_000, ahead in 0_u64..300) {
            let today = day("2024-01-01") + Days::new(days);
            let meant = today + Days::new(ahead);
            let shown = shown(meant, today);
            prop_assert_eq!(parse(shown.split(',').next().unwrap(), today), Some(meant));
        }
    }
}
