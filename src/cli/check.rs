use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Problem, day, plan_path, say};
use crate::analysis;
use crate::analysis::checkup::{Found, findings};
use crate::model::Plan;
use crate::storage::{self, Inspection, State, Trouble};
use crate::text::plural::capitalised;
use crate::text::quality::{Lack, lacks};
use crate::text::{Numbers, Style, checked, checkup};

/// A file, what is wrong with it, and what its plan lacks.
struct Checked {
    file: PathBuf,
    found: Inspection,
    lacks: Vec<Lack>,
    /// What the plan check says of it.
    findings: Vec<Told>,
}

/// A finding of the plan check, in words.
struct Told {
    found: Found,
    text: String,
}

/// Looks at files and answers the exit code: 0 if all are sound, 1 if one is altered, 2 if one can't be read.
pub(super) fn run(files: &[PathBuf], as_json: bool, today: Option<NaiveDate>) -> Result<u8, Problem> {
    let checked: Vec<Checked> = files.iter().map(|file| look(file, today)).collect();
    if as_json {
        let value: Vec<Value> = checked.iter().map(as_value).collect();
        say(&serde_json::to_string_pretty(&value).map_err(Problem::new)?);
    } else {
        checked.iter().for_each(print);
    }
    let worst = checked.iter().map(|checked| checked.found.state).max();
    Ok(match worst.unwrap_or(State::Sound) {
        State::Sound => 0,
        State::Altered => 1,
        State::Unreadable => 2,
    })
}

fn look(file: &Path, today: Option<NaiveDate>) -> Checked {
    let found = storage::inspect_file(&plan_path(file));
    let lacks = found.plan.as_ref().map(|plan| lacks(plan, day(today, plan))).unwrap_or_default();
    let findings = found.plan.as_ref().map(|plan| told(plan, day(today, plan))).unwrap_or_default();
    Checked { file: file.to_owned(), found, lacks, findings }
}

fn told(plan: &Plan, today: NaiveDate) -> Vec<Told> {
    let answer = analysis::analyse(plan, 0, today);
    let unit = plan.series.first().map(|series| series.unit.clone()).unwrap_or_default();
    let style = Style { numbers: Numbers::ENGLISH, currency: plan.currency, unit };
    let told = |found: Found| Told { text: checkup::sentence(&found.finding, plan, &style, today), found };
    findings(plan, answer.as_ref(), today).into_iter().map(told).collect()
}

fn print(checked: &Checked) {
    say(&format!("{}: {}", checked.file.display(), checked.found.state.id()));
    for trouble in &checked.found.troubles {
        say(&format!("  {}{}", place(trouble), trouble.text));
        if let Some((line, caret)) = &trouble.line {
            say(&format!("    {line}"));
            say(&format!("    {:caret$}^", ""));
        }
    }
    for lack in checked.lacks.iter().filter(|lack| accepted(checked, lack).is_none()) {
        say(&format!("  {}: {}", lack.group, lack.text));
    }
    for told in checked.findings.iter().filter(|told| told.found.accepted.is_none()) {
        let group = capitalised(told.found.group.id());
        say(&format!("  {group}: {} {}", told.text, checkup::way(&told.found.finding)));
    }
}

/// Why a lack is accepted, if it is.
fn accepted(checked: &Checked, lack: &Lack) -> Option<String> {
    let sheets = &checked.found.plan.as_ref()?.worksheets;
    Some(sheets.acceptance(&checked::id_of_lack(lack))?.reason.clone())
}

/// As in `line 14, column 31, series[0].name: `.
fn place(trouble: &Trouble) -> String {
    let mut place = trouble.at.map(|(line, column)| format!("line {line}, column {column}")).unwrap_or_default();
    if !trouble.field.is_empty() {
        if !place.is_empty() {
            place.push_str(", ");
        }
        place.push_str(&trouble.field);
    }
    if place.is_empty() { place } else { place + ": " }
}

/// Keys may be added; none is ever renamed.
fn as_value(checked: &Checked) -> Value {
    let problem = |trouble: &Trouble| {
        json!({
            "line": trouble.at.map(|at| at.0),
            "column": trouble.at.map(|at| at.1),
            "field": trouble.field,
            "text": trouble.text,
        })
    };
    let lack = |lack: &Lack| {
        json!({
            "group": lack.group,
            "text": lack.text,
            "where": lack.place,
            "id": checked::id_of_lack(lack),
            "accepted": accepted(checked, lack),
        })
    };
    let finding = |told: &Told| {
        json!({
            "group": told.found.group.id(),
            "text": told.text,
            "where": told.found.place,
            "way": checkup::way(&told.found.finding),
            "id": told.found.id(),
            "accepted": told.found.accepted.as_ref().map(|accepted| accepted.reason.clone()),
        })
    };
    json!({
        "file": checked.file.display().to_string(),
        "state": checked.found.state.id(),
        "problems": checked.found.troubles.iter().map(problem).collect::<Vec<_>>(),
        "findings": checked.lacks.iter().map(lack).chain(checked.findings.iter().map(finding)).collect::<Vec<_>>(),
    })
}
