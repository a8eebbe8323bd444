//! A plan's answers: pure functions of the plan and today. Nothing here draws, reads a file or asks the clock.

pub mod answer;
pub mod bridge;
pub mod change;
pub mod checkup;
pub mod closing;
mod distribution;
pub mod forecast;
pub mod kpi;
pub mod memo;
pub mod next;
mod outlook;
pub mod precedent;
mod regression;
mod rolling;
mod season;
mod signal;
pub mod simulate;
pub mod snapshot;
pub mod then;
mod timeline;
mod trend;
pub mod trigger;
pub mod view;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use answer::{
    Answer, Band, Choice, Direction, MethodAnswer, Odds, PastForecast, Point, Refusal, Rolling, Row, Season, Signal,
    SignalKind, Stretch, ThenAndNow, Total, Trend, Usual, Variation,
};
pub use memo::Memo;

use crate::model::{Episode, Plan, Series, Span};
use outlook::Outlook;
use timeline::Timeline;

/// Everything that is known of one series on `today`. `None` only if the plan has no such series.
#[must_use]
pub fn analyse(plan: &Plan, series_index: usize, today: NaiveDate) -> Option<Answer> {
    answer_with(plan, series_index, today, |series, line, decimals, window| {
        Outlook::of(plan, series, line, decimals, window)
    })
}

/// As [`analyse`] in a moment, with the forecast that `last` had: what shows while the new one is being fitted. Everything but the
/// forecast is up to date.
#[must_use]
pub fn while_fitting(plan: &Plan, series_index: usize, today: NaiveDate, last: &Answer) -> Option<Answer> {
    let carried = |series: &Series, line: &Timeline, _, _| Outlook::carried_over(last, series, line);
    let answer = answer_with(plan, series_index, today, carried)?;
    Some(Answer { fitting: true, ..answer })
}

fn answer_with(
    plan: &Plan,
    series_index: usize,
    today: NaiveDate,
    outlook: impl FnOnce(&Series, &Timeline, u32, usize) -> Outlook,
) -> Option<Answer> {
    let series = plan.series.get(series_index)?;
    let line = Timeline::new(plan, series, today);
    let decimals = series.unit.decimals(plan.currency);
    let window = plan.window(series.granularity);
    let rolling = rolling::all(&line, window);
    let own = rolling.iter().find(|rolling| rolling.window == window)?;
    let season = season::read(&line);
    let trend = trend::of_figures(&line, season.as_ref().ok());
    // Less than two years tell a season apart from chance so badly that limits around it would ring at random.
    let known_season = season.as_ref().ok().filter(|season| !season.weak);
    let variation = signal::read(&line, known_season, trend.as_ref().ok(), decimals);
    let outlook = outlook(series, &line, decimals, window);
    Some(Answer {
        today,
        granularity: series.granularity,
        decimals,
        span: line.plan,
        rows: outlook.rows,
        last_finished: line.known.map(|known| known.1),
        trend,
        smoothed_trend: trend::of_average(&line, own),
        total: outlook.total,
        episodes: stretches(plan, &line),
        variation,
        rolling,
        season,
        methods: outlook.methods,
        chosen: outlook.chosen,
        choice: outlook.choice,
        odds: outlook.odds,
        distribution: outlook.distribution,
        dots: outlook.dots,
        past_forecasts: outlook.past_forecasts,
        tamed: outlook.tamed,
        season_found: outlook.season_found,
        then_and_now: then::of(series, &line),
        fitting: false,
    })
}

/// The plan's episodes as they lie on the rows.
fn stretches(plan: &Plan, line: &Timeline) -> Vec<Stretch> {
    let (granularity, rows) = (line.span.first.granularity(), line.span);
    let stretch = |(index, episode): (usize, &Episode)| {
        let span = episode.span(granularity, plan.fiscal_start)?;
        // Cut to the rows; one that lies outside them ends before it begins.
        let span = Span::new(span.first.max(rows.first), span.last.min(rows.last))?;
        Some(Stretch { index, name: episode.name.trim().to_owned(), span, left_out: episode.left_out })
    };
    plan.episodes.iter().enumerate().filter_map(stretch).collect()
}
