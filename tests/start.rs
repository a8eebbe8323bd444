//! How the real program starts: what draws it, where its window stands, and what it leaves for the next start.

#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

mod support;

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use support::window::{App, wait_for};

/// No Vulkan driver, and nothing else that wgpu may fall back to by itself.
const NO_WGPU: [(&str, &str); 2] = [("VK_DRIVER_FILES", "/nonexistent"), ("WGPU_BACKEND", "vulkan")];
const COLOURS_OF_A_PAGE: usize = 50;

fn home() -> Rc<TempDir> {
    Rc::new(tempfile::tempdir().unwrap())
}

fn kept(home: &TempDir, name: &str) -> String {
    fs::read_to_string(home.path().join("config").join(name)).unwrap_or_default()
}

fn mark(home: &TempDir) -> std::path::PathBuf {
    home.path().join("config/drawing-by-wgpu")
}

/// Whether Vulkan is in the process; here wgpu draws by nothing else.
fn draws_by_vulkan(app: &App) -> bool {
    app.maps().contains("libvulkan")
}

#[track_caller]
fn assert_drawn(app: &App) {
    assert!(app.settled_picture().colours() > COLOURS_OF_A_PAGE);
}

fn quit(mut app: App) {
    app.press("ctrl+q");
    assert_eq!(app.wait_for_end().code(), Some(0));
}

#[test]
fn wgpu_draws_first_and_its_mark_goes_with_the_first_frame() {
    let home = home();
    let app = App::in_home(&home, &[]);
    assert_drawn(&app);
    assert!(draws_by_vulkan(&app));
    wait_for("the mark to go", || (!mark(&home).exists()).then_some(()));
    quit(app);
    assert!(kept(&home, "upturn.log").contains("starts on linux"));
    assert!(!kept(&home, "settings.ron").contains("Glow"));
}

#[test]
fn r47_where_wgpu_fails_glow_draws_now_and_at_the_next_start() {
    let home = home();
    let app = App::in_home(&home, &NO_WGPU);
    assert_drawn(&app);
    assert!(!mark(&home).exists());
    quit(app);
    assert!(kept(&home, "settings.ron").contains("renderer: Glow"), "{}", kept(&home, "settings.ron"));
    assert!(kept(&home, "upturn.log").contains("Wgpu failed"), "{}", kept(&home, "upturn.log"));
    let app = App::in_home(&home, &[]);
    assert_drawn(&app);
    assert!(!draws_by_vulkan(&app), "wgpu was tried again");
}

#[test]
fn a_start_that_never_drew_a_frame_leads_to_glow_and_says_how_to_go_back() {
    let home = home();
    fs::create_dir_all(home.path().join("config")).unwrap();
    fs::write(mark(&home), "").unwrap();
    let app = App::in_home(&home, &[]);
    assert_drawn(&app);
    assert!(!draws_by_vulkan(&app));
    assert!(!mark(&home).exists(), "one failure is remembered once");
    wait_for("the choice to be kept", || kept(&home, "settings.ron").contains("renderer: Glow").then_some(()));
    // Back to wgpu, as Preferences writes it.
    quit(app);
    let settings = kept(&home, "settings.ron").replace("renderer: Glow", "renderer: Wgpu");
    fs::write(home.path().join("config/settings.ron"), settings).unwrap();
    let app = App::in_home(&home, &[]);
    assert_drawn(&app);
    assert!(draws_by_vulkan(&app));
}

#[test]
fn a_renderer_that_is_asked_for_draws_this_window_only() {
    let home = home();
    let app = App::started_with(&home, &["--renderer", "glow"]);
    assert_drawn(&app);
    assert!(!draws_by_vulkan(&app));
    quit(app);
    assert!(!kept(&home, "settings.ron").contains("Glow"), "{}", kept(&home, "settings.ron"));
    let app = App::started_with(&home, &["--renderer", "wgpu"]);
    assert_drawn(&app);
    assert!(draws_by_vulkan(&app));
}

#[test]
fn r46_the_window_comes_back_where_it_was() {
    let home = home();
    let app = App::in_home(&home, &[]);
    let _ = app.settled_picture();
    app.move_and_size([60, 50, 1100, 720]);
    let moved = wait_for("the window to be moved", || Some(app.place()).filter(|place| place[2] == 1100));
    let _ = app.settled_picture();
    quit(app);
    let app = App::in_home(&home, &[]);
    let _ = app.settled_picture();
    let place = app.place();
    let near = place.iter().zip(moved).all(|(now, then)| (now - then).abs() <= 2);
    assert!(near, "{place:?}, was {moved:?}: {}", kept(&home, "settings.ron"));
}

#[test]
fn r46_a_window_whose_screen_is_gone_comes_to_the_one_that_is_there() {
    let home = home();
    fs::create_dir_all(home.path().join("config")).unwrap();
    let settings = "(window: Some((position: Some((5000.0, 4000.0)), size: (1100.0, 720.0))))";
    fs::write(home.path().join("config/settings.ron"), settings).unwrap();
    let app = App::in_home(&home, &[]);
    wait_for("the window to be on the screen", || {
        let [left, top, width, _] = app.place();
        (left >= 0 && top >= 0 && left < 1440 - 100 && top < 900 - 50 && width == 1100).then_some(())
    });
}

#[test]
fn nothing_is_connected_beyond_this_computer() {
    let app = App::open(Path::new("assets/examples/coast.upturn.ron"));
    let _ = app.settled_picture();
    for keys in ["ctrl+1", "ctrl+3", "ctrl+4", "ctrl+2", "ctrl+comma", "Escape", "ctrl+s"] {
        app.press(keys);
        thread::sleep(Duration::from_millis(300));
        let sockets = app.sockets_beyond_this_computer();
        assert!(sockets.is_empty(), "after {keys}: {sockets:?}");
    }
}
