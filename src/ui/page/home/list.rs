//! The list of plans: heads that sort, and rows of which only those in view are drawn.
//!
//! One Tab stop, as the grid has: the list holds the keyboard and names its row as the active descendant, so that the
//! focus can't be lost with a row that scrolls out of view or is filtered away.

use eframe::egui::accesskit::{Action, Role};
use eframe::egui::style::ScrollAnimation;
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    self, CornerRadius, EventFilter, Frame, Id, Key, Margin, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::row::{Columns, RowView};
use crate::portfolio::{Column, Folder, Sort};
use crate::text::{Numbers, Said, plural};
use crate::ui::theme::{Tokens, current, font::Weight};
use crate::ui::widget::{self, kept::Kept, label};
use crate::ui::{Ask, View};

pub(super) const ROW: f32 = 56.0;
const HEAD: f32 = 36.0;
/// What a head needs beside its words: the mark of the order, and room around.
const MARK: f32 = 20.0;

/// Where the keyboard is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Filter,
    List,
}

/// What names an order: the listing, how it is sorted, and whether all is read (until then nothing changes places).
type OrderKey = (u64, Sort, bool);

#[derive(Debug, Default)]
pub struct State {
    pub(super) recovered: crate::ui::page::earlier::Shown,
    pub(super) filter: String,
    sort: Sort,
    /// Name of the file that the keyboard is on.
    cursor: Option<String>,
    wanted: Option<Wanted>,
    /// The filter's field, once it was drawn.
    field: Option<Id>,
    order: Kept<OrderKey, Vec<usize>>,
    left: Kept<(OrderKey, u64, String), Vec<usize>>,
    rows: Vec<Kept<(u64, Numbers), RowView>>,
    heading: Kept<(u64, bool, Numbers), (String, Said)>,
}

impl State {
    /// Puts the keyboard into the filter.
    pub fn find(&mut self) {
        self.wanted = Some(Wanted::Filter);
    }

    /// Puts the keyboard onto the list.
    pub fn take_keyboard(&mut self) {
        self.wanted = Some(Wanted::List);
    }

    /// Puts the plans that are short to the top, the furthest first, and the keyboard on it.
    pub fn show_short(&mut self) {
        self.filter.clear();
        self.sort = Sort { column: Column::Gap, reversed: false };
        self.cursor = None;
        self.wanted = Some(Wanted::List);
    }

    /// Another folder shows from now on; the order that was chosen stays.
    pub fn show_another(&mut self) {
        *self = Self { sort: self.sort, wanted: self.wanted, ..Self::default() };
    }

    /// Caption and finding over the list.
    pub(super) fn heading(&mut self, folder: &Folder, reading: bool, numbers: Numbers) -> (String, Said) {
        let make = || {
            let caption = format!("{} · {}", folder.name(), folder.counted(numbers));
            let (read, all) = folder.progress();
            let finding = match (folder.is_known(), reading) {
                (true, _) => folder.finding(numbers),
                (false, true) => format!("Reading {}…", plural::count_grouped(all, "plan", numbers)).into(),
                (false, false) => {
                    let (read, all) = (plural::grouped(read, numbers), plural::count_grouped(all, "plan", numbers));
                    format!("Reading was stopped after {read} of {all}.").into()
                }
            };
            (caption, finding)
        };
        self.heading.get((folder.version(), reading, numbers), make).clone()
    }

    /// "Sorted by gap, most short first", and how many rows the filter leaves.
    pub(super) fn sorted_words(&mut self, folder: &Folder, numbers: Numbers) -> String {
        let sorted = format!("orted by {}, {}", name(self.sort.column, folder).to_lowercase(), self.sort.words());
        if self.filter.trim().is_empty() {
            return format!("S{sorted}");
        }
        let all = folder.rows().iter().filter(|row| row.is_shown()).count();
        let left = self.left(folder).len();
        format!("{} of {} shown, s{sorted}", plural::grouped(left, numbers), plural::grouped(all, numbers))
    }

    /// Indices of the rows that show, in their order.
    fn left(&mut self, folder: &Folder) -> &[usize] {
        let key = (folder.listing(), self.sort, folder.is_read());
        let order = self.order.get(key, || folder.sorted(self.sort));
        self.left.get((key, folder.version(), self.filter.clone()), || folder.filtered(order, &self.filter))
    }

