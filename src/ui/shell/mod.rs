//! Everything around the page: top bar, side bar, notices, keys.

mod able;
mod explain;
pub mod find;
pub mod keys;
pub mod menu;
pub mod notice;
pub mod palette;
mod sheet;
mod side_bar;
mod top_bar;

pub use top_bar::mark;

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::{Ask, Screen, View, dialog, meeting, page, present};
use crate::command::Command;

/// Draws the whole window.
pub fn show(ui: &mut Ui, screen: &mut Screen, view: &View<'_>, asks: &mut Vec<Ask>) {
    if let (Some(state), Some(open)) = (&mut screen.present, view.open) {
        // Nothing but the chart may ever show in the room: no notice, no path, no dialog.
        present::show(ui, state, view, open, asks);
        return;
    }
    if let (Some(state), Some(open)) = (&mut screen.meeting, view.open) {
        meeting::show(ui, state, screen.screens, view, open, asks);
        // Over the window of whoever leads, and never over the wall.
        if !screen.meeting.as_ref().is_some_and(|meeting| meeting.covers) {
            notice::toast(ui.ctx(), &mut screen.notice, view, asks);
            above(ui, screen, view, asks);
        }
        return;
    }
    let t = view.t;
    if screen.dialog.is_none() && screen.over.is_none() {
        menu::read(ui.ctx(), &mut screen.menu, view, asks);
    }
    let bar = Frame::new().fill(t.window).inner_margin(Margin { left: 14, right: 16, top: 0, bottom: 0 });
    Panel::top("top bar")
        .exact_size(48.0)
        .frame(bar)
        .show_separator_line(false)
        .show(ui, |ui| top_bar::show(ui, &mut screen.menu, view, asks));
    let roomy = has_room_beside(ui.ctx());
    if view.open.is_some() && !roomy {
        let bar = Frame::new().fill(t.sidebar).inner_margin(Margin::symmetric(10, 0));
        Panel::top("pages")
            .exact_size(40.0)
            .frame(bar)
            .show_separator_line(false)
            .show(ui, |ui| side_bar::strip(ui, screen.page, view, asks));
    } else if view.open.is_some() {
        let bar = Frame::new().fill(t.sidebar).inner_margin(Margin { left: 10, right: 10, top: 12, bottom: 14 });
        Panel::left("side bar")
            .exact_size(212.0)
            .resizable(false)
            .frame(bar)
            .show_separator_line(false)
            .show(ui, |ui| side_bar::show(ui, screen.page, view, asks));
    }
    find::look(screen, view);
    CentralPanel::default().frame(Frame::new().fill(t.window)).show(ui, |ui| {
        notice::problems(ui, &mut screen.notice, t, asks);
        let salt = (screen.page as u8, "page");
        let side = if roomy { 28 } else { 16 };
        // Where even this is too narrow, the page is as wide as it needs, and scrolls.
        let width = (ui.available_width() - 2.0 * f32::from(side) - 10.0).max(page::NARROWEST);
        let scrolls_sideways = width + 2.0 * f32::from(side) > ui.available_width();
        let mut area = ScrollArea::new([scrolls_sideways, true]).id_salt(salt).auto_shrink(false);
        if let Some(offset) = screen.scroll.wanted.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let scrolled = area.show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: side, right: side, top: 20, bottom: 20 }).show(ui, |ui| {
                ui.set_width(ui.available_width().clamp(page::NARROWEST, page::WIDEST));
                ui.spacing_mut().item_spacing.y = 14.0;
                explain::show(ui, view, asks);
                page::show(ui, screen, view, asks);
                show_focused(ui);
            });
        });
        screen.scroll.now = scrolled.state.clamped_offset().y;
    });
    find::show(ui, screen, view);
    notice::toast(ui.ctx(), &mut screen.notice, view, asks);
    above(ui, screen, view, asks);
    let takes_files = screen.dialog.is_none();
    if takes_files && ui.input(|i| !i.raw.hovered_files.is_empty()) {
        drop_target(ui.ctx(), t);
    }
}

