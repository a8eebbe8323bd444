//! Everything that the page says, made once for each version of the plan.

use chrono::NaiveDate;

use crate::analysis::kpi::{self, Lead, Reading};
use crate::model::{Kpi, KpiId, KpiKind, Rhythm};
use crate::text::kpi::{self as words, Told};
use crate::text::{Said, Style, UNKNOWN};
use crate::ui::Open;

#[derive(Debug)]
pub(super) struct Listing {
    pub caption: String,
    pub finding: Said,
    /// Heads of the columns for the latest value and for the row of periods.
    pub latest: String,
    /// Long, and short for a narrow table.
    pub row: [String; 2],
    /// Headings over what people control and over results.
    pub groups: [String; 2],
    /// What people control first, then results; each in the order of the plan.
    pub rows: Vec<Row>,
    /// The period that is entered next, of the first KPI that lacks it.
    pub next: Option<(Rhythm, NaiveDate)>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub id: KpiId,
    pub kind: KpiKind,
    pub name: String,
    pub is_proxy: bool,
    /// In full, and in brief for a narrow table.
    pub goal: [String; 2],
    pub owner: String,
    pub latest: String,
    pub told: Told,
    pub leads: String,
    pub spoken: String,
    pub reading: Reading,
    pub lead: Option<Lead>,
    pub style: Style,
    /// "per week since June".
    pub about: String,
}

impl Listing {
    pub fn of(open: Open<'_>, today: NaiveDate) -> Self {
        let plan = open.plan;
        let kpis = &plan.kpis;
        let readings: Vec<Reading> = kpis.iter().map(|it| kpi::read(kpis, it, today)).collect();
        let finding = words::finding(plan, &readings, open.style.numbers, today).into();
        let next = next(kpis, today);
        let mut rows: Vec<Row> = kpis.iter().zip(readings).map(|(it, reading)| row(it, reading, open, today)).collect();
        rows.sort_by_key(|row| row.kind == KpiKind::Result);
        let shared = words::shared_rhythm(kpis);
        let latest = shared.and_then(|rhythm| rhythm.last(1, today).first().copied().map(|first| (rhythm, first)));
        Self {
            caption: words::caption(kpis, today),
            finding,
            latest: latest.map_or_else(
                || "Latest".to_owned(),
                |(rhythm, first)| crate::text::plural::capitalised(&words::period(rhythm, first, today)),
            ),
            row: {
                let periods = shared.map_or_else(|| "13 periods".to_owned(), |it| words::periods(kpi::SHOWN, it));
                [format!("{periods}, grey = normal variation"), periods]
            },
            groups: [KpiKind::Leading, KpiKind::Result].map(|kind| words::group(kpis, kind)),
            rows,
            next,
        }
    }
}

/// The last period that is over if somebody has not counted it yet, else the one that is running.
fn next(kpis: &[Kpi], today: NaiveDate) -> Option<(Rhythm, NaiveDate)> {
    let entered = || kpis.iter().filter(|kpi| kpi.ratio.is_none());
    let last = |rhythm: Rhythm| rhythm.last(1, today).first().copied();
    let missing = entered().find_map(|kpi| {
        let last = last(kpi.rhythm)?;
        (!kpi.values.is_empty() && !kpi.values.contains_key(&last)).then_some((kpi.rhythm, last))
    });
    missing.or_else(|| {
        let first = entered().next()?;
        // Who has nothing yet begins with what is over.
        let day = if first.values.is_empty() { last(first.rhythm)? } else { first.rhythm.first_day(today) };
        Some((first.rhythm, day))
    })
}

fn row(it: &Kpi, reading: Reading, open: Open<'_>, today: NaiveDate) -> Row {
    let (plan, granularity) = (open.plan, open.answer.granularity);
    let style = words::style(plan, it, open.style.numbers);
    let lead = (it.kind == KpiKind::Leading)
        .then(|| kpi::lead(&plan.kpis, it, open.answer, plan.fiscal_start, kpi::lags(granularity)));
    let leads = lead.as_ref().map_or_else(|| "result".to_owned(), |lead| words::leads(it, lead, granularity));
    let latest = reading.latest().map_or_else(|| UNKNOWN.to_owned(), |value| words::value(&style, value));
    let (goal, told) = (words::goal(it.goal, &style), words::told(&reading));
    let proxy = if it.is_proxy { ", a proxy" } else { "" };
    let spoken = format!("{}{proxy}: {latest}; {goal}; {}; {leads}", it.name, told.word);
    let about = words::about_chart(it, &reading, today);
    let about = words::ratio(plan, it).map_or(about.clone(), |ratio| format!("{about} · {ratio}"));
    Row {
        id: it.id,
        kind: it.kind,
        name: it.name.clone(),
        is_proxy: it.is_proxy,
        goal: [goal, words::goal_in_brief(it.goal, &style)],
        owner: it.owner.clone(),
        latest,
        told,
        leads,
        spoken,
        reading,
        lead,
        style,
        about,
    }
}
