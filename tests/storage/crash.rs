//! Every state in which a power cut could leave the disk, worked out from what was asked of it: each opens as the old
//! plan or the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use upturn::model::Plan;
use upturn::storage::{self, Expected, Fingerprint, Keep, RealFs, Request, Vault};

use crate::disk::{Disk, Fault, Op};
use crate::plan;

/// What the disk does to bytes that were written and never synced.
#[derive(Clone, Copy, Debug)]
enum Unsynced {
    Absent,
    Half,
    Zeros,
    There,
}

#[derive(Clone, Default)]
struct Inode {
    written: Vec<u8>,
    /// Bytes that are surely on the disk.
    synced: Vec<u8>,
}

impl Inode {
    fn after_crash(&self, unsynced: Unsynced) -> Vec<u8> {
        if self.synced == self.written {
            return self.synced.clone();
        }
        match unsynced {
            Unsynced::Absent => self.synced.clone(),
            Unsynced::Half => self.written[..self.written.len() / 2].to_vec(),
            Unsynced::Zeros => vec![0; self.written.len()],
            Unsynced::There => self.written.clone(),
        }
    }
}

/// What a disk may hold after a crash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    target: Option<Vec<u8>>,
    /// All that lies in the vault under names of its own.
    vault: BTreeSet<Vec<u8>>,
}

type Names = BTreeMap<PathBuf, usize>;

/// The names that a folder may have on the disk: every state since it was last synced.
#[derive(Default)]
struct Folders(BTreeMap<PathBuf, Vec<Names>>);

impl Folders {
    fn note(&mut self, folder: &Path, names: &Names) {
        let here = names.iter().filter(|(path, _)| path.parent() == Some(folder));
        let here: Names = here.map(|(path, inode)| (path.clone(), *inode)).collect();
        self.0.entry(folder.to_owned()).or_insert_with(|| vec![Names::new()]).push(here);
    }

    fn synced(&mut self, folder: &Path) {
        if let Some(states) = self.0.get_mut(folder) {
            states.drain(..states.len() - 1);
        }
    }

    fn of(&self, folder: &Path) -> &[Names] {
        self.0.get(folder).map_or(&[], Vec::as_slice)
    }
}

/// All that may be there after a crash at any point of `ops`.
fn states(target: &Path, old: &[u8], ops: &[Op]) -> BTreeSet<State> {
    let folder = target.parent().unwrap();
    let mut inodes = vec![Inode { written: old.to_vec(), synced: old.to_vec() }];
    let mut names: Names = [(target.to_owned(), 0)].into();
    let mut folders = Folders::default();
    folders.note(folder, &names);
    folders.synced(folder);
    let mut found = BTreeSet::new();
    for op in ops {
        let changed = match op {
            Op::Create(path) => {
                inodes.push(Inode::default());
                names.insert(path.clone(), inodes.len() - 1);
                Some(path)
            }
            Op::Write(path, bytes) => {
                inodes[names[path]].written.extend(bytes);
                None
            }
            Op::Sync(path) => {
                let inode = &mut inodes[names[path]];
                inode.synced.clone_from(&inode.written);
                None
            }
            Op::Rename(from, to) => {
                let inode = names.remove(from).unwrap();
                names.insert(to.clone(), inode);
                assert_eq!(from.parent(), to.parent());
                Some(to)
            }
            Op::Link(from, to) => {
                names.insert(to.clone(), names[from]);
                Some(to)
            }
            Op::Remove(path) => {
                names.remove(path);
                Some(path)
            }
            Op::SyncFolder(folder) => {
                folders.synced(folder);
                None
            }
            Op::Open(_) => None,
            Op::Look(_) => continue,
            Op::Cut(..) => panic!("{op:?} is not worked out here"),
        };
        if let Some(path) = changed {
            folders.note(path.parent().unwrap(), &names);
        }
        let nothing = [Names::new()];
        let vaults: Vec<&Names> = folders.0.iter().filter(|(f, _)| *f != folder).flat_map(|(_, n)| n).collect();
        for (target_names, vault) in folders.of(folder).iter().flat_map(|names| {
            let vaults: Vec<&Names> = if vaults.is_empty() { nothing.iter().collect() } else { vaults.clone() };
            vaults.into_iter().map(move |vault| (names, vault))
        }) {
            for unsynced in [Unsynced::Absent, Unsynced::Half, Unsynced::Zeros, Unsynced::There] {
                let content = |inode: &usize| inodes[*inode].after_crash(unsynced);
                let whole = vault.iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "ron"));
                found.insert(State {
                    target: target_names.get(target).map(content),
                    vault: whole.map(|(_, inode)| content(inode)).collect(),
                });
            }
        }
    }
    found
}

