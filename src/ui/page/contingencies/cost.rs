//! What it would cost, three ways: own history, somebody else's case, or a small calculation; the one in use says where it comes from.

use eframe::egui::{Role, Ui};

use super::{history, scenario as change};
use crate::model::{Amount, Basis, Calculation, Cases, Depth, Estimate, Percents, Scenario, ScenarioId};
use crate::text::{calendar, contingency as words, plural};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, card, field, label::Runs, segment};
use crate::ui::{Ask, Open, View};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    #[default]
    History,
    Others,
    Calculator,
}

/// The small calculations, as they are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sum {
    #[default]
    Vacancy,
    Customer,
    PriceCut,
    Shortage,
}

const SUMS: [(Sum, &str); 4] =
    [(Sum::Vacancy, "Vacancy"), (Sum::Customer, "Customer"), (Sum::PriceCut, "Price cut"), (Sum::Shortage, "Shortage")];

/// What is being put in; it becomes an estimate once it is used.
#[derive(Debug, Default)]
pub(super) struct State {
    way: Way,
    sum: Sum,
    of: Option<ScenarioId>,
    first: String,
    second: String,
    low: String,
    likely: String,
    high: String,
    shortest: String,
    length: String,
    longest: String,
    source: String,
    problem: Option<&'static str>,
    pub history: history::State,
}

impl State {
    /// Shows what this event cost, to be taken as the estimate.
    pub fn show_event(&mut self, name: &str) {
        self.way = Way::History;
        self.history.choose(name);
    }
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    scenario: &Scenario,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    if state.of != Some(scenario.id) {
        let history = std::mem::take(&mut state.history);
        *state = State { way: state.way, sum: state.sum, of: Some(scenario.id), history, ..State::default() };
    }
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What would it cost?", "", |_| {});
        let width = ui.available_width();
        in_use(ui, scenario, view, open, asks);
        let items = [
            ("Your history", state.way == Way::History),
            ("Others", state.way == Way::Others),
            ("Calculator", state.way == Way::Calculator),
        ];
        if let Some(at) = segment::segments(ui, "Way to an estimate", 26.0, &items) {
            state.way = [Way::History, Way::Others, Way::Calculator][at];
            state.problem = None;
        }
        ui.add_space(4.0);
        match state.way {
            Way::History => history::show(ui, &mut state.history, scenario, view, open, asks),
            Way::Others | Way::Calculator => typed(ui, state, scenario, view, open, asks),
        }
        if let Some(problem) = state.problem {
            Runs::new(12.0, 16.0).add(problem, Weight::Regular, t.orange).show(ui, width);
        }
    });
}

/// The estimates that there are; the one that counts is ticked.
fn in_use(ui: &mut Ui, scenario: &Scenario, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let width = ui.available_width();
    if scenario.estimates.is_empty() {
        let said = "Not estimated yet, so it counts for nothing.";
        Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
    }
    for (at, estimate) in scenario.estimates.iter().enumerate() {
        let on = scenario.chosen == Some(at);
        let said = words::estimate(estimate, open.answer.granularity, open.style);
        ui.horizontal(|ui| {
            if segment::toggle(ui, &said, on).clicked() && !on {
                let label = format!("Count with {said}");
                asks.push(Ask::Edit(change(scenario.id, label, move |it| it.chosen = Some(at))));
            }
            if Button::new("×").small().name(&format!("Remove the estimate {said}")).show(ui).clicked() {
                let edit = change(scenario.id, format!("Remove the estimate {said}"), move |it| {
                    it.remove_estimate(at);
                });
                asks.push(Ask::Edit(edit.saying("Removed the estimate")));
            }
        });
        let made = calendar::date(estimate.made, view.today);
        let old = if estimate.is_old(view.today) { "; more than a year old" } else { "" };
        let whence = format!("{}, {made}{old}", words::basis(&estimate.basis));
        Runs::new(12.0, 16.0).add(&whence, Weight::Regular, t.text3).show(ui, width);
    }
    ui.add_space(6.0);
}

/// Adds an estimate and has it count.
pub(super) fn use_it(id: ScenarioId, estimate: Estimate) -> crate::document::Edit {
    change(id, format!("Estimate by {}", words::basis(&estimate.basis)), move |it| {
        it.use_estimate(estimate);
    })
}

