//! How a plan was looked at last: kept beside the settings, never in the plan's file, and put back when it opens again.

use serde::{Deserialize, Serialize};

use super::{Page, Screen};
use crate::model::{Granularity, Plan};

/// To keep one more thing: a field with a default here, and its line in [`Screen::view_state`] and [`Screen::restore`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the pages, each a fact of its own")]
pub struct ViewState {
    pub page: Page,
    /// Name of the series that shows.
    pub series: String,
    /// The year before stands behind the columns of the history.
    pub last_year: bool,
    /// What the history is seen by, as [`Granularity::id`]; empty for the series' own periods.
    pub seen_by: String,
    /// How far the page is scrolled down, in points.
    pub scroll: f32,
    pub history_as_table: bool,
    /// The history as normal variation.
    pub variation: bool,
    pub forecast_as_table: bool,
}

impl Screen {
    /// How `plan` is looked at now.
    #[must_use]
    pub fn view_state(&self, plan: &Plan) -> ViewState {
        ViewState {
            page: if self.page.is_aside() { self.behind } else { self.page },
            series: plan.series.get(self.series_index).map(|s| s.name.clone()).unwrap_or_default(),
            last_year: self.history.chart.last_year,
            seen_by: self.history.seen_by.map(|by| by.id().to_owned()).unwrap_or_default(),
            scroll: self.scroll.now,
            history_as_table: self.history.chart.as_table,
            variation: self.history.chart.variation,
            forecast_as_table: self.forecast.chart.as_table,
        }
    }

    /// Looks at `plan` as it was looked at then, as far as the plan still has what showed.
    pub fn restore(&mut self, view: &ViewState, plan: &Plan) {
        self.series_index = plan.series_index(&view.series).unwrap_or(0);
        if view.page.is_of_plan() {
            self.page = view.page;
        }
        self.history.chart.last_year = view.last_year;
        self.history.seen_by = Granularity::from_id(&view.seen_by);
        self.history.chart.as_table = view.history_as_table;
        self.history.chart.variation = view.variation;
        self.forecast.chart.as_table = view.forecast_as_table;
        self.scroll.wanted = Some(view.scroll).filter(|y| y.is_finite() && *y > 0.0);
    }
}

/// How far the page is scrolled down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scroll {
    pub(super) now: f32,
    /// Where the next drawing scrolls to.
    pub(super) wanted: Option<f32>,
}