    /// Escape empties the filter; Enter and ↓ go on to the list.
    pub(super) fn filter_keys(&mut self, ui: &Ui, response: &Response) {
        self.field = Some(response.id);
        if self.wanted == Some(Wanted::Filter) {
            self.wanted = None;
            response.request_focus();
            mark(ui, response.id, 0..self.filter.chars().count());
        }
        // Taken, so that the list doesn't act on the key that led to it.
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if response.lost_focus() && pressed(Key::Escape) {
            self.filter.clear();
            self.wanted = Some(Wanted::List);
        } else if (response.lost_focus() && pressed(Key::Enter)) || (response.has_focus() && pressed(Key::ArrowDown)) {
            self.wanted = Some(Wanted::List);
        }
    }
}

/// Marks these letters of the field, the caret behind them.
fn mark(ui: &Ui, field: Id, letters: std::ops::Range<usize>) {
    let mut caret = TextEditState::load(ui.ctx(), field).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(letters.start), CCursor::new(letters.end));
    caret.cursor.set_char_range(Some(range));
    caret.store(ui.ctx(), field);
}

/// What stands over a column.
pub(super) fn name(column: Column, folder: &Folder) -> String {
    let text = match column {
        Column::Plan => "Plan",
        Column::Average => return average(folder),
        Column::Progress => "Forecast against target",
        Column::Forecast => "Forecast",
        Column::Target => "Target",
        Column::Gap => "Gap",
        Column::Check => "Plan check",
        Column::Review => "Next review",
    };
    text.to_owned()
}

/// "6-month average" where all plans agree on it.
fn average(folder: &Folder) -> String {
    let mut all = folder.rows().iter().filter_map(|row| row.summary()).map(|s| (s.window, s.granularity));
    match all.next() {
        Some((window, granularity)) if all.all(|other| other == (window, granularity)) => {
            format!("{window}-{} average", crate::text::calendar::period_word(granularity))
        }
        _ => "Rolling average".to_owned(),
    }
}

/// Draws heads and rows, no higher than `height`; answers whether there is room for bars.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    folder: &Folder,
    view: &View<'_>,
    height: f32,
    asks: &mut Vec<Ask>,
) -> bool {
    let t = view.t;
    let frame = Frame::new().fill(t.surface).stroke(Stroke::new(1.0, t.hair)).corner_radius(10);
    let shown = frame.inner_margin(Margin { left: 10, right: 10, top: 4, bottom: 8 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width();
        let columns = Columns::new(width - ui.spacing().scroll.allocated_width());
        heads(ui, state, folder, &columns, width);
        state.rows.resize_with(folder.rows().len(), Kept::default);
        let order = state.left(folder).to_vec();
        rows(ui, state, folder, &order, view, &columns, (height - HEAD - 12.0).max(ROW), asks);
        columns.shows(Column::Progress)
    });
    shown.inner
}

