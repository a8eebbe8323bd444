//! An earlier forecast, as the method would have made it then, drawn over what came.

use std::borrow::Cow;

use super::{ForecastGapOptions, Shown, first_known};
use crate::analysis::{Answer, PastForecast, Point, Row};
use crate::chart::grammar::{Frame, Pen};
use crate::chart::layout::Layout;
use crate::model::{Amount, Period, Span, Standing};
use crate::text::{Origin, Said, calendar, plural};

/// Periods before the earliest of the forecasts, so that each can be seen to go on from something.
const LEAD: usize = 3;

impl<'a> Shown<'a> {
    /// All earlier forecasts show the same periods, so that stepping through them moves nothing but the forecast.
    pub(super) fn earlier(
        answer: &'a Answer,
        past: &PastForecast,
        options: &'a ForecastGapOptions,
        frame: Frame,
    ) -> Self {
        let first = answer.rows.first().map(|row| row.period);
        let row_of = |period: Period| usize::try_from(first?.until(period)).ok();
        let earliest = answer.past_forecasts.iter().filter_map(|past| row_of(past.known)).min().unwrap_or(0);
        let start = earliest.saturating_sub(LEAD).max(first_known(answer));
        let end = answer.last_finished.map_or(0, |last| last + 1);
        let said = |period: Period| past.points.iter().find(|(said, _)| *said == period).map(|(_, point)| *point);
        let rows: Vec<Row> = answer
            .rows
            .get(start.min(end)..end)
            .unwrap_or_default()
            .iter()
            .map(|row| Row { forecast: said(row.period), adjusted: None, ..row.clone() })
            .collect();
        Self::of(answer, options, frame, Cow::Owned(rows), &[], Some(past.known))
    }

    /// The end of what was known then, marked like today.
    pub(super) fn draw_known(&self, pen: &mut Pen, layout: &Layout) {
        let Some(known) = self.known else { return };
        let Some(index) = self.rows.iter().position(|row| row.period == known) else { return };
        let label = format!("As of {}", calendar::period(known, self.options.fiscal));
        pen.today(layout.edge(index + 1), layout.plot_y(), &label, [0.0, self.frame.size[0]]);
    }
}

/// "As of Feb 2026, 8 months ahead." and how it came out.
pub(super) fn sentence(answer: &Answer, past: &PastForecast, options: &ForecastGapOptions) -> (Said, Said) {
    let (style, fiscal) = (&options.style, options.fiscal);
    let word = calendar::period_word(answer.granularity);
    let finished =
        |period: Period| answer.row(period).filter(|row| row.standing == Standing::Finished).and_then(|row| row.actual);
    let outcomes: Vec<(Period, Point, Amount)> =
        past.points.iter().filter_map(|(period, point)| Some((*period, *point, finished(*period)?))).collect();
    let claim =
        format!("As of {}, {} ahead.", calendar::period(past.known, fiscal), plural::count(past.points.len(), word));
    let (Some(first), Some(last)) = (outcomes.first(), outcomes.last()) else { return (claim.into(), Said::default()) };
    let said: Amount = outcomes.iter().map(|(_, point, _)| point.mid).sum();
    let came: Amount = outcomes.iter().map(|(_, _, actual)| *actual).sum();
    let off = came - said;
    let (said, came_text) = (style.in_sentence(said), style.in_sentence(came));
    let span = Span { first: first.0, last: last.0 };
    let size = match (off.abs().to_f64(), came.to_f64()) {
        (off, came) if came > 0.0 => style.percent_fine(off / came * 100.0),
        (off, _) => style.in_sentence(off),
    };
    let figures = if span.len() == 1 { Origin::Period(span.last) } else { Origin::Figures };
    let reason = Said::new("It expected ").number(said.clone(), Origin::Landing);
    let reason = reason.and(format!(" for {}; ", calendar::span(span, fiscal)));
    let reason = if said == came_text {
        reason.and("the same came")
    } else {
        let side = if off.is_negative() { "less" } else { "more" };
        reason.number(came_text, figures).and(format!(" came, {size} {side}"))
    };
    let held =
        outcomes.iter().filter(|(_, point, actual)| (point.band80.lo..=point.band80.hi).contains(actual)).count();
    let lines = match outcomes.len() {
        1 if held == 1 => "It lay inside the 8-in-10 lines.".to_owned(),
        1 => "It lay outside the 8-in-10 lines.".to_owned(),
        all => format!("The 8-in-10 lines held {held} of {}.", plural::count(all, word)),
    };
    (claim.into(), reason.and(format!(". {lines}")))
}
