use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Problem, json as write, now, say};
use crate::model::Unit;
use crate::portfolio::{Days, Folder, Row, Sort, Standing, State, Summary};
use crate::storage;
use crate::text::{Numbers, UNKNOWN};

/// Prints the plans of a folder, by name.
///
/// # Errors
/// [`Problem`] if the folder can't be listed, and also after the list if a file in it can't be read.
pub(super) fn run(path: &Path, as_json: bool, today: Option<NaiveDate>) -> Result<(), Problem> {
    let files = storage::plan_files(path).map_err(Problem::new)?;
    let mut folder = Folder::new(path.to_owned(), files, Days { given: today, today: today.unwrap_or_else(now) });
    folder.read_all();
    let order = folder.filtered(&folder.sorted(Sort::default()), "");
    let rows: Vec<&Row> = order.iter().filter_map(|index| folder.rows().get(*index)).collect();
    if as_json {
        say(&serde_json::to_string_pretty(&as_value(&folder, &rows)).map_err(Problem::new)?);
    } else {
        say(&folder.finding(Numbers::ENGLISH).plain());
        table(&rows);
        reasons(&rows);
    }
    match folder.unreadable() {
        0 => Ok(()),
        1 => Err(Problem("1 file in the folder can't be read; the list says why".to_owned())),
        several => Err(Problem(format!("{several} files in the folder can't be read; the list says why"))),
    }
}

/// Columns as wide as what stands in them; amounts to the right.
fn table(rows: &[&Row]) {
    let head = ["Plan", "For", "Forecast", "Target", "Gap", "File"].map(str::to_owned);
    let lines: Vec<[String; 6]> =
        rows.iter().filter_map(|row| row.summary().map(|summary| cells(&row.file.name, summary))).collect();
    if lines.is_empty() {
        return;
    }
    let lines: Vec<[String; 6]> = std::iter::once(head).chain(lines).collect();
    let width = |column: usize| lines.iter().map(|cells| cells[column].chars().count()).max().unwrap_or_default();
    let [plan, subject, forecast, target, gap] = [0, 1, 2, 3, 4].map(width);
    say("");
    for [a, b, c, d, e, file] in &lines {
        say(&format!("{a:<plan$}  {b:<subject$}  {c:>forecast$}  {d:>target$}  {e:<gap$}  {file}"));
    }
}

fn cells(file: &str, summary: &Summary) -> [String; 6] {
    let style = summary.style(Numbers::ENGLISH);
    let exact = |amount: Option<_>| amount.map_or_else(|| UNKNOWN.to_owned(), |amount| style.exact(amount));
    let gap = match (summary.standing, summary.gap) {
        (Standing::Short, Some(gap)) => format!("{} short", style.exact(gap)),
        (Standing::Ahead, Some(gap)) => format!("{} ahead", style.exact(gap.abs())),
        (Standing::OnTarget, _) => "on target".to_owned(),
        (Standing::NoForecast, _) => format!("{UNKNOWN} too few figures"),
        (Standing::NoTarget | Standing::Short | Standing::Ahead, _) => format!("{UNKNOWN} no target"),
    };
    [summary.title.clone(), summary.subtitle(), exact(summary.landing), exact(summary.target), gap, file.to_owned()]
}

fn reasons(rows: &[&Row]) {
    let unreadable = rows.iter().filter_map(|row| match &row.state {
        State::Unreadable(reason) => Some((&row.file.name, reason)),
        _ => None,
    });
    for (index, (name, reason)) in unreadable.enumerate() {
        if index == 0 {
            say("");
        }
        say(&format!("{name} can't be read. {reason}"));
    }
}

/// Keys may be added; none is ever renamed.
fn as_value(folder: &Folder, rows: &[&Row]) -> Value {
    let plans: Vec<Value> = rows.iter().filter_map(|row| row.summary().map(|s| plan(&row.file.name, s))).collect();
    let unreadable: Vec<Value> = rows
        .iter()
        .filter_map(|row| match &row.state {
            State::Unreadable(reason) => Some(json!({ "file": row.file.name, "reason": reason })),
            _ => None,
        })
        .collect();
    json!({
        "folder": folder.path().display().to_string(),
        "finding": folder.finding(Numbers::ENGLISH).plain(),
        "plans": plans,
        "unreadable": unreadable,
    })
}

fn plan(file: &str, summary: &Summary) -> Value {
    let average = summary.averages.last().copied().flatten();
    json!({
        "file": file,
        "title": summary.title,
        "subject": { "name": summary.name, "kind": summary.kind.label() },
        "owner": summary.owner,
        "as_of": summary.as_of.to_string(),
        "series": summary.series,
        "granularity": summary.granularity.id(),
        "unit": match &summary.unit {
            Unit::Money => summary.currency.map_or_else(|| "money".to_owned(), |c| c.to_string()),
            Unit::Count(name) => name.clone(),
        },
        "plan_period": { "from": summary.span.first.to_string(), "to": summary.span.last.to_string() },
        "window": summary.window,
        "average": write::real(average),
        "forecast": write::number(summary.landing),
        "target": write::number(summary.target),
        "gap": write::number(summary.gap),
        "standing": match summary.standing {
            Standing::Short => "short",
            Standing::Ahead => "ahead",
            Standing::OnTarget => "on_target",
            Standing::NoTarget => "no_target",
            Standing::NoForecast => "no_forecast",
        },
        "next_review": summary.review.map(|due| due.day.to_string()),
    })
}
