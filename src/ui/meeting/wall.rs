//! The wall: one finished picture, and nothing else. It is drawn from [`Wall`], which holds a slide and no plan, path, notice or note.

use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{self, Color32, Context, Key, Rect, Sense, Ui, ViewportBuilder, ViewportCommand, ViewportId};

use crate::chart::Scene;
use crate::report::slide::{HEIGHT, Slide};
use crate::ui::theme::Theme;
use crate::ui::widget::{self, chart as painter, kept::Kept};

/// What the room sees, shared by the window of the room and that of whoever leads.
#[derive(Debug, Default)]
pub struct Wall {
    /// Counts the pictures.
    pub number: u64,
    pub slide: Arc<Slide>,
    pub blank: bool,
    /// Keys that were pressed on the wall's own window.
    pub keys: Vec<Key>,
    /// That window was closed.
    pub closed: bool,
    /// How many times as wide as high it is.
    pub aspect: Option<f32>,
    full_screen: bool,
    scene: Kept<(u64, u32), Scene>,
}

pub type Shared = Arc<Mutex<Wall>>;

/// Keys that do the same on both windows.
pub const KEYS: [Key; 14] = [
    Key::ArrowRight,
    Key::ArrowLeft,
    Key::ArrowDown,
    Key::ArrowUp,
    Key::PageDown,
    Key::PageUp,
    Key::Space,
    Key::Enter,
    Key::Backspace,
    Key::B,
    Key::Period,
    Key::F,
    Key::N,
    Key::T,
];

#[must_use]
pub fn id() -> ViewportId {
    ViewportId::from_hash_of("room")
}

/// Shows the window of the room for as long as this is called each time something is drawn.
pub fn window(ctx: &Context, shared: &Shared) {
    let shared = Arc::clone(shared);
    let builder = ViewportBuilder::default().with_title("Upturn: the room").with_inner_size([1280.0, 720.0]);
    ctx.show_viewport_deferred(id(), builder, move |ui, _| {
        let mut wall = shared.lock().unwrap_or_else(PoisonError::into_inner);
        if ui.input(|i| i.viewport().close_requested()) {
            wall.closed = true;
        }
        let pressed: Vec<Key> = KEYS.into_iter().filter(|key| ui.input(|i| i.key_pressed(*key))).collect();
        if ui.input(|i| i.key_pressed(Key::F11)) {
            wall.full_screen = !wall.full_screen;
            ui.ctx().send_viewport_cmd(ViewportCommand::Fullscreen(wall.full_screen));
        }
        let rect = ui.max_rect();
        let aspect = (rect.height() > 1.0).then(|| rect.width() / rect.height());
        if wall.aspect != aspect || !pressed.is_empty() || wall.closed {
            wall.keys.extend(pressed);
            wall.aspect = aspect;
            ui.ctx().request_repaint_of(ViewportId::ROOT);
        }
        draw(ui, rect, &mut wall);
    });
}

/// Draws what the room sees into `rect`.
pub fn draw(ui: &Ui, rect: Rect, wall: &mut Wall) {
    let response =
        ui.interact(rect, ui.make_persistent_id(("wall", wall.number, rect.width().to_bits())), Sense::hover());
    if wall.blank {
        widget::name(&response, egui::Role::Label, true, "Blank screen; press B to go on");
        ui.painter().rect_filled(rect, 0.0, Color32::BLACK);
        return;
    }
    widget::name(&response, egui::Role::Figure, true, &wall.slide.finding);
    let slide = Arc::clone(&wall.slide);
    picture(ui, rect, &slide, wall.number, &mut wall.scene);
}

/// Draws a slide as large as `rect` allows, in its middle.
pub fn picture(ui: &Ui, rect: Rect, slide: &Slide, number: u64, kept: &mut Kept<(u64, u32), Scene>) {
    let t = Theme::Projector.tokens();
    ui.painter().rect_filled(rect, 0.0, t.window);
    let [wide, _] = slide.scene.size;
    if wide <= 0.0 {
        return;
    }
    let by = (rect.width() / wide).min(rect.height() / HEIGHT);
    let scene = kept.get((number, by.to_bits()), || slide.scene.scaled(by));
    let size = egui::vec2(wide * by, HEIGHT * by);
    painter::paint(ui, rect.center() - size / 2.0, scene, t);
}
