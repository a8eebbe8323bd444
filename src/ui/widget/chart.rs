//! A chart on the screen: the scene's marks as one item of a plot, a cursor by mouse or arrow keys, and its sentence.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Key, PointerButton, Pos2, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, Vec2,
};
use egui_plot::{Plot, PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform};

use crate::chart::{Align, Mark, Scene};
use crate::command::Command;
use crate::model::Span;
use crate::report::Chart;
use crate::ui::Ask;
use crate::ui::theme::Tokens;

/// Which period the cursor is on, and which span is selected, if any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    slot: Option<usize>,
    /// Where a selection began, and where it ends.
    selected: Option<(usize, usize)>,
}

impl Cursor {
    /// The slot that it is on.
    #[must_use]
    pub const fn slot(&self) -> Option<usize> {
        self.slot
    }

    /// What the cursor reads out.
    #[must_use]
    pub fn readout<'a>(&self, scene: &'a Scene) -> Option<&'a str> {
        scene.slots.get(self.slot?).map(|slot| slot.readout.as_str())
    }

    /// The selected periods, in order of time.
    #[must_use]
    pub fn selection(&self, scene: &Scene) -> Option<Span> {
        let (a, b) = self.selected?;
        let period = |index: usize| scene.slots.get(index)?.period;
        Span::new(period(a.min(b))?, period(a.max(b))?)
    }
}

/// Draws `scene` at its own size. `id_salt` tells the charts of a page apart.
pub fn show(ui: &mut Ui, id_salt: &str, scene: &Scene, cursor: &mut Cursor, t: &Tokens) -> Response {
    let size = Vec2::from(scene.size);
    let plot = Plot::new(id_salt)
        .width(size.x)
        .height(size.y)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(Vec2::ZERO)
        .sense(Sense::click_and_drag());
    let marked = match cursor.selected {
        Some((a, b)) => Some((a.min(b), a.max(b))),
        None => cursor.slot.map(|slot| (slot, slot)),
    };
    let shown = plot.show(ui, |plot_ui| {
        plot_ui.set_auto_bounds(false);
        // Scenes count y downwards, plots upwards.
        plot_ui.set_plot_bounds(PlotBounds::from_min_max([0.0, -f64::from(size.y)], [f64::from(size.x), 0.0]));
        plot_ui.add(SceneItem { base: PlotItemBase::new(String::new()), scene, marked, tokens: t });
    });
    let response = shown.response;
    let sentence = format!("{} {}", scene.claim, scene.reason);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Figure, true, sentence.trim()));
    super::reveal(ui, &response);
    super::focus_ring(ui, &response, 4, t);
    let before = *cursor;
    move_cursor(ui, scene, cursor, &response, &shown.transform);
    if *cursor != before {
        // What is marked was drawn before the cursor moved.
        ui.ctx().request_repaint();
    }
    response
}

/// The chart's own menu, on a right click: what else can be done with it.
pub fn menu(response: &Response, which: Chart, asks: &mut Vec<Ask>) {
    response.context_menu(|ui| {
        for command in [Command::CopyPicture, Command::CopyTable, Command::SavePicture, Command::Present] {
            if ui.button(command.label()).on_hover_text(command.hint()).clicked() {
                asks.push(Ask::OfChart(which, command));
                ui.close();
            }
        }
    });
}

fn move_cursor(ui: &Ui, scene: &Scene, cursor: &mut Cursor, response: &Response, transform: &PlotTransform) {
    if response.clicked() || response.drag_started() {
        response.request_focus();
        cursor.selected = None;
    }
    let slot_at = |pointer: Pos2| {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let x = transform.value_from_position(pointer).x as f32;
        scene.slots.iter().position(|s| (s.x0..s.x1).contains(&x))
    };
    if response.dragged_by(PointerButton::Primary) {
        let from = ui.input(|i| i.pointer.press_origin()).and_then(slot_at);
        let to = response.interact_pointer_pos().and_then(slot_at);
        if let (Some(from), Some(to)) = (from, to) {
            cursor.selected = Some((from, to));
        }
    } else if let Some(pointer) = response.hover_pos() {
        // A mouse that rests leaves the cursor to the arrow keys.
        if cursor.slot.is_none() || ui.input(|i| i.pointer.delta() != Vec2::ZERO) {
            cursor.slot = slot_at(pointer);
        }
    } else if !response.has_focus() {
        cursor.slot = None;
    }
    if response.has_focus() && !scene.slots.is_empty() {
        ui.memory_mut(|m| {
            let filter = egui::EventFilter { horizontal_arrows: true, ..egui::EventFilter::default() };
            m.set_focus_lock_filter(response.id, filter);
        });
        step(ui, scene.slots.len() - 1, cursor);
    }
}