/// Saves `new` over `old`, as the window does, and answers what was asked of the disk, with the old text and the file.
fn trace(old: &Plan, new: &Plan, links: bool) -> (PathBuf, Vec<u8>, Vec<Op>) {
    let folder = crate::disk::quick_folder();
    let path = folder.path().canonicalize().unwrap().join("plan.upturn.ron");
    storage::save(&RealFs, &path, old).unwrap();
    let old_text = std::fs::read(&path).unwrap();
    let vault = Vault::in_folder(&folder.path().canonicalize().unwrap().join("vault"));
    let fault = if links { Fault::Never } else { Fault::Each("link") };
    let disk = Disk { write_at_most: 512, ..Disk::new(fault, 1) };
    let expected = Expected::OneOf(vec![Fingerprint::of(&old_text)]);
    let keep = Some(Keep { vault: &vault, at: chrono::DateTime::UNIX_EPOCH.naive_utc(), must: true });
    storage::save_as_asked(&disk, &Request { expected, keep, ..Request::new(&path) }, new).unwrap();
    let ops = disk.trace();
    // What failed changed nothing.
    (path, old_text, ops.into_iter().filter(|op| links || !matches!(op, Op::Link(..))).collect())
}

/// States that open neither as the old plan nor as the new one, or in which the new one stands and the old one is not
/// among the earlier versions; and how many states there were.
fn lost(old: &Plan, new: &Plan, links: bool, keep: impl Fn(&Op) -> bool) -> (usize, usize) {
    let (path, old_text, ops) = trace(old, new, links);
    let ops: Vec<Op> = ops.into_iter().filter(keep).collect();
    let states = states(&path, &old_text, &ops);
    let is_safe = |state: &State| {
        let read = state.target.as_deref().and_then(|bytes| storage::parse(bytes).ok());
        read.is_some_and(|(plan, warnings)| {
            warnings.is_empty() && (plan == *old || (plan == *new && state.vault.contains(&old_text)))
        })
    };
    (states.iter().filter(|state| !is_safe(state)).count(), states.len())
}

fn random_plans(count: usize) -> Vec<Plan> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[6; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..count).map(|_| plan::any_plan().new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn r12_a_power_cut_at_any_moment_leaves_the_old_plan_or_the_new_one_with_the_old_one_kept() {
    let plans = random_plans(101);
    let mut seen = 0;
    for (number, pair) in plans.windows(2).enumerate() {
        // In every second one the disk knows no second names.
        let (lost, states) = lost(&pair[0], &pair[1], number % 2 == 0, |_| true);
        assert_eq!(lost, 0, "{number}");
        seen += states;
    }
    println!("R12: {seen} different states of {} saves", plans.len() - 1);
    assert!(seen >= 200, "{seen}");
}

#[test]
fn r12_without_a_sync_the_same_states_lose_plans() {
    let plans = random_plans(11);
    for pair in plans.windows(2).filter(|pair| pair[0] != pair[1]) {
        let (without_bytes, states) = lost(&pair[0], &pair[1], true, |op| !matches!(op, Op::Sync(_)));
        assert!(without_bytes > 0, "none of {states}");
        // A vault whose names may be lost has nothing once the new plan stands.
        let (without_names, states) = lost(&pair[0], &pair[1], true, |op| !matches!(op, Op::SyncFolder(_)));
        assert!(without_names > 0, "none of {states}");
    }
}
