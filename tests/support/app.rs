//! The whole program without a window or a display: scripted file windows, a fixed day, settings in a folder of its own.

#[path = "app/files.rs"]
mod files;
#[path = "app/look.rs"]
mod look;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, Key, Modifiers, PointerButton, Pos2, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use tempfile::TempDir;
use upturn::app::settings::Store;
use upturn::app::tasks::Runner;
use upturn::app::{App, Clock, Outside};
use upturn::model::{Amount, Period, Plan};
use upturn::storage;
use upturn::ui::{Ask, Page};

use files::Dropped;
pub use files::{Answer, FileScript};

/// Most passes that anything may take to come to rest.
const MOST_PASSES: usize = 12;

/// The program, and a hand on its keys and its mouse.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub files: FileScript,
    pub home: TempDir,
    commands: Vec<ViewportCommand>,
}

impl Window {
    #[must_use]
    pub fn new(size: [f32; 2], home: TempDir, plan: Option<PathBuf>) -> Self {
        Self::speaking("en-GB", size, home, plan)
    }

    /// On a desktop in another language.
    #[must_use]
    pub fn speaking(locale: &str, size: [f32; 2], home: TempDir, plan: Option<PathBuf>) -> Self {
        Self::running(Runner::Inline, locale, size, home, plan).experienced()
    }

    /// The start page of a program whose tasks run beside it, as they do outside of tests: what they do is waited for.
    #[must_use]
    pub fn threaded(home: TempDir) -> Self {
        Self::running(Runner::Threads, "en-GB", USUAL, home, None).experienced()
    }

    fn running(runner: Runner, locale: &str, size: [f32; 2], home: TempDir, plan: Option<PathBuf>) -> Self {
        let files = FileScript::default();
        let outside = Outside {
            windows: Box::new(files.clone()),
            store: Store::at(&home.path().join("config")),
            runner,
            clock: Clock {
                now: || today().and_hms_opt(10, 42, 0).unwrap(),
                system: std::time::SystemTime::now,
                today,
                minute: || "10:42".to_owned(),
            },
            today: None,
            locale: locale.to_owned(),
        };
        let mut harness = Harness::builder()
            .with_size(size)
            .with_theme(egui::Theme::Light)
            .with_render_cursor(false)
            .with_max_steps(MOST_PASSES as u64)
            .build_eframe(|cc| App::new(&cc.egui_ctx, outside, plan));
        harness.run();
        Self { harness, files, home, commands: Vec::new() }
    }

    /// Somebody who knows the pages: no explanation lies over what a test or a picture looks at.
    fn experienced(mut self) -> Self {
        for page in Page::EXPLAINED {
            self.harness.state_mut().ask(Ask::Explained(page));
        }
        self.harness.run();
        self
    }

    /// The start page as it is for somebody who opens the program for the first time.
    #[must_use]
    pub fn newcomer(size: [f32; 2], home: TempDir) -> Self {
        Self::running(Runner::Inline, "en-GB", size, home, None)
    }

    /// The start page.
    #[must_use]
    pub fn start() -> Self {
        Self::new(USUAL, tempfile::tempdir().unwrap(), None)
    }

    /// The history of the example, as its menu entry opens it: without a file.
    #[must_use]
    pub fn example() -> Self {
        Self::example_at(USUAL)
    }

    #[must_use]
    pub fn example_at(size: [f32; 2]) -> Self {
        let mut window = Self::new(size, tempfile::tempdir().unwrap(), None);
        window.ask(Ask::Command(upturn::command::Command::OpenExample));
        window.ask(Ask::Command(upturn::command::Command::ShowHistory));
        window
    }

    /// The history of a plan that lies in a file of the test's own folder.
    #[must_use]
    pub fn with_plan(plan: &Plan) -> Self {
        Self::with_plan_at(USUAL, plan)
    }

