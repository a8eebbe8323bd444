//! A small plan's figures, four years from July 2023, as a page would show them.

mod keys;
mod picture;
mod window;

use super::*;
use crate::model::Amount;

const MONTHS: [(&str, &str); 12] = [
    ("Jul", "July"),
    ("Aug", "August"),
    ("Sep", "September"),
    ("Oct", "October"),
    ("Nov", "November"),
    ("Dec", "December"),
    ("Jan", "January"),
    ("Feb", "February"),
    ("Mar", "March"),
    ("Apr", "April"),
    ("May", "May"),
    ("Jun", "June"),
];

/// Thousands, from July 2023 to an unfinished November 2026.
const SOLD: [f64; 41] = [
    62.5, 62.3, 62.7, 51.6, 47.1, 50.0, 41.6, 42.6, 50.7, 53.8, 60.5, 60.5, 61.5, 64.3, 57.4, 50.2, 50.4, 52.6, 47.9,
    37.8, 36.7, 47.1, 57.2, 61.2, 73.5, 68.1, 63.5, 54.4, 49.5, 49.6, 44.6, 50.3, 49.7, 59.4, 62.1, 59.8, 68.4, 70.0,
    56.5, 50.91, 25.6,
];

pub(super) fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// The stored notation, with "-" for a missing figure and "£" allowed.
pub(super) fn numbers(text: &str) -> Result<Option<Amount>, String> {
    let bare = text.trim().trim_start_matches('£');
    if bare.is_empty() || bare == "-" {
        return Ok(None);
    }
    bare.parse().map(Some).map_err(|_| format!("\"{}\" is not a number; type it like 62500.25", text.trim()))
}

/// What a page holds.
struct Page {
    figures: Vec<Option<Amount>>,
    state: State,
    events: Vec<Event>,
    model: Model,
}

impl Page {
    fn new() -> Self {
        Self::with(SOLD.iter().map(|sold| Amount::from_f64(*sold, 2)).collect())
    }

    fn with(mut figures: Vec<Option<Amount>>) -> Self {
        figures.resize(figures.len().next_multiple_of(12), None);
        let model = model(&figures);
        Self { figures, state: State::default(), events: Vec::new(), model }
    }

    fn years(years: usize) -> Self {
        Self::with((0..years * 12).map(|index| Amount::from_f64(SOLD[index % 40], 2)).collect())
    }

    fn ui(&mut self, ui: &mut Ui) {
        let event = show(ui, "figures", &mut self.state, &self.model, &numbers, &|amount| format!("£{amount}"));
        self.answer(event);
    }

    fn answer(&mut self, event: Option<Event>) {
        let Some(event) = event else { return };
        if let Event::Set(changes, _) = &event {
            for change in changes {
                self.figures[change.row * 12 + change.column] = change.value;
            }
            self.model = model(&self.figures);
        }
        self.events.push(event);
    }

    fn figure(&self, row: usize, column: usize) -> Option<Amount> {
        self.figures[row * 12 + column]
    }
}

fn model(figures: &[Option<Amount>]) -> Model {
    let rows: Vec<RowModel> = figures.chunks(12).enumerate().map(|(year, sold)| row(year, sold)).collect();
    Model {
        name: "Figures".to_owned(),
        lead: "Year from July".to_owned(),
        lead_width: 86.0,
        columns: MONTHS.iter().map(|(short, _)| (*short).to_owned()).collect(),
        tail: vec![
            TailColumn { header: "Total".to_owned(), width: 74.0 },
            TailColumn { header: "On last year".to_owned(), width: 84.0 },
        ],
        rows,
        decimals: 2,
        help: "Type or paste".to_owned(),
    }
}

fn row(year: usize, sold: &[Option<Amount>]) -> RowModel {
    let cell = |(month, sold): (usize, &Option<Amount>)| {
        let index = year * 12 + month;
        let calendar_year = 2023 + year + usize::from(month >= 6);
        Cell {
            text: sold.map_or("·".to_owned(), |sold| format!("{:.1}", sold.to_f64())),
            edit: sold.map(|sold| sold.to_string()).unwrap_or_default(),
            name: format!("{} {calendar_year}", MONTHS[month].1),
            look: match sold {
                None => Look::Empty,
                Some(_) if index == 40 => Look::Unfinished,
                Some(_) => Look::Plain,
            },
            shaded: (19..=22).contains(&index),
            note: (index == 24).then(|| "Two large orders from Marlow".to_owned()),
            ..Cell::default()
        }
    };
    let total: Amount = sold.iter().flatten().copied().sum();
    let change = match year {
        0 => TailCell { text: "–".to_owned(), bold: false, tone: Tone::Muted },
        2 => TailCell { text: "9.6%".to_owned(), bold: false, tone: Tone::Better },
        _ => TailCell { text: "3.3%".to_owned(), bold: false, tone: Tone::Worse },
    };
    RowModel {
        lead: format!("{}–{:02}", 2023 + year, (24 + year) % 100),
        cells: sold.iter().enumerate().map(cell).collect(),
        tail: vec![TailCell { text: format!("{:.1}", total.to_f64()), bold: true, tone: Tone::Plain }, change],
        ..RowModel::default()
    }
}
