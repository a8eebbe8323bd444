//! Plan check: whether the plan is current, credible and contingent. Each finding leads to where it is put right.

mod accept;
pub(in crate::ui::page) mod way;

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, Role, Sense, Stroke, Ui,
};

use crate::analysis::checkup::Group;
use crate::command::Command;
use crate::text::checked::{Checked, Line};
use crate::text::plural::{self, capitalised};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, KeyHint, button::Button, card, label, label::Runs};
use crate::ui::{Ask, Open, View, icons};
use accept::{Draft, Outcome};

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("Up/Down", "Go from finding to finding"),
    ("Enter", "Go to where the finding is put right"),
    ("A", "Accept the finding, with a reason"),
];

const GAP: f32 = 14.0;
/// Room for the mark before a finding.
const MARK: f32 = 26.0;
const WAY: f32 = 122.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// What is typed about a finding that is to be accepted.
    draft: Option<Draft>,
    /// The finding that gets the keyboard, by its place on the page.
    wanted: Option<usize>,
    /// The same, once what was asked for is done.
    after: Option<usize>,
}

impl State {
    /// Ends what is being typed, as leaving its field would: a reason counts once it is accepted, and stays until then.
    pub fn finish(&mut self, _view: &View<'_>, _open: Open<'_>, _asks: &mut Vec<Ask>) {}
}

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let checked = open.checked;
    let caption = format!("Plan check · {}", counted(checked));
    super::head(ui, &caption, &checked.head().into(), view.t, asks, |ui, asks| {
        let button = Button::new("Copy for a mail").icon(icons::COPY).tooltip(Command::CopyCheck.tooltip());
        if button.show(ui).clicked() {
            asks.push(Ask::Command(Command::CopyCheck));
        }
    });
    ui.spacing_mut().item_spacing.y = GAP;
    let mut rows = Vec::new();
    state.wanted = state.after.take();
    for (group, stands) in Group::ALL.into_iter().zip(&checked.stands) {
        ui.push_id(group.id(), |ui| {
            group_card(ui, state, group, stands, &mut rows, view, open, asks);
        });
    }
    accept::list(ui, checked, view, asks);
    keys(ui, state, &rows);
}

/// "5 findings, 1 accepted".
fn counted(checked: &Checked) -> String {
    let open = checked.open().count();
    let open = if open == 0 { "nothing to put right".to_owned() } else { plural::count(open, "finding") };
    match checked.accepted().count() {
        0 => open,
        accepted => format!("{open}, {accepted} accepted"),
    }
}

#[expect(clippy::too_many_arguments, reason = "what a card reads, and where it puts its rows")]
fn group_card(
    ui: &mut Ui,
    state: &mut State,
    group: Group,
    stands: &str,
    rows: &mut Vec<(Id, Rect)>,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, &capitalised(group.id()), stands, |_| {});
        let width = ui.available_width();
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut any = false;
        for line in open.checked.open_in(group) {
            if any {
                let (rule, _) = ui.allocate_exact_size(egui::vec2(width, 1.0), Sense::hover());
                ui.painter().hline(rule.x_range(), rule.center().y, Stroke::new(1.0, t.hair));
            }
            any = true;
            ui.push_id(&line.id, |ui| {
                let (id, accepts) = row(ui, line, width, view, open, asks);
                rows.push(id);
                if accepts {
                    state.draft = Some(Draft::new(line, open));
                }
                if let Some(draft) = state.draft.as_mut().filter(|draft| draft.finding == line.id)
                    && accept::form(ui, draft, width, view, asks) == Outcome::Closed
                {
                    state.draft = None;
                    state.after = Some(rows.len() - 1);
                    ui.ctx().request_repaint();
                }
            });
        }
        if !any {
            let (mark, _) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::hover());
            let at = mark.left_center();
            label::paint_icon(ui, at, Align2::LEFT_CENTER, icons::CHECK_CIRCLE, 18.0, t.teal);
            let said = nothing_open(group);
            let place = Rect::from_min_max(mark.min + egui::vec2(MARK, 0.0), mark.max);
            let response = ui.interact(place, ui.scope_id().with("nothing"), Sense::hover());
            widget::name(&response, Role::Label, true, said);
            label::paint_fitting(ui, place.left_center(), said, 13.0, Weight::Regular, t.text2, place.width());
        }
    });
}

