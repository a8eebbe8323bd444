//! The shape of the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use super::{Line, Task};
use crate::analysis::simulate::Item;
use crate::export::{Handout, PictureFormat};
use crate::model::{Granularity, Level, Period, Spread};
use crate::report::Chart;
use crate::ui::theme::Theme;

/// Sales plans in local files: history, forecast, gap to the target.
#[derive(Debug, Parser)]
#[command(name = "upturn", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
struct Arguments {
    /// Plan, or folder of plans, to open in the window
    plan: Option<PathBuf>,

    /// Read the plan as of this day instead of today
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<NaiveDate>,

    /// How the window is drawn, where the usual way fails
    #[arg(long, value_name = "NAME", value_parser = ["wgpu", "glow"])]
    renderer: Option<String>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print what a plan says
    Show {
        /// Plan file
        plan: PathBuf,
        /// As JSON, every period with its numbers
        #[arg(long)]
        json: bool,
        /// Add the periods of each series up to longer ones; a week counts in the month of its Thursday
        #[arg(long, value_enum, value_name = "PERIOD", conflicts_with = "json")]
        by: Option<ByArg>,
    },
    /// Print the plans of a folder: forecast, target and gap of each
    List {
        /// Folder; its subfolders are left out
        folder: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Say whether plans are as Upturn wrote them: ends with 0 if all are sound, 1 if one was edited outside or damaged,
    /// 2 if one can't be read
    Check {
        /// Plan files
        #[arg(required = true)]
        plans: Vec<PathBuf>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Read tables of sales (CSV, TSV, XLSX, ODS), show how, or add their figures to a plan
    Import(Import),
    /// Set a target from one number
    Target(Target),
    /// Print the odds of each target and the bridge to it, with strategies and scenarios taken as certain or left out; the plan stays
    WhatIf(WhatIf),
    /// Write the example plans into a folder
    Example {
        /// Folder, made if it is not there
        folder: PathBuf,
    },
    /// Write a chart as PNG or SVG
    Picture(Picture),
    /// Print the minutes of a review, its days for a calendar, or its actions as a table
    Minutes(Minutes),
    /// Forecast every series of a long CSV (`series_id,period,value`)
    Forecast(Forecast),
    /// Print how the methods would have done on every series of a long CSV
    Backtest(Backtest),
}

#[derive(Debug, Args)]
pub(super) struct Forecast {
    /// Long CSV: `series_id`, period (2026-07, 2026-07-31 or 2026-Q3), value; rows in time order
    #[arg(required_unless_present = "methods")]
    pub file: Option<PathBuf>,
    /// Periods to forecast
    #[arg(long, value_name = "H", required_unless_present = "methods", value_parser = horizon)]
    pub horizon: Option<usize>,
    #[command(flatten)]
    pub how: How,
    /// File to write instead of the standard output
    #[arg(long, value_name = "OUT.csv")]
    pub out: Option<PathBuf>,
    /// Print the ids of the methods
    #[arg(long)]
    pub methods: bool,
}

#[derive(Debug, Args)]
pub(super) struct Backtest {
    /// Long CSV: `series_id`, period, value; rows in time order
    pub file: PathBuf,
    /// Periods that each scored forecast looks ahead; a year otherwise
    #[arg(long, value_name = "H", value_parser = horizon)]
    pub horizon: Option<usize>,
    #[command(flatten)]
    pub how: How,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct How {
    /// Rows in a year (1: no season), or auto: as the periods say. Whether there is a season is tested either way
    #[arg(long, value_name = "N|auto", default_value = "auto", value_parser = season)]
    pub season: SeasonArg,
    /// Method to use; Upturn chooses otherwise
    #[arg(long, value_name = "ID", value_parser = method)]
    pub method: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SeasonArg {
    Auto,
    Rows(usize),
}

/// Longest season, in rows, and most rows that are forecast.
const LONGEST_SEASON: usize = 400;
const LONGEST_HORIZON: usize = 1_000;

fn season(text: &str) -> Result<SeasonArg, String> {
    if text == "auto" {
        return Ok(SeasonArg::Auto);
    }
    let rows = text.parse().ok().filter(|rows| (1..=LONGEST_SEASON).contains(rows));
    rows.map(SeasonArg::Rows).ok_or_else(|| format!("is neither auto nor a number from 1 to {LONGEST_SEASON}"))
}

fn horizon(text: &str) -> Result<usize, String> {
    let rows = text.parse().ok().filter(|rows| (1..=LONGEST_HORIZON).contains(rows));
    rows.ok_or_else(|| format!("is not a number of periods from 1 to {LONGEST_HORIZON}"))
}

fn method(text: &str) -> Result<String, String> {
    let known = crate::analysis::forecast::index_of(text).is_some();
    if known { Ok(text.to_owned()) } else { Err("is no method; `upturn forecast --methods` lists them".to_owned()) }
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Tables: CSV, TSV, XLSX or ODS, as programs export them
    #[arg(required = true, value_name = "FILE")]
    pub tables: Vec<PathBuf>,
    /// Plan file that takes the figures, made if it is not there
    #[arg(long, value_name = "PLAN", required_unless_present = "preview")]
    pub into: Option<PathBuf>,
    /// Only say how the tables are read; nothing is written
    #[arg(long)]
    pub preview: bool,
    /// Series that takes the figures; of several that are found, the one of this name
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
    /// Make a series of each name in this column
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Column with the amounts
    #[arg(long, value_name = "COLUMN")]
    pub value: Option<String>,
    /// Column that tells when
    #[arg(long, value_name = "COLUMN")]
    pub date: Option<String>,
    /// Sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Answer to a question that a table leaves open; may be given several times
    #[arg(long = "answer", value_name = "ID=VALUE", value_parser = answer)]
    pub answers: Vec<(String, String)>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// First month of the fiscal year of a new plan
    #[arg(long, value_name = "1-12", value_parser = clap::value_parser!(u8).range(1..=12))]
    pub fiscal_start: Option<u8>,
}

#[derive(Debug, Args)]
pub(super) struct WhatIf {
    /// Plan file
    pub plan: PathBuf,
    /// Strategy that works for certain, or scenario that begins now, by its id; may be given several times
    #[arg(long, value_name = "ID", value_parser = item)]
    pub with: Vec<Item>,
    /// Strategy or scenario that is left out; may be given several times
    #[arg(long, value_name = "ID", value_parser = item)]
    pub without: Vec<Item>,
    /// Only this target, and the bridge to it; all targets and the bridge to the formal one otherwise
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// Series; the first one otherwise
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

fn item(text: &str) -> Result<Item, String> {
    text.parse().map_err(|_| "is not an id of a strategy or scenario, such as s1 or r2".to_owned())
}

#[derive(Debug, Args)]
pub(super) struct Target {
    /// Plan file that takes the target
    pub plan: PathBuf,
    /// The whole target, such as 690000
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub total: String,
    /// First month of the plan
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub from: Period,
    /// Last month of the plan
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub to: Period,
    /// How the total is spread over the periods
    #[arg(long, value_enum, default_value = "even")]
    pub spread: SpreadArg,
    /// How binding the target is; the gap is measured against the formal one
    #[arg(long, value_enum, default_value = "formal")]
    pub level: LevelArg,
    /// Series that the target is for; the first one otherwise
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Picture {
    /// Plan file
    pub plan: PathBuf,
    /// What is drawn
    #[arg(long, value_enum)]
    pub chart: ChartArg,
    /// Colours of the picture
    #[arg(long, value_enum, default_value = "light")]
    pub theme: ThemeArg,
    /// Width and height in pixels
    #[arg(long, value_name = "WxH", default_value = "1440x900", value_parser = size)]
    pub size: [u16; 2],
    /// Periods that the history is added up to, where they are longer than the series' own
    #[arg(long, value_enum, value_name = "PERIOD")]
    pub by: Option<ByArg>,
    /// Series that is drawn; the first one otherwise
    #[arg(long, value_name = "NAME")]
    pub series: Option<String>,
    /// File to write; its ending says what it becomes
    #[arg(long, value_name = "FILE.png|FILE.svg", value_parser = picture_path)]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Minutes {
    /// Plan file
    pub plan: PathBuf,
    /// Day of the review
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub review: NaiveDate,
    /// What is written: minutes as Markdown or as a page that prints, days for a calendar, or actions as a table; as the ending of
    /// --out says, or Markdown
    #[arg(long, value_enum)]
    pub format: Option<HandoutArg>,
    /// Write a letter for each person
    #[arg(long)]
    pub hide_names: bool,
    /// File to write instead of the standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum HandoutArg {
    Md,
    Html,
    Ics,
    Tsv,
}

impl From<HandoutArg> for Handout {
    fn from(format: HandoutArg) -> Self {
        match format {
            HandoutArg::Md => Self::Markdown,
            HandoutArg::Html => Self::Html,
            HandoutArg::Ics => Self::Calendar,
            HandoutArg::Tsv => Self::Tsv,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ByArg {
    Month,
    Quarter,
    Year,
}

impl From<ByArg> for Granularity {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Month => Self::Month,
            ByArg::Quarter => Self::Quarter,
            ByArg::Year => Self::Year,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SpreadArg {
    Even,
    LastYear,
}

impl From<SpreadArg> for Spread {
    fn from(spread: SpreadArg) -> Self {
        match spread {
            SpreadArg::Even => Self::Even,
            SpreadArg::LastYear => Self::LastYear,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LevelArg {
    Minimum,
    Formal,
    Intent,
    Stretch,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Minimum => Self::Minimum,
            LevelArg::Formal => Self::Formal,
            LevelArg::Intent => Self::Intent,
            LevelArg::Stretch => Self::Stretch,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ChartArg {
    History,
    Variation,
    ForecastGap,
    Bridge,
    Kpis,
}

impl From<ChartArg> for Chart {
    fn from(chart: ChartArg) -> Self {
        match chart {
            ChartArg::History => Self::History,
            ChartArg::Variation => Self::Variation,
            ChartArg::ForecastGap => Self::ForecastGap,
            ChartArg::Bridge => Self::Bridge,
            ChartArg::Kpis => Self::Kpis,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ThemeArg {
    Light,
    Dark,
    Projector,
    Contrast,
}

impl From<ThemeArg> for Theme {
    fn from(theme: ThemeArg) -> Self {
        match theme {
            ThemeArg::Light => Self::Light,
            ThemeArg::Dark => Self::Dark,
            ThemeArg::Projector => Self::Projector,
            ThemeArg::Contrast => Self::Contrast,
        }
    }
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "is not a day such as 2026-11-19".to_owned())
}

fn answer(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((id, value)) if !id.trim().is_empty() => Ok((id.trim().to_owned(), value.trim().to_owned())),
        _ => Err("an answer is written ID=VALUE, such as dates=day-first".to_owned()),
    }
}

fn month(text: &str) -> Result<Period, String> {
    let month = text.parse::<Period>().ok().filter(|p| p.granularity() == Granularity::Month);
    month.ok_or_else(|| "is not a month such as 2026-07".to_owned())
}

fn size(text: &str) -> Result<[u16; 2], String> {
    let side = |s: &str| s.parse::<u16>().ok().filter(|n| (200..=8000).contains(n));
    let sides = text.split_once('x').and_then(|(w, h)| Some([side(w)?, side(h)?]));
    sides.ok_or_else(|| "is not a size such as 1440x900, from 200 to 8000 pixels a side".to_owned())
}

fn picture_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let known = PictureFormat::of_path(&path).is_some();
    if known { Ok(path) } else { Err("does not end in .png or .svg".to_owned()) }
}

/// The whole command line with its help, as the manual is made from it.
pub(super) fn definition() -> clap::Command {
    Arguments::command()
}

pub(super) fn parse() -> Task {
    let Arguments { plan, today, renderer, command } = Arguments::parse();
    match command {
        Some(command) => Task::Line(Line { command, today }),
        None => Task::Window { plan, today, renderer },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        definition().debug_assert();
    }

    #[test]
    fn sizes_and_months_are_checked_before_anything_is_done() {
        assert_eq!(size("1440x900"), Ok([1440, 900]));
        for text in ["", "1440", "1440x", "0x0", "99999x10", "1440X900x2"] {
            assert!(size(text).is_err(), "{text}");
        }
        assert!(month("2026-Q3").is_err() && month("2026-07").is_ok());
        assert!(picture_path("a.jpg").is_err());
    }
}
