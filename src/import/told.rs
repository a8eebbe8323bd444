//! What is said while a table is read: decisions, questions, notes. Answers that were given before go in here.

use std::collections::BTreeMap;

use super::preview::{Choice, Decision, Question, Reading};
use super::{Answers, ImportError};

pub(super) struct Told<'a> {
    answers: &'a Answers,
    pub decisions: Vec<Decision>,
    pub questions: Vec<Question>,
    pub notes: Vec<String>,
    /// What answers there could have been, for those that fit nothing.
    offered: BTreeMap<&'static str, Vec<String>>,
}

impl<'a> Told<'a> {
    pub fn new(answers: &'a Answers) -> Self {
        Self { answers, decisions: Vec::new(), questions: Vec::new(), notes: Vec::new(), offered: BTreeMap::new() }
    }

    pub fn decide(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.decisions.push(Decision::new(what, why));
    }

    pub fn decide_by(&mut self, what: impl Into<String>, why: impl Into<String>, row: usize) {
        self.decisions.push(Decision::new(what, why).behind([row]));
    }

    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// The answer that was given to `id`, if any.
    pub fn answer(&self, id: &str) -> Option<&'a str> {
        self.answers.get(id).map(String::as_str)
    }

    /// A decision that the table makes itself, and that can be changed. Answers the option that holds.
    pub fn settle(
        &mut self,
        id: &'static str,
        options: Vec<Reading>,
        found: usize,
        what: impl Fn(&Reading) -> String,
        why: impl Into<String>,
    ) -> usize {
        let given = self.given(id, &options);
        let chosen = given.unwrap_or(found).min(options.len().saturating_sub(1));
        let Some(option) = options.get(chosen) else { return 0 };
        let why = if given.is_some_and(|given| given != found) { "you said so".to_owned() } else { why.into() };
        let mut decision = Decision::new(what(option), why);
        if options.len() > 1 {
            decision.choice = Some(Choice { id, options, chosen });
        }
        self.decisions.push(decision);
        chosen
    }

    /// A question that the table leaves open. Answers the option that was chosen before; without one, the question stands
    /// and the first option is taken for the time being.
    pub fn ask(
        &mut self,
        id: &'static str,
        text: impl Into<String>,
        options: Vec<Reading>,
        rows: Vec<usize>,
        what: impl Fn(&Reading) -> String,
    ) -> usize {
        let typed = None;
        self.put(Question { id, text: text.into(), options, rows, typed }, what)
    }

    /// The same of all of the table, where something else than the options may be typed.
    pub fn ask_or_typed(
        &mut self,
        id: &'static str,
        text: &str,
        options: Vec<Reading>,
        typed: &'static str,
        what: impl Fn(&Reading) -> String,
    ) -> usize {
        self.put(Question { id, text: text.to_owned(), options, rows: Vec::new(), typed: Some(typed) }, what)
    }

    fn put(&mut self, question: Question, what: impl Fn(&Reading) -> String) -> usize {
        let Question { id, options, rows, .. } = &question;
        if let Some(chosen) = self.given(id, options) {
            if let Some(option) = options.get(chosen) {
                let mut decision = Decision::new(what(option), "you said so").behind(rows.iter().copied());
                decision.choice = Some(Choice { id, options: options.clone(), chosen });
                self.decisions.push(decision);
            }
            chosen
        } else {
            if self.questions.iter().all(|other| other.id != *id) {
                self.questions.push(question);
            }
            0
        }
    }

    fn given(&mut self, id: &'static str, options: &[Reading]) -> Option<usize> {
        let values = self.offered.entry(id).or_default();
        values.extend(options.iter().map(|option| option.value.clone()));
        let answer = self.answers.get(id)?.trim();
        let same = |option: &Reading| option.value.eq_ignore_ascii_case(answer) || option.label == answer;
        options.iter().position(same).or_else(|| {
            let lower = answer.to_lowercase();
            options.iter().position(|option| option.value.to_lowercase() == lower)
        })
    }

    /// Notes that `id` takes any answer.
    pub fn offer(&mut self, id: &'static str, value: impl Into<String>) {
        self.offered.entry(id).or_default().push(value.into());
    }

    /// An answer that fits nothing of what was asked is a mistake of whoever gave it.
    pub fn check(&self) -> Result<(), ImportError> {
        for (id, answer) in self.answers {
            let Some(offered) = self.offered.get(id.as_str()) else { continue };
            if offered.iter().all(|value| value.to_lowercase() != answer.trim().to_lowercase()) {
                return Err(ImportError::BadAnswer {
                    id: id.clone(),
                    value: answer.clone(),
                    options: offered.join(", "),
                });
            }
        }
        Ok(())
    }
}
