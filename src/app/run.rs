//! Opens the window: wgpu first, glow where that fails, and one plain sentence where there is no display.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui;

use super::files::SystemWindows;
use super::settings::{Geometry, Store};
use super::tasks::Runner;
use super::trial::Trial;
use super::{App, Clock, Fallback, Outside, fall, journal};
use crate::ui::preference::RendererChoice;

/// By this name desktops know the program: the window's class on X11, its app id on Wayland, and the name of its desktop
/// entry in `dist/linux`. No domain is claimed by it: `local` is never given out.
pub const APP_ID: &str = "local.upturn.upturn";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    #[error("There is no display to open a window on. `upturn show PLAN` prints a plan without one.")]
    NoDisplay,
    #[error("The window could not be drawn: {0}. Try `upturn --renderer glow`, or update the graphics driver.")]
    NoRenderer(String),
}

/// Runs the program until its window is closed.
///
/// # Errors
/// [`WindowError`] if no window could be opened.
pub fn window(plan: Option<PathBuf>, today: Option<NaiveDate>, renderer: Option<&str>) -> Result<(), WindowError> {
    let store = Store::of_this_person();
    let places = store.places();
    if let Some(folder) = &places.log {
        journal::start(folder, SECOND);
    }
    let settings = store.load();
    let trial = places.log.as_deref().map(Trial::in_folder);
    let start = Start { plan, today, window: settings.window };
    let asked = match renderer {
        Some("glow") => Some(RendererChoice::Glow),
        Some(_) => Some(RendererChoice::Wgpu),
        None => None,
    };
    if let Some(asked) = asked {
        return open(asked, start, trial, None).map_err(|error| explained(&error));
    }
    let usual = settings.preferences.renderer;
    if usual == RendererChoice::Wgpu && trial.as_ref().is_some_and(Trial::failed_before) {
        log::warn!("the last start drew nothing by wgpu; glow draws from now on");
        return open(RendererChoice::Glow, start, trial, Some(Fallback::AfterSilence)).map_err(|e| explained(&e));
    }
    match open(usual, start.clone(), trial, None) {
        // Another try only for a renderer that failed; the event loop can't be made twice.
        Err(error @ (eframe::Error::Wgpu(_) | eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..))) => {
            log::warn!("{usual:?} failed: {error}");
            let other = match usual {
                RendererChoice::Wgpu => RendererChoice::Glow,
                RendererChoice::Glow => RendererChoice::Wgpu,
            };
            open(other, start, None, Some(Fallback::AfterError)).map_err(|e| explained(&e))
        }
        done => done.map_err(|e| explained(&e)),
    }
}

/// What a window is opened with, whatever draws it.
#[derive(Clone)]
struct Start {
    plan: Option<PathBuf>,
    today: Option<NaiveDate>,
    window: Option<Geometry>,
}

const USUAL_SIZE: [f32; 2] = [1440.0, 900.0];
/// Fits on the smallest screen that there is, with its title bar; what is drawn shrinks along (`Zoom::fitting`).
const SMALLEST: [f32; 2] = [640.0, 480.0];

fn open(
    renderer: RendererChoice,
    start: Start,
    trial: Option<Trial>,
    fallback: Option<Fallback>,
) -> Result<(), eframe::Error> {
    let was = start.window.unwrap_or_default();
    let size = if was.size[0] > 0.0 { was.size } else { USUAL_SIZE };
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Upturn")
        .with_inner_size([size[0].max(SMALLEST[0]), size[1].max(SMALLEST[1])])
        .with_min_inner_size(SMALLEST)
        .with_maximized(was.maximised);
    if let Some(position) = was.position {
        viewport = viewport.with_position(position);
    }
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/upturn-256.png")) {
        viewport = viewport.with_icon(icon);
    }
    let native = match renderer {
        RendererChoice::Wgpu => eframe::Renderer::Wgpu,
        RendererChoice::Glow => eframe::Renderer::Glow,
    };
    let options =
        eframe::NativeOptions { viewport, renderer: native, persist_window: false, ..eframe::NativeOptions::default() };
    let trial = Rc::new(RefCell::new(trial));
    if renderer == RendererChoice::Wgpu
        && let Some(trial) = trial.borrow_mut().as_mut()
    {
        trial.begin();
    }
    let of_window = Rc::clone(&trial);
    let result = eframe::run_native(
        "Upturn",
        options,
        Box::new(move |cc| {
            let mut app = App::new(&cc.egui_ctx, outside(start.today), start.plan);
            if let Some(fallback) = fallback {
                app.draw_by(renderer, fallback);
            }
            let (rescuer, told_to_end) = app.lifeline();
            let data = Store::of_this_person().places().data;
            if let Some(said) = data.as_deref().and_then(fall::take_note) {
                app.say_at_start(said);
            }
            fall::keep_on_panic(rescuer.clone(), data, CLOCK.now);
            fall::end_on_signals(rescuer, told_to_end, cc.egui_ctx.clone());
            if renderer == RendererChoice::Glow
                && let Some(trial) = of_window.borrow().as_ref()
            {
                trial.forget();
            }
            Ok(Box::new(Shown { app, trial: of_window, passes: 0 }))
        }),
    );
    if let Some(trial) = trial.borrow_mut().as_mut() {
        trial.end();
    }
    result
}

