//! What people know that the figures don't: adjustments of the forecast, each with its reason, and the form that makes one.

use eframe::egui::{self, CornerRadius, Key, Role, Sense, Stroke, Ui};

use crate::document::Edit;
use crate::model::{Adjustment, Amount, Period};
use crate::text::calendar;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, KeyHint, button::Button, card, field, label, label::Runs};
use crate::ui::{Ask, Open, View, icons};

/// What the card reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[("A", "Adjust the forecast by what you know")];

/// The form that adds an adjustment or changes one.
#[derive(Debug, Default)]
pub(super) struct Form {
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    /// The adjustment that is changed, as it was; `None` for a new one.
    was: Option<Adjustment>,
    reason: String,
    amount: String,
    from: String,
    until: String,
    author: String,
    reason_problem: Option<String>,
    amount_problem: Option<String>,
    span_problem: Option<String>,
    author_problem: Option<String>,
    focus: bool,
}

impl Draft {
    /// A new one from the first period to come on, by whom the plan belongs to.
    fn new(open: Open<'_>) -> Self {
        let owner = open.plan.owner.trim();
        let earlier = open.series.adjustments.iter().max_by_key(|adjustment| adjustment.made);
        let author = if owner.is_empty() { earlier.map_or("", |a| a.author.as_str()) } else { owner };
        let first = next_period(open).map(|period| as_typed(period, open)).unwrap_or_default();
        Self {
            was: None,
            reason: String::new(),
            amount: String::new(),
            from: first,
            until: String::new(),
            author: author.to_owned(),
            reason_problem: None,
            amount_problem: None,
            span_problem: None,
            author_problem: None,
            focus: true,
        }
    }

    fn change(was: &Adjustment, open: Open<'_>) -> Self {
        Self {
            was: Some(was.clone()),
            reason: was.reason.clone(),
            amount: open.style.numbers.edit(was.amount),
            from: as_typed(was.first, open),
            until: was.last.map(|last| as_typed(last, open)).unwrap_or_default(),
            author: was.author.clone(),
            ..Self::new(open)
        }
    }

    /// The adjustment as typed; what is wrong is said at the fields.
    fn read(&mut self, view: &View<'_>, open: Open<'_>) -> Option<Adjustment> {
        let word = calendar::period_word(open.answer.granularity);
        self.reason_problem = self.reason.trim().is_empty().then(|| "Say why, in a few words.".to_owned());
        self.author_problem = self.author.trim().is_empty().then(|| "Say who judges so.".to_owned());
        let amount = match view.numbers.parse(&self.amount) {
            Ok(Some(Amount::ZERO)) => Err("0 changes nothing.".to_owned()),
            Ok(Some(amount)) => Ok(amount),
            Ok(None) => Err(format!("Type the change of each {word}, such as -2000.")),
            Err(problem) => Err(problem.to_string()),
        };
        let span = self.span(open);
        self.amount_problem = amount.as_ref().err().cloned();
        self.span_problem = span.as_ref().err().cloned();
        let ((first, last), amount) = (span.ok()?, amount.ok()?);
        (self.reason_problem.is_none() && self.author_problem.is_none()).then(|| Adjustment {
            reason: self.reason.trim().to_owned(),
            author: self.author.trim().to_owned(),
            // What is judged anew is a judgement of today.
            made: view.today,
            first,
            last,
            amount,
        })
    }

    fn span(&self, open: Open<'_>) -> Result<(Period, Option<Period>), String> {
        let days = |text: &str| {
            calendar::parse_days(text, open.fiscal())
                .ok_or_else(|| format!("“{}” is no month such as Mar 2027 and no day such as 2027-03-10.", text.trim()))
        };
        let period = |day| Period::containing(day, open.answer.granularity, open.fiscal());
        let first = period(days(&self.from)?.0);
        let last = match self.until.trim() {
            "" => None,
            until => Some(period(days(until)?.1)),
        };
        if last.is_some_and(|last| last < first) {
            return Err("It ends before it begins.".to_owned());
        }
        let next = next_period(open);
        match (last, next) {
            (Some(last), Some(next)) if last < next && self.was.is_none() => Err(format!(
                "That is over. The first {} to come is {}.",
                calendar::period_word(open.answer.granularity),
                calendar::period(next, open.fiscal())
            )),
            _ => Ok((first, last)),
        }
    }
}

