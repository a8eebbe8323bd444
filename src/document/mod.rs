//! An open plan: what it is now, what it was before, and where it lies.

mod history;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::Plan;
use history::{History, Step};

/// A change that a person asked for: a name for undo, and what it does to the plan.
pub struct Edit {
    /// What undo will say: "Change October 2026".
    pub label: String,
    /// Edits with the same key right after each other are one step (dragging, stepping through choices).
    pub merge: Option<String>,
    /// What is said afterwards, in the past tense, where something is gone that one may want back.
    pub said: Option<String>,
    pub change: Box<dyn FnOnce(&mut Plan) + Send>,
}

impl Edit {
    pub fn new(label: impl Into<String>, change: impl FnOnce(&mut Plan) + Send + 'static) -> Self {
        Self { label: label.into(), merge: None, said: None, change: Box::new(change) }
    }

    /// Has a notice say `what` was done and offer to take it back.
    #[must_use]
    pub fn saying(mut self, what: impl Into<String>) -> Self {
        self.said = Some(what.into());
        self
    }

    #[must_use]
    pub fn merging(mut self, key: impl Into<String>) -> Self {
        self.merge = Some(key.into());
        self
    }
}

impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edit").field("label", &self.label).field("merge", &self.merge).finish_non_exhaustive()
    }
}

/// An open plan. Dirty is a comparison of revisions, never a flag.
#[derive(Debug)]
pub struct Document {
    plan: Arc<Plan>,
    revision: u64,
    /// Never given twice, so that a state that was left by undo and a new one can't be mistaken for each other.
    last_revision: u64,
    saved_revision: Option<u64>,
    history: History,
    path: Option<PathBuf>,
}

impl Document {
    /// A plan that is on no disk yet. `number` is one of its own in the program, as for [`Self::opened`].
    #[must_use]
    pub fn unsaved(number: u32, plan: Plan) -> Self {
        Self { saved_revision: None, ..Self::opened(number, plan, None) }
    }

    /// A plan as its file has it; without a path it is a copy that is lost only if it is changed. No two documents
    /// with different numbers ever share a revision, so an answer that comes late finds only the plan it is for.
    #[must_use]
    pub fn opened(number: u32, plan: Plan, path: Option<PathBuf>) -> Self {
        let revision = u64::from(number) << 32;
        Self {
            plan: Arc::new(plan),
            revision,
            last_revision: revision,
            saved_revision: Some(revision),
            history: History::default(),
            path,
        }
    }

    /// Work that was kept from an earlier session: of a file, if it has one, and different from it.
    #[must_use]
    pub fn recovered(number: u32, plan: Plan, path: Option<PathBuf>) -> Self {
        Self { saved_revision: None, ..Self::opened(number, plan, path) }
    }

    /// Its own number in the program.
    #[must_use]
    pub fn number(&self) -> u32 {
        u32::try_from(self.last_revision >> 32).unwrap_or(u32::MAX)
    }

    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Names the plan's present state; the same number is always the same plan.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.saved_revision != Some(self.revision)
    }

    /// Notes that `revision` lies at `path` now. Undoing back to it is clean again.
    pub fn mark_saved(&mut self, revision: u64, path: PathBuf) {
        self.saved_revision = Some(revision);
        self.path = Some(path);
    }

    /// Carries out an edit as one undo step; answers whether the plan is another one now.
    pub fn apply(&mut self, edit: Edit) -> bool {
        let mut changed = (*self.plan).clone();
        (edit.change)(&mut changed);
        if changed == *self.plan {
            return false;
        }
        self.last_revision += 1;
        let before = Step { label: edit.label, plan: Arc::clone(&self.plan), revision: self.revision };
        self.history.record(before, edit.merge);
        self.plan = Arc::new(changed);
        self.revision = self.last_revision;
        true
    }

    /// Goes one step back; answers its name.
    pub fn undo(&mut self) -> Option<String> {
        let step = self.history.undo(&self.plan, self.revision)?;
        Some(self.step_to(step))
    }

    /// Goes one step forward again; answers its name.
    pub fn redo(&mut self) -> Option<String> {
        let step = self.history.redo(&self.plan, self.revision)?;
        Some(self.step_to(step))
    }

    fn step_to(&mut self, step: Step) -> String {
        self.plan = step.plan;
        self.revision = step.revision;
        step.label
    }

    /// The name of the step that undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(title: &'static str) -> Edit {
        Edit::new(format!("Rename to {title}"), move |plan| title.clone_into(&mut plan.title))
    }

    #[test]
    fn undo_and_redo_walk_the_same_steps_and_name_them() {
        let mut document = Document::opened(1, Plan::new("a"), None);
        document.apply(rename("b"));
        document.apply(rename("c"));
        assert_eq!(document.undo_label(), Some("Rename to c"));
        assert_eq!(document.undo().as_deref(), Some("Rename to c"));
        assert_eq!((document.plan().title.as_str(), document.redo_label()), ("b", Some("Rename to c")));
        document.undo();
        assert_eq!(document.plan().title, "a");
        assert_eq!(document.undo(), None);
        document.redo();
        document.redo();
        assert_eq!(document.plan().title, "c");
        assert_eq!(document.redo(), None);
    }

    #[test]
    fn undoing_back_to_the_saved_state_is_clean_again() {
        let mut document = Document::opened(1, Plan::new("a"), None);
        assert!(!document.is_dirty());
        document.apply(rename("b"));
        assert!(document.is_dirty());
        document.undo();
        assert!(!document.is_dirty());
        document.apply(rename("c"));
        assert!(document.is_dirty(), "a new state never has the number of an undone one");
    }

    #[test]
    fn r15_a_save_that_finishes_late_leaves_later_changes_unsaved() {
        let mut document = Document::unsaved(1, Plan::new("a"));
        document.apply(rename("b"));
        let saving = document.revision();
        document.apply(rename("c"));
        document.mark_saved(saving, PathBuf::from("b.upturn.ron"));
        assert!(document.is_dirty());
        document.undo();
        assert!(!document.is_dirty());
    }

    #[test]
    fn two_documents_never_share_a_revision() {
        let mut first = Document::opened(1, Plan::new("a"), None);
        let mut second = Document::opened(2, Plan::new("a"), None);
        first.apply(rename("b"));
        second.apply(rename("b"));
        assert_ne!(first.revision(), second.revision());
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut document = Document::opened(1, Plan::new("a"), None);
        assert!(!document.apply(rename("a")));
        assert_eq!((document.undo_label(), document.is_dirty()), (None, false));
    }

    #[test]
    fn edits_with_one_key_are_one_step_until_something_else_happens() {
        let mut document = Document::opened(1, Plan::new("a"), None);
        document.apply(rename("b").merging("title"));
        document.apply(rename("c").merging("title"));
        document.apply(rename("d").merging("other"));
        document.undo();
        assert_eq!(document.plan().title, "c");
        document.apply(rename("e").merging("title"));
        document.undo();
        assert_eq!(document.plan().title, "c", "an undo in between ends the run");
        document.undo();
        assert_eq!(document.plan().title, "a");
    }

    #[test]
    fn a_new_edit_drops_what_could_be_redone_and_the_oldest_steps_go_first() {
        let mut document = Document::opened(1, Plan::new("start"), None);
        for number in 0..300 {
            document.apply(Edit::new("Rename", move |plan| plan.title = number.to_string()));
        }
        let mut steps = 0;
        while document.undo().is_some() {
            steps += 1;
        }
        assert_eq!(steps, history::LONGEST);
        document.apply(rename("x"));
        assert_eq!(document.redo(), None);
    }
}
