//! Undo as whole states: sections are shared between them, so a step costs what it changed.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::Plan;

/// Steps that are kept.
pub const LONGEST: usize = 200;

/// A state to go to, and the name of the change between it and its neighbour.
#[derive(Debug)]
pub struct Step {
    pub label: String,
    pub plan: Arc<Plan>,
    pub revision: u64,
}

#[derive(Debug, Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// Key of the newest step, while a following edit may still join it.
    open_run: Option<String>,
}

impl History {
    /// Keeps the state `before` a change.
    pub fn record(&mut self, before: Step, merge: Option<String>) {
        self.redo.clear();
        let joins = merge.is_some() && merge == self.open_run && !self.undo.is_empty();
        self.open_run = merge;
        if joins {
            // The run's first state stays the one to go back to; its name becomes the newest.
            if let Some(last) = self.undo.back_mut() {
                last.label = before.label;
            }
            return;
        }
        self.undo.push_back(before);
        if self.undo.len() > LONGEST {
            self.undo.pop_front();
        }
    }

    pub fn undo(&mut self, now: &Arc<Plan>, revision: u64) -> Option<Step> {
        let step = self.undo.pop_back()?;
        self.open_run = None;
        self.redo.push(Step { label: step.label.clone(), plan: Arc::clone(now), revision });
        Some(step)
    }

    pub fn redo(&mut self, now: &Arc<Plan>, revision: u64) -> Option<Step> {
        let step = self.redo.pop()?;
        self.open_run = None;
        self.undo.push_back(Step { label: step.label.clone(), plan: Arc::clone(now), revision });
        Some(step)
    }

    pub fn undo_label(&self) -> Option<&str> {
        self.undo.back().map(|s| s.label.as_str())
    }

    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|s| s.label.as_str())
    }
}
