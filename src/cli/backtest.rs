use serde_json::{Value, json};

use super::args::Backtest;
use super::{Problem, batch, json as write, say};
use crate::analysis::forecast::METHODS;
use crate::analysis::forecast::card::Card;
use crate::analysis::forecast::choice::{self, Asked};
use crate::analysis::forecast::trial::Trials;
use crate::text::UNKNOWN;

/// How one method did on one series.
struct Line {
    method: &'static str,
    chosen: bool,
    card: Card,
}

/// Prints the report card of each series.
///
/// # Errors
/// [`Problem`] if the file can't be read, and also after the cards if a series of it could not be forecast.
pub(super) fn run(wanted: &Backtest) -> Result<(), Problem> {
    let outcomes = batch::each(&wanted.file, |series| {
        let places = batch::history(series, &wanted.how, 1).places();
        let horizon = wanted.horizon.unwrap_or(places.max(4));
        let history = batch::history(series, &wanted.how, horizon);
        let trials = Trials::of(&history, horizon);
        let chosen = choice::best(wanted.how.method.as_deref(), &history, &trials)?.0;
        let all = METHODS.iter().enumerate().filter_map(|(index, method)| {
            let card = Asked::of(*method, &history, &trials).ok()?.card?;
            Some(Line { method: method.id(), chosen: index == chosen, card })
        });
        Ok(all.collect::<Vec<Line>>())
    })?;
    if wanted.json {
        let cards = outcomes.iter().filter_map(|(id, outcome)| {
            let lines: Vec<Value> = outcome.as_ref().ok()?.iter().map(as_value).collect();
            Some(json!({ "series_id": id, "report_card": lines }))
        });
        say(&serde_json::to_string_pretty(&cards.collect::<Value>()).map_err(Problem::new)?);
    } else {
        for (id, outcome) in &outcomes {
            if let Ok(lines) = outcome {
                table(id, lines);
            }
        }
    }
    batch::complain_of(&outcomes)
}

fn table(id: &str, lines: &[Line]) {
    say(id);
    if lines.is_empty() {
        say("  too few figures to look back");
        return;
    }
    say(&format!("  {:<30}{:>14}{:>16}{:>12}{:>10}", "method", "average miss", "8-in-10 held", "forecasts", "ahead"));
    for Line { method, chosen, card } in lines {
        let miss = card.average_miss.map_or_else(|| UNKNOWN.to_owned(), |miss| format!("{:.1}%", 100.0 * miss));
        let held = format!("{} of {}", card.held.0, card.held.1);
        let mark = if *chosen { "*" } else { " " };
        say(&format!("{mark} {method:<30}{miss:>14}{held:>16}{:>12}{:>10}", card.origins, card.horizon));
    }
}

fn as_value(line: &Line) -> Value {
    let mut value = write::card(line.method, &line.card);
    value["chosen"] = line.chosen.into();
    value["horizon"] = line.card.horizon.into();
    value
}
