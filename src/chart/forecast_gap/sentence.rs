//! The sentence under the forecast: what to expect in a period, and how that stands to the target.

use super::ForecastGapOptions;
use crate::analysis::{Answer, Refusal, Row};
use crate::chart::wording;
use crate::model::{Amount, Standing, Unit};
use crate::text::money::Style;
use crate::text::{Origin, Said, calendar, plural};

/// Claim and reason.
pub fn of(answer: &Answer, options: &ForecastGapOptions) -> (Said, Said) {
    let to_come: Vec<Coming> = answer.plan_rows().filter_map(Coming::of).collect();
    if to_come.is_empty() {
        let over =
            answer.plan_rows().all(|row| row.standing == Standing::Finished) && answer.plan_rows().next().is_some();
        return if over { ended(answer, options) } else { refused(answer, options) };
    }
    (expected(answer, options, &to_come), reason(answer, &to_come).into())
}

/// A period of the plan that is not finished.
struct Coming<'a> {
    row: &'a Row,
    /// The larger of so-far and forecast.
    expected: Amount,
    lo: Amount,
    hi: Amount,
}

impl<'a> Coming<'a> {
    fn of(row: &'a Row) -> Option<Self> {
        let point = row.forecast.filter(|_| row.standing != Standing::Finished)?;
        let expected = row.expected.unwrap_or(point.mid);
        Some(Self { row, expected, lo: point.band80.lo, hi: point.band80.hi.max(expected) })
    }
}

fn expected(answer: &Answer, options: &ForecastGapOptions, to_come: &[Coming<'_>]) -> Said {
    let amounts = || to_come.iter().map(|coming| coming.expected);
    let (Some(lo), Some(hi)) = (amounts().min(), amounts().max()) else { return Said::default() };
    let style = &options.style;
    if let [only] = to_come {
        let period = calendar::period_long(only.row.period, options.fiscal);
        return Said::new("Expect ").number(style.in_sentence(hi), Origin::Landing).and(format!(" in {period}."));
    }
    let word = calendar::period_word(answer.granularity);
    let (from, to) = (bare(style).in_sentence(lo), style.in_sentence(hi));
    let said = Said::new("Expect ");
    let said = if style.in_sentence(lo) == to { said } else { said.number(from, Origin::Landing).and(" to ") };
    said.number(to, Origin::Landing).and(format!(" a {word}."))
}

/// Without the name of what is counted: "12 to 15 meetings" names it once.
fn bare(style: &Style) -> Style {
    match style.unit {
        Unit::Money => style.clone(),
        Unit::Count(_) => Style { unit: Unit::Count(String::new()), ..style.clone() },
    }
}

fn reason(answer: &Answer, to_come: &[Coming<'_>]) -> String {
    let word = calendar::period_word(answer.granularity);
    let with_target: Vec<(&Coming<'_>, Amount)> = to_come.iter().filter_map(|c| Some((c, c.row.target?))).collect();
    let all = with_target.len();
    let under: Vec<&(&Coming<'_>, Amount)> = with_target.iter().filter(|(c, target)| c.expected < *target).collect();
    let reached = under.iter().filter(|(c, target)| c.hi >= *target).count();
    let endangered = with_target.iter().filter(|(c, target)| c.lo < *target).count();
    let each = if all == to_come.len() { format!("every {word}") } else { format!("every {word} that has one") };
    match (all, under.len()) {
        (0, _) => "No target is set for what is still to come.".to_owned(),
        (1, 1) if reached == 1 => "The forecast stays under target; the band reaches it.".to_owned(),
        (1, 1) => "The forecast stays under target; even the band doesn’t reach it.".to_owned(),
        (1, _) if endangered == 0 => "The forecast reaches the target, and so does the whole band.".to_owned(),
        (1, _) => "The forecast reaches the target; the band falls under it.".to_owned(),
        (_, 0) => {
            let band = match endangered {
                0 => "so does the whole band".to_owned(),
                some if some == all => "the band falls under it in all of them".to_owned(),
                some => format!("the band falls under it in {some} of them"),
            };
            format!("The forecast reaches the target in {each}; {band}.")
        }
        (_, short) if short == all => {
            format!(
                "The forecast stays under target in {each}; the band reaches it in {} of them.",
                share(reached, all)
            )
        }
        (_, short) => {
            let periods = plural::count(all, word);
            format!(
                "The forecast is under target in {short} of {periods}; the band reaches it in {} of those.",
                share(reached, short)
            )
        }
    }
}

/// "none", "all" or the number.
fn share(part: usize, whole: usize) -> String {
    match part {
        0 => "none".to_owned(),
        part if part == whole => "all".to_owned(),
        part => part.to_string(),
    }
}

fn ended(answer: &Answer, options: &ForecastGapOptions) -> (Said, Said) {
    let style = &options.style;
    let total = style.in_sentence(answer.total.actual_to_date);
    let claim = match (answer.total.target, answer.total.gap) {
        (Some(target), Some(gap)) if gap.is_zero() => {
            Said::new("The plan ended on its target of ").number(style.in_sentence(target), Origin::Target).and(".")
        }
        (Some(target), Some(gap)) => {
            let side = if gap.is_negative() { "over" } else { "short of" };
            Said::new("The plan ended ")
                .number(style.in_sentence(gap.abs()), Origin::Landing)
                .and(format!(" {side} its target of "))
                .number(style.in_sentence(target), Origin::Target)
                .and(".")
        }
        _ => Said::new("The plan ended with ").number(total, Origin::Landing).and("."),
    };
    let count = answer.plan_rows().count();
    let periods = plural::count(count, calendar::period_word(answer.granularity));
    (claim, if count == 1 { "It is finished.".into() } else { format!("All {periods} are finished.").into() })
}

fn refused(answer: &Answer, options: &ForecastGapOptions) -> (Said, Said) {
    let word = calendar::period_word(answer.granularity);
    // The method that is nearest to an answer says what is missing.
    let refusals = answer.methods.iter().filter_map(|method| method.points.as_ref().err());
    let distance = |refusal: &&Refusal| match refusal {
        Refusal::TooFew { have, need } => need.saturating_sub(*have),
        Refusal::Missing(_) | Refusal::LeftOut(_) => 0,
        Refusal::NoLevel | Refusal::NoSeasonInYear => usize::MAX,
    };
    let reason = match refusals.min_by_key(distance) {
        Some(Refusal::TooFew { have, need }) => {
            let needed = plural::count(*need, &format!("finished {word}"));
            format!("It takes {needed}; {}.", wording::there_are(*have))
        }
        Some(Refusal::NoLevel) => "The figures add up to nothing, so there is nothing to go on from.".to_owned(),
        Some(Refusal::Missing(period) | Refusal::LeftOut(period)) => {
            format!("{} has no figure.", plural::capitalised(&calendar::period_long(*period, options.fiscal)))
        }
        Some(Refusal::NoSeasonInYear) | None => wording::unfinished(&answer.rows, options.fiscal),
    };
    ("There is no forecast yet.".into(), reason.into())
}
