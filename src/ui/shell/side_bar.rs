use eframe::egui::{self, Align2, ComboBox, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use crate::analysis::trigger::TriggerState;
use crate::command::Command;
use crate::model::Clock;
use crate::model::meeting::Due;
use crate::text::{due, meeting, plural};
use crate::ui::page::{ENTRIES, Entry, Page};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};
use crate::ui::{Ask, Open, View};

pub(super) fn show(ui: &mut Ui, page: Page, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let edge = ui.max_rect().expand2(egui::vec2(10.0, 14.0));
    ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, t.hair));
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut group = "";
    for entry in &ENTRIES {
        if entry.group != group && !entry.group.is_empty() {
            let top = if entry.page == ENTRIES[0].page { 2.0 } else { 14.0 };
            group = entry.group;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), top + 21.0), Sense::hover());
            let at = egui::pos2(rect.left() + 10.0, rect.bottom() - 5.0);
            label::paint(ui, at, Align2::LEFT_BOTTOM, group, 12.0, Weight::Medium, t.text3);
        }
        let count = view.open.and_then(|open| count(entry.page, view, open));
        if item(ui, entry, entry.page == page, ui.available_width(), count, t) {
            asks.push(Ask::Command(entry.command));
        }
    }
    if let Some(open) = view.open {
        foot(ui, view, open, asks);
    }
}

/// Height of the foot: its heading and a row for each clock.
const FOOT: f32 = 34.0 + 3.0 * FOOT_ROW;
const FOOT_ROW: f32 = 24.0;

/// At the foot, where there is room: when the plan is gone through next.
fn foot(ui: &mut Ui, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let dues: Vec<Due> = Clock::ALL.into_iter().filter_map(|clock| open.plan.due(clock, view.today)).collect();
    let spare = ui.available_height() - FOOT;
    if dues.is_empty() || spare < 8.0 {
        return;
    }
    ui.add_space(spare);
    let (head, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), FOOT - 3.0 * FOOT_ROW), Sense::hover());
    ui.painter().hline(head.x_range(), head.top() + 0.5, Stroke::new(1.0, t.hair));
    let at = egui::pos2(head.left() + 10.0, head.bottom() - 10.0);
    label::paint(ui, at, Align2::LEFT_CENTER, "Next reviews", 12.0, Weight::SemiBold, t.text1);
    for due in dues {
        let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), FOOT_ROW), Sense::click());
        let day = due::short(due.day, view.today);
        let when = meeting::when(due.day, view.today);
        let (colour, weight) = match due.day.signed_duration_since(view.today).num_days() {
            ..0 => (t.orange, Weight::SemiBold),
            0..=7 => (t.text1, Weight::SemiBold),
            _ => (t.text2, Weight::Regular),
        };
        let is_late = due.days_late(view.today).is_some();
        // Beyond a month the day itself tells it better.
        let late = due.days_late(view.today).filter(|days| *days <= 30).and(when.clone());
        let name = due.clock.label();
        let spoken =
            format!("{name}: {}", [Some(day.clone()), when].into_iter().flatten().collect::<Vec<_>>().join(", "));
        widget::name(&response, Role::Button, true, &spoken);
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(6), t.hover);
        }
        widget::focus_ring(ui, &response, 6, t);
        let right = egui::pos2(rect.right() - 10.0, rect.center().y);
        let shown = late.as_deref().unwrap_or(&day);
        let drawn = label::paint(ui, right, Align2::RIGHT_CENTER, shown, 12.0, weight, colour);
        if is_late {
            widget::diamond(ui, egui::pos2(drawn.left() - 9.0, right.y), 10.0, colour);
        }
        let at = egui::pos2(rect.left() + 10.0, rect.center().y);
        label::paint(ui, at, Align2::LEFT_CENTER, name, 12.0, Weight::Regular, t.text2);
        if response.on_hover_text(&spoken).clicked() {
            asks.push(Ask::Command(Command::ShowReviews));
        }
    }
}

