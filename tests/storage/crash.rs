//! Every state in which a power cut could leave the disk, worked out from what was asked of it: each opens as the old
//! plan or the new one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use upturn::model::Plan;
use upturn::storage::{self, RealFs, Request};

use crate::disk::{Disk, Op};
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

/// All contents that `target` may have after a crash at any point of `ops`.
fn states(target: &Path, old: &[u8], ops: &[Op]) -> BTreeSet<Option<Vec<u8>>> {
    let mut inodes = vec![Inode { written: old.to_vec(), synced: old.to_vec() }];
    let mut names: BTreeMap<PathBuf, usize> = [(target.to_owned(), 0)].into();
    // What names the disk may have: every state since the last sync of the folder.
    let mut possible = vec![names.clone()];
    let mut found = BTreeSet::new();
    for op in ops {
        match op {
            Op::Create(path) => {
                inodes.push(Inode::default());
                names.insert(path.clone(), inodes.len() - 1);
            }
            Op::Write(path, bytes) => inodes[names[path]].written.extend(bytes),
            Op::Sync(path) => {
                let inode = &mut inodes[names[path]];
                inode.synced.clone_from(&inode.written);
            }
            Op::Rename(from, to) => {
                let inode = names.remove(from).unwrap();
                names.insert(to.clone(), inode);
            }
            Op::Remove(path) => {
                names.remove(path);
            }
            Op::SyncFolder => possible.clear(),
            Op::Look(_) => continue,
            other => panic!("{other:?} is not worked out here"),
        }
        possible.push(names.clone());
        for names in &possible {
            for unsynced in [Unsynced::Absent, Unsynced::Half, Unsynced::Zeros, Unsynced::There] {
                found.insert(names.get(target).map(|inode| inodes[*inode].after_crash(unsynced)));
            }
        }
    }
    found
}

/// Saves `new` over `old` and answers what was asked of the disk, with the old text and the file.
fn trace(old: &Plan, new: &Plan) -> (PathBuf, Vec<u8>, Vec<Op>) {
    let folder = crate::disk::quick_folder();
    let path = folder.path().canonicalize().unwrap().join("plan.upturn.ron");
    storage::save(&RealFs, &path, old).unwrap();
    let old_text = std::fs::read(&path).unwrap();
    let disk = Disk { write_at_most: 512, ..Disk::sound() };
    storage::save_as_asked(&disk, &Request::new(&path), new).unwrap();
    (path, old_text, disk.trace())
}

/// States that open neither as the old plan nor as the new one, and how many there were.
fn lost(old: &Plan, new: &Plan, keep: impl Fn(&Op) -> bool) -> (usize, usize) {
    let (path, old_text, ops) = trace(old, new);
    let ops: Vec<Op> = ops.into_iter().filter(keep).collect();
    let states = states(&path, &old_text, &ops);
    let is_plan = |state: &Option<Vec<u8>>| {
        let read = state.as_deref().and_then(|bytes| storage::parse(bytes).ok());
        read.is_some_and(|(plan, warnings)| warnings.is_empty() && (plan == *old || plan == *new))
    };
    (states.iter().filter(|state| !is_plan(state)).count(), states.len())
}

fn random_plans(count: usize) -> Vec<Plan> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[6; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..count).map(|_| plan::any_plan().new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn r12_a_power_cut_at_any_moment_leaves_the_old_plan_or_the_new_one() {
    let plans = random_plans(101);
    let mut seen = 0;
    for pair in plans.windows(2) {
        let (lost, states) = lost(&pair[0], &pair[1], |_| true);
        assert_eq!(lost, 0);
        seen += states;
    }
    println!("R12: {seen} different states of {} saves", plans.len() - 1);
    assert!(seen >= 200, "{seen}");
}

#[test]
fn r12_without_the_sync_the_same_states_lose_plans() {
    let plans = random_plans(11);
    for pair in plans.windows(2).filter(|pair| pair[0] != pair[1]) {
        let (lost, states) = lost(&pair[0], &pair[1], |op| !matches!(op, Op::Sync(_)));
        assert!(lost > 0, "none of {states}");
    }
}