/// The first period that is not finished.
fn next_period(open: Open<'_>) -> Option<Period> {
    let rows = &open.answer.rows;
    match open.answer.last_finished.and_then(|last| rows.get(last)) {
        Some(last) => Some(last.period.next()),
        None => rows.first().map(|row| row.period),
    }
}

/// As it may be typed again in the form.
fn as_typed(period: Period, open: Open<'_>) -> String {
    match period.granularity() {
        crate::model::Granularity::Month => calendar::period(period, open.fiscal()),
        _ => period.to_string(),
    }
}

impl Form {
    pub fn begin(&mut self, open: Open<'_>) {
        self.draft = Some(Draft::new(open));
    }
}

pub(super) fn show(ui: &mut Ui, form: &mut Form, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        let title = "What you know that the figures don’t";
        card::heading(ui, title, "drawn apart from the forecast, and held against what comes", |ui| {
            let button = Button::new("Adjust the forecast").icon(icons::NOTE_PENCIL).key("A").small();
            let button = button.enabled(form.draft.is_none() && next_period(open).is_some());
            if button.show(ui).clicked() {
                form.begin(open);
            }
        });
        let width = ui.available_width();
        if let Some(draft) = &mut form.draft
            && form_ui(ui, draft, width, view, open, asks)
        {
            form.draft = None;
        }
        if open.series.adjustments.is_empty() {
            let word = calendar::period_word(open.answer.granularity);
            let said = format!(
                "A customer lost, an order won, a shop that opens? Put it in as so much more or less a {word}, with the reason. \
                 The forecast itself stays as it is."
            );
            Runs::new(13.0, 19.0).add(&said, Weight::Regular, t.text2).show(ui, width);
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, adjustment) in open.series.adjustments.iter().enumerate() {
            ui.push_id(index, |ui| {
                if row(ui, adjustment, width, view, open) {
                    form.draft = Some(Draft::change(adjustment, open));
                }
            });
        }
        if let Some(effect) = open.subject().voice().adjusted_by() {
            ui.add_space(8.0);
            Runs::new(13.0, 19.0).add(&effect, Weight::SemiBold, t.text1).show(ui, width);
        }
    });
}

/// One adjustment; a press opens it. Answers whether it was pressed.
fn row(ui: &mut Ui, adjustment: &Adjustment, width: f32, view: &View<'_>, open: Open<'_>) -> bool {
    let t = view.t;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 34.0), Sense::click());
    let does = open.subject().voice().adjustment(adjustment);
    let by = format!("{}, {}", adjustment.author, calendar::date(adjustment.made, view.today));
    widget::name(&response, Role::Button, true, &format!("Adjustment “{}”: {does}; {by}", adjustment.reason));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), CornerRadius::same(6), t.hover);
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 6, t);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    let middle = rect.center().y;
    let cell = |from: f32, to: f32, text: &str, weight: Weight, colour| {
        let at = egui::pos2(rect.left() + width * from, middle);
        label::paint_fitting(ui, at, text, 13.0, weight, colour, width * (to - from) - 8.0);
    };
    cell(0.0, 0.38, &adjustment.reason, Weight::Medium, t.text1);
    cell(0.38, 0.72, &does, Weight::SemiBold, t.text1);
    label::paint_fitting(
        ui,
        egui::pos2(rect.left() + width * 0.72, middle),
        &by,
        12.0,
        Weight::Regular,
        t.text3,
        width * 0.28,
    );
    response.on_hover_text("Change or remove it").clicked()
}

