//! The same rooms without a window. Prints to stdout; problems go to stderr with exit code 1, wrong usage with 2, and a table
//! that leaves something open ends with 3. Only `check` has codes of its own.

mod args;
mod backtest;
mod batch;
mod check;
mod example;
mod forecast;
mod import;
mod json;
mod kpi;
mod list;
mod minutes;
mod picture;
mod show;
mod target;
mod what_if;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::analysis::{self, Answer};
use crate::app::safety::me;
use crate::app::settings::Store;
use crate::model::{Plan, Series};
use crate::storage::{
    self, Expected, Fingerprint, Keep, LoadError, Loaded, Lock, Locking, Moment, Request, Vault, Warning,
};
use crate::text::money::Style;
use crate::text::number::Numbers;
use args::Command;

/// What the command line asks for.
#[derive(Debug)]
pub enum Task {
    /// Open the window, on a plan or a folder of plans if one is named.
    Window {
        plan: Option<PathBuf>,
        today: Option<NaiveDate>,
        renderer: Option<String>,
    },
    Line(Line),
}

/// A command that needs no window.
#[derive(Debug)]
pub struct Line {
    command: Command,
    today: Option<NaiveDate>,
}

/// A problem in one sentence, for stderr.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Problem(String);

impl Problem {
    #[expect(clippy::needless_pass_by_value, reason = "errors are handed over by map_err")]
    fn new(text: impl ToString) -> Self {
        Self(text.to_string())
    }
}

/// How a command ended that met no problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Done,
    /// A table leaves something open; nothing was written.
    OpenQuestions,
    /// `check` has looked, and found what this exit code says.
    Checked(u8),
}

/// Reads the program's arguments; answers help, version and wrong usage itself, as every command line does.
#[must_use]
pub fn parse() -> Task {
    args::parse()
}

/// The command line's words and options, for those who write its manual.
#[must_use]
pub fn definition() -> clap::Command {
    args::definition()
}

/// Carries a command out and answers the exit code.
///
/// # Errors
/// [`Problem`] for stderr; nothing was written then.
pub fn run(line: Line) -> Result<Ended, Problem> {
    let today = line.today;
    let done = match line.command {
        Command::Import(wanted) => return import::run(&wanted, today),
        Command::Check { plans, json } => return check::run(&plans, json, today).map(Ended::Checked),
        Command::Show { plan, json, by } => show::run(&plan_path(&plan), json, by.map(Into::into), today),
        Command::List { folder, json } => list::run(&folder, json, today),
        Command::Target(wanted) => target::run(&wanted, today),
        Command::WhatIf(wanted) => what_if::run(&wanted, today),
        Command::Example { folder } => example::run(&folder),
        Command::Minutes(wanted) => minutes::run(&wanted, today),
        Command::Picture(wanted) => picture::run(&wanted, today),
        Command::Forecast(wanted) => forecast::run(&wanted),
        Command::Backtest(wanted) => backtest::run(&wanted),
    };
    done.map(|()| Ended::Done)
}

/// The day that `plan` is read as of: `--today`, or an example's own, or the calendar's.
fn day(today: Option<NaiveDate>, plan: &Plan) -> NaiveDate {
    today.or(plan.as_of).unwrap_or_else(now)
}

#[expect(clippy::disallowed_methods, reason = "the command line is one of the two places that ask the clock")]
fn now() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// The plan file that is meant by `path`: the file of that name, or else the one that `import --into` makes of it.
fn plan_path(path: &Path) -> PathBuf {
    let made = storage::with_ending(path);
    if !path.exists() && made.exists() { made } else { path.to_owned() }
}

/// Reads a plan and says on stderr what is odd about its file.
fn load(path: &Path) -> Result<Loaded, Problem> {
    let loaded = storage::load(path).map_err(|error| Problem(in_full(&error)))?;
    for warning in &loaded.warnings {
        complain(&format!("{}: {warning}", path.display()));
    }
    Ok(loaded)
}