    #[must_use]
    pub fn with_plan_at(size: [f32; 2], plan: &Plan) -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("plan.upturn.ron");
        storage::save(&storage::RealFs, &path, plan).unwrap();
        let mut window = Self::new(size, home, Some(path));
        window.ask(Ask::Command(upturn::command::Command::ShowHistory));
        window
    }

    /// Falls as a killed program does: nothing of it ends in good order, but the system lets go of its locks.
    #[must_use]
    pub fn fall(self) -> TempDir {
        let data = self.home.path().join("config/data");
        let fallen = tempfile::tempdir().unwrap();
        copy_all(&data, fallen.path());
        let home = self.end();
        // As it lay on the disk at that moment; the locks in it are nobody's.
        let _ = fs::remove_dir_all(&data);
        fs::create_dir_all(&data).unwrap();
        copy_all(fallen.path(), &data);
        home
    }

    /// The window gets or loses the keyboard.
    pub fn focus(&mut self, focused: bool) {
        self.harness.input_mut().focused = focused;
        self.feed(Event::WindowFocused(focused));
        self.settle();
    }

    /// Ends the program; what it left stays in its folder.
    #[must_use]
    pub fn end(self) -> TempDir {
        drop(self.harness);
        self.home
    }

    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file that the program is to read.
    #[must_use]
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    // What a person does.

    /// One event, one pass.
    fn feed(&mut self, event: Event) {
        self.harness.event(event);
        self.pass();
    }

    /// One pass without any event; answers when the next one is asked for.
    pub fn pass(&mut self) -> Duration {
        self.harness.step();
        let output = &self.harness.output().viewport_output[&ViewportId::ROOT];
        self.commands.extend(output.commands.iter().cloned());
        output.repaint_delay
    }

    /// Lets everything that was asked for happen.
    #[track_caller]
    pub fn settle(&mut self) {
        for _ in 0..MOST_PASSES {
            if self.pass() != Duration::ZERO {
                self.harness.check_accessibility();
                return;
            }
        }
        panic!("no rest after {MOST_PASSES} passes: {:?}", self.harness.ctx.repaint_causes());
    }

    pub fn ask(&mut self, ask: Ask) {
        self.harness.state_mut().ask(ask);
        self.settle();
    }

    #[track_caller]
    fn place(&mut self, name: &str, find: impl Fn(&Self) -> Option<(egui::Rect, bool)>) -> Pos2 {
        let find = |window: &Self| {
            find(window).unwrap_or_else(|| panic!("no {name:?} to press:\n{}", window.text())).0.center()
        };
        let inside = self.harness.ctx.content_rect().shrink(4.0);
        for _ in 0..40 {
            let at = find(self);
            if inside.contains(at) {
                return at;
            }
            // Below or above what is in view.
            let by = if at.y > inside.bottom() { -200.0 } else { 200.0 };
            self.wheel(by);
        }
        panic!("{name:?} does not come into view: it is at {:?}", find(self));
    }

    /// Turns the wheel at the page's edge, where nothing else scrolls: down if negative.
    #[track_caller]
    pub fn wheel(&mut self, by: f32) {
        let middle = self.harness.ctx.content_rect().center().y;
        self.feed(Event::PointerMoved(egui::pos2(226.0, middle)));
        self.feed(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, by),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.settle();
    }

    /// Where the control of this name lies.
    #[must_use]
    #[track_caller]
    pub fn rect(&self, name: &str) -> egui::Rect {
        self.find(name).unwrap_or_else(|| panic!("no {name:?}:\n{}", self.text())).0
    }

    #[track_caller]
    pub fn click(&mut self, name: &str) {
        let pos = self.place(name, |window| window.find(name));
        self.click_at(pos);
    }

    /// Presses at one place, moves on and lets go at the other.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        for event in [Event::PointerMoved(from), button(from, true), Event::PointerMoved(from.lerp(to, 0.5))] {
            self.feed(event);
            self.pass();
        }
        self.feed(Event::PointerMoved(to));
        self.pass();
        self.feed(button(to, false));
        self.settle();
    }

    #[track_caller]
    pub fn click_at(&mut self, pos: Pos2) {
        self.feed(Event::PointerMoved(pos));
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            self.feed(Event::PointerButton { pos, button, pressed, modifiers });
        }
        self.settle();
    }

    #[track_caller]
    fn key(&mut self, key: Key, modifiers: Modifiers) {
        if modifiers != Modifiers::NONE {
            self.feed(Event::ModifiersChanged(modifiers));
        }
        for pressed in [true, false] {
            self.feed(Event::Key { key, physical_key: None, pressed, repeat: false, modifiers });
        }
        if modifiers != Modifiers::NONE {
            self.feed(Event::ModifiersChanged(Modifiers::NONE));
        }
        self.settle();
    }

    #[track_caller]
    pub fn press(&mut self, key: Key) {
        self.key(key, Modifiers::NONE);
    }

    #[track_caller]
    pub fn ctrl(&mut self, key: Key) {
        self.key(key, Modifiers::COMMAND);
    }

    /// Goes to the page of this key.
    #[track_caller]
    pub fn page(&mut self, key: Key) {
        if key == Key::F7 { self.press(key) } else { self.ctrl(key) }
    }

    #[track_caller]
    pub fn shift(&mut self, key: Key) {
        self.key(key, Modifiers::SHIFT);
    }

    #[track_caller]
    pub fn ctrl_shift(&mut self, key: Key) {
        self.key(key, Modifiers::COMMAND | Modifiers::SHIFT);
    }

    /// With Alt; a letter also comes as text, as it does in a real window.
    #[track_caller]
    pub fn alt(&mut self, key: Key) {
        self.feed(Event::ModifiersChanged(Modifiers::ALT));
        let down = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::ALT };
        self.harness.event(down);
        self.feed(Event::Text(key.name().to_lowercase()));
        self.feed(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    #[track_caller]
    pub fn type_text(&mut self, text: &str) {
        self.feed(Event::Text(text.to_owned()));
        self.settle();
    }

    #[track_caller]
    pub fn paste(&mut self, text: &str) {
        self.feed(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Presses one of those that have this name, if it is in view.
    pub fn click_any(&mut self, name: &str) {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        let named = |node: &&egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label == name);
        let at = nodes.iter().filter(named).map(|node| node.rect().center()).next_back();
        drop(nodes);
        if let Some(at) = at.filter(|at| self.harness.ctx.content_rect().contains(*at)) {
            self.click_at(at);
        }
    }

    /// Presses the button in the toast whose name begins like this: "Undo", whatever it undoes.
    #[track_caller]
    pub fn click_in_toast(&mut self, name: &str) {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        let named =
            |node: &&egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(name));
        let at = nodes.iter().filter(named).map(|node| node.rect().center()).max_by(|a, b| a.y.total_cmp(&b.y));
        drop(nodes);
        self.click_at(at.unwrap_or_else(|| panic!("no {name:?} in a toast:\n{}", self.text())));
    }

    /// Puts `text` into the field of this name in place of what is there.
    #[track_caller]
    pub fn fill(&mut self, field: &str, text: &str) {
        let is_text = |role| matches!(role, Role::TextInput | Role::MultilineTextInput);
        let pos = self.place(field, |window| window.find_of(field, is_text));
        self.click_at(pos);
        self.ctrl(Key::A);
        if text.is_empty() {
            self.press(Key::Delete);
        } else {
            self.type_text(text);
        }
    }

    /// Opens a menu of the top bar and takes the entry that begins with `entry`.
    #[track_caller]
    pub fn menu(&mut self, menu: &str, entry: &str) {
        self.click(menu);
        let full = self.words().into_iter().find(|(role, text)| *role == Role::MenuItem && text.starts_with(entry));
        let (_, full) = full.unwrap_or_else(|| panic!("no {entry:?} in the menu:\n{}", self.text()));
        let pos = self.place(&full, |window| window.find_of(&full, |role| role == Role::MenuItem));
        self.click_at(pos);
    }

    #[track_caller]
    pub fn drop_file(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.settle();
    }

    /// What the system tells of the window.
    pub fn viewport(&mut self) -> &mut egui::ViewportInfo {
        self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).expect("the window")
    }

    /// The button of the title bar.
    #[track_caller]
    pub fn ask_to_close(&mut self) {
        self.viewport().events.push(ViewportEvent::Close);
        self.settle();
    }

    /// Whether the window was told to close, and not to stay after all.
    pub fn is_told_to_close(&mut self) -> bool {
        self.take_commands().contains(&ViewportCommand::Close)
    }

    pub fn move_mouse_away(&mut self) {
        self.feed(Event::PointerGone);
        self.settle();
    }
}

/// The size that the program opens with.
pub const USUAL: [f32; 2] = [1440.0, 900.0];

/// The day of every test.
#[must_use]
pub fn today() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()
}

#[must_use]
pub fn month(text: &str) -> Period {
    text.parse().unwrap()
}

#[must_use]
pub fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// All files of a folder, if it is there.
pub fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).into_iter().flatten() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
