//! The KPIs of a plan at a glance: a row each, with what it came to, its last periods and what they say.

use super::Subject;
use crate::analysis::kpi::{self, Reading, SHOWN};
use crate::chart::kpi::{self as charts, Shown};
use crate::chart::table::Table;
use crate::chart::{Frame, Scene};
use crate::model::{Amount, KpiId};
use crate::text::kpi as words;
use crate::text::plural;

/// One KPI over time; `None` if it is not in the plan.
#[must_use]
pub fn scene(subject: Subject<'_>, id: KpiId, frame: Frame) -> Option<Scene> {
    let Subject { plan, answer, .. } = subject;
    let kpi = plan.kpi(id)?;
    let reading = kpi::read(&plan.kpis, kpi, answer.today);
    let style = words::style(plan, kpi, subject.style.numbers);
    Some(charts::scene(Shown { kpi, reading: &reading, style: &style, today: answer.today }, frame))
}

pub(super) fn readings(subject: Subject<'_>) -> Vec<Reading> {
    let kpis = &subject.plan.kpis;
    kpis.iter().map(|kpi| kpi::read(kpis, kpi, subject.answer.today)).collect()
}

/// What has changed and what stays beside its goal, in a sentence.
pub(super) fn finding(subject: Subject<'_>) -> String {
    words::finding(subject.plan, &readings(subject), subject.style.numbers, subject.answer.today)
}

/// All in rows; where there is not room for all, those that say most.
pub(super) fn rows(subject: Subject<'_>, frame: Frame) -> Scene {
    let Subject { plan, answer, .. } = subject;
    let readings = readings(subject);
    let styles: Vec<_> = plan.kpis.iter().map(|kpi| words::style(plan, kpi, subject.style.numbers)).collect();
    let all = plan.kpis.iter().zip(&readings).zip(&styles);
    let all: Vec<Shown<'_>> =
        all.map(|((kpi, reading), style)| Shown { kpi, reading, style, today: answer.today }).collect();
    charts::rows(&all, frame)
}

/// A row a KPI with its last periods, the latest last; numbers as a spreadsheet reads them.
pub(super) fn table(subject: Subject<'_>) -> Table {
    let (plan, numbers, today) = (subject.plan, subject.style.numbers, subject.answer.today);
    let shared = words::shared_rhythm(&plan.kpis);
    let value = |value: Option<Amount>| value.map(|value| numbers.edit(value)).unwrap_or_default();
    let mut head: Vec<String> = ["KPI", "Counted in", "Who", "Goal", "Reading"].map(str::to_owned).to_vec();
    match shared {
        Some(rhythm) => {
            let days = rhythm.last(SHOWN, today);
            head.extend(days.iter().map(|day| plural::capitalised(&words::period(rhythm, *day, today))));
        }
        None => head.push("Latest".to_owned()),
    }
    let row = |(kpi, reading): (&crate::model::Kpi, &Reading)| {
        let style = words::style(plan, kpi, numbers);
        let told = words::told(reading).word.to_owned();
        let mut cells =
            vec![kpi.name.clone(), words::unit(&style), kpi.owner.clone(), words::goal(kpi.goal, &style), told];
        match shared {
            Some(_) => cells.extend(reading.row.iter().map(|(_, it)| value(*it))),
            None => cells.push(value(reading.latest())),
        }
        cells
    };
    Table { head, rows: plan.kpis.iter().zip(&readings(subject)).map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::chart::sample::check;
    use crate::report::Chart;
    use crate::storage;
    use crate::text::Style;

    #[test]
    fn every_kpi_is_a_row_of_picture_and_table_and_the_wall_has_those_that_say_most() {
        let (plan, _) = storage::parse(storage::COAST.text.as_bytes()).unwrap();
        let answer = analyse(&plan, 0, plan.as_of.unwrap()).unwrap();
        let series = &plan.series[0];
        let numbers = crate::text::Numbers::ENGLISH;
        let style = Style { numbers, currency: plan.currency, unit: series.unit.clone() };
        let subject = Subject {
            plan: &plan,
            series,
            answer: &answer,
            closing: None,
            case: crate::analysis::closing::Case::default(),
            style: &style,
        };
        let table = Chart::Kpis.table(subject);
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
        assert_eq!((table.rows.len(), table.head.len()), (8, 5 + SHOWN));
        assert_eq!(table.rows[1][..5], ["Tastings held", "tastings", "Tom Achterberg", "at least 4", "Signal: better"]);
        assert_eq!(table.rows[1].last().unwrap(), "5");
        let texts = |scene: &Scene| -> Vec<String> {
            let text = |mark: &crate::chart::Mark| match mark {
                crate::chart::Mark::Text { text, .. } => Some(text.clone()),
                _ => None,
            };
            scene.marks.iter().filter_map(text).collect()
        };
        for frame in [Frame::page(900.0, 500.0), Frame::page(240.0, 120.0), Frame::room(1700.0, 700.0, 1080.0)] {
            let scene = Chart::Kpis.scene(subject, false, frame);
            check(&scene);
            let shown = plan.kpis.iter().filter(|kpi| texts(&scene).contains(&kpi.name)).count();
            assert!(if frame.room { shown == 7 } else { frame.size[0] < 300.0 || shown == 8 }, "{shown}");
            for kpi in plan.kpis.iter() {
                check(&scene_of(subject, kpi.id, frame));
            }
        }
        let wall = Chart::Kpis.scene(subject, false, Frame::room(1700.0, 700.0, 1080.0));
        assert!(wall.reason.plain().ends_with("One more KPI is on its page."), "{}", wall.reason);
        assert_eq!(scene(subject, KpiId(99), Frame::page(500.0, 300.0)), None);
    }

    fn scene_of(subject: Subject<'_>, id: KpiId, frame: Frame) -> Scene {
        scene(subject, id, frame).unwrap()
    }
}
