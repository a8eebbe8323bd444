//! Days and periods in words.

use chrono::{Datelike, NaiveDate};

pub use crate::model::period::MONTHS;
use crate::model::{FiscalStart, Granularity, Period, Span};

use super::plural;

/// "July"; months beyond 12 count as December.
#[must_use]
pub fn month_name(month: u32) -> &'static str {
    MONTHS[(month.clamp(1, 12) - 1) as usize]
}

/// "Jul".
#[must_use]
pub fn month_short(month: u32) -> &'static str {
    &month_name(month)[..3]
}

/// "J".
#[must_use]
pub fn month_letter(month: u32) -> &'static str {
    &month_name(month)[..1]
}

/// With its year, short: "Jul 2026", "W07 2026", "Q3 2026–27", "2026–27".
#[must_use]
pub fn period(period: Period, fiscal: FiscalStart) -> String {
    let first = period.first_day(fiscal);
    match period.granularity() {
        Granularity::Month => format!("{} {}", month_short(first.month()), first.year()),
        Granularity::Week => format!("{} {}", tick(period, fiscal), first.iso_week().year()),
        Granularity::Quarter => format!("{} {}", tick(period, fiscal), fiscal_year(fiscal.year_of(first), fiscal)),
        Granularity::Year => fiscal_year(fiscal.year_of(first), fiscal),
    }
}

/// With its year, for sentences: "July 2026", "week 7 of 2026", "Q3 2026–27".
#[must_use]
pub fn period_long(period: Period, fiscal: FiscalStart) -> String {
    let first = period.first_day(fiscal);
    match period.granularity() {
        Granularity::Month => format!("{} {}", month_name(first.month()), first.year()),
        Granularity::Week => {
            let week = first.iso_week();
            format!("week {} of {}", week.week(), week.year())
        }
        Granularity::Quarter | Granularity::Year => self::period(period, fiscal),
    }
}

/// Without its year, for a table or an axis that says the year elsewhere: "Jul", "W07", "Q3"; a year is itself.
#[must_use]
pub fn tick(period: Period, fiscal: FiscalStart) -> String {
    let first = period.first_day(fiscal);
    match period.granularity() {
        Granularity::Month => month_short(first.month()).to_owned(),
        Granularity::Week => format!("W{:02}", first.iso_week().week()),
        Granularity::Quarter => format!("Q{}", period.season_index() + 1),
        Granularity::Year => fiscal_year(fiscal.year_of(first), fiscal),
    }
}

/// As narrow as can be: "J" for a month, "7" for a week, "3" for a quarter.
#[must_use]
pub fn tick_narrow(period: Period, fiscal: FiscalStart) -> String {
    let first = period.first_day(fiscal);
    match period.granularity() {
        Granularity::Month => month_letter(first.month()).to_owned(),
        Granularity::Week => first.iso_week().week().to_string(),
        Granularity::Quarter => (period.season_index() + 1).to_string(),
        Granularity::Year => format!("{:02}", first.year().rem_euclid(100)),
    }
}

/// The fiscal year that starts in `year`: "2026–27", or "2026" where it is the calendar year.
#[must_use]
pub fn fiscal_year(year: i32, fiscal: FiscalStart) -> String {
    if fiscal == FiscalStart::JANUARY {
        year.to_string()
    } else {
        format!("{year}–{:02}", (year + 1).rem_euclid(100))
    }
}

/// What the season's places are called: January to December, fiscal quarters, ISO weeks.
#[must_use]
pub fn season_place(granularity: Granularity, index: usize) -> String {
    match granularity {
        Granularity::Month => month_short(u32::try_from(index).unwrap_or(11) + 1).to_owned(),
        Granularity::Week => format!("W{:02}", index + 1),
        Granularity::Quarter => format!("Q{}", index + 1),
        Granularity::Year => "year".to_owned(),
    }
}

/// "Jul 2023 – Nov 2026", "Jul – Nov 2026", one period alone "Jul 2026".
#[must_use]
pub fn span(span: Span, fiscal: FiscalStart) -> String {
    let (first, last) = (span.first, span.last);
    let year = |p: Period| match p.granularity() {
        Granularity::Week => p.first_day(fiscal).iso_week().year(),
        Granularity::Month => p.first_day(fiscal).year(),
        Granularity::Quarter | Granularity::Year => p.fiscal_year(fiscal),
    };
    if first == last {
        period(first, fiscal)
    } else if year(first) == year(last) {
        format!("{} – {}", tick(first, fiscal), period(last, fiscal))
    } else {
        format!("{} – {}", period(first, fiscal), period(last, fiscal))
    }
}

