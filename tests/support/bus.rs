//! A D-Bus session of a test's own with the service that assistive technology listens on, and a hand that uses it.
//!
//! Needs dbus, at-spi2-core and pyatspi, which `make test` installs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::window::{Process, spawn, wait_for};

/// Debian keeps it there; no PATH leads to it.
const LAUNCHER: &str = "/usr/libexec/at-spi-bus-launcher";
/// pyatspi belongs to the system's own Python, whatever else is called so.
const PYTHON: &str = "/usr/bin/python3";

pub struct Bus {
    pub address: String,
    folder: PathBuf,
    launcher: Process,
    _daemon: Process,
}

impl Bus {
    /// Starts both in `folder`, where their sockets go, and says that assistive technology is at work.
    #[must_use]
    pub fn start(folder: &Path) -> Self {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--print-address=1"]).env("XDG_RUNTIME_DIR", folder);
        let (daemon, address) = Process::that_tells(&mut command, "its address");
        let launcher = Process(spawn(
            Command::new(LAUNCHER)
                .arg("--launch-immediately")
                .env("DBUS_SESSION_BUS_ADDRESS", &address)
                .env("XDG_RUNTIME_DIR", folder)
                .env_remove("DISPLAY")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        ));
        let bus = Self { address, folder: folder.to_owned(), launcher, _daemon: daemon };
        wait_for("the session to know of assistive technology", || bus.ask(&["enable"]));
        bus
    }

    /// What the program's tree answers; `None` if it is not there, or has no such control now.
    fn ask(&self, arguments: &[&str]) -> Option<String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/accessible.py");
        let child = spawn(
            Command::new("timeout")
                .args(["--kill-after=1", "20", PYTHON])
                .arg(script)
                .args(arguments)
                .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
                .env("XDG_RUNTIME_DIR", &self.folder)
                .env_remove("DISPLAY")
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped()),
        );
        let output = child.wait_with_output().expect("a script that was started ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("ModuleNotFoundError"), "{said}dist/setup.sh test installs what the tests need");
        let answer = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
        if !output.status.success() {
            // Asking costs a process; the program gets the processor meanwhile.
            thread::sleep(Duration::from_millis(300));
        }
        output.status.success().then_some(answer)
    }

    /// Role and name of everything in the window, once `name` is among it.
    #[must_use]
    pub fn tree_with(&self, name: &str) -> Vec<(String, String)> {
        wait_for(&format!("{name:?} in the tree"), || {
            let listed = self.ask(&["list"])?;
            let split = |line: &str| line.split_once('\t').map(|(role, name)| (role.to_owned(), name.to_owned()));
            let tree: Vec<(String, String)> = listed.lines().filter_map(split).collect();
            tree.iter().any(|(_, found)| found == name).then_some(tree)
        })
    }

    /// Presses the control of this name once it is there.
    pub fn press(&self, name: &str) {
        wait_for(&format!("{name:?} to be pressed"), || self.ask(&["press", name]));
    }

    /// Puts a text into the field of this name.
    pub fn fill(&self, name: &str, text: &str) {
        wait_for(&format!("{name:?} to be filled"), || self.ask(&["type", name, text]));
    }

    /// Waits until the field of this name holds `text`.
    pub fn wait_for_text(&self, name: &str, text: &str) {
        wait_for(&format!("{name:?} to hold {text:?}"), || self.ask(&["read", name]).filter(|held| held == text));
    }
}

impl Drop for Bus {
    /// The launcher has a bus of its own, which would outlive it.
    fn drop(&mut self) {
        self.launcher.end_in_good_order();
    }
}
