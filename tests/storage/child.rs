//! Programs that tests run and kill: this very binary, told by its environment to be one of them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use upturn::model::Plan;
use upturn::storage::{self, Expected, Fingerprint, RealFs, Request};

const ROLE: &str = "UPTURN_TEST_CHILD";
const FOLDER: &str = "UPTURN_TEST_FOLDER";

/// The command that runs `role` in `folder`.
pub fn command(role: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments()).env(ROLE, role).env(FOLDER, folder);
    command
}

pub fn arguments() -> [&'static str; 4] {
    ["child::the_child", "--exact", "--nocapture", "--test-threads=1"]
}

/// Sets the role for a command that starts this binary in a roundabout way.
pub fn play(command: &mut Command, role: &str, folder: &Path) {
    command.env(ROLE, role).env(FOLDER, folder);
}

/// Starts a child whose words come through a pipe.
pub fn start(role: &str, folder: &Path) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut child = command(role, folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The harness speaks as well.
    (child, lines.filter_map(|line| line.strip_prefix("child: ").map(str::to_owned)))
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    // Lines of their own, whatever the harness printed before.
    writeln!(out, "\nchild: {text}").and_then(|()| out.flush()).unwrap();
}

/// Does nothing unless it is started as a child.
#[test]
fn the_child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let folder = std::env::var_os(FOLDER).unwrap();
    let folder = Path::new(&folder);
    match role.as_str() {
        "save" => save_for_ever(folder, |path, bytes| storage::write_file(&RealFs, path, bytes).unwrap()),
        "save naively" => save_for_ever(folder, |path, bytes| std::fs::write(path, bytes).unwrap()),
        "keep settings" => crate::kill::keep_settings(folder, say),
        "export" => crate::kill::export(folder, say),
        "recover" => crate::recovery::keep_for_ever(folder, say),
        "be a rival" => crate::rival::edit(folder, say),
        "hold a lock" => crate::rival::hold_a_lock(folder, say),
        "fill the disk" => crate::machine::fill_the_disk(folder),
        "be refused" => crate::machine::be_refused(folder),
        "be on a read-only disk" => crate::machine::be_on_a_read_only_disk(folder),
        "lose the drive" => crate::machine::lose_the_drive(folder),
        "save privately" => crate::machine::save_privately(folder),
        "open a large plan" => crate::damage::open_a_large_plan(folder, say),
        other => panic!("no role {other:?}"),
    }
    say("done");
}

/// Generation `number` of the bytes that are saved: its number, and enough to take a while.
pub fn generation(number: u64, size: usize) -> Vec<u8> {
    let mut bytes = format!("generation {number:012}\n").into_bytes();
    let fill = (number % 251) as u8;
    bytes.resize(size, fill);
    bytes
}

/// The number of a file that is one whole generation.
pub fn number_of(bytes: &[u8], size: usize) -> Option<u64> {
    let number = std::str::from_utf8(bytes.get(11..23)?).ok()?.parse().ok()?;
    (generation(number, size) == bytes).then_some(number)
}

/// As large as a plan of a great many figures.
pub const SIZE: usize = 3_000_000;

/// Saves one generation after the other, and says before and after each what it does.
fn save_for_ever(folder: &Path, write: impl Fn(&Path, &[u8])) {
    let path = folder.join("plan.ron");
    let first = std::fs::read(&path).ok().and_then(|bytes| number_of(&bytes, SIZE)).unwrap_or_default() + 1;
    for number in first.. {
        let bytes = generation(number, SIZE);
        say(&format!("begin {number}"));
        write(&path, &bytes);
        say(&format!("saved {number}"));
    }
}

/// Saves a plan as the window does, over what it knows.
pub fn save_over(path: &Path, plan: &Plan, known: Fingerprint) -> Result<Fingerprint, storage::SaveError> {
    let request = Request { expected: Expected::OneOf(vec![known]), ..Request::new(path) };
    storage::save_as_asked(&RealFs, &request, plan).map(|written| written.fingerprint)
}