/// What was checked where nothing was found, and when it is worth coming back.
const fn nothing_open(group: Group) -> &'static str {
    match group {
        Group::Current => "Figures, days, estimates and reviews are up to date. Come back after the next period.",
        Group::Credible => "Forecast, target, strategies and who does what hold together. Come back when one changes.",
        Group::Contingent => "Every likely scenario has a response and a trigger. Come back at the contingency review.",
    }
}

/// One finding. Answers the id that the keyboard knows it by, and whether it is to be accepted.
fn row(
    ui: &mut Ui,
    line: &Line,
    width: f32,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) -> ((Id, Rect), bool) {
    let t = view.t;
    let name = format!("Accept: {}", line.sentence);
    let accept = Button::new("Accept").small().name(&name).tooltip("Leave it so, with a reason (A)");
    let room = width - accept.width(ui) - 12.0;
    let text_width = room - MARK - WAY - 12.0;
    let sentence = Runs::new(13.0, 19.0).add(&line.sentence, Weight::Medium, t.text1);
    let way = Runs::new(12.0, 16.0).add(line.way, Weight::Regular, t.text3);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = [sentence.lines(ui, text_width) as f32 * 19.0, way.lines(ui, text_width) as f32 * 16.0];
    let height = lines[0] + lines[1] + 19.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let (rect, response) = ui.allocate_exact_size(egui::vec2(room, height), Sense::click());
        widget::name(&response, Role::Button, true, &format!("{} {}", line.sentence, line.way));
        widget::reveal(ui, &response);
        if response.hovered() {
            ui.painter().rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), CornerRadius::same(6), t.hover);
        }
        widget::focus_ring(ui, &response, 6, t);
        let top = rect.top() + 9.0;
        let mark = egui::pos2(rect.left(), top + 9.5);
        label::paint_icon(ui, mark, Align2::LEFT_CENTER, icons::WARNING, 18.0, t.amber);
        sentence.paint(ui, egui::pos2(rect.left() + MARK, top), text_width);
        way.paint(ui, egui::pos2(rect.left() + MARK, top + lines[0]), text_width);
        let arrow = egui::pos2(rect.right() - 2.0, rect.center().y);
        label::paint_icon(ui, arrow, Align2::RIGHT_CENTER, icons::ARROW_RIGHT, 14.0, t.blue);
        let at = arrow - egui::vec2(19.0, 0.0);
        label::paint(ui, at, Align2::RIGHT_CENTER, way::page(line.place), 13.0, Weight::Medium, t.blue);
        if response.clicked() {
            way::go(line.place, open, asks);
        }
        let by_key = response.has_focus() && ui.input(|i| i.modifiers.is_none() && i.key_pressed(Key::A));
        let by_button = ui
            .vertical(|ui| {
                ui.add_space(((height - 26.0) / 2.0).max(0.0));
                accept.show(ui).clicked()
            })
            .inner;
        ((response.id, rect), by_key || by_button)
    })
    .inner
}

/// Up and down go from finding to finding over all groups.
fn keys(ui: &Ui, state: &mut State, rows: &[(Id, Rect)]) {
    let focused = ui.memory(egui::Memory::focused);
    let at = focused.and_then(|id| rows.iter().position(|row| row.0 == id));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if at.is_some() || focused.is_none() {
        let next = if pressed(Key::ArrowDown) {
            Some(at.map_or(0, |at| at + 1))
        } else if pressed(Key::ArrowUp) {
            Some(at.map_or(0, |at| at.saturating_sub(1)))
        } else {
            None
        };
        state.wanted = next.or(state.wanted);
    }
    if let Some((id, _)) = at.and_then(|at| rows.get(at)) {
        // Else the arrows would take the keyboard to whatever lies below.
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(*id, filter));
    }
    if let Some((id, rect)) = state.wanted.take().and_then(|wanted| rows.get(wanted.min(rows.len().saturating_sub(1))))
    {
        ui.memory_mut(|memory| {
            memory.request_focus(*id);
            // Where nothing had the keyboard, the arrow would go on from here.
            memory.move_focus(FocusDirection::None);
        });
        ui.scroll_to_rect_animation(rect.expand(8.0), None, ScrollAnimation::none());
        // The arrows are its own from the next pass on.
        ui.ctx().request_repaint();
    }
}
