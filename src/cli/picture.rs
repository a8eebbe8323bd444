use chrono::NaiveDate;

use super::{Problem, args, day, load, style};
use crate::analysis;
use crate::analysis::closing::{Case, Closing};
use crate::analysis::simulate::WhatIf;
use crate::analysis::view::seen_by;
use crate::export::{PictureFormat, picture};
use crate::report::{Chart, Subject};
use crate::storage;
use crate::ui::theme::Theme;

pub(super) fn run(wanted: &args::Picture, today: Option<NaiveDate>) -> Result<(), Problem> {
    let plan = load(&super::plan_path(&wanted.plan))?.plan;
    let today = day(today, &plan);
    let index = super::series_index(&plan, wanted.series.as_deref())?;
    let answer = analysis::analyse(&plan, index, today).ok_or_else(|| Problem("the plan has no series".into()))?;
    let series = &plan.series[index];
    let style = style(&plan, series);
    let chart = Chart::from(wanted.chart);
    if wanted.by.is_some() && chart != Chart::History {
        return Err(Problem("--by is for the history; the other charts keep the periods of their series".into()));
    }
    let seen = wanted.by.and_then(|by| seen_by(&plan, index, by.into(), &answer));
    let (series, answer) = match &seen {
        Some(seen) => (&seen.series, &*seen.answer),
        None => (&**series, &answer),
    };
    let counts = matches!(chart, Chart::Bridge | Chart::ForecastGap);
    let closing = counts.then(|| Closing::of(&plan, index, answer, &WhatIf::default())).flatten();
    let subject =
        Subject { plan: &plan, series, answer, closing: closing.as_ref(), case: Case::default(), style: &style };
    if !chart.has_content(subject) {
        return Err(Problem(match chart {
            Chart::Kpis => "the plan has no KPIs yet; add one on the page KPIs first".to_owned(),
            _ => format!("{} has no forecast yet, so there is no bridge; add more figures first", series.name),
        }));
    }
    let palette = Theme::from(wanted.theme).tokens().palette();
    let svg = picture::of_chart(chart, subject, false, wanted.size.map(f32::from), &palette);
    let format = PictureFormat::of_path(&wanted.out).unwrap_or(PictureFormat::Png);
    let bytes = format.bytes(svg, 1.0).map_err(Problem::new)?;
    storage::write_file(&storage::RealFs, &wanted.out, &bytes).map_err(Problem::new)?;
    Ok(())
}