fn heads(ui: &mut Ui, state: &mut State, folder: &Folder, columns: &Columns, width: f32) {
    let t = current(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    for column in Column::ALL.into_iter().filter(|column| columns.shows(*column)) {
        let text = name(column, folder);
        let (x, right) = columns.of(column);
        let place = Rect::from_x_y_ranges(x, rect.y_range()).translate(vec2(rect.left(), 0.0));
        let on = state.sort.column == column;
        // As wide as its words and the mark: the rest of a wide column is no button.
        let room = (label::width(ui, &text, 12.0, Weight::SemiBold) + MARK).min(place.width() + 16.0);
        let left = if right { place.right() + 4.0 - room } else { place.left() - 4.0 };
        let button = Rect::from_min_size(pos2(left, place.top() + 4.0), vec2(room, HEAD - 8.0));
        let response = ui.interact(button, ui.make_persistent_id(("sort", column as u8)), Sense::click());
        let words = if on { format!(", sorted, {}", state.sort.words()) } else { String::new() };
        let spoken = format!("Sort by {}{words}", text.to_lowercase());
        widget::name(&response, Role::Button, true, &spoken);
        if response.hovered() {
            ui.painter().rect_filled(button, CornerRadius::same(6), t.hover);
        }
        widget::focus_ring(ui, &response, 6, t);
        let (weight, ink) = if on { (Weight::SemiBold, t.text1) } else { (Weight::Medium, t.text3) };
        let middle = button.center().y;
        // The words stand over the figures, the mark where these leave room.
        let (text_at, mark_at) = if right {
            (button.left() + MARK - 4.0, button.left() + 7.0)
        } else {
            (button.left() + 4.0, button.right() - 7.0)
        };
        label::paint_fitting(ui, pos2(text_at, middle), &text, 12.0, weight, ink, button.width() - MARK + 1.0);
        if on {
            widget::triangle(ui, pos2(mark_at, middle), 7.0, state.sort.grows(), t.text1);
        }
        if response.clicked() {
            state.sort = state.sort.chosen(column);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "all that a drawing of rows needs, once")]
fn rows(
    ui: &mut Ui,
    state: &mut State,
    folder: &Folder,
    order: &[usize],
    view: &View<'_>,
    columns: &Columns,
    height: f32,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let id = ui.make_persistent_id("plans");
    let cursor = place_of_cursor(state, folder, order);
    if order.is_empty() {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 2.0 * ROW), Sense::hover());
        let words = format!("No plan here has “{}” in its name, kind or owner.", state.filter.trim());
        super::folder::nothing_left(ui, rect, &words, t);
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a folder has some thousand files at most")]
    let all = order.len() as f32 * ROW;
    let area = ScrollArea::vertical().id_salt("plans").max_height(height).min_scrolled_height(height.min(all));
    area.auto_shrink([false, true]).show_viewport(ui, |ui, viewport| {
        let (whole, _) = ui.allocate_exact_size(vec2(columns.width, all), Sense::hover());
        let body = ui.interact(whole.intersect(ui.clip_rect()), id, Sense::click());
        body.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, format!("Plans in {}", folder.name())));
        let came = state.wanted == Some(Wanted::List);
        if came {
            state.wanted = None;
            body.request_focus();
        }
        let focused = body.has_focus();
        if focused {
            typed(ui, state);
        }
        let (mut opened, filtered) = (None, !state.filter.is_empty());
        let moved =
            if focused { keys(ui, id, cursor, order.len(), viewport.height(), filtered, &mut opened) } else { cursor };
        let hovered = body.hover_pos().map(|at| ((at.y - whole.top()) / ROW).floor()).map(as_index);
        if body.clicked()
            && let Some(at) = body.interact_pointer_pos()
        {
            opened = Some(as_index((at.y - whole.top()) / ROW)).filter(|place| *place < order.len());
        }
        let now = opened.unwrap_or(moved);
        let name = &folder.rows()[order[now]].file.name;
        if (focused || opened.is_some()) && state.cursor.as_ref() != Some(name) {
            state.cursor = Some(name.clone());
        }
        if came || (now != cursor && opened.is_none()) {
            // With some room, since what lies at the edge fades out.
            let rect = row_rect(whole, now).expand2(vec2(0.0, 16.0)).intersect(whole);
            ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        }
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_active_descendant(row_id(id, folder, order[now]).accesskit_id());
        });
        let asked = asked_for(ui);
        let first = as_index(viewport.top() / ROW);
        let last = (as_index(viewport.bottom() / ROW) + 1).min(order.len());
        let cells = ui.new_child(egui::UiBuilder::new().max_rect(whole).accessibility_parent(id).id_salt("rows"));
        let in_view = first.min(last)..last;
        for place in in_view.clone().chain(std::iter::once(now).filter(|now| !in_view.contains(now))) {
            let row = &folder.rows()[order[place]];
            let kept = &mut state.rows[order[place]];
            let shown = kept.get((row.version, view.numbers), || RowView::of(row, view.numbers, folder.days().today));
            let rect = row_rect(whole, place);
            let response = cells.interact(rect, row_id(id, folder, order[place]), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, shown.spoken.as_str()));
            cells.ctx().accesskit_node_builder(response.id, |node| {
                node.add_action(Action::Click);
                node.set_selected(place == now);
                node.set_position_in_set(place + 1);
                node.set_size_of_set(order.len());
            });
            if asked.contains(&response.id.accesskit_id()) {
                opened = Some(place);
            }
            if in_view.contains(&place) {
                let selected = (place == now).then_some(focused);
                ground(&cells, rect, selected, hovered == Some(place), place + 1 < order.len(), t);
                shown.paint(&cells, rect, columns, row.waiting, t);
                // Over the name only: elsewhere it would hide the next row's for nothing.
                if response.hover_pos().is_some_and(|at| columns.of(Column::Plan).0.contains(at.x - rect.left())) {
                    response.on_hover_text(&shown.tooltip);
                }
            }
        }
        if focused {
            widget::ring(ui, row_rect(whole, now).shrink(4.0), 6, t);
        }
        if let Some(row) = opened.and_then(|place| folder.rows().get(*order.get(place)?)) {
            asks.push(Ask::Open(row.file.path.clone()));
        }
    });
}

