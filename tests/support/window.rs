//! The real program on a display of its own: start it, press its keys, look at what it drew.
//!
//! Needs Xvfb, openbox, xdotool, wmctrl and `ImageMagick`, which `make test` installs. Where one is missing the test fails and says so:
//! a window that nobody looked at is not a window that works.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long something may take that takes well under a second on an idle machine: other builds may run beside it.
const PATIENCE: Duration = Duration::from_mins(1);
/// What is typed where a test wants the plan changed.
pub const FIGURE: &str = "71234.5";
const POLL: Duration = Duration::from_millis(50);
/// How long a server may take to end what it started.
const GRACE: Duration = Duration::from_secs(3);

/// Asks again and again until there is an answer.
///
/// # Panics
/// When there is none in time; the message names `what` was waited for.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited {} s for {what}", PATIENCE.as_secs());
        thread::sleep(POLL);
    }
}

pub(super) fn spawn(command: &mut Command) -> Child {
    command.spawn().unwrap_or_else(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        panic!("{program} can't be started ({error}); dist/setup.sh test installs what the tests need")
    })
}

/// A process that ends with the test, however the test ends.
pub(super) struct Process(pub(super) Child);

impl Process {
    /// Starts a server and waits for the line on which it tells where it is to be found.
    pub(super) fn that_tells(command: &mut Command, what: &str) -> (Self, String) {
        let mut server = Self(spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null())));
        let mut line = String::new();
        let stdout = server.0.stdout.take().expect("stdout is piped");
        BufReader::new(stdout).read_line(&mut line).expect("its words can be read");
        let program = command.get_program().to_string_lossy();
        assert!(!line.trim().is_empty(), "{program} ended before it told {what}");
        (server, line.trim().to_owned())
    }

    /// Asks it to end, so that it ends what it started itself, and waits a little for it.
    pub(super) fn end_in_good_order(&mut self) {
        let asked = Command::new("kill").args(["-s", "TERM", &self.0.id().to_string()]).status();
        let start = Instant::now();
        while asked.is_ok() && start.elapsed() < GRACE && matches!(self.0.try_wait(), Ok(None)) {
            thread::sleep(POLL);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual screen with a window manager.
pub struct Display {
    name: String,
    _manager: Process,
    _server: Process,
}

impl Display {
    /// 1440 × 900, on the first free number.
    #[must_use]
    pub fn start() -> Self {
        let screen = ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"];
        let (server, number) = Process::that_tells(Command::new("Xvfb").args(screen), "its display");
        let name = format!(":{number}");
        let manager = Process(spawn(
            Command::new("openbox")
                .arg("--sm-disable")
                .env("DISPLAY", &name)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        ));
        let display = Self { name, _manager: manager, _server: server };
        wait_for("the window manager", || {
            let root = display.tool("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"])?;
            String::from_utf8_lossy(&root).contains("window id").then_some(())
        });
        display
    }

    /// What the tool printed; `None` if it failed, as search tools do when they find nothing.
    fn tool(&self, program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
        // A tool that never answers is asked again by whoever waits, rather than waited for without end.
        let child = spawn(
            Command::new("timeout")
                .args(["--kill-after=1", "10", program])
                .args(arguments)
                .env("DISPLAY", &self.name)
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let output = child.wait_with_output().expect("a tool that was started ends");
        let missing = output.status.code() == Some(127);
        assert!(!missing, "{program} is not there; dist/setup.sh test installs what the tests need");
        output.status.success().then_some(output.stdout)
    }

    fn xdotool(&self, arguments: &[&str]) -> Option<String> {
        let output = self.tool("xdotool", arguments)?;
        Some(String::from_utf8_lossy(&output).trim().to_owned())
    }
}

/// A folder for one run with everything in it that the program could keep: settings, home, the plan.
fn isolated(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_upturn"));
    command
        .env("UPTURN_CONFIG_DIR", home.join("config"))
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_CACHE_HOME", home)
        .env("XDG_DATA_HOME", home)
        // No session bus of the machine's own: no desktop settings, no portal.
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("LANG", "en_GB.UTF-8")
        .env_remove("LC_ALL")
        .current_dir(home)
        .stdin(Stdio::null());
    command
}

/// The program without any display: what it ended with, and what it said on stdout and stderr.
#[must_use]
pub fn run_without_display(arguments: &[&str]) -> (ExitStatus, String, String) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let output = isolated(home.path()).env_remove("DISPLAY").args(arguments).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status, text(&output.stdout), text(&output.stderr))
}

/// The running program with its window.
pub struct App {
    process: Process,
    window: String,
    display: Display,
    home: Rc<TempDir>,
}

impl App {
    /// Starts the program with a copy of `plan` on a display of its own, and waits for its window.
    #[must_use]
    pub fn open(plan: &Path) -> Self {
        Self::open_with(plan, &[])
    }

    /// The same on a D-Bus session at this address, where assistive technology may listen.
    #[must_use]
    pub fn open_in_session(plan: &Path, address: &str) -> Self {
        Self::open_with(plan, &[("DBUS_SESSION_BUS_ADDRESS", address)])
    }

