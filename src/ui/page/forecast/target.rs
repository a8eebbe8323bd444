//! The form that sets a target from a single number.

use eframe::egui::{Key, Ui};

use crate::document::Edit;
use crate::model::plan::TargetTotal;
use crate::model::target::SpreadError;
use crate::model::{Amount, FiscalStart, Level, Plan, Span, Spread};
use crate::text::{calendar, plural};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{button::Button, field, label, label::Runs, segment};
use crate::ui::{Ask, Open, Version, View};

/// What is being typed.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub open: bool,
    level: Level,
    spread: Spread,
    total: String,
    from: String,
    to: String,
    total_problem: Option<String>,
    span_problem: Option<String>,
    /// The plan whose values the form shows, until somebody types.
    filled: Option<Version>,
    touched: bool,
    focus: bool,
}

impl Form {
    pub fn begin(&mut self) {
        self.open = true;
        (self.filled, self.touched) = (None, false);
        self.focus = true;
    }

    fn fill(&mut self, open: Open<'_>) {
        let span = open.plan_months();
        let target = open.series.target(self.level);
        let total = target.and_then(|t| t.total(open.answer.span));
        *self = Self {
            open: self.open,
            level: self.level,
            spread: match target.map(|t| t.spread) {
                Some(Spread::Even) => Spread::Even,
                _ if open.answer.season.is_ok() => Spread::LastYear,
                _ => Spread::Even,
            },
            total: if self.touched {
                std::mem::take(&mut self.total)
            } else {
                total.map(|a| open.style.numbers.edit(a)).unwrap_or_default()
            },
            touched: self.touched,
            from: calendar::period(span.first, open.fiscal()),
            to: calendar::period(span.last, open.fiscal()),
            filled: Some(open.version()),
            focus: self.focus,
            ..Self::default()
        };
    }

    fn span(&self, fiscal: FiscalStart) -> Result<Span, String> {
        let months = |text: &str| -> Result<Span, String> {
            let months = calendar::parse_period(text, fiscal).and_then(|period| Plan::months_of(period, fiscal));
            months.ok_or_else(|| format!("“{}” is not a month such as Jul 2026.", text.trim()))
        };
        let (first, last) = (months(&self.from)?.first, months(&self.to)?.last);
        let span = Span::new(first, last).ok_or("The plan ends before it starts.")?;
        if span.len() > 120 { Err("A plan is for ten years at most.".to_owned()) } else { Ok(span) }
    }

    fn total(&self, view: &View<'_>) -> Result<Amount, String> {
        match view.numbers.parse(&self.total) {
            Ok(Some(total)) => Ok(total),
            Ok(None) => Err("Type the target as one number, such as 690000.".to_owned()),
            Err(problem) => Err(problem.to_string()),
        }
    }
}

/// The form, filled with what is set as long as nobody has typed; `only` where there is nothing to go back to.
pub(super) fn form(ui: &mut Ui, form: &mut Form, view: &View<'_>, open: Open<'_>, only: bool, asks: &mut Vec<Ask>) {
    if form.filled != Some(open.version()) && !form.touched {
        form.fill(open);
    }
    form_ui(ui, form, view, open, only, asks);
}

fn form_ui(ui: &mut Ui, form: &mut Form, view: &View<'_>, open: Open<'_>, only: bool, asks: &mut Vec<Ask>) {
    let t = view.t;
    let width = ui.available_width();
    let half = (width - 12.0) / 2.0;
    ui.spacing_mut().item_spacing.y = 6.0;
    let names = [
        ("Minimum", Level::Minimum),
        ("Formal", Level::Formal),
        ("Intent", Level::Intent),
        ("Stretch", Level::Stretch),
    ];
    let items = names.map(|(name, level)| (name, level == form.level));
    if let Some(index) = segment::segments(ui, "Level", 26.0, &items) {
        form.level = names[index].1;
        form.fill(open);
    }
    let symbol = open.style.symbol();
    let caption = if symbol.is_empty() { "Total".to_owned() } else { format!("Total in {symbol}") };
    let total = field::text_field(ui, &caption, &mut form.total, "690000", form.total_problem.as_deref(), width);
    if std::mem::take(&mut form.focus) {
        total.request_focus();
    }
    if total.changed() {
        form.touched = true;
        form.total_problem = None;
    }
    let mut entered = total.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let spreads = [Spread::Even, Spread::LastYear];
    let items = spreads.map(|spread| (spread.label(), spread == form.spread));
    ui.horizontal(|ui| {
        ui.label(label::rich("Spread", 12.0, Weight::Medium, t.text3));
        if let Some(index) = segment::segments(ui, "Spread", 26.0, &items) {
            form.spread = spreads[index];
            form.touched = true;
            form.span_problem = None;
        }
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let from = field::text_field(ui, "From", &mut form.from, "Jul 2026", None, half);
        let to = field::text_field(ui, "To", &mut form.to, "Jun 2027", None, half);
        if from.changed() || to.changed() {
            form.touched = true;
            form.span_problem = None;
        }
        entered |= (from.lost_focus() || to.lost_focus()) && ui.input(|i| i.key_pressed(Key::Enter));
    });
    if let Some(problem) = &form.span_problem {
        Runs::new(12.0, 16.0).add(problem, Weight::Regular, t.orange).show(ui, width);
    }
    ui.horizontal(|ui| {
        if Button::new("Set target").ink().show(ui).clicked() || entered {
            set(form, view, open, asks);
        }
        if !only && Button::new("Cancel").show(ui).clicked() {
            form.open = false;
        }
    });
    let periods = plural::plural(calendar::period_word(open.answer.granularity));
    let below = format!("Change single {periods} in the table below.");
    Runs::new(12.0, 16.0).add(&below, Weight::Regular, t.text3).show(ui, width);
}

fn set(form: &mut Form, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    form.total_problem = form.total(view).err();
    form.span_problem = form.span(open.fiscal()).err();
    let (Ok(total), Ok(span)) = (form.total(view), form.span(open.fiscal())) else { return };
    let wanted = TargetTotal { level: form.level, total, spread: form.spread, span };
    // Tried on a copy first: a shape that is not known is said here, at the form, and changes nothing.
    let today = view.today;
    if let Err(problem) = open.plan.as_ref().clone().set_target_total(open.series_index, wanted, today) {
        form.span_problem = Some(words(problem, open));
        return;
    }
    let label = format!("Set the {} to {}", form.level.label().to_lowercase(), open.style.in_sentence(total));
    let series = open.series_index;
    asks.push(Ask::Edit(Edit::new(label, move |plan| {
        // The try above was on this very plan, so it can't fail here.
        let _ = plan.set_target_total(series, wanted, today);
    })));
    form.open = false;
    (form.filled, form.touched) = (None, false);
}

fn words(problem: SpreadError, open: Open<'_>) -> String {
    match problem {
        SpreadError::NoLastYear(period) => format!(
            "No earlier year has a figure for {}, so last year’s shape is not known. Spread it evenly.",
            calendar::period_long(period, open.fiscal())
        ),
        SpreadError::NothingToFollow => "Last year’s figures add up to nothing. Spread it evenly.".to_owned(),
    }
}