/// The same in one row over the page.
pub(super) fn strip(ui: &mut Ui, page: Page, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let whole = ui.max_rect();
    ui.painter().hline(whole.x_range().expand(10.0), whole.bottom() - 0.5, Stroke::new(1.0, t.hair));
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let widths = ENTRIES
            .each_ref()
            .map(|entry| (label::width(ui, entry.command.label(), 13.0, Weight::SemiBold) + 48.0).ceil());
        let (shown, more) = fitting(page, &widths, ui.available_width());
        for at in shown {
            if item(ui, &ENTRIES[at], ENTRIES[at].page == page, widths[at], None, t) {
                asks.push(Ask::Command(ENTRIES[at].command));
            }
        }
        if more.is_empty() {
            return;
        }
        let response =
            ComboBox::from_id_salt("more pages").width(MORE - 12.0).selected_text("More").show_ui(ui, |ui| {
                for entry in more.into_iter().map(|at| &ENTRIES[at]) {
                    if ui.selectable_label(false, entry.command.label()).clicked() {
                        asks.push(Ask::Command(entry.command));
                    }
                }
            });
        widget::focus_ring(ui, &response.response, 7, t);
        widget::name(&response.response, Role::ComboBox, true, "More pages");
    });
}

/// Between two pages of the strip.
const GAP: f32 = 4.0;
/// Width of what opens the list of the pages that don't fit.
const MORE: f32 = 84.0;

/// The pages that stand in a strip of this width, and those behind "More": the page that shows always stands.
fn fitting(page: Page, widths: &[f32], width: f32) -> (Vec<usize>, Vec<usize>) {
    let all: Vec<usize> = (0..widths.len()).collect();
    let sum = |these: &[usize]| these.iter().map(|at| widths[*at] + GAP).sum::<f32>();
    if sum(&all) - GAP <= width {
        return (all, Vec::new());
    }
    let (mut shown, mut more) = (all, Vec::new());
    while shown.len() > 1 && sum(&shown) + MORE > width {
        let last = shown.iter().rposition(|at| ENTRIES[*at].page != page).unwrap_or_default();
        more.insert(0, shown.remove(last));
    }
    (shown, more)
}