    fn open_with(plan: &Path, environment: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let copy = home.path().join(plan.file_name().expect("a plan has a file name"));
        fs::copy(plan, &copy).expect("the plan can be copied");
        Self::start(Rc::new(home), &[&copy.to_string_lossy()], environment)
    }

    /// Starts the program with a plan that lies in its folder already, with more in its environment.
    #[must_use]
    pub fn open_in(home: &Rc<TempDir>, plan: &Path, environment: &[(&str, &str)]) -> Self {
        Self::start(Rc::clone(home), &[&plan.to_string_lossy()], environment)
    }

    /// Sends the process a signal, as the system does when it shuts down, or when somebody ends it by force.
    pub fn signal(&self, name: &str) {
        let pid = self.process.0.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().expect("kill is there").success());
    }

    /// Minimises the window.
    pub fn minimise(&self) {
        self.display.xdotool(&["windowminimize", &self.window]).expect("a window can be minimised");
    }

    /// Starts the program on its start page.
    #[must_use]
    pub fn start_page() -> Self {
        Self::in_home(&Rc::new(tempfile::tempdir().expect("a temporary folder")), &[])
    }

    /// Starts the program where it may have run before, with more in its environment.
    #[must_use]
    pub fn in_home(home: &Rc<TempDir>, environment: &[(&str, &str)]) -> Self {
        Self::start(Rc::clone(home), &[], environment)
    }

    /// The same, started with these words.
    #[must_use]
    pub fn started_with(home: &Rc<TempDir>, arguments: &[&str]) -> Self {
        Self::start(Rc::clone(home), arguments, &[])
    }

    fn start(home: Rc<TempDir>, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let display = Display::start();
        let log = File::create(home.path().join("log")).expect("a log can be made");
        let mut process = Process(spawn(
            isolated(home.path())
                .env("DISPLAY", &display.name)
                .envs(environment.iter().copied())
                .args(arguments)
                .stdout(log.try_clone().expect("a log has two ends"))
                .stderr(log),
        ));
        let pid = process.0.id().to_string();
        let window = wait_for("the window", || {
            if let Some(status) = process.0.try_wait().expect("the program can be asked") {
                let log = fs::read_to_string(home.path().join("log")).unwrap_or_default();
                panic!("the program ended with {status} before its window came:\n{log}");
            }
            let found = display.xdotool(&["search", "--all", "--onlyvisible", "--pid", &pid, "--name", "."])?;
            found.lines().next().map(str::to_owned)
        });
        let app = Self { process, window, display, home };
        wait_for("the window to have the keyboard", || {
            app.display.xdotool(&["windowactivate", &app.window]);
            (app.display.xdotool(&["getactivewindow"])? == app.window).then_some(())
        });
        wait_for("something to be drawn", || (app.picture()?.colours() > 1).then_some(()));
        app
    }

    /// Where the program finds its plan and its settings.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    #[must_use]
    pub fn title(&self) -> String {
        self.display.xdotool(&["getwindowname", &self.window]).unwrap_or_default()
    }

    /// Presses a key or a chord as xdotool writes it: `F5`, `ctrl+shift+z`.
    pub fn press(&self, key: &str) {
        self.display.xdotool(&["key", "--clearmodifiers", key]).expect("a key can be pressed");
    }

    pub fn type_text(&self, text: &str) {
        self.display.xdotool(&["type", "--clearmodifiers", "--delay", "20", text]).expect("a text can be typed");
    }

    /// Whether the title has the mark of unsaved changes.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.title().starts_with('●')
    }

    /// Types [`FIGURE`] into the history's grid by keys alone: Tab goes from control to control, and only the grid takes
    /// digits; the Tab after them leaves the cell, so that the plan is changed.
    pub fn type_a_figure(&self) {
        self.press("ctrl+2");
        let _ = self.settled_picture();
        for _ in 0..60 {
            self.press("Tab");
            thread::sleep(Duration::from_millis(200));
            if self.is_marked() {
                // A number that was begun in the next cell meanwhile.
                self.press("Escape");
                return;
            }
            self.type_text(FIGURE);
        }
        panic!("Tab never came to a cell that takes a number");
    }

    /// Clicks at a point of the window, in points from its upper left.
    pub fn click(&self, x: u32, y: u32) {
        let (x, y) = (x.to_string(), y.to_string());
        let moved = self.display.xdotool(&["mousemove", "--window", &self.window, &x, &y, "click", "1"]);
        moved.expect("the mouse can click");
    }

    /// Asks the window to close, as the button in its title bar does.
    pub fn ask_to_close(&self) {
        self.display.xdotool(&["key", "--clearmodifiers", "alt+F4"]).expect("a key can be pressed");
    }

    /// The same where no key reaches the window, as a taskbar's menu does.
    pub fn ask_minimised_to_close(&self) {
        self.display.tool("wmctrl", &["-i", "-c", &self.window]).expect("a window can be asked to close");
    }

    /// What the window shows; `None` while there is no window.
    #[must_use]
    pub fn picture(&self) -> Option<Picture> {
        let ppm = self.display.tool("import", &["-silent", "-window", &self.window, "-depth", "8", "ppm:-"])?;
        Picture::of_ppm(&ppm)
    }

    /// The picture once it has stayed the same for half a second.
    #[must_use]
    pub fn settled_picture(&self) -> Picture {
        let mut last = None;
        wait_for("a picture that stays", || {
            let now = self.picture()?;
            thread::sleep(Duration::from_millis(500));
            (last.replace(now.clone()) == Some(now.clone())).then_some(now)
        })
    }

    /// Left, top, width and height of what is drawn, on the screen.
    #[must_use]
    pub fn place(&self) -> [i32; 4] {
        wait_for("the window's place", || {
            let told = self.display.xdotool(&["getwindowgeometry", "--shell", &self.window])?;
            let number = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)?.parse::<i32>().ok());
            Some([number("X=")?, number("Y=")?, number("WIDTH=")?, number("HEIGHT=")?])
        })
    }

    /// Gives the window another place and size, as a person does with the mouse.
    pub fn move_and_size(&self, [left, top, width, height]: [i32; 4]) {
        let [left, top, width, height] = [left, top, width, height].map(|n| n.to_string());
        self.display.xdotool(&["windowsize", &self.window, &width, &height]).expect("a window can be sized");
        self.display.xdotool(&["windowmove", &self.window, &left, &top]).expect("a window can be moved");
    }

    /// Names of the libraries and files that the process has in its memory.
    #[must_use]
    pub fn maps(&self) -> String {
        fs::read_to_string(format!("/proc/{}/maps", self.process.0.id())).expect("the program runs")
    }

    /// Every socket that the process holds, but for those of the family `unix`, which never leave the computer.
    #[must_use]
    pub fn sockets_beyond_this_computer(&self) -> Vec<String> {
        let process = format!("/proc/{}", self.process.0.id());
        let local = fs::read_to_string(format!("{process}/net/unix")).expect("the program runs");
        // The seventh field of /proc/net/unix is the inode (proc(5)).
        let local: BTreeSet<&str> = local.lines().filter_map(|line| line.split_whitespace().nth(6)).collect();
        let held = fs::read_dir(format!("{process}/fd")).expect("the program runs");
        let held = held.flatten().filter_map(|entry| fs::read_link(entry.path()).ok());
        let sockets = held.filter_map(|to| to.to_str()?.strip_prefix("socket:[")?.strip_suffix(']').map(str::to_owned));
        let sockets: Vec<String> = sockets.collect();
        assert!(!sockets.is_empty(), "not even the display is connected: the look at /proc sees nothing");
        sockets.into_iter().filter(|inode| !local.contains(inode.as_str())).collect()
    }

    /// What the process has used of the processor, in clock ticks (hundredths of a second on Linux).
    #[must_use]
    pub fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.0.id())).expect("the program runs");
        // After the name in brackets, which may hold anything: fields 14 and 15 of proc(5) count from the pid.
        let fields = stat.rsplit_once(')').expect("a name in brackets").1;
        fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().expect("a number")).sum()
    }

    /// The most memory that the process has held so far, in MB (`VmHWM` of proc(5)).
    #[must_use]
    pub fn peak_megabytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.0.id())).expect("the program runs");
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).expect("a peak");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1024
    }

    /// Waits for the program to end by itself.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        wait_for("the program to end", || self.process.0.try_wait().expect("the program can be asked"))
    }

    #[must_use]
    pub fn is_running(&mut self) -> bool {
        self.process.0.try_wait().expect("the program can be asked").is_none()
    }
}

