//! What assistive technology reads: a grid with a focused cell, headers and totals.

use eframe::egui::accesskit::{Action, Role};
use eframe::egui::{Event, Id, Rangef, Rect, Sense, Ui, WidgetInfo};

use super::layout::{HEAD, Layout, View};
use super::model::{Cell, Look, Model, Place, Tone};
use super::state::State;

/// Names every part in view; answers the cell that assistive technology wants to go to, and draws the notes' tooltips.
pub(super) fn describe(ui: &Ui, id: Id, model: &Model, layout: &Layout, view: &View, state: &State) -> Option<Place> {
    headers(ui, id, model, layout, view);
    let asked = asked_for(ui);
    let mut wanted = None;
    for row in layout.rows_in(view.cells.y_range()) {
        let lead = Rect::from_x_y_ranges(layout.lead(), layout.row(row));
        part(ui, id.with(("lead", row)), lead, Role::RowHeader, || model.rows[row].lead.clone());
        for column in layout.columns_in(view.cells.x_range()) {
            let place = Place::new(row, column);
            if let Some(cell) = model.cell(place) {
                let is_asked = describe_cell(ui, id, place, cell, layout, state, &asked);
                wanted = wanted.or(is_asked.then_some(place));
            } else if let Some(cell) =
                model.shown(place).filter(|c| matches!(c.look, Look::Fixed { .. } | Look::Sum { .. }))
            {
                part(ui, cell_id(id, place), layout.cell(place), Role::GridCell, || cell_name(cell));
            }
        }
        for (index, (cell, x)) in model.rows[row].tail.iter().zip(layout.tails(model)).enumerate() {
            let rect = Rect::from_x_y_ranges(x, layout.row(row));
            part(ui, id.with(("tail", row, index)), rect, Role::GridCell, || {
                let direction = match cell.tone {
                    Tone::Better => "up ",
                    Tone::Worse => "down ",
                    Tone::Plain | Tone::Muted => "",
                };
                format!("{}, {}: {direction}{}", model.rows[row].lead, model.tail[index].header, cell.text)
            });
        }
    }
    if !layout.rows_in(view.cells.y_range()).contains(&state.cursor.row)
        || !layout.columns_in(view.cells.x_range()).contains(&state.cursor.column)
    {
        // The focused cell has to be there even where it isn't in view.
        if let Some(cell) = model.cell(state.cursor) {
            describe_cell(ui, id, state.cursor, cell, layout, state, &asked);
        }
    }
    wanted
}

/// The node of a cell.
pub(super) fn cell_id(id: Id, place: Place) -> Id {
    id.with((place.row, place.column))
}

fn describe_cell(
    ui: &Ui,
    id: Id,
    place: Place,
    cell: &Cell,
    layout: &Layout,
    state: &State,
    asked: &[eframe::egui::accesskit::NodeId],
) -> bool {
    let id = cell_id(id, place);
    let response = ui.interact(layout.cell(place), id, Sense::hover());
    // While the figure is being typed, the editor carries the name.
    if !(state.is_editing() && place == state.cursor) {
        response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, cell_name(cell)));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.add_action(Action::Click);
            node.add_action(Action::Focus);
            node.set_row_index(place.row);
            node.set_column_index(place.column);
            node.set_selected(state.range().contains(place));
            if let Some(description) = description(cell) {
                node.set_description(description);
            }
        });
    }
    let hint: Vec<&str> = [&cell.days, &cell.note].into_iter().flatten().map(String::as_str).collect();
    if !hint.is_empty() {
        response.on_hover_text(hint.join("\n"));
    }
    !asked.is_empty() && asked.contains(&id.accesskit_id())
}

fn cell_name(cell: &Cell) -> String {
    let figure = if cell.look == Look::Empty { "no figure" } else { &cell.text };
    format!("{}: {figure}", cell.name)
}

fn description(cell: &Cell) -> Option<String> {
    let unfinished = (cell.look == Look::Unfinished).then_some("unfinished");
    let parts = [unfinished, cell.days.as_deref(), cell.note.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn headers(ui: &Ui, id: Id, model: &Model, layout: &Layout, view: &View) {
    let y = Rangef::new(view.head, view.head + HEAD);
    let lead = Rect::from_x_y_ranges(layout.lead(), y);
    part(ui, id.with("corner"), lead, Role::ColumnHeader, || model.lead.clone());
    for column in layout.columns_in(view.cells.x_range()) {
        let rect = Rect::from_x_y_ranges(layout.column(column), y);
        part(ui, id.with(("head", column)), rect, Role::ColumnHeader, || model.columns[column].clone());
    }
    for (index, (column, x)) in model.tail.iter().zip(layout.tails(model)).enumerate() {
        let rect = Rect::from_x_y_ranges(x, y);
        part(ui, id.with(("tail head", index)), rect, Role::ColumnHeader, || column.header.clone());
    }
}

fn part(ui: &Ui, id: Id, rect: Rect, role: Role, name: impl Fn() -> String) {
    ui.interact(rect, id, Sense::hover()).widget_info(|| WidgetInfo::labeled(role, true, name()));
}

/// The nodes that assistive technology asks to press or to focus in this pass: almost always none.
fn asked_for(ui: &Ui) -> Vec<eframe::egui::accesskit::NodeId> {
    ui.input(|input| {
        let asked = |event: &Event| match event {
            Event::AccessKitActionRequest(request) if matches!(request.action, Action::Click | Action::Focus) => {
                Some(request.target_node)
            }
            _ => None,
        };
        input.events.iter().filter_map(asked).collect()
    })
}