/// What [`step`] reads, for the sheet of shortcuts.
pub const KEYS: &[super::KeyHint] = &[
    ("Left, Right", "Read the chart out, period by period"),
    ("Shift Left, Shift Right", "Select periods and add them up"),
    ("Escape", "Let the selection go"),
];

/// Arrows move the cursor, with Shift they select, Esc lets the selection go.
fn step(ui: &Ui, last: usize, cursor: &mut Cursor) {
    let (left, right, shift, escape) = ui.input(|i| {
        (i.key_pressed(Key::ArrowLeft), i.key_pressed(Key::ArrowRight), i.modifiers.shift, i.key_pressed(Key::Escape))
    });
    let before = cursor.slot;
    if left {
        cursor.slot = Some(before.map_or(last, |s| s.saturating_sub(1)));
    }
    if right {
        cursor.slot = Some(before.map_or(0, |s| (s + 1).min(last)));
    }
    if (left || right) && shift {
        let from = cursor.selected.map_or(before, |(from, _)| Some(from));
        cursor.selected = from.zip(cursor.slot);
    } else if left || right || escape {
        cursor.selected = None;
    }
}

/// The whole scene as one item: a plot's own lines, axes and legends would be a second grammar.
struct SceneItem<'a> {
    base: PlotItemBase,
    scene: &'a Scene,
    /// First and last slot that lie under the cursor or are selected.
    marked: Option<(usize, usize)>,
    tokens: &'a Tokens,
}

impl PlotItem for SceneItem<'_> {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let place = |[x, y]: [f32; 2]| transform.position_from_point(&PlotPoint::new(f64::from(x), -f64::from(y)));
        let ends = self.marked.and_then(|(a, b)| Some((self.scene.slots.get(a)?, self.scene.slots.get(b)?)));
        if let Some((first, last)) = ends {
            let [top, bottom] = self.scene.plot_y;
            let columns = Rect::from_two_pos(place([first.x0, top]), place([last.x1, bottom]));
            let fill = if first.x0 < last.x0 { self.tokens.selected } else { self.tokens.sunken };
            shapes.push(Shape::rect_filled(columns, CornerRadius::ZERO, fill));
        }
        shapes.extend(self.scene.marks.iter().map(|mark| shape(ui, mark, self.tokens, &place)));
    }

    fn initialize(&mut self, _x_range: std::ops::RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        self.tokens.text1
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

/// Paints a scene with its upper left corner at `origin`, without cursor: for the room and for small charts.
pub fn paint(ui: &Ui, origin: Pos2, scene: &Scene, t: &Tokens) {
    let place = |[x, y]: [f32; 2]| origin + Vec2::new(x, y);
    for mark in &scene.marks {
        ui.painter().add(shape(ui, mark, t, &place));
    }
}

fn shape(ui: &Ui, mark: &Mark, t: &Tokens, place: &impl Fn([f32; 2]) -> Pos2) -> Shape {
    let edge_of = |edge: &Option<(f32, crate::chart::Ink)>| {
        edge.map_or(Stroke::NONE, |(width, ink)| Stroke::new(width, t.ink(ink)))
    };
    let fill_of = |fill: &Option<crate::chart::Ink>| fill.map_or(Color32::TRANSPARENT, |ink| t.ink(ink));
    match mark {
        Mark::Line { points, width, ink } => {
            let points = points.iter().copied().map(place).collect();
            Shape::line(points, Stroke::new(*width, t.ink(*ink)))
        }
        Mark::Polygon { points, ink } => {
            Shape::convex_polygon(points.iter().copied().map(place).collect(), t.ink(*ink), Stroke::NONE)
        }
        Mark::Rect { min, max, fill, edge, radius } => {
            let rect = Rect::from_two_pos(place(*min), place(*max));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "radii are a few points")]
            let radius = CornerRadius::same(radius.round() as u8);
            Shape::Rect(egui::epaint::RectShape::new(rect, radius, fill_of(fill), edge_of(edge), StrokeKind::Inside))
        }
        Mark::Circle { centre, radius, fill, edge } => Shape::Circle(egui::epaint::CircleShape {
            center: place(*centre),
            radius: *radius,
            fill: fill_of(fill),
            stroke: edge_of(edge),
        }),
        Mark::Text { at, align, text, size, weight, ink } => {
            text_shape(ui, place(*at), *align, text, weight.at(*size), t.ink(*ink))
        }
    }
}

/// A text whose **baseline** runs through `at`.
fn text_shape(ui: &Ui, at: Pos2, align: Align, text: &str, font: egui::FontId, colour: Color32) -> Shape {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let ascent = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(0.0, |g| g.pos.y);
    let anchor = match align {
        Align::Start => Align2::LEFT_TOP,
        Align::Middle => Align2::CENTER_TOP,
        Align::End => Align2::RIGHT_TOP,
    };
    let rect = anchor.anchor_size(at - Vec2::new(0.0, ascent), galley.size());
    Shape::galley(rect.min, galley, colour)
}