/// Why a plan can't be opened; below it the line that it is about, with a caret under the place.
fn in_full(error: &LoadError) -> String {
    let line = error.line().map(|(line, caret)| format!("\n    {line}\n    {:caret$}^", "")).unwrap_or_default();
    error.words() + &line
}

/// What a plan was read from, to be sure that nothing else is written over.
#[derive(Default)]
struct Base {
    warnings: Vec<Warning>,
    /// `None` for a plan that is in no file yet.
    known: Option<Fingerprint>,
}

impl Base {
    fn of(loaded: Loaded) -> (Plan, Self) {
        (loaded.plan, Self { warnings: loaded.warnings, known: Some(loaded.fingerprint) })
    }
}

/// Saves a plan over what it was read from, which is kept among its earlier versions; a file with fields that would be
/// lost is kept beside it as well.
fn save(path: &Path, plan: &Plan, base: &Base) -> Result<(), Problem> {
    let _lock = lock(path)?;
    if base.warnings.iter().any(|w| matches!(w, Warning::UnknownFields { .. })) {
        let kept = storage::keep_original(&storage::RealFs, path).map_err(Problem::new)?;
        complain(&format!("The file as it was is kept as {}.", kept.display()));
    }
    let vault = Store::of_this_person().places().data.map(|data| Vault::in_folder(&data.join("versions")));
    let keep = vault.as_ref().map(|vault| Keep { vault, at: moment(), must: false });
    let expected = base.known.map_or(Expected::Nothing, |known| Expected::OneOf(vec![known]));
    let request = Request { expected, keep, ..Request::new(path) };
    let written = storage::save_as_asked(&storage::RealFs, &request, plan).map_err(Problem::new)?;
    if let Some(reason) = written.not_kept {
        complain(&format!("The version before could not be kept: {reason}."));
    }
    Ok(())
}

/// Nobody else may have the plan open while it is written.
fn lock(path: &Path) -> Result<Option<Lock>, Problem> {
    match Lock::take(path, &me(moment().format("%H:%M").to_string()), system(), false) {
        Locking::Ours(lock) => Ok(Some(lock)),
        Locking::NoPlace => Ok(None),
        Locking::Taken(owner) | Locking::Elsewhere { owner, .. } => {
            let path = path.display();
            Err(Problem(format!("{path} is open elsewhere ({owner}); close it there first. Nothing was changed.")))
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is one of the two places that ask the clock")]
fn moment() -> Moment {
    chrono::Local::now().naive_local()
}

#[expect(clippy::disallowed_methods, reason = "the command line is one of the two places that ask the clock")]
fn system() -> std::time::SystemTime {
    std::time::SystemTime::now()
}

/// Numbers are written the same on every machine; only the window follows the desktop.
fn style(plan: &Plan, series: &Series) -> Style {
    Style { numbers: Numbers::ENGLISH, currency: plan.currency, unit: series.unit.clone() }
}

/// Every series with its answer.
fn answers(plan: &Plan, today: NaiveDate) -> Vec<(&Series, Answer)> {
    let known = plan
        .series
        .iter()
        .enumerate()
        .filter_map(|(index, series)| Some((&**series, analysis::analyse(plan, index, today)?)));
    known.collect()
}

/// Says a problem on stderr.
#[expect(clippy::print_stderr, reason = "the command line's one voice for problems")]
pub fn complain(text: &str) {
    eprintln!("{text}");
}

fn say(text: &str) {
    use std::io::Write as _;
    // A reader that has seen enough (`| head`) is no error.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// The series of that name, or the first one.
fn series_index(plan: &Plan, name: Option<&str>) -> Result<usize, Problem> {
    let names = || plan.series.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
    match name {
        Some(name) => plan
            .series_index(name)
            .ok_or_else(|| Problem(format!("the plan has no series {name:?}; it has: {}", names()))),
        None if plan.series.is_empty() => Err(Problem("the plan has no series yet; import some sales first".into())),
        None => Ok(0),
    }
}
