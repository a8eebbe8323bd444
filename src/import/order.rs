//! Which number of a date such as 03/04/2026 is the day: the whole column tells, or it is asked.

use chrono::{Datelike, Months, NaiveDate};

use super::preview::Reading;
use super::told::Told;
use super::when::{Between, Three, When, year_of_two};
use super::{ImportError, Place};
use crate::text::calendar;

/// Sales older than this, in months, are in no table that somebody plans by; see [`Evidence::settle`].
const OLDEST: Months = Months::new(15 * 12);
/// Nor are deals that close later than this.
const LATEST: Months = Months::new(2 * 12);

/// What stands first in a date of three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// And then the month.
    Day,
    /// And then the day.
    Month,
    /// Only with years of two digits: one of four tells itself.
    Year,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// Year, month and day.
    fn parts(self, three: Three) -> (i32, u32, u32) {
        let Three { first, second, last, short, .. } = three;
        let short_year = |digits: u16| if short { year_of_two(i32::from(digits)) } else { i32::from(digits) };
        match self {
            Self::Day => (short_year(last), second.into(), first.into()),
            Self::Month => (short_year(last), first.into(), second.into()),
            Self::Year => (short_year(first.into()), second.into(), last.into()),
        }
    }

    /// Whether the numbers can be read so at all, be there such a day or not.
    pub fn fits(self, three: Three) -> bool {
        let (_, month, day) = self.parts(three);
        (self != Self::Year || three.short) && (1..=12).contains(&month) && (1..=31).contains(&day)
    }

    pub fn date(self, three: Three) -> Option<NaiveDate> {
        let (year, month, day) = self.parts(three);
        NaiveDate::from_ymd_opt(year, month, day)
    }

    pub fn day(self, when: When) -> Option<NaiveDate> {
        match when {
            When::Day(day) => Some(day),
            When::Slashed(three) => self.date(three),
            When::Period(_) | When::Fiscal { .. } => None,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Day => "day-first",
            Self::Month => "month-first",
            Self::Year => "year-first",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Day => "day first",
            Self::Month => "month first",
            Self::Year => "year first",
        }
    }

    const fn index(self) -> usize {
        self as usize
    }
}

/// What the dates of a column say about their order; `T` names a cell.
pub(super) struct Evidence<T> {
    /// The days between which sales are that somebody plans by.
    usual: (Option<NaiveDate>, Option<NaiveDate>),
    /// For each order the first cell that can't be read so.
    against: [Option<T>; 3],
    /// For each order the first cell that would be of another age.
    odd: [Option<T>; 3],
    dotted: Option<T>,
    dashed: bool,
    /// A cell whose day and month could change places.
    open: Option<(T, Three)>,
    short: Option<(T, Three)>,
}

impl<T: Copy> Evidence<T> {
    pub fn new(today: NaiveDate) -> Self {
        let usual = (today.checked_sub_months(OLDEST), today.checked_add_months(LATEST));
        Self { usual, against: [None; 3], odd: [None; 3], dotted: None, dashed: false, open: None, short: None }
    }

    pub fn see(&mut self, when: When, cell: T) {
        let When::Slashed(three) = when else { return };
        let (oldest, latest) = self.usual;
        for (order, (against, odd)) in Order::ALL.iter().zip(self.against.iter_mut().zip(&mut self.odd)) {
            let date = order.date(three);
            if !order.fits(three) {
                against.get_or_insert(cell);
            } else if date.is_some_and(|date| oldest.is_some_and(|o| date < o) || latest.is_some_and(|l| date > l)) {
                odd.get_or_insert(cell);
            }
        }
        let either = Order::Day.fits(three) && Order::Month.fits(three);
        match three.between {
            Between::Point if either => _ = self.dotted.get_or_insert(cell),
            _ if either && three.first != three.second => _ = self.open.get_or_insert((cell, three)),
            _ => {}
        }
        if three.short {
            self.dashed |= three.between == Between::Dash;
            self.short.get_or_insert((cell, three));
        }
    }