/// What stands at the right of an entry.
#[derive(Debug, PartialEq, Eq)]
struct Count {
    text: String,
    /// The same in words, for tooltips and screen readers.
    spoken: String,
    urgency: Urgency,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Urgency {
    None,
    /// Something is near.
    Soon,
    /// A day is past, or a trigger fires.
    Now,
}

/// What there is on a page, and whether it is urgent; `None` where there is nothing to say.
fn count(page: Page, view: &View<'_>, open: Open<'_>) -> Option<Count> {
    let (sheets, checked) = (&open.plan.worksheets, open.checked);
    let counted = |number: usize, thing: &str, more: Option<(String, Urgency)>| {
        let spoken = plural::count(number, thing);
        let urgency = more.as_ref().map_or(Urgency::None, |(_, urgency)| *urgency);
        let spoken = more.map_or(spoken.clone(), |(more, _)| format!("{spoken}, {more}"));
        (number > 0).then(|| Count { text: number.to_string(), spoken, urgency })
    };
    match page {
        Page::Strategies => counted(sheets.strategies.len(), "strategy", None),
        Page::Tactics if checked.late > 0 => {
            let text = format!("{} late", checked.late);
            Some(Count { spoken: text.clone(), text, urgency: Urgency::Now })
        }
        Page::Tactics => {
            let spoken = format!("{} due within seven days", checked.due);
            (checked.due > 0).then(|| Count { text: checked.due.to_string(), spoken, urgency: Urgency::None })
        }
        Page::Contingencies => {
            let (lit, close) = (TriggerState::Lit, TriggerState::Close);
            let told = [(lit, "fires", Urgency::Now), (close, "is close", Urgency::Soon)].into_iter();
            let counts = told.map(|(state, verb, urgency)| (checked.with_trigger(state).count(), verb, urgency));
            let more = counts
                .filter(|(count, ..)| *count > 0)
                .map(|(count, verb, urgency)| (format!("{} that {verb}", plural::count(count, "trigger")), urgency));
            counted(sheets.scenarios.len(), "scenario", more.take(1).next())
        }
        Page::Reviews => next_review(view, open),
        Page::Check => counted(checked.open().count(), "finding", None),
        _ => None,
    }
}

/// How late a review is, or the day of the one that is near.
fn next_review(view: &View<'_>, open: Open<'_>) -> Option<Count> {
    let dues = Clock::ALL.into_iter().filter_map(|clock| open.plan.due(clock, view.today));
    let next = dues.min_by_key(|due| due.day)?;
    let when = meeting::when(next.day, view.today)?;
    let is_late = next.days_late(view.today).is_some();
    let text = if is_late { "late".to_owned() } else { next.day.format("%a").to_string() };
    let urgency = if is_late { Urgency::Now } else { Urgency::None };
    Some(Count { text, spoken: format!("{}: {}", next.clock.label(), when.to_lowercase()), urgency })
}

fn count_ui(ui: &Ui, rect: Rect, count: &Count, t: &Tokens) {
    let colour = match count.urgency {
        Urgency::None => t.text2,
        Urgency::Soon => t.amber,
        Urgency::Now => t.orange,
    };
    let at = egui::pos2(rect.right() - 10.0, rect.center().y);
    let drawn = label::paint(ui, at, Align2::RIGHT_CENTER, &count.text, 12.0, Weight::Medium, colour);
    let mark = egui::pos2(drawn.left() - 9.0, at.y);
    match count.urgency {
        Urgency::None => {}
        Urgency::Soon => {
            ui.painter().circle_filled(mark, 4.0, colour);
        }
        Urgency::Now => widget::diamond(ui, mark, 10.0, colour),
    }
}

fn item(ui: &mut Ui, entry: &Entry, on: bool, width: f32, count: Option<Count>, t: &Tokens) -> bool {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::click());
    let name = entry.command.label();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    let radius = CornerRadius::same(7);
    if on {
        ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.hair), StrokeKind::Inside);
        let bar =
            Rect::from_min_max(rect.left_top() + egui::vec2(0.0, 7.0), rect.left_bottom() + egui::vec2(3.0, -7.0));
        ui.painter().rect_filled(bar, CornerRadius::same(2), t.blue);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.hover);
    }
    widget::focus_ring(ui, &response, 7, t);
    let (weight, colour) = if on { (Weight::SemiBold, t.text1) } else { (Weight::Regular, t.text2) };
    let middle = rect.center().y;
    label::paint_icon(ui, egui::pos2(rect.left() + 18.0, middle), Align2::CENTER_CENTER, entry.icon, 16.0, colour);
    label::paint(ui, egui::pos2(rect.left() + 35.0, middle), Align2::LEFT_CENTER, name, 13.0, weight, colour);
    let Some(count) = count else { return response.on_hover_text(entry.command.hint()).clicked() };
    count_ui(ui, rect, &count, t);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_description(count.spoken.clone()));
    response.on_hover_text(format!("{}\n{}", entry.command.hint(), plural::capitalised(&count.spoken))).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_that_shows_stands_in_the_strip_and_none_is_lost() {
        let widths = [100.0; ENTRIES.len()];
        for (at, entry) in ENTRIES.iter().enumerate() {
            for width in [150.0, 300.0, 520.0, 2_000.0] {
                let (shown, more) = fitting(entry.page, &widths, width);
                assert!(shown.contains(&at), "{at} at {width}");
                let mut all = [shown, more].concat();
                all.sort_unstable();
                assert_eq!(all, (0..ENTRIES.len()).collect::<Vec<_>>());
            }
        }
        assert_eq!(fitting(Page::Plan, &widths, 300.0).0, [0, ENTRIES.len() - 1]);
        assert_eq!(fitting(Page::Overview, &widths, 2_000.0).1, Vec::<usize>::new());
    }
}
