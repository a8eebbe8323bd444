//! The opened strategy: what it is, what it rules out, who answers for it and what it should bring; then its test and its tactics.

use eframe::egui::{self, Align, Align2, CornerRadius, Frame, Layout, Margin, Sense, Stroke, Ui, UiBuilder};

use super::field::{Key, Own, at_rest};
use super::list::why_none;
use super::{State, amounts, below, fields, revisions, stranger, table, test_box};
use crate::analysis::simulate::Item;
use crate::model::{Missing, Strategy};
use crate::text::{calendar, strategy as words};
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::{Field, Look};
use crate::ui::widget::{self, field as complaint, label, person};
use crate::ui::{Ask, Open, View};

/// Room at the right for what it should bring.
const FIGURE: f32 = 150.0;

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let Some(strategy) = state.opened.and_then(|id| open.plan.worksheets.strategy(id)) else { return };
    let key = (open.version(), strategy.id, view.today);
    let lacks = state.lacks.get(key, || strategy.lacks(view.today)).clone();
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.hair))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::symmetric(20, 18));
    frame.show(ui, |ui| {
        ui.push_id(strategy.id, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 14.0;
            about(ui, state, strategy, &lacks, view, open, asks);
            amounts::show(ui, state, strategy, view, open, asks);
            if let Some(wanted) = test_box::show(ui, strategy, &lacks, view, asks) {
                state.wanted = Some(super::Wanted::Field(wanted));
                ui.ctx().request_repaint();
            }
            table::show(ui, state, strategy, &lacks, view, open, asks);
            ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, t.hair));
            below::show(ui, state, strategy, view, open, asks);
            revisions::show(ui, state, strategy, view, open, asks);
            if stranger::offer(ui, strategy, view) {
                state.stranger = Some(stranger::Asking::about(strategy.id));
            }
        });
    });
}

/// Title, what it is, what it rules out and who answers for it, beside what it should bring.
fn about(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    lacks: &[Missing],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let full = ui.available_rect_before_wrap();
    let part = |ui: &mut Ui, salt: &str, left: f32, right: f32| {
        let rect = egui::Rect::from_min_max(egui::pos2(left, full.top()), egui::pos2(right, full.bottom()));
        ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::top_down(Align::Min)))
    };
    // The text of a cell, not its edge, is in line with what stands below.
    let mut said = part(ui, "words", full.left() - 6.0, full.right() - FIGURE - 16.0);
    words_ui(&mut said, state, strategy, lacks, view, open, asks);
    let mut figure = part(ui, "figure", full.right() - FIGURE, full.right());
    brings(&mut figure, strategy, view, open);
    let bottom = said.min_rect().bottom().max(figure.min_rect().bottom());
    ui.advance_cursor_after_rect(egui::Rect::from_min_max(full.min, egui::pos2(full.right(), bottom)));
}

fn words_ui(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    lacks: &[Missing],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let (id, room) = (strategy.id, ui.available_width());
    ui.set_width(room);
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut fields = fields(&mut state.drafts, view, open, asks);
    let texts = [
        (Own::Title, "Title of the strategy", "A name", 20.0, Weight::SemiBold),
        (Own::What, "What it is", "What it is, in a sentence or two", 13.0, Weight::Regular),
        (Own::RulesOut, "What it rules out", "What you don’t do because of it", 13.0, Weight::Regular),
    ];
    for (own, name, hint, size, weight) in texts {
        let text = at_rest(strategy, own, open);
        let field = Field {
            hint,
            look: Look::Cell,
            size,
            weight,
            wraps: true,
            ..Field::new(Key::Own(id, own).id(), name, &text, room)
        };
        let shown = fields.show(ui, Key::Own(id, own), &field);
        if shown.problem.is_some() {
            complaint::complaint(ui, shown.problem.as_deref(), room);
        }
    }
    let missing = lacks.contains(&Missing::Owner).then(|| words::missing(Missing::Owner, strategy, view.today));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(6.0);
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(person::DISC), Sense::hover());
        person::disc(ui, rect.left_center(), &strategy.owner);
        let key = Key::Own(id, Own::Owner);
        let hint = "Who answers for it";
        let problem = missing.as_deref();
        let field = Field { hint, problem, look: Look::Cell, ..Field::new(key.id(), "Owner", &strategy.owner, 190.0) };
        fields.show(ui, key, &field);
        if let Some(missing) = &missing {
            ui.label(label::rich(missing, 12.0, Weight::Regular, view.t.orange));
        }
    });
}

/// "+£7.3k, £3k to £17k, from March".
fn brings(ui: &mut Ui, strategy: &Strategy, view: &View<'_>, open: Open<'_>) {
    let t = view.t;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(FIGURE, 54.0), Sense::hover());
    let bar = open.closing.and_then(|closing| closing.bar(Item::Strategy(strategy.id)));
    let from = strategy.start.map(|start| format!("from {}", calendar::period(start, open.fiscal())));
    let (figure, spread) = match bar {
        Some(bar) => (open.style.in_sentence_signed(bar.expected), open.style.range(bar.low, bar.high)),
        None => (crate::text::UNKNOWN.to_owned(), why_none(strategy, open).to_owned()),
    };
    let spread = from.map_or_else(|| spread.clone(), |from| format!("{spread} · {from}"));
    widget::name(&response, egui::Role::Label, true, &format!("Should bring {figure}, {spread}"));
    let colour = if bar.is_some() && open.closing_is_current { t.teal } else { t.text3 };
    label::paint(ui, rect.right_top(), Align2::RIGHT_TOP, &figure, 28.0, Weight::SemiBold, colour);
    label::paint(ui, rect.right_bottom(), Align2::RIGHT_BOTTOM, &spread, 12.0, Weight::Regular, t.text3);
}