    /// Settled by the column itself: a part above 12 in any row decides for all. With points the day stands first wherever
    /// people write dates so (Unicode CLDR has no locale with `M.d.y`). A year of two digits may stand first between dashes;
    /// which end it stands at shows where only one way of reading makes all days such as sales are planned by. What stays
    /// open is asked, with the readings of a cell.
    pub fn settle(&self, column: &str, place: impl Fn(T) -> Place, told: &mut Told<'_>) -> Result<Order, ImportError> {
        let fits = |order: Order| self.against.get(order.index()).is_none_or(Option::is_none);
        let usual = |order: Order| fits(order) && self.odd.get(order.index()).is_none_or(Option::is_none);
        let (year_fits, year_usual) = (self.short.is_some() && fits(Order::Year), usual(Order::Year));
        let others_usual = usual(Order::Day) || usual(Order::Month);
        let others_fit = fits(Order::Day) || fits(Order::Month);
        // Whether the year can stand first, and whether it must.
        let may = year_fits && if others_usual { self.dashed && year_usual } else { self.dashed || year_usual };
        let must = year_fits && ((year_usual && !others_usual) || !others_fit);
        if must {
            return Ok(self.year_first(others_fit, &place, told));
        }
        if may {
            return Ok(self.ask(
                column,
                &place,
                &Order::ALL.into_iter().filter(|order| fits(*order)).collect::<Vec<_>>(),
                told,
            ));
        }
        let [day_against, month_against, _] = self.against;
        let excluded = self.odd.get(Order::Year.index()).copied().flatten().filter(|_| year_fits && self.dashed);
        match (month_against, day_against) {
            (Some(day), Some(month)) => Err(ImportError::Contradiction {
                column: column.to_owned(),
                first: place(day),
                second: place(month),
                way: &("the day first", "the month first"),
            }),
            (Some(cell), None) => Ok(one(Order::Day, cell, excluded, &place, told)),
            (None, Some(cell)) => Ok(one(Order::Month, cell, excluded, &place, told)),
            (None, None) if self.open.is_some() => Ok(self.ask(column, &place, &[Order::Day, Order::Month], told)),
            (None, None) => {
                let Some(cell) = self.dotted else { return Ok(Order::Day) };
                let why = format!("{} has points, as dates with the day first have", place(cell));
                Ok(chosen(&[Order::Day, Order::Month], Order::Day, why, told))
            }
        }
    }

    /// The year stands first: nothing else can be read, or nothing else makes days of the last years.
    fn year_first(&self, others_fit: bool, place: &impl Fn(T) -> Place, told: &mut Told<'_>) -> Order {
        let [against, ..] = self.against;
        let [odd, ..] = self.odd;
        match (against.or(odd), others_fit) {
            (Some(cell), false) => only(Order::Year, &place(cell), told),
            (cell, _) => {
                let why = cell.map_or_else(String::new, |cell| {
                    format!("read otherwise, {} would be of another age", place(cell))
                });
                let fits = |order: &Order| self.against.get(order.index()).is_none_or(Option::is_none);
                let orders: Vec<Order> = Order::ALL.into_iter().filter(fits).collect();
                chosen(&orders, Order::Year, why, told)
            }
        }
    }

    fn ask(&self, column: &str, place: &impl Fn(T) -> Place, orders: &[Order], told: &mut Told<'_>) -> Order {
        let with_year = orders.contains(&Order::Year);
        let sample = if with_year { self.short } else { self.open }.or(self.open);
        let Some((cell, three)) = sample else { return Order::Day };
        let cell = place(cell);
        let first = if with_year { "the day, the month or the year" } else { "the day or the month" };
        let text = format!("Is {cell} (\"{column}\") written with {first} first?");
        let options = orders.iter().map(|order| reading(*order, Some(three))).collect();
        let at = told.ask("dates", text, options, vec![cell.row], what);
        orders.get(at).copied().unwrap_or(Order::Day)
    }
}

fn what(reading: &Reading) -> String {
    let order = Order::ALL.into_iter().find(|order| order.id() == reading.value);
    format!("Dates are read {}", order.map_or("day first", Order::words))
}