/// Brings what the keyboard has just come to into view, whatever it is.
fn show_focused(ui: &Ui) {
    /// No control in a page is higher.
    const CONTROL: f32 = 50.0;
    let focused = ui.memory(egui::Memory::focused);
    let key = egui::Id::unique("focused before");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<Option<egui::Id>>(key), focused));
    // To ask for its response would take the focus from a field that got it by a click elsewhere.
    let place = |id| {
        ui.ctx().viewport(|viewport| {
            let widget = viewport.this_pass.widgets.get(id).or_else(|| viewport.prev_pass.widgets.get(id));
            widget.map(|widget| (widget.rect, widget.layer_id))
        })
    };
    let Some((rect, layer)) = focused.filter(|_| before != focused).and_then(place) else { return };
    let view = ui.clip_rect();
    // A grid, which is known by the part of it that is in view, brings its own cell; of a chart any part will do.
    let is_control = rect.is_positive() && rect.height() <= CONTROL;
    let can = is_control && layer == ui.layer_id();
    // What lies beside the page, such as the pages' names, scrolls nothing.
    let of_page = ui.min_rect().contains(rect.center());
    if can && of_page && !view.contains_rect(rect) {
        ui.scroll_to_rect_animation(rect.expand(8.0), None, egui::style::ScrollAnimation::none());
    }
}

/// Whether the pages' names have room at the side; else they stand in a row over the page, as on a small screen or where
/// everything is drawn twice as large.
fn has_room_beside(ctx: &egui::Context) -> bool {
    ctx.content_rect().width() >= 920.0
}

/// What lies over the page and waits for no answer.
#[derive(Debug)]
pub enum Over {
    Shortcuts,
    Palette(Box<palette::State>),
}

/// Draws what lies over the page, and notes what had the keyboard before.
fn above(ui: &Ui, screen: &mut Screen, view: &View<'_>, asks: &mut Vec<Ask>) {
    if screen.dialog.is_some() {
        screen.over = None;
    }
    if screen.dialog.is_none() && screen.over.is_none() {
        give_keyboard_back(ui, screen);
        return;
    }
    if !std::mem::replace(&mut screen.dialog_stood, true) {
        screen.behind_dialog = ui.memory(egui::Memory::focused);
    }
    if let Some(dialog) = &mut screen.dialog {
        dialog::show(ui.ctx(), dialog, view.t, asks);
    }
    let stays = match &mut screen.over {
        Some(Over::Shortcuts) => sheet::show(ui.ctx(), view.t),
        Some(Over::Palette(state)) => palette::show(ui.ctx(), state, &mut screen.notice, view, asks),
        None => true,
    };
    if !stays {
        screen.over = None;
        let elsewhere = |ask: &Ask| matches!(ask, Ask::ShowFigure(_) | Ask::Command(Command::Find));
        if asks.iter().any(elsewhere) {
            // What was chosen wants the keyboard for itself.
            screen.behind_dialog = None;
        }
    }
}

fn give_keyboard_back(ui: &Ui, screen: &mut Screen) {
    if std::mem::take(&mut screen.dialog_stood)
        && let Some(id) = screen.behind_dialog.take()
    {
        ui.memory_mut(|m| m.request_focus(id));
    }
}

/// What the window shows while a file is held over it.
fn drop_target(ctx: &egui::Context, t: &super::theme::Tokens) {
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop target"));
    let painter = ctx.layer_painter(layer);
    let rect = ctx.content_rect().shrink(8.0);
    painter.rect(rect, 12.0, t.selected.gamma_multiply(0.85), egui::Stroke::new(2.0, t.blue), egui::StrokeKind::Inside);
    let font = super::theme::font::Weight::SemiBold.at(20.0);
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        "Drop a sales file, a plan or a folder of plans here",
        font,
        t.text1,
    );
}
