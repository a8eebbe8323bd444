//! The plan check of the open plan: made once for each revision, for the page, the overview and the side bar alike.

use std::sync::Arc;

use eframe::egui;

use super::App;
use super::answers::Asked;
use crate::text::checked::Checked;
use crate::text::{Numbers, Style};

/// What was checked last.
#[derive(Debug, Default)]
pub(super) struct Checks {
    asked: Option<(Asked, Numbers, bool)>,
    checked: Arc<Checked>,
}

impl Checks {
    /// Another document is there.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    pub const fn checked(&self) -> &Arc<Checked> {
        &self.checked
    }
}

impl App {
    /// Puts the findings on the clipboard as text.
    pub(super) fn copy_check(&mut self, ctx: &egui::Context) {
        let Some(document) = &self.document else { return };
        ctx.copy_text(self.checks.checked.as_text(&document.plan().title));
        self.screen.notice.say("Copied the plan check as text");
    }

    /// Brings the check up to date with the answer that shows; a plan is checked by its first series.
    pub(super) fn follow_checks(&mut self) {
        let (Some(document), Some(shown)) = (&self.document, &self.answer) else {
            return self.checks.forget();
        };
        let today = self.today();
        let asked = Asked { revision: document.revision(), series: 0, today };
        let key = (asked, self.numbers, shown.fitting);
        if self.checks.asked == Some(key) {
            return;
        }
        let plan = document.plan();
        let answer = match self.screen.series_index {
            0 => Some(Arc::clone(shown)),
            _ => self.memo.answer(plan, asked.revision, 0, today),
        };
        let unit = plan.series.first().map(|series| series.unit.clone()).unwrap_or_default();
        let style = Style { numbers: self.numbers, currency: plan.currency, unit };
        self.checks.checked = Arc::new(Checked::of(plan, answer.as_deref(), &style, today));
        self.checks.asked = Some(key);
    }
}