/// Where the keyboard is; on the first row if its own is not there any more.
fn place_of_cursor(state: &State, folder: &Folder, order: &[usize]) -> usize {
    let name = state.cursor.as_deref();
    let place = name.and_then(|name| order.iter().position(|index| folder.rows()[*index].file.name == name));
    place.unwrap_or_default()
}

fn row_id(list: Id, folder: &Folder, index: usize) -> Id {
    list.with(&folder.rows()[index].file.name)
}

#[expect(clippy::cast_precision_loss, reason = "a folder has some thousand files at most")]
fn row_rect(whole: Rect, place: usize) -> Rect {
    Rect::from_min_size(whole.left_top() + vec2(0.0, place as f32 * ROW), vec2(whole.width(), ROW))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a NaN or what lies above becomes 0")]
fn as_index(rows: f32) -> usize {
    rows.floor().max(0.0) as usize
}

/// Letters go on to the filter from wherever the list stands, and Escape empties it.
fn typed(ui: &Ui, state: &mut State) {
    let mut text = String::new();
    let escape = ui.input_mut(|input| {
        input.events.retain(|event| match event {
            egui::Event::Text(letters) if !letters.trim().is_empty() || !state.filter.is_empty() => {
                text.push_str(letters);
                false
            }
            _ => true,
        });
        !state.filter.is_empty() && input.consume_key(Modifiers::NONE, Key::Escape)
    });
    if escape {
        state.filter.clear();
        ui.ctx().request_repaint();
    }
    if let Some(field) = state.field.filter(|_| !text.is_empty()) {
        state.filter.push_str(&text);
        let end = state.filter.chars().count();
        ui.memory_mut(|memory| memory.request_focus(field));
        mark(ui, field, end..end);
        ui.ctx().request_repaint();
    }
}

/// Where the keys lead from row `at`; Enter opens it. `escape`: that key is the list's, too.
fn keys(ui: &Ui, id: Id, at: usize, rows: usize, height: f32, escape: bool, opened: &mut Option<usize>) -> usize {
    let page = as_index(height / ROW).max(2) - 1;
    let last = rows - 1;
    let mut now = at.min(last);
    let mut any = false;
    for key in [Key::ArrowUp, Key::ArrowDown, Key::PageUp, Key::PageDown, Key::Home, Key::End, Key::Enter] {
        let count = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        for _ in 0..count {
            any = true;
            match key {
                Key::ArrowUp => now = now.saturating_sub(1),
                Key::ArrowDown => now = (now + 1).min(last),
                Key::PageUp => now = now.saturating_sub(page),
                Key::PageDown => now = (now + page).min(last),
                Key::Home => now = 0,
                Key::End => now = last,
                _ => *opened = Some(now),
            }
        }
    }
    ui.memory_mut(|memory| {
        if any {
            // In the pass after the focus came the filter isn't set yet, and egui would move on.
            memory.move_focus(egui::FocusDirection::None);
        }
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, escape, ..EventFilter::default() };
        memory.set_focus_lock_filter(id, arrows);
    });
    now
}

/// The nodes that assistive technology asks to press in this pass: almost always none.
fn asked_for(ui: &Ui) -> Vec<egui::accesskit::NodeId> {
    ui.input(|input| {
        let asked = |event: &egui::Event| match event {
            egui::Event::AccessKitActionRequest(request) if request.action == Action::Click => {
                Some(request.target_node)
            }
            _ => None,
        };
        input.events.iter().filter_map(asked).collect()
    })
}

/// What lies under a row: the line below, and the mark of the one that is selected, unless the ring of the keyboard is
/// around it.
fn ground(ui: &Ui, rect: Rect, selected: Option<bool>, hovered: bool, ruled: bool, t: &Tokens) {
    let painter = ui.painter();
    if ruled {
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    }
    if let Some(ringed) = selected {
        painter.rect_filled(rect, CornerRadius::same(7), t.selected);
        if !ringed {
            let bar = Rect::from_min_size(rect.left_top() + vec2(0.0, 3.0), vec2(3.0, rect.height() - 6.0));
            painter.rect_filled(bar, CornerRadius::same(2), t.blue);
        }
    } else if hovered {
        painter.rect_filled(rect.shrink2(vec2(0.0, 1.0)), CornerRadius::same(7), t.hover);
    }
}