/// Draws the form; answers whether it is done with.
fn form_ui(ui: &mut Ui, draft: &mut Draft, width: f32, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) -> bool {
    let mut done = false;
    let entered = fields(ui, draft, width, view.t, open);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let label = if draft.was.is_some() { "Change adjustment" } else { "Add adjustment" };
        let pressed = Button::new(label).ink().show(ui).clicked();
        if (pressed || entered)
            && let Some(adjustment) = draft.read(view, open)
        {
            asks.push(Ask::Edit(adjust(open, draft.was.clone(), adjustment)));
            done = true;
        }
        if Button::new("Cancel").show(ui).clicked() || ui.input(|i| i.key_pressed(Key::Escape)) {
            done = true;
        }
        if let Some(was) = draft.was.as_ref().filter(|_| Button::new("Remove adjustment").quiet().show(ui).clicked()) {
            asks.push(Ask::Edit(remove(open, was)));
            done = true;
        }
    });
    ui.add_space(8.0);
    done
}

/// Draws the fields; answers whether Enter was pressed in one.
fn fields(ui: &mut Ui, draft: &mut Draft, width: f32, t: &Tokens, open: Open<'_>) -> bool {
    const GAP: f32 = 12.0;
    let mut entered = false;
    let mut enter = |response: &egui::Response, ui: &Ui| {
        entered |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        response.changed()
    };
    let half = (width - GAP) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let problem = draft.reason_problem.as_deref();
        let reason = field::text_field(ui, "Reason", &mut draft.reason, "Lost Marlow", problem, half);
        if std::mem::take(&mut draft.focus) {
            reason.request_focus();
        }
        if enter(&reason, ui) {
            draft.reason_problem = None;
        }
        let problem = draft.author_problem.as_deref();
        let author = field::text_field(ui, "By", &mut draft.author, "Who judges so", problem, half);
        if enter(&author, ui) {
            draft.author_problem = None;
        }
    });
    let third = (width - 2.0 * GAP) / 3.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let word = calendar::period_word(open.answer.granularity);
        let caption = match open.style.symbol() {
            "" => format!("Change each {word}"),
            symbol => format!("Change each {word} in {symbol}"),
        };
        let problem = draft.amount_problem.as_deref();
        let amount = field::text_field(ui, &caption, &mut draft.amount, "-2000", problem, third);
        if enter(&amount, ui) {
            draft.amount_problem = None;
        }
        let from = field::text_field(ui, "From", &mut draft.from, "Mar 2027", None, third);
        let until = field::text_field(ui, "Until (empty: for good)", &mut draft.until, "for good", None, third);
        if enter(&from, ui) | enter(&until, ui) {
            draft.span_problem = None;
        }
    });
    if let Some(problem) = &draft.span_problem {
        field::complaint(ui, Some(problem), width);
    } else {
        let help = "With a minus for less. A sum that comes once goes into one period: the same from and until.";
        Runs::new(12.0, 16.0).add(help, Weight::Regular, t.text3).show(ui, width);
    }
    ui.add_space(4.0);
    entered
}

fn adjust(open: Open<'_>, was: Option<Adjustment>, adjustment: Adjustment) -> Edit {
    let label = match &was {
        None => format!("Adjust for “{}”", adjustment.reason),
        Some(_) => format!("Change the adjustment “{}”", adjustment.reason),
    };
    let series = open.series_index;
    Edit::new(label, move |plan| {
        let Some(series) = plan.series_mut(series) else { return };
        match was.and_then(|was| series.adjustments.iter().position(|other| *other == was)) {
            Some(index) => series.change_adjustment(index, adjustment),
            None => Some(series.adjust(adjustment)),
        };
    })
}

fn remove(open: Open<'_>, adjustment: &Adjustment) -> Edit {
    let (series, was) = (open.series_index, adjustment.clone());
    let edit = Edit::new(format!("Remove the adjustment “{}”", was.reason), move |plan| {
        let Some(series) = plan.series_mut(series) else { return };
        if let Some(index) = series.adjustments.iter().position(|other| *other == was) {
            series.remove_adjustment(index);
        }
    });
    edit.saying(format!("Removed the adjustment “{}”", adjustment.reason))
}
