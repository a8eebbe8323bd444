//! `upturn show`: every number is worked out again from the table, by a second way.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Desk, TODAY, cents, each, months, period, text};

/// 41 months in the notation of a German accounting package, the tenth of them missing.
fn roastery() -> String {
    fs::read_to_string("tests/fixtures/cli/roastery.csv").unwrap()
}

const ROASTERY_TARGET: &str = "target plan.ron --total 690000.01 --from 2026-07 --to 2027-06";

/// Names the forecast method in the plan's text, as somebody with an editor would.
fn choose(desk: &Desk, method: &str) {
    let plan = text(&desk.bytes("plan.ron"));
    assert!(plan.contains("method: None"), "{plan}");
    desk.write("plan.ron", plan.replace("method: None", &format!("method: Some(\"{method}\")")));
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[track_caller]
fn assert_has(value: &Value, wanted: &[&str]) {
    let keys = keys(value);
    for key in wanted {
        assert!(keys.contains(key), "{key} is not among {keys:?}");
    }
}

#[test]
fn the_json_has_every_key_that_is_promised() {
    let desk = Desk::with_plan(&roastery());
    desk.ok(ROASTERY_TARGET);
    let json = desk.json(TODAY);
    assert_has(&json, &["title", "as_of", "series", "findings"]);
    assert_eq!((&json["title"], &json["as_of"]), (&"sales".into(), &TODAY.into()));
    let series = &json["series"][0];
    assert_has(series, &["name", "granularity", "unit", "periods", "trend", "method", "plan_total"]);
    assert_eq!((&series["granularity"], &series["unit"]), (&"month".into(), &"EUR".into()));
    assert_has(&series["trend"], &["per_year_percent", "could_be_chance", "direction"]);
    assert_has(&series["plan_total"], &["target", "actual_to_date", "forecast_to_come", "landing", "gap"]);
    for period in series["periods"].as_array().unwrap() {
        assert_has(period, &["period", "actual", "unfinished", "rolling", "target", "forecast", "lo80", "hi80", "gap"]);
        assert_eq!(keys(&period["rolling"]), ["3", "6", "12"]);
    }
    assert!(json["findings"].as_array().unwrap().iter().all(Value::is_string));
}

#[test]
fn the_periods_are_every_month_from_the_first_figure_to_the_plans_end() {
    let desk = Desk::with_plan("Month,Sales\n2025-11,1\n2026-02,4\n");
    desk.ok("target plan.ron --total 12 --from 2026-01 --to 2026-04");
    let json = desk.json(TODAY);
    let expected = ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"];
    assert_eq!(each(&json, "period"), expected);
    let actual = [1.into(), Value::Null, Value::Null, 4.into(), Value::Null, Value::Null];
    assert_eq!(each(&json, "actual"), actual.iter().collect::<Vec<_>>());
}

/// By hand: averages of 3 are (10+20+30)/3 and (20+30+70)/3; May is missing, and July still runs.
#[test]
fn an_average_is_null_in_the_warm_up_for_the_unfinished_month_and_over_a_missing_one() {
    let desk = Desk::new();
    desk.write(
        "sales.csv",
        "Month,Sales\n2026-01,10\n2026-02,20\n2026-03,30\n2026-04,70\n2026-05,-\n2026-06,5\n2026-07,6\n2026-08,7\n2026-09,1\n",
    );
    desk.ok("import sales.csv --into plan.ron --today 2026-09-15");
    let json = desk.json("2026-09-15");
    let threes: Vec<Option<i64>> = each(&json, "rolling").into_iter().map(|r| r["3"].as_i64()).collect();
    assert_eq!(threes[..9], [None, None, Some(20), Some(40), None, None, None, Some(6), None]);
    assert!(each(&json, "rolling").into_iter().all(|r| r["6"].is_null() && r["12"].is_null()));
}

/// The roastery's months as a table by itself: cents by month number (year × 12 + month − 1).
struct Oracle {
    finished: BTreeMap<i64, f64>,
    first: i64,
}

fn month_number(name: &str) -> i64 {
    let (year, month) = name.split_once('-').unwrap();
    year.parse::<i64>().unwrap() * 12 + month.parse::<i64>().unwrap() - 1
}

impl Oracle {
    /// Months that ended before `today`, whose own month still runs.
    fn of(table: &str, today: &str) -> Self {
        let now = month_number(&today[..7]);
        let figures: BTreeMap<i64, f64> = table
            .lines()
            .skip(1)
            .filter_map(|line| {
                let (when, value) = line.trim().split_once(';')?;
                let (month, year) = when.split_once('/')?;
                let value = value.replace('.', "").replace(',', ".").parse().ok()?;
                Some((month_number(&format!("{year}-{month}")), value))
            })
            .collect();
        let first = *figures.keys().next().unwrap();
        Self { finished: figures.into_iter().filter(|(month, _)| *month < now).collect(), first }
    }

    fn average(&self, month: i64, window: i64) -> Option<f64> {
        let sum: Option<f64> = (month - window + 1..=month).map(|m| self.finished.get(&m)).sum();
        #[expect(clippy::cast_precision_loss, reason = "3, 6 or 12")]
        sum.map(|sum| sum / window as f64)
    }

    fn same_month_last_year(&self, month: i64) -> f64 {
        let mut earlier = (1..).map(|years| month - 12 * years).take_while(|m| *m >= self.first);
        *earlier.find_map(|m| self.finished.get(&m)).unwrap()
    }

    /// Ordinary least squares through the 6-month averages, by the textbook's sums.
    #[expect(clippy::cast_precision_loss, reason = "months")]
    fn line(&self, month: i64) -> f64 {
        let last = *self.finished.keys().next_back().unwrap();
        let points: Vec<(f64, f64)> =
            (self.first..=last).filter_map(|m| Some(((m - self.first) as f64, self.average(m, 6)?))).collect();
        let n = points.len() as f64;
        let (sx, sy): (f64, f64) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        let sxx: f64 = points.iter().map(|(x, _)| x * x).sum();
        let sxy: f64 = points.iter().map(|(x, y)| x * y).sum();
        let slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
        (sy - slope * sx) / n + slope * (month - self.first) as f64
    }
}

#[test]
fn every_average_forecast_and_gap_is_what_the_table_says() {
    let table = roastery();
    for method in ["same-months-last-year", "line-through-rolling-average"] {
        let desk = Desk::with_plan(&table);
        desk.ok(ROASTERY_TARGET);
        choose(&desk, method);
        let json: Value = serde_json::from_str(&desk.ok("show plan.ron --json")).unwrap();
        let oracle = Oracle::of(&table, TODAY);
        let (mut to_date, mut to_come, mut gaps) = (0, 0, 0);
        for row in json["series"][0]["periods"].as_array().unwrap() {
            let month = month_number(row["period"].as_str().unwrap());
            for window in [3, 6, 12] {
                let (shown, expected) = (row["rolling"][window.to_string()].as_f64(), oracle.average(month, window));
                assert_eq!(shown.is_some(), expected.is_some(), "{row}");
                assert!((shown.unwrap_or_default() - expected.unwrap_or_default()).abs() < 1e-6, "{row}");
            }
            if month < month_number("2026-07") {
                assert_eq!((&row["target"], &row["gap"]), (&Value::Null, &Value::Null), "{row}");
                continue;
            }
            let counts = if let Some(sold) = oracle.finished.get(&month) {
                assert!((row["actual"].as_f64().unwrap() - sold).abs() < 1e-9, "{row}");
                assert_eq!(row["forecast"], Value::Null);
                to_date += cents(&row["actual"]);
                cents(&row["actual"])
            } else {
                let expected = match method {
                    "same-months-last-year" => oracle.same_month_last_year(month),
                    _ => oracle.line(month),
                };
                let [lo, mid, hi] = ["lo80", "forecast", "hi80"].map(|key| cents(&row[key]));
                assert!((row["forecast"].as_f64().unwrap() - expected).abs() < 0.0051, "{row}: {expected}");
                assert!(lo < mid && mid < hi, "{row}");
                let so_far = if row["unfinished"] == true { cents(&row["actual"]) } else { i64::MIN };
                to_come += mid.max(so_far);
                mid.max(so_far)
            };
            assert_eq!(cents(&row["gap"]), cents(&row["target"]) - counts, "{row}");
            gaps += cents(&row["gap"]);
        }
        let total = &json["series"][0]["plan_total"];
        assert_eq!(json["series"][0]["method"], method);
        assert_eq!(cents(&total["target"]), 69_000_001);
        assert_eq!(cents(&total["actual_to_date"]), to_date);
        assert_eq!(cents(&total["forecast_to_come"]), to_come);
        assert_eq!(cents(&total["landing"]), to_date + to_come);
        assert_eq!(cents(&total["gap"]), 69_000_001 - to_date - to_come);
        assert_eq!(gaps, cents(&total["gap"]), "the gaps of the months add up to the plan's");
    }
}

#[test]
fn the_unfinished_month_counts_as_what_it_has_where_that_is_more_than_its_forecast() {
    let desk = Desk::new();
    desk.write("sales.csv", months("2025-01", [[100; 22].as_slice(), &[250]].concat()));
    desk.ok("import sales.csv --into plan.ron");
    desk.ok("target plan.ron --total 1200 --from 2026-01 --to 2026-12");
    let json = desk.json(TODAY);
    let november = period(&json, "2026-11");
    assert_eq!((&november["actual"], &november["unfinished"]), (&250.into(), &true.into()));
    assert_eq!((&november["forecast"], &november["gap"]), (&100.into(), &(-150).into()));
    let total = &json["series"][0]["plan_total"];
    assert_eq!((&total["actual_to_date"], &total["forecast_to_come"]), (&1_000.into(), &350.into()));
    assert_eq!((&total["landing"], &total["gap"]), (&1_350.into(), &(-150).into()));
}

#[test]
fn a_growing_series_with_a_season_is_seen_to_grow() {
    let season = [80, 85, 95, 100, 105, 120, 125, 120, 105, 95, 85, 85];
    let values = (0..48_i64).map(|i| (1_000 + 10 * i) * season[usize::try_from(i % 12).unwrap()] + i * 37 % 101);
    let desk = Desk::with_plan(&months("2022-11", values));
    let trend = desk.json(TODAY)["series"][0]["trend"].clone();
    assert_eq!((&trend["direction"], &trend["could_be_chance"]), (&"up".into(), &false.into()), "{trend}");
    let percent = trend["per_year_percent"].as_f64().unwrap();
    assert!((7.0..13.0).contains(&percent), "{trend}");
}

#[test]
fn noise_could_be_chance_and_a_constant_is_flat() {
    let noise = (0..48_i64).map(|i| 1_000 + (i * i * 7_919 + i * 104_729) % 211);
    let trend = Desk::with_plan(&months("2022-11", noise)).json(TODAY)["series"][0]["trend"].clone();
    assert_eq!(trend["could_be_chance"], true, "{trend}");
    let trend = Desk::with_plan(&months("2022-11", [777; 48])).json(TODAY)["series"][0]["trend"].clone();
    assert_eq!((&trend["direction"], &trend["per_year_percent"]), (&"flat".into(), &0.0.into()), "{trend}");
}

#[test]
fn three_months_have_no_known_direction_and_two_no_forecast() {
    let json = Desk::with_plan(&months("2026-08", [3, 5, 9])).json(TODAY);
    let series = &json["series"][0];
    assert_eq!(series["trend"]["direction"], "unknown");
    assert_eq!(
        (&series["trend"]["per_year_percent"], &series["trend"]["could_be_chance"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(series["method"], "combination");
    let json = Desk::with_plan(&months("2026-09", [5, 9])).json(TODAY);
    let series = &json["series"][0];
    assert_eq!((&series["method"], &series["plan_total"]["landing"]), (&Value::Null, &Value::Null));
}

#[test]
fn growth_under_one_percent_is_not_about_anything() {
    let desk = Desk::with_plan(&months("2022-11", (0..48).map(|i| 1_000_000 + 500 * i)));
    let said = desk.ok("show plan.ron");
    assert!(said.contains("has been growing under 1% a year since"), "{said}");
}

#[test]
fn the_text_shows_the_findings_and_the_plan_to_the_penny() {
    let desk = Desk::new();
    desk.ok("example .");
    let said = desk.run_words(&["show", "coast.upturn.ron"]);
    let said = text(&said.stdout);
    assert!(said.starts_with("Coast 2026–27 · as of 19 Nov\nCoast is heading for £662k, £28k short, with a chance of about one in three to make it.\n"), "{said}");
    let total = said.lines().last().unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(total[..3], ["Total", "£690,000", "£245,856.89"]);
    let [landing, gap] = [total[3], total[4]].map(|amount| cents(&amount.replace(['£', ','], "").parse().unwrap()));
    assert_eq!(landing + gap, 69_000_000, "{total:?}");
}

#[test]
fn the_same_file_on_the_same_day_gives_the_same_bytes() {
    let desk = Desk::with_plan(&roastery());
    desk.ok(ROASTERY_TARGET);
    assert_eq!(desk.ok("show plan.ron --json"), desk.ok("show plan.ron --json"));
    assert_eq!(desk.ok("show plan.ron"), desk.ok("show plan.ron"));
}

#[test]
fn showing_a_plan_leaves_its_file_alone() {
    let desk = Desk::with_plan(&roastery());
    let state = || (desk.bytes("plan.ron"), fs::metadata(desk.path("plan.ron")).unwrap().modified().unwrap());
    let before = state();
    desk.ok("show plan.ron --json");
    desk.ok("picture plan.ron --chart history --out a.svg");
    assert_eq!(state(), before);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::with_plan(&months("1976-11", 0..600));
    let mut child = Command::new(env!("CARGO_BIN_EXE_upturn"))
        .args(["show", "plan.ron", "--json", "--today", TODAY])
        .current_dir(desk.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One byte of more than a pipe holds, and then nobody reads on.
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}
