//! The sheet of shortcuts: every command that has a key, menu by menu, and the keys of the grid, the charts and the room.

use eframe::egui::{self, Align2, Frame, Id, Key, Margin, Modal, Role, ScrollArea, Sense, Stroke, Ui};

use crate::command::{Command, Menu};
use crate::ui::page::{check, forecast, history, kpis, strategies, tactics};
use crate::ui::present;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, KeyHint, button::Button, chart, grid, label};

const WIDTH: f32 = 820.0;
const ROW: f32 = 26.0;
const HEAD: f32 = 34.0;

/// A heading and what stands under it: what is done, and by which key.
struct Group {
    name: &'static str,
    rows: Vec<(&'static str, String)>,
}

/// Everywhere in a window, and egui's own.
const ANYWHERE: &[KeyHint] = &[
    ("Tab, Shift Tab", "Go to the next control, to the one before"),
    ("Enter, Space", "Press the control that the ring is on"),
    ("Escape", "Close what lies over the page"),
];

fn groups() -> Vec<Group> {
    let menu = |menu: Menu| {
        let commands = Command::ALL.into_iter().filter(move |c| c.menu() == menu);
        let rows = commands.map(|c| (c.label(), keys_of(c))).filter(|(_, keys)| !keys.is_empty()).collect();
        Group { name: menu.label(), rows }
    };
    let hints = |name, list: &[KeyHint]| Group {
        name,
        rows: list.iter().map(|(keys, does)| (*does, widget::as_here(keys))).collect(),
    };
    let mut groups: Vec<Group> = Menu::ALL.into_iter().map(menu).collect();
    groups.extend([
        hints("Anywhere", ANYWHERE),
        hints("In the figures", grid::KEYS),
        hints("On a chart", &[chart::KEYS, history::KEYS].concat()),
        hints("On the plan check", check::KEYS),
        hints("On Forecast & gap", &forecast::KEYS.concat()),
        hints("On Strategies", strategies::KEYS),
        hints("On Tactics", tactics::KEYS),
        hints("On KPIs", kpis::KEYS),
        hints("While presenting", present::KEYS),
    ]);
    groups
}

/// "Ctrl Shift Z, Ctrl Y"
fn keys_of(command: Command) -> String {
    command.shortcuts().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Draws the sheet; answers whether it stays.
pub(super) fn show(ctx: &egui::Context, t: &Tokens) -> bool {
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.hair))
        .corner_radius(10)
        .inner_margin(Margin::same(20))
        .shadow(ctx.global_style().visuals.window_shadow);
    let window = ctx.content_rect();
    let width = WIDTH.min(window.width() - 40.0) - 40.0;
    let mut stays = true;
    let response = Modal::new(Id::unique("shortcuts")).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        ui.horizontal(|ui| {
            ui.label(label::rich("Keyboard shortcuts", 17.0, Weight::SemiBold, t.text1));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let close = Button::new("Close").small().show(ui);
                if ui.memory(|m| m.focused().is_none()) {
                    close.request_focus();
                }
                stays &= !close.clicked();
            });
        });
        ui.add_space(4.0);
        let height = (window.height() - 140.0).max(120.0);
        ScrollArea::vertical()
            .id_salt("shortcuts")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                scroll_by_keys(ui, height);
                ui.spacing_mut().item_spacing.y = 0.0;
                columns(ui, width - 16.0, t);
            });
    });
    stays && !response.should_close()
}

/// Nothing in the sheet takes the arrows, so they move it.
fn scroll_by_keys(ui: &Ui, page: f32) {
    let steps = [
        (Key::ArrowDown, ROW),
        (Key::ArrowUp, -ROW),
        (Key::PageDown, page - ROW),
        (Key::PageUp, ROW - page),
        (Key::End, 1e6),
        (Key::Home, -1e6),
    ];
    let by: f32 = ui.input(|input| steps.iter().filter(|(key, _)| input.key_pressed(*key)).map(|(_, by)| by).sum());
    if by != 0.0 {
        ui.scroll_with_delta_animation(egui::vec2(0.0, -by), egui::style::ScrollAnimation::none());
    }
}

fn columns(ui: &mut Ui, width: f32, t: &Tokens) {
    const GAP: f32 = 36.0;
    let groups = groups();
    if width < 600.0 {
        column(ui, &groups, width, t);
        return;
    }
    let height = |groups: &[Group]| groups.iter().map(|g| g.rows.len() + 1).sum::<usize>();
    // The column on the left takes whole groups until it has half of all lines.
    let half = height(&groups).div_ceil(2);
    let split = (0..groups.len()).find(|split| height(&groups[..*split]) >= half).unwrap_or(groups.len());
    let each = ((width - GAP) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.vertical(|ui| column(ui, &groups[..split], each, t));
        ui.vertical(|ui| column(ui, &groups[split..], each, t));
    });
}

fn column(ui: &mut Ui, groups: &[Group], width: f32, t: &Tokens) {
    for group in groups {
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, HEAD), Sense::hover());
        widget::name(&response, Role::Label, true, group.name);
        let at = rect.left_bottom() - egui::vec2(0.0, 6.0);
        label::paint(ui, at, Align2::LEFT_BOTTOM, group.name, 14.0, Weight::SemiBold, t.text1);
        for (does, keys) in &group.rows {
            row(ui, does, keys, width, t);
        }
    }
}

fn row(ui: &mut Ui, does: &str, keys: &str, width: f32, t: &Tokens) {
    let keys_width = label::width(ui, keys, 12.0, Weight::Medium);
    let does_width = label::width(ui, does, 13.0, Weight::Regular);
    // Both on a line where they fit; else the keys go below.
    let below = does_width + keys_width + 16.0 > width;
    let height = if below { ROW + 16.0 } else { ROW };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::hover());
    widget::name(&response, Role::Label, true, &format!("{does}: {keys}"));
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, t.hair));
    let middle = rect.top() + ROW / 2.0;
    label::paint_fitting(ui, egui::pos2(rect.left(), middle), does, 13.0, Weight::Regular, t.text1, width);
    let at = egui::pos2(rect.right(), if below { middle + 16.0 } else { middle });
    label::paint(ui, at, Align2::RIGHT_CENTER, keys, 12.0, Weight::Medium, t.text2);
}