impl Drop for App {
    /// A failed test leaves a picture of what was on the screen, and shows what the program said.
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        let test = thread::current().name().unwrap_or("window").replace("::", "-");
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.png"));
        if self.display.tool("import", &["-silent", "-window", "root", &file.to_string_lossy()]).is_some() {
            eprintln!("the screen at that moment: {}", file.display());
        }
        eprintln!("{}", fs::read_to_string(self.home.path().join("log")).unwrap_or_default());
    }
}

/// What a window showed.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    rgb: Vec<u8>,
}

impl Picture {
    /// Reads a binary PPM of 8 bits, which needs no library: `P6`, width, height, 255, then the bytes.
    fn of_ppm(ppm: &[u8]) -> Option<Self> {
        let mut at = 0;
        let mut word = || {
            let start = at + ppm.get(at..)?.iter().position(|b| !b.is_ascii_whitespace())?;
            let end = start + ppm.get(start..)?.iter().position(u8::is_ascii_whitespace)?;
            at = end;
            std::str::from_utf8(&ppm[start..end]).ok()
        };
        if word()? != "P6" {
            return None;
        }
        let (width, height) = (word()?.parse().ok()?, word()?.parse().ok()?);
        if word()? != "255" {
            return None;
        }
        let rgb = ppm.get(at + 1..)?.to_vec();
        (rgb.len() == width * height * 3).then_some(Self { width, height, rgb })
    }

    /// How many different colours there are: 1 in a blank window.
    #[must_use]
    pub fn colours(&self) -> usize {
        self.rgb.chunks_exact(3).collect::<BTreeSet<_>>().len()
    }
}