/// Somebody else's case and the calculations: fields, and what they come to.
fn typed(ui: &mut Ui, state: &mut State, scenario: &Scenario, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let width = ui.available_width();
    let word = calendar::period_word(open.answer.granularity);
    if state.way == Way::Calculator {
        let items: Vec<(&str, bool)> = SUMS.iter().map(|(sum, label)| (*label, *sum == state.sum)).collect();
        if let Some(at) = segment::segments(ui, "What is calculated", 26.0, &items) {
            state.sum = SUMS[at].0;
        }
        ui.add_space(4.0);
        let (first, second) = match state.sum {
            Sum::Vacancy => (format!("Sells a {word}"), None),
            Sum::Customer => (format!("Buys a {word}"), None),
            Sum::PriceCut => ("The cut, %".to_owned(), Some("Of sales, %")),
            Sum::Shortage => ("Can’t be delivered, %".to_owned(), None),
        };
        ui.horizontal_top(|ui| {
            field::text_field(ui, &first, &mut state.first, "", None, 150.0);
            if let Some(second) = second {
                field::text_field(ui, second, &mut state.second, "", None, 120.0);
            }
        });
    }
    let of = match (state.way, state.sum) {
        (Way::Calculator, Sum::Vacancy) => "Kept by others, %",
        (Way::Calculator, Sum::Customer) => "Made good elsewhere, %",
        (Way::Calculator, Sum::PriceCut) => "Customers who leave, %",
        (Way::Calculator, Sum::Shortage) => "Lost for good, %",
        _ => "Less than usual, %",
    };
    Runs::new(12.0, 16.0).add(of, Weight::Medium, view.t.text3).show(ui, width);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let each = ((width - 24.0) / 4.0).min(88.0);
        field::text_field(ui, "Low", &mut state.low, "10", None, each);
        field::text_field(ui, "Likely", &mut state.likely, "20", None, each);
        field::text_field(ui, "High", &mut state.high, "30", None, each);
    });
    let lasts = format!("How many {} it lasts", plural::plural(word));
    Runs::new(12.0, 16.0).add(&lasts, Weight::Medium, view.t.text3).show(ui, width);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let each = ((width - 24.0) / 4.0).min(88.0);
        let around = state.length.trim().parse::<u16>().ok().map(around);
        let hint = |at: fn(Cases<u16>) -> u16, or: &str| around.map_or_else(|| or.to_owned(), |it| at(it).to_string());
        field::text_field(ui, "At least", &mut state.shortest, &hint(|it| it.low, "2"), None, each);
        field::text_field(ui, "Usually", &mut state.length, "3", None, each);
        field::text_field(ui, "At most", &mut state.longest, &hint(|it| it.high, "6"), None, each);
    });
    if state.way == Way::Others {
        field::text_field(
            ui,
            "Whose case, and where it is told",
            &mut state.source,
            "Trade journal, May 2026",
            None,
            width,
        );
    }
    let estimate = estimate(state, view, open);
    if let Ok(estimate) = &estimate {
        let said = format!("{}.", plural::capitalised(&words::estimate(estimate, open.answer.granularity, open.style)));
        let shown = Runs::new(13.0, 19.0).add(&said, Weight::Medium, view.t.text1).show(ui, width);
        widget::name(&shown, Role::Label, true, &said);
    }
    if Button::new("Use this").small().show(ui).clicked() {
        match estimate {
            Ok(estimate) => {
                asks.push(Ask::Edit(use_it(scenario.id, estimate)));
                state.problem = None;
            }
            Err(problem) => state.problem = Some(problem),
        }
    }
}

/// The longest that something lasts, in periods.
const LONGEST: u16 = 520;

/// Between which lengths it lies that usually takes `length`, as long as nobody says.
fn around(length: u16) -> Cases<u16> {
    Cases { low: length.div_ceil(2), likely: length, high: length.saturating_mul(2).min(LONGEST) }
}

/// What was put in, as an estimate.
///
/// # Errors
/// What is missing.
fn estimate(state: &State, view: &View<'_>, open: Open<'_>) -> Result<Estimate, &'static str> {
    let percent = |text: &str| text.trim().trim_end_matches('%').trim().parse::<u8>().ok().filter(|it| *it <= 100);
    let [Some(low), Some(likely), Some(high)] = [&state.low, &state.likely, &state.high].map(|text| percent(text))
    else {
        return Err("Low, likely and high are whole percentages from 0 to 100");
    };
    let cases: Percents = Cases { low, likely, high };
    if !cases.is_in_order() {
        return Err("Low, likely and high go from less to more");
    }
    let whole = |text: &str| text.trim().parse::<u16>().ok().filter(|length| (1..=LONGEST).contains(length));
    let Some(length) = whole(&state.length) else { return Err("Say for how many periods it usually lasts") };
    let mut length = around(length);
    for (text, case) in [(&state.shortest, &mut length.low), (&state.longest, &mut length.high)] {
        if !text.trim().is_empty() {
            *case = whole(text).ok_or("How long it lasts is a whole number of periods")?;
        }
    }
    if !length.is_in_order() {
        return Err("At least, usually and at most go from less to more");
    }
    if state.way == Way::Others {
        let source = state.source.trim().to_owned();
        if source.is_empty() {
            return Err("Say whose case it is: without a source nobody can look it up");
        }
        let depth = Depth::Percent(cases.map(|case| Amount::whole(i64::from(case))));
        return Ok(Estimate { basis: Basis::OthersCase { source }, depth, length_periods: length, made: view.today });
    }
    let amount = || open.style.numbers.parse(&state.first).ok().flatten().filter(|amount| !amount.is_negative());
    let first_percent = percent(&state.first);
    let calculation = match state.sum {
        Sum::Vacancy => Calculation::Vacancy { sells: amount().ok_or("Say how much is sold a period")?, kept: cases },
        Sum::Customer => {
            Calculation::LargestCustomer { buys: amount().ok_or("Say how much is bought a period")?, replaced: cases }
        }
        Sum::PriceCut => Calculation::PriceCut {
            cut: first_percent.ok_or("The cut is a whole percentage from 0 to 100")?,
            of_sales: percent(&state.second).ok_or("Say which share of sales it is about")?,
            leave: cases,
        },
        Sum::Shortage => {
            Calculation::Shortage { short: first_percent.ok_or("Say which share can’t be delivered")?, lost: cases }
        }
    };
    Ok(Estimate::calculated(calculation, length, view.today))
}