/// "19 Nov", with the year if it isn't today's: "19 Nov 2025".
#[must_use]
pub fn date(date: NaiveDate, today: NaiveDate) -> String {
    let day = format!("{} {}", date.day(), month_short(date.month()));
    if date.year() == today.year() { day } else { format!("{day} {}", date.year()) }
}

/// "Thu 19 Nov".
#[must_use]
pub fn weekday_date(day: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", day.weekday(), date(day, today))
}

/// "A day late", "13 days late", up to 30 days; then "over a month late".
#[must_use]
pub fn days_late(days: i64) -> String {
    match days {
        1 => "A day late".to_owned(),
        2..=30 => format!("{days} days late"),
        _ => "Over a month late".to_owned(),
    }
}

/// Reads a month as people type it: "Jul 2026", "July 2026", "2026-07", "07/2026".
#[must_use]
pub fn parse_month(text: &str) -> Option<Period> {
    let text = text.trim();
    if let Ok(period) = text.parse::<Period>() {
        return (period.granularity() == Granularity::Month).then_some(period);
    }
    let (first, year) = text.rsplit_once([' ', '/', '.', '-'])?;
    let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
    let first = first.trim().trim_end_matches('.').to_lowercase();
    let by_name =
        || MONTHS.iter().position(|name| first.len() >= 3 && name.to_lowercase().starts_with(&first)).map(|i| i + 1);
    let month = first.parse::<usize>().ok().or_else(by_name).filter(|m| (1..=12).contains(m))?;
    crate::model::period::YEARS.contains(&year).then(|| Period::month(year, u32::try_from(month).unwrap_or(1)))
}

/// Reads a period as people type it, or as it is written here: a month, "W07 2026", "week 7 of 2026", "Q3 2026–27", "2026–27".
#[must_use]
pub fn parse_period(text: &str, fiscal: FiscalStart) -> Option<Period> {
    let text = text.trim();
    if let Some(period) = parse_month(text).or_else(|| text.parse().ok()) {
        return Some(period);
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '/']).filter(|word| !word.is_empty() && *word != "of").collect();
    let number = |word: &str, digits: usize| -> Option<u32> {
        (word.len() <= digits && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok())?
    };
    let (kind, place, year) = match words[..] {
        [year] => ("", 0, year),
        ["week" | "w", place, year] => ("w", number(place, 2)?, year),
        ["quarter" | "q", place, year] => ("q", number(place, 1)?, year),
        [place, year] if place.starts_with('w') => ("w", number(place.get(1..)?, 2)?, year),
        [place, year] if place.starts_with('q') => ("q", number(place.get(1..)?, 1)?, year),
        _ => return None,
    };
    // "2026–27" names the year that starts in 2026, and nothing where years are calendar years.
    let start = match year.split_once(['–', '-']) {
        Some((start, end)) => {
            let wanted = fiscal_year(number(start, 4)?.cast_signed(), fiscal);
            wanted.split_once('–').filter(|(_, second)| *second == end)?;
            start
        }
        None => year,
    };
    match kind {
        "w" => format!("{start}-W{place:02}").parse().ok(),
        "q" => format!("{start}-Q{place}").parse().ok(),
        _ => start.parse().ok(),
    }
}

/// Reads a month, another period or a day as people type it ("Feb 2025", "2025-W07", "2025-02-10") and answers its first and last day.
#[must_use]
pub fn parse_days(text: &str, fiscal: FiscalStart) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.trim();
    let period = parse_period(text, fiscal);
    let day = || text.parse::<NaiveDate>().ok().filter(|day| crate::model::period::YEARS.contains(&day.year()));
    match period {
        Some(period) => Some((period.first_day(fiscal), period.last_day(fiscal))),
        None => day().map(|day| (day, day)),
    }
}

/// The first (or last) day of a stretch as it may be typed again: as the month that it begins (or ends), or else as the day.
#[must_use]
pub fn day_as_typed(day: NaiveDate, first: bool) -> String {
    let month = Period::containing(day, Granularity::Month, FiscalStart::JANUARY);
    let end = if first { month.first_day(FiscalStart::JANUARY) } else { month.last_day(FiscalStart::JANUARY) };
    if end == day { period(month, FiscalStart::JANUARY) } else { day.to_string() }
}

/// "month", "week": one period, for sentences.
#[must_use]
pub const fn period_word(granularity: Granularity) -> &'static str {
    granularity.id()
}

/// How periods are added up to longer ones ([`Period::within`]), and what follows from it, in a line.
#[must_use]
pub fn view_rule(own: Granularity, by: Granularity) -> String {
    let (part, whole) = (period_word(own), period_word(by));
    let rule = match own {
        Granularity::Week => {
            format!(
                "A week counts in the {whole} of its Thursday, so no figure is split and every total stays the same."
            )
        }
        _ => format!("Each {whole} adds up its {}.", plural::plural(part)),
    };
    format!("{rule} A {whole} that lacks a {part} counts in no average. Figures are changed by the {part}.")
}

