//! What is there: the document, and everything that can be read.

use eframe::egui::accesskit::Role;
use eframe::egui::{self, ViewportCommand};
use egui_kittest::kittest::NodeT as _;
use upturn::app::App;
use upturn::document::Document;
use upturn::model::Plan;

use super::Window;

impl Window {
    #[must_use]
    pub fn app(&self) -> &App {
        self.harness.state()
    }

    #[must_use]
    pub fn document(&self) -> &Document {
        self.app().document().expect("a plan is open")
    }

    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.document().plan()
    }

    /// Every name and value in the tree that assistive technology reads, with its role.
    #[must_use]
    pub fn words(&self) -> Vec<(Role, String)> {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        let mut words = Vec::new();
        for node in &nodes {
            let node = node.accesskit_node();
            if node.is_hidden() {
                continue;
            }
            let (label, value) = (node.label(), node.value());
            let same = label == value;
            words.extend(label.map(|text| (node.role(), text)));
            words.extend(value.filter(|_| !same).map(|text| (node.role(), text)));
        }
        words
    }

    #[must_use]
    pub fn shows(&self, part: &str) -> bool {
        self.words().iter().any(|(_, text)| text.contains(part))
    }

    #[track_caller]
    pub fn assert_shows(&self, part: &str) {
        assert!(self.shows(part), "{part:?} is not there:\n{}", self.text());
    }

    #[track_caller]
    pub fn assert_hides(&self, part: &str) {
        assert!(!self.shows(part), "{part:?} is there:\n{}", self.text());
    }

    /// All that can be read, a line each.
    #[must_use]
    pub fn text(&self) -> String {
        self.words().iter().map(|(role, text)| format!("{role:?}: {text}")).collect::<Vec<_>>().join("\n")
    }

    /// Where the control of this name lies, and whether it may be used; captions don't count.
    pub(super) fn find(&self, name: &str) -> Option<(egui::Rect, bool)> {
        self.find_of(name, |role| !matches!(role, Role::Label | Role::Status | Role::ColumnHeader | Role::RowHeader))
    }

    pub(super) fn find_of(&self, name: &str, fits: impl Fn(Role) -> bool) -> Option<(egui::Rect, bool)> {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        let mut found = nodes.iter().filter(|node| {
            let node = node.accesskit_node();
            fits(node.role()) && !node.is_hidden() && node.label().is_some_and(|label| label == name)
        });
        let node = found.next()?;
        assert!(found.next().is_none(), "{name:?} is there twice:\n{}", self.text());
        Some((node.rect(), !node.accesskit_node().is_disabled()))
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    #[must_use]
    #[track_caller]
    pub fn is_enabled(&self, name: &str) -> bool {
        self.find(name).unwrap_or_else(|| panic!("no {name:?}:\n{}", self.text())).1
    }

    /// Role and name of every node, and whether it may be used.
    #[must_use]
    pub fn names(&self) -> Vec<(Role, String, bool)> {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        let named = |node: &egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            (node.role(), node.label().unwrap_or_default(), !node.is_disabled() && !node.is_hidden())
        };
        nodes.iter().map(named).collect()
    }

    /// Role and name of what has the keyboard.
    #[must_use]
    pub fn focused(&self) -> Option<(Role, String)> {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        let node = nodes.iter().find(|node| node.is_focused())?.accesskit_node();
        Some((node.role(), node.label().unwrap_or_default()))
    }

    /// Where that lies.
    #[must_use]
    pub fn focused_rect(&self) -> Option<egui::Rect> {
        let nodes = self.harness.root().children_recursive().collect::<Vec<_>>();
        nodes.iter().find(|node| node.is_focused()).map(egui_kittest::Node::rect)
    }

    /// What the program asked of its window since the last time that this was asked.
    pub fn take_commands(&mut self) -> Vec<ViewportCommand> {
        std::mem::take(&mut self.commands)
    }
}
