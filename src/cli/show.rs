use std::path::Path;

use chrono::NaiveDate;

use super::{Problem, answers, day, json, load, say, style};
use crate::analysis::Answer;
use crate::analysis::view::seen_by;
use crate::model::{Amount, Granularity, Plan, Series};
use crate::report::Subject;
use crate::text::{UNKNOWN, calendar, view_rule};

pub(super) fn run(
    path: &Path,
    as_json: bool,
    by: Option<Granularity>,
    today: Option<NaiveDate>,
) -> Result<(), Problem> {
    let plan = load(path)?.plan;
    let today = day(today, &plan);
    let answers = answers(&plan, today);
    let findings = findings(&plan, &answers);
    if as_json {
        let text =
            serde_json::to_string_pretty(&json::plan(&plan, &answers, &findings, today)).map_err(Problem::new)?;
        say(&text);
        return Ok(());
    }
    say(&format!("{} · as of {}", plan.title, calendar::date(today, today)));
    for finding in &findings {
        say(finding);
    }
    for episode in &plan.episodes {
        let left_out = if episode.left_out { "; left out of season and trend" } else { "" };
        let (first, last) = (calendar::date(episode.first, today), calendar::date(episode.last, today));
        say(&format!("Event: {}, {first} to {last}{left_out}.", episode.name.trim()));
    }
    for (index, (series, answer)) in answers.iter().enumerate() {
        say("");
        match by.and_then(|by| seen_by(&plan, index, by, answer)) {
            Some(seen) => {
                table(&plan, &seen.series, &seen.answer);
                say(&view_rule(series.granularity, seen.answer.granularity));
            }
            None => table(&plan, series, answer),
        }
    }
    Ok(())
}

fn findings(plan: &Plan, answers: &[(&Series, Answer)]) -> Vec<String> {
    let several = answers.len() > 1;
    answers
        .iter()
        .flat_map(|(series, answer)| {
            let style = style(plan, series);
            let subject = Subject {
                plan,
                series,
                answer,
                closing: None,
                case: crate::analysis::closing::Case::default(),
                style: &style,
            };
            let label = if several { format!("{}: ", series.name) } else { String::new() };
            subject.voice().all().into_iter().map(move |finding| format!("{label}{finding}")).collect::<Vec<_>>()
        })
        .collect()
}

/// The plan period by period, and its total.
fn table(plan: &Plan, series: &Series, answer: &Answer) {
    let style = style(plan, series);
    let exact = |amount: Option<Amount>| amount.map_or_else(|| UNKNOWN.to_owned(), |a| style.exact(a));
    let line = |cells: [String; 5]| {
        let [period, target, sold, expected, gap] = cells;
        say(&format!("{period:<10}{target:>16}{sold:>16}{expected:>18}{gap:>16}"));
    };
    line([series.name.clone(), "target".into(), "sold".into(), "sold or expected".into(), "gap (+ short)".into()]);
    for row in answer.plan_rows() {
        line([
            calendar::period(row.period, plan.fiscal_start),
            exact(row.target),
            exact(row.actual),
            exact(row.expected),
            exact(row.gap),
        ]);
    }
    let total = &answer.total;
    line([
        "Total".into(),
        exact(total.target),
        exact(Some(total.actual_to_date)),
        exact(total.landing),
        exact(total.gap),
    ]);
}