/// "monthly", "weekly".
#[must_use]
pub const fn adjective(granularity: Granularity) -> &'static str {
    match granularity {
        Granularity::Week => "weekly",
        Granularity::Month => "monthly",
        Granularity::Quarter => "quarterly",
        Granularity::Year => "yearly",
    }
}

/// "Months", "Weeks": the heading over a choice of rhythms.
#[must_use]
pub fn periods_word(granularity: Granularity) -> String {
    plural::capitalised(&plural::plural(period_word(granularity)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_people_type_it() {
        for text in ["Jul 2026", "july 2026", " 2026-07 ", "07/2026", "7.2026", "Jul. 2026"] {
            assert_eq!(parse_month(text).map(|p| p.to_string()).as_deref(), Some("2026-07"), "{text}");
        }
        for text in ["", "2026", "2026-Q3", "Ju 2026", "13/2026", "Jul 26", "July", "Jul 3026"] {
            assert_eq!(parse_month(text), None, "{text}");
        }
    }

    #[test]
    fn every_period_is_read_as_it_is_written_and_as_people_type_it() {
        for fiscal in [FiscalStart::JANUARY, july()] {
            for text in ["2026-07", "2026-W07", "2026-W53", "2026-Q3", "2026", "2099"] {
                for said in [text.to_owned(), period(p(text), fiscal), period_long(p(text), fiscal)] {
                    assert_eq!(parse_period(&said, fiscal), Some(p(text)), "{said}");
                }
            }
        }
        for (text, read) in
            [("w7 2026", "2026-W07"), ("Week 53 2026", "2026-W53"), ("q3 2026-27", "2026-Q3"), ("2026-27", "2026")]
        {
            assert_eq!(parse_period(text, july()), Some(p(read)), "{text}");
        }
        for text in ["", "W54 2026", "W53 2025", "Q5 2026", "Q3 2026–28", "week 2026", "Q3", "ä1 2026", "qä 2026"] {
            assert_eq!(parse_period(text, july()), None, "{text}");
        }
        assert_eq!(parse_period("2026–27", FiscalStart::JANUARY), None, "its years are calendar years");
    }

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn july() -> FiscalStart {
        FiscalStart::new(7).unwrap()
    }

    #[test]
    fn periods_have_a_short_a_long_and_a_narrow_name() {
        for (text, short, long, tick_text, narrow) in [
            ("2026-07", "Jul 2026", "July 2026", "Jul", "J"),
            ("2026-W07", "W07 2026", "week 7 of 2026", "W07", "7"),
            ("2026-Q3", "Q3 2026–27", "Q3 2026–27", "Q3", "3"),
            ("2099", "2099–00", "2099–00", "2099–00", "99"),
        ] {
            assert_eq!(period(p(text), july()), short);
            assert_eq!(period_long(p(text), july()), long);
            assert_eq!(tick(p(text), july()), tick_text);
            assert_eq!(tick_narrow(p(text), july()), narrow);
        }
        assert_eq!(period(p("2026"), FiscalStart::JANUARY), "2026");
        assert_eq!(period(p("2026-W53"), july()), "W53 2026", "the ISO year, though it ends in 2027");
    }

    #[test]
    fn a_span_names_a_year_once() {
        let text = |a, b| span(Span::new(p(a), p(b)).unwrap(), july());
        assert_eq!(text("2023-07", "2026-11"), "Jul 2023 – Nov 2026");
        assert_eq!(text("2026-07", "2026-11"), "Jul – Nov 2026");
        assert_eq!(text("2026-07", "2026-07"), "Jul 2026");
        assert_eq!(text("2026-Q1", "2026-Q4"), "Q1 – Q4 2026–27");
        assert_eq!(text("2024", "2026"), "2024–25 – 2026–27");
    }

    #[test]
    fn a_day_has_its_year_only_if_it_is_another() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(date(day("2026-11-19"), day("2026-12-31")), "19 Nov");
        assert_eq!(date(day("2025-11-19"), day("2026-12-31")), "19 Nov 2025");
        assert_eq!(weekday_date(day("2026-11-24"), day("2026-11-19")), "Tue 24 Nov");
    }

    #[test]
    fn season_places_are_named_like_their_periods() {
        assert_eq!(season_place(Granularity::Month, 11), "Dec");
        assert_eq!(season_place(Granularity::Quarter, 0), "Q1");
        assert_eq!(month_name(13), "December");
        assert_eq!(month_letter(0), "J");
    }
}