/// The program with what only a real window needs.
struct Shown {
    app: App,
    trial: Rc<RefCell<Option<Trial>>>,
    passes: u8,
}

impl eframe::App for Shown {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        match self.passes {
            0 => bring_on_screen(ctx, frame),
            // The pass before this one is on the screen by now.
            1 => {
                if let Some(trial) = self.trial.borrow_mut().as_mut() {
                    trial.end();
                }
            }
            _ => {}
        }
        self.app.logic(ctx, frame);
        fall::fall_if_asked(&self.app);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
        if self.passes < 2 {
            self.passes += 1;
            ui.request_repaint();
        }
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.app.on_exit(gl);
    }
}

/// A window whose screen is gone comes to one that is there.
fn bring_on_screen(ctx: &egui::Context, frame: &eframe::Frame) {
    let Some(window) = frame.winit_window() else { return };
    // Some desktops don't tell where a window is; they don't put it where nobody sees it either.
    let Ok(at) = window.outer_position() else { return };
    let screens: Vec<[i64; 4]> = window
        .available_monitors()
        .map(|screen| {
            let (at, size) = (screen.position(), screen.size());
            [at.x.into(), at.y.into(), size.width.into(), size.height.into()]
        })
        .collect();
    if !screens.is_empty() && !is_in_reach([at.x.into(), at.y.into()], window.outer_size().width.into(), &screens) {
        ctx.send_viewport_cmd(egui::ViewportCommand::OuterPosition(egui::pos2(40.0, 40.0)));
    }
}

/// Whether the mouse comes to the title bar of a window at `[x, y]`; screens are left, top, width, height, all in pixels.
fn is_in_reach([x, y]: [i64; 2], width: i64, screens: &[[i64; 4]]) -> bool {
    /// As much of the title bar as a person needs to drag it.
    const GRIP: i64 = 100;
    screens.iter().any(|[left, top, screen_width, screen_height]| {
        let beside = x + width - GRIP >= *left && x + GRIP <= left + screen_width;
        beside && y >= top - 10 && y + GRIP / 2 <= top + screen_height
    })
}

fn outside(today: Option<NaiveDate>) -> Outside {
    Outside {
        windows: Box::new(SystemWindows),
        store: Store::of_this_person(),
        runner: Runner::Threads,
        clock: CLOCK,
        today,
        locale: sys_locale::get_locale().unwrap_or_else(|| "en".to_owned()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the window's one place that asks the clock")]
const CLOCK: Clock = Clock {
    now: || chrono::Local::now().naive_local(),
    system: std::time::SystemTime::now,
    today: || chrono::Local::now().date_naive(),
    minute: || chrono::Local::now().format("%H:%M").to_string(),
};

#[expect(clippy::disallowed_methods, reason = "the log's clock")]
const SECOND: fn() -> String = || chrono::Local::now().format("%Y-%m-%d %H:%M:%S").to_string();

fn explained(error: &eframe::Error) -> WindowError {
    log::error!("{error}");
    match error {
        eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_) => WindowError::NoDisplay,
        other => {
            // Only the first line: the rest is the renderer's own diary.
            let text = other.to_string();
            WindowError::NoRenderer(text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_on_a_screen_that_is_gone_is_out_of_reach() {
        let one = [[0, 0, 1920, 1080]];
        let two = [[0, 0, 1920, 1080], [1920, 0, 2560, 1440]];
        assert!(is_in_reach([200, 100], 1440, &one));
        assert!(is_in_reach([-1000, 100], 1440, &one), "a good part of it still shows");
        assert!(is_in_reach([2000, 100], 1440, &two));
        assert!(!is_in_reach([2000, 100], 1440, &one), "the screen on the right is unplugged");
        assert!(!is_in_reach([200, 1070], 1440, &one), "below the edge");
        assert!(!is_in_reach([200, -300], 1440, &one), "above it");
        assert!(!is_in_reach([-1430, 100], 1440, &one));
    }
}
