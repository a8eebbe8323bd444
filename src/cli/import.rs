use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Base, Ended, Problem, args, complain, day, load, save, say};
use crate::app::settings::Store;
use crate::import::{self, TableRead, Taking, Wanted, Watch};
use crate::model::{FiscalStart, Plan, Rhythm, Span, Unit};
use crate::text::{calendar, plural};

/// Rows whose reasons are printed: a list of sales may leave out thousands for one.
const MOST: usize = 60;

pub(super) fn run(wanted: &args::Import, today: Option<NaiveDate>) -> Result<Ended, Problem> {
    let Some(into) = wanted.into.as_deref() else { return show(wanted, &Plan::default(), today) };
    if into.is_dir() {
        return Err(Problem(format!(
            "{} is a folder; name a plan in it, such as {}",
            into.display(),
            into.join("sales.upturn.ron").display()
        )));
    }
    let path = crate::storage::with_ending(into);
    let first = wanted.tables.first().map_or(Path::new(""), |table| table);
    let (mut plan, base) = open_or_new(&path, first, wanted.fiscal_start)?;
    if wanted.preview {
        return show(wanted, &plan, today);
    }
    let mut done = Vec::with_capacity(wanted.tables.len());
    for table in &wanted.tables {
        let today = day(today, &plan);
        let read = read(table, wanted, &plan, today)?;
        let preview = &read.preview;
        if !preview.is_settled() {
            print_open(table, &read, wanted.json);
            return Ok(Ended::OpenQuestions);
        }
        let file = table.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let routes = preview.routes(&plan, wanted.series.as_deref()).map_err(Problem::new)?;
        let taking = Taking { routes: &routes, file: Some(&file), today };
        let arrivals = preview.put_into(&mut plan, taking).map_err(Problem::new)?;
        done.push((read, routes, arrivals));
    }
    save(&path, &plan, &base)?;
    for (read, routes, arrivals) in &done {
        if wanted.json {
            let mut value = json_of(read);
            value["imported"] = json!(import::counted(arrivals));
            say(&format!("{value:#}"));
            continue;
        }
        print_how(read);
        for route in routes {
            let Some(found) = read.preview.series.get(route.found) else { continue };
            let (first, last) = (found.totals.first(), found.totals.last());
            let span = first.zip(last).and_then(|(a, b)| Span::new(a.period, b.period));
            let span = span.map(|s| calendar::span(s, plan.fiscal_start)).unwrap_or_default();
            let values = plural::count(found.totals.len(), "value");
            say(&format!("{values} ({span}) into {} of {}, total {}", route.series, path.display(), found.total));
        }
        say(&format!("{}.", import::counted(arrivals)));
        for line in import::listed(arrivals, plan.fiscal_start, |amount| amount.to_string()) {
            say(&line);
        }
    }
    Ok(Ended::Done)
}

fn read(table: &Path, wanted: &args::Import, plan: &Plan, today: NaiveDate) -> Result<TableRead, Problem> {
    let mut terms = Wanted::new(today, plan.fiscal_start);
    terms.currency = plan.currency;
    terms.weekly = import::weekly(plan);
    let kpi = wanted.series.as_deref().and_then(|name| import::kpi_named(plan, name));
    terms.by_week = kpi.is_some_and(|kpi| kpi.rhythm == Rhythm::Week);
    terms.date.clone_from(&wanted.date);
    terms.value.clone_from(&wanted.value);
    terms.by.clone_from(&wanted.by);
    terms.sheet.clone_from(&wanted.sheet);
    terms.answers.extend(wanted.answers.iter().cloned());
    let watch = Watch::default();
    let settings = Store::of_this_person();
    // A workbook's reader that panics is a fault of the file first of all.
    let read = std::panic::AssertUnwindSafe(|| {
        let kept = |signature: &str| settings.answers_to(signature);
        import::understand(import::open(table, &terms, &watch)?, &terms, kept, &watch)
    });
    match import::guarded(read, table) {
        Ok(read) => Ok(read),
        Err(error) if wanted.tables.len() > 1 => Err(Problem(format!("{}: {error}", table.display()))),
        Err(error) => Err(Problem::new(error)),
    }
}

/// Says how the tables are read, and what is open; writes nothing.
fn show(wanted: &args::Import, plan: &Plan, today: Option<NaiveDate>) -> Result<Ended, Problem> {
    let mut plan = plan.clone();
    if wanted.into.is_none() {
        plan.fiscal_start = wanted.fiscal_start.and_then(FiscalStart::new).unwrap_or_default();
    }
    let mut previews = Vec::with_capacity(wanted.tables.len());
    for table in &wanted.tables {
        previews.push(read(table, wanted, &plan, day(today, &plan))?);
    }
    if wanted.json {
        let mut values: Vec<Value> = previews.iter().map(json_of).collect();
        let value = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
        say(&format!("{value:#}"));
    } else {
        for (table, read) in wanted.tables.iter().zip(&previews) {
            print_preview(table, read, &plan);
        }
    }
    let open = previews.iter().any(|read| !read.preview.is_settled());
    Ok(if open { Ended::OpenQuestions } else { Ended::Done })
}

