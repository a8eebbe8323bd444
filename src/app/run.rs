//! Opens the window: wgpu first, glow where that fails, and one plain sentence where there is no display.

use std::path::PathBuf;

use chrono::NaiveDate;
use eframe::egui;

use super::files::SystemWindows;
use super::settings::Store;
use super::tasks::Runner;
use super::{App, Clock, Outside};

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
    let first = if renderer == Some("glow") { eframe::Renderer::Glow } else { eframe::Renderer::Wgpu };
    match open(first, plan.clone(), today) {
        Ok(()) => Ok(()),
        // Another try only for a renderer that failed; the event loop can't be made twice.
        Err(eframe::Error::Wgpu(_)) if renderer.is_none() => {
            open(eframe::Renderer::Glow, plan, today).map_err(|e| explained(&e))
        }
        Err(error) => Err(explained(&error)),
    }
}

fn open(renderer: eframe::Renderer, plan: Option<PathBuf>, today: Option<NaiveDate>) -> eframe::Result {
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("upturn")
        .with_title("Upturn")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([1024.0, 700.0]);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/upturn-256.png")) {
        viewport = viewport.with_icon(icon);
    }
    let options =
        eframe::NativeOptions { viewport, renderer, persist_window: false, ..eframe::NativeOptions::default() };
    eframe::run_native(
        "Upturn",
        options,
        Box::new(move |cc| Ok(Box::new(App::new(&cc.egui_ctx, outside(today), plan)))),
    )
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
const CLOCK: Clock =
    Clock { today: || chrono::Local::now().date_naive(), minute: || chrono::Local::now().format("%H:%M").to_string() };

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
