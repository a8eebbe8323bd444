//! How the forecast did: in trials on the past, by how far it looked ahead; and what was kept of it, against what came.

use chrono::NaiveDate;
use eframe::egui::Ui;

use crate::chart::record;
use crate::chart::table::Table;
use crate::text::money::Style;
use crate::text::{UNKNOWN, calendar, plural};
use crate::ui::theme::font::Weight;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{card, label::Runs, table};
use crate::ui::{Open, Version, View};

/// What the cards show, kept until the plan changes.
#[derive(Debug, Default)]
pub(super) struct State {
    record: Kept<(Version, NaiveDate), Option<Table>>,
    then: Kept<(Version, NaiveDate), Option<Then>>,
}

#[derive(Debug)]
struct Then {
    sentences: Vec<String>,
    outcomes: Option<Table>,
}

impl Then {
    /// `None` as long as nothing was kept.
    fn of(open: Open<'_>) -> Option<Self> {
        let voice = open.subject().voice();
        if let Some(then) = &open.answer.then_and_now {
            return Some(Self { sentences: voice.then_and_now(then), outcomes: outcomes(open) });
        }
        let latest = open.series.kept.last()?;
        let day = calendar::date(latest.made, open.answer.today);
        let word = calendar::period_word(open.answer.granularity);
        let said = format!("The forecast of {day} is kept. It is held against each {word} that comes.");
        Some(Self { sentences: vec![said], outcomes: None })
    }
}

/// Period by period, where there are several.
fn outcomes(open: Open<'_>) -> Option<Table> {
    let outcomes = &open.answer.then_and_now.as_ref()?.outcomes;
    if outcomes.len() < 2 {
        return None;
    }
    let adjusted = outcomes.iter().any(|outcome| outcome.expected.adjusted.is_some());
    let style: &Style = open.style;
    let mut head = vec!["Period".to_owned(), "Forecast".to_owned()];
    head.extend(adjusted.then(|| "With adjustments".to_owned()));
    head.extend(["8 in 10 from", "to", "Came"].map(ToOwned::to_owned));
    let row = |outcome: &crate::analysis::then::Outcome| {
        let amount = |amount| style.in_sentence(amount);
        let mut row = vec![calendar::period(outcome.period, open.fiscal()), amount(outcome.expected.mid)];
        row.extend(adjusted.then(|| outcome.expected.adjusted.map_or_else(|| UNKNOWN.to_owned(), amount)));
        row.extend([outcome.expected.lo, outcome.expected.hi, outcome.actual].map(amount));
        row
    };
    Some(Table { head, rows: outcomes.iter().map(row).collect() })
}

/// Rows that show without scrolling.
const MOST_ROWS: usize = 12;

fn table_ui(ui: &mut Ui, id_salt: &str, shown: &Table, width: f32) {
    #[expect(clippy::cast_precision_loss, reason = "a dozen rows")]
    let height = table::HEAD + table::ROW * shown.rows.len().min(MOST_ROWS) as f32 + 2.0;
    table::show(ui, id_salt, shown, width, height);
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>) {
    let t = view.t;
    let key = (open.version(), view.today);
    if let Some(shown) = state.then.get(key, || Then::of(open)) {
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "Then and now", "forecasts that were kept as they stood, against what came", |_| {});
            let width = ui.available_width();
            for sentence in &shown.sentences {
                Runs::new(13.0, 19.0).add(sentence, Weight::Regular, t.text1).show(ui, width.min(860.0));
            }
            if let Some(outcomes) = &shown.outcomes {
                table_ui(ui, "outcomes", outcomes, width);
            }
        });
    }
    if let Some(shown) = state.record.get(key, || record::table(open.answer, open.style)) {
        card::card(ui, 0.0, |ui| {
            let word = plural::plural(calendar::period_word(open.answer.granularity));
            let help = format!("tried on the past, from the figures before and nothing else, by {word} ahead");
            card::heading(ui, "How it did before", &help, |_| {});
            let width = ui.available_width();
            table_ui(ui, "record", shown, width);
        });
    }
}