/// The order in words, with the day that a sample then is.
fn reading(order: Order, sample: Option<Three>) -> Reading {
    let day = sample.and_then(|three| order.date(three));
    let shown = day.map_or_else(String::new, |day| format!(": {} {}", calendar::date(day, day), day.year()));
    Reading::new(order.id(), format!("{}{shown}", order.words()))
}

/// The only order but for the year first, which would make a day of another age of the cell that is `excluded`.
fn one<T>(order: Order, cell: T, excluded: Option<T>, place: &impl Fn(T) -> Place, told: &mut Told<'_>) -> Order {
    match excluded {
        None => only(order, &place(cell), told),
        Some(odd) => {
            let why = format!("with the year first, {} would be of another age", place(odd));
            chosen(&[order, Order::Year], order, why, told)
        }
    }
}

/// A cell with one reading leaves nothing to choose.
fn only(order: Order, cell: &Place, told: &mut Told<'_>) -> Order {
    told.decide(what(&reading(order, None)), format!("{cell} has no other reading"));
    order
}

/// Settled, and to be changed by whoever knows better.
fn chosen(orders: &[Order], found: Order, why: String, told: &mut Told<'_>) -> Order {
    let options = orders.iter().map(|order| reading(*order, None)).collect();
    let at = orders.iter().position(|order| *order == found).unwrap_or(0);
    orders.get(told.settle("dates", options, at, what, why)).copied().unwrap_or(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Answers;

    /// "day-first", "asked: day-first, month-first", or the error.
    fn told(cells: &[&str]) -> String {
        let answers = Answers::new();
        let mut told = Told::new(&answers);
        let mut evidence = Evidence::new("2026-11-19".parse().unwrap());
        for (row, cell) in cells.iter().enumerate() {
            evidence.see(When::read(cell).unwrap(), row);
        }
        let place = |row: usize| Place { row: row + 2, text: cells[row].into() };
        match evidence.settle("Date", place, &mut told) {
            Err(error) => error.to_string(),
            Ok(order) => match told.questions.first() {
                Some(question) => {
                    let options: Vec<&str> = question.options.iter().map(|option| option.value.as_str()).collect();
                    format!("asked: {}", options.join(", "))
                }
                None => order.id().to_owned(),
            },
        }
    }

    #[test]
    fn one_cell_with_one_reading_decides_for_the_column() {
        assert_eq!(told(&["03/04/2026", "23/04/2026"]), "day-first");
        assert_eq!(told(&["03/04/2026", "04/23/2026"]), "month-first");
        assert_eq!(told(&["03/04/2026", "05/06/2026"]), "asked: day-first, month-first");
        assert!(told(&["23/04/2026", "04/23/2026"]).contains("contradicts itself"));
        assert_eq!(told(&["03.04.2026"]), "day-first");
    }

    #[test]
    fn a_short_year_may_stand_at_either_end_and_the_age_of_sales_tells() {
        // 2031-07-26 is in days to come, and so is 2031-07-26 the other way.
        assert_eq!(told(&["31-07-26", "15-08-26"]), "day-first");
        assert_eq!(told(&["26-07-31", "26-08-15"]), "year-first");
        assert_eq!(told(&["26/07/31", "26/08/30"]), "year-first");
        assert_eq!(told(&["07-31-26"]), "month-first");
        assert_eq!(told(&["15-08-26"]), "asked: day-first, year-first");
        assert_eq!(told(&["12-08-26"]), "asked: day-first, month-first, year-first");
        assert_eq!(told(&["15/08/26"]), "day-first");
        assert_eq!(told(&["03/04/26"]), "asked: day-first, month-first");
        assert_eq!(told(&["31.07.26"]), "day-first");
        // Months by their first days: the years differ, and not the days.
        assert_eq!(told(&["01-01-24", "01-07-25", "01-12-26"]), "asked: day-first, month-first");
        assert_eq!(told(&["99-07-31"]), "year-first");
    }
}