fn print_preview(table: &Path, read: &TableRead, plan: &Plan) {
    let preview = &read.preview;
    say(&format!("{}, {} of {} rows used", table.display(), preview.rows.used, preview.rows.total));
    print_how(read);
    for found in preview.series.iter().filter(|found| found.taken) {
        let more = found.currency.map_or(String::new(), |currency| format!(" {currency}"));
        say(&format!("{}: {}{more} in all", found.name, found.total));
        for total in &found.totals {
            say(&format!("  {}  {}", calendar::period(total.period, plan.fiscal_start), total.amount));
        }
    }
    if let Some(control) = &preview.control {
        let agrees = if control.agrees() { "agrees with it" } else { "does not agree" };
        say(&format!("The file says {} in all; what is taken, {}, {agrees}", control.file_total, control.used_total));
    }
    print_open(table, read, false);
}

fn print_how(read: &TableRead) {
    let preview = &read.preview;
    if read.remembered {
        say("What you answered in the window about such a table holds; --answer ID=VALUE says otherwise");
    }
    if let Some(source) = preview.source {
        say(&format!("Written by {source}"));
    }
    for decision in &preview.decisions {
        say(&format!("{}: {}", decision.what, decision.why));
    }
    for note in &preview.notes {
        say(note);
    }
    for skipped in preview.rows.skipped.iter().take(MOST) {
        say(&format!("Row {} is left out: {}", skipped.row, skipped.why));
    }
    if preview.rows.skipped.len() > MOST {
        say(&format!(
            "{} more are left out; --json lists them",
            plural::count(preview.rows.skipped.len() - MOST, "row")
        ));
    }
}

/// What a table leaves open, and how to answer.
fn print_open(table: &Path, read: &TableRead, json: bool) {
    if json {
        return say(&format!("{:#}", json_of(read)));
    }
    for question in &read.preview.questions {
        complain(&format!("{}: {}", table.display(), question.text));
        for option in &question.options {
            complain(&format!("  --answer \"{}={}\"  {}", question.id, option.value, option.label));
        }
        if let Some(typed) = question.typed {
            complain(&format!("  --answer \"{}=…\"  or {typed}", question.id));
        }
    }
}

/// The keys are those of the documentation; more may come, none goes.
fn json_of(read: &TableRead) -> Value {
    let preview = &read.preview;
    let options = |question: &import::Question| -> Vec<Value> {
        question.options.iter().map(|o| json!({ "value": o.value, "label": o.label })).collect()
    };
    let unit = |unit: &Unit| match unit {
        Unit::Money => "money".to_owned(),
        Unit::Count(what) => what.clone(),
    };
    let totals = |found: &import::Found| -> Vec<Value> {
        let total =
            |total: &import::Total| json!({ "period": total.period.to_string(), "amount": total.amount.to_string() });
        found.totals.iter().map(total).collect()
    };
    let notes = |found: &import::Found| -> Vec<Value> {
        found.notes.iter().map(|(period, note)| json!({ "period": period.to_string(), "note": note })).collect()
    };
    json!({
        "source": preview.source,
        "encoding": preview.encoding,
        "delimiter": preview.delimiter.map(String::from),
        "sheet": preview.sheet,
        "header_row": preview.header_row,
        "columns": preview.columns.iter().map(|c| json!({ "name": c.name, "role": c.role.id() })).collect::<Vec<_>>(),
        "rows": {
            "total": preview.rows.total,
            "used": preview.rows.used,
            "skipped": preview.rows.skipped.iter().map(|s| json!({ "row": s.row, "reason": &*s.why })).collect::<Vec<_>>(),
        },
        "questions": preview.questions.iter().map(|q| json!({ "id": q.id, "text": q.text, "options": options(q), "typed": q.typed })).collect::<Vec<_>>(),
        "series": preview.series.iter().map(|found| json!({
            "name": found.name,
            "unit": unit(&found.unit),
            "currency": found.currency.map(|c| c.to_string()),
            "totals": totals(found),
            "missing": found.missing.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "notes": notes(found),
            "taken": found.taken,
        })).collect::<Vec<_>>(),
        "control": preview.control.as_ref().map(|control| json!({
            "file_total": control.file_total.to_string(),
            "used_total": control.used_total.to_string(),
            "agrees": control.agrees(),
        })),
        "currency": preview.currency.map(|c| c.to_string()),
        "granularity": preview.granularity.id(),
        "data_date": preview.data_date.to_string(),
        "decisions": preview.decisions.iter().map(|d| json!({ "what": d.what, "why": d.why, "rows": d.rows })).collect::<Vec<_>>(),
        "notes": preview.notes,
        "remembered": read.remembered,
    })
}

/// The plan at `path`, or a new one for the whole business, named after the table.
fn open_or_new(path: &Path, table: &Path, fiscal_start: Option<u8>) -> Result<(Plan, Base), Problem> {
    if path.exists() {
        let loaded = load(path)?;
        if let Some(month) = fiscal_start
            && month != loaded.plan.fiscal_start.month()
        {
            let has = calendar::month_name(u32::from(loaded.plan.fiscal_start.month()));
            return Err(Problem(format!(
                "{} starts its fiscal year in {has}; --fiscal-start is for new plans only",
                path.display()
            )));
        }
        let (plan, base) = Base::of(loaded);
        return Ok((plan, base));
    }
    let stem = table.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    // No series yet: the table's own columns name them.
    let mut plan = Plan { title: stem, ..Plan::default() };
    plan.fiscal_start = fiscal_start.and_then(FiscalStart::new).unwrap_or_default();
    Ok((plan, Base::default()))
}
