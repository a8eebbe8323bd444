//! What made a strategy stronger: an insight, a resource or a practice, with what it should bring before and after.

use eframe::egui::{Key as Pressed, Ui};

use super::change;
use crate::analysis::simulate::Item;
use crate::model::{Amount, Cases, Strategy, StrategyId, StrengtheningKind};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{button::Button, field, label, label::Runs, segment};
use crate::ui::{Ask, Open, View, icons};

/// The form that takes down one more.
#[derive(Debug, Default)]
pub(in crate::ui) struct Form {
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    of: StrategyId,
    kind: StrengtheningKind,
    what: String,
    amounts: [String; 3],
    what_problem: Option<String>,
    amount_problem: Option<String>,
    focus: bool,
}

impl Draft {
    fn new(strategy: &Strategy, open: Open<'_>) -> Self {
        let Cases { low, likely, high } = strategy.extra;
        let amounts = [low, likely, high].map(|amount| open.style.numbers.edit(amount));
        let (kind, what) = (StrengtheningKind::default(), String::new());
        Self { of: strategy.id, kind, what, amounts, what_problem: None, amount_problem: None, focus: true }
    }

    /// What it adds from now on; what is wrong is said at the fields.
    fn read(&mut self, view: &View<'_>) -> Option<Cases<Amount>> {
        self.what_problem = self.what.trim().is_empty().then(|| "Say what it was.".to_owned());
        let mut cases = [Amount::ZERO; 3];
        for (text, case) in self.amounts.iter().zip(&mut cases) {
            match view.numbers.parse(text) {
                Ok(amount) => *case = amount.unwrap_or_default(),
                Err(problem) => {
                    self.amount_problem = Some(problem.to_string());
                    return None;
                }
            }
        }
        let cases = Cases::new(cases[0], cases[1], cases[2]);
        self.amount_problem = (!cases.is_in_order()).then(|| "Low, likely and high in this order.".to_owned());
        (self.what_problem.is_none() && self.amount_problem.is_none()).then_some(cases)
    }
}

pub(in crate::ui) fn show(
    ui: &mut Ui,
    form: &mut Form,
    strategy: &Strategy,
    width: f32,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    form.draft.take_if(|draft| draft.of != strategy.id);
    ui.label(label::rich("Strengthened by", 14.0, Weight::SemiBold, t.text1));
    for (index, one) in strategy.strengthenings.iter().enumerate() {
        ui.push_id(index, |ui| {
            let kind = format!("{}: ", one.kind.label());
            let runs = Runs::new(13.0, 19.0).add(&kind, Weight::SemiBold, t.text1);
            runs.add(&one.what, Weight::Regular, t.text2).show(ui, width);
            let said = before_and_now(strategy, one.before, one.after, open);
            Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text3).show(ui, width);
        });
    }
    if let Some(draft) = &mut form.draft {
        if form_ui(ui, draft, strategy, width, view, asks) {
            form.draft = None;
        }
        return;
    }
    if strategy.strengthenings.is_empty() {
        let said = "Nothing yet. Who has done this before, and what would make it easier?";
        Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text3).show(ui, width);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if Button::new("Strengthen").icon(icons::PLUS).small().show(ui).clicked() {
            form.draft = Some(Draft::new(strategy, open));
        }
        if !strategy.strengthenings.is_empty() && Button::new("Take the last back").small().quiet().show(ui).clicked() {
            asks.push(Ask::Edit(change::weaken(strategy)));
        }
    });
}

/// "Before +£5.1k, now +£7.3k": of the plan's total, as far as the amounts of today say what the others would have come to.
fn before_and_now(strategy: &Strategy, before: Cases<Amount>, after: Cases<Amount>, open: Open<'_>) -> String {
    let bar = open.closing.and_then(|closing| closing.bar(Item::Strategy(strategy.id)));
    let mean = strategy.extra.mean();
    let total = bar.filter(|_| mean.abs() > f64::EPSILON).map(|bar| bar.expected.to_f64() / mean);
    let amount = |cases: Cases<Amount>| open.style.in_sentence_signed(cases.mean() * total.unwrap_or(1.0));
    let each = if total.is_some() { String::new() } else { format!(" a {}", open.answer.granularity.id()) };
    format!("Before {}, now {}{each}", amount(before), amount(after))
}

/// Draws the form; answers whether it is done with.
fn form_ui(
    ui: &mut Ui,
    draft: &mut Draft,
    strategy: &Strategy,
    width: f32,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) -> bool {
    let kinds = StrengtheningKind::ALL.map(|kind| (kind.label(), kind == draft.kind));
    if let Some(index) = segment::segments(ui, "Kind", 26.0, &kinds) {
        draft.kind = StrengtheningKind::ALL[index];
    }
    let mut entered = false;
    let mut enter = |ui: &Ui, response: &eframe::egui::Response| {
        entered |= response.lost_focus() && ui.input(|i| i.key_pressed(Pressed::Enter));
    };
    let hint = "A case, somebody’s help, a better way";
    let what =
        field::text_field(ui, "What made it stronger", &mut draft.what, hint, draft.what_problem.as_deref(), width);
    if std::mem::take(&mut draft.focus) {
        what.request_focus();
    }
    enter(ui, &what);
    let third = (width - 2.0 * 8.0) / 3.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        for (name, text) in ["Low now", "Likely now", "High now"].into_iter().zip(&mut draft.amounts) {
            let response = field::text_field(ui, name, text, "0", None, third);
            enter(ui, &response);
        }
    });
    field::complaint(ui, draft.amount_problem.as_deref(), width);
    let mut done = false;
    ui.horizontal(|ui| {
        let pressed = Button::new("Add it").small().show(ui).clicked();
        if (pressed || entered)
            && let Some(after) = draft.read(view)
        {
            asks.push(Ask::Edit(change::strengthen(strategy, draft.kind, &draft.what, after, view.today)));
            done = true;
        }
        done |= Button::new("Cancel").small().quiet().name("Cancel strengthening").show(ui).clicked();
    });
    done
}
