//! How each plan was looked at, by its path.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::absolute;
use crate::ui::ViewState;

/// Plans that are kept; the one that was looked at longest ago goes first.
const MOST_PLANS: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Views {
    /// Newest first.
    plans: Vec<(PathBuf, ViewState)>,
}

impl Views {
    /// How the plan in this file was looked at last.
    #[must_use]
    pub fn of(&self, path: &Path) -> Option<&ViewState> {
        let path = absolute(path);
        self.plans.iter().find(|(known, _)| *known == path).map(|(_, view)| view)
    }

    pub fn keep(&mut self, path: &Path, view: ViewState) {
        let path = absolute(path);
        self.plans.retain(|(known, _)| *known != path);
        self.plans.insert(0, (path, view));
        self.plans.truncate(MOST_PLANS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_views_of_200_plans_are_kept_and_the_oldest_goes() {
        let mut views = Views::default();
        for number in 0..=MOST_PLANS {
            let scroll = f32::from(u16::try_from(number).unwrap());
            views.keep(Path::new(&format!("/{number}.ron")), ViewState { scroll, ..ViewState::default() });
        }
        views.keep(Path::new("/7.ron"), ViewState { scroll: 7.5, ..ViewState::default() });
        assert_eq!(views.plans.len(), MOST_PLANS);
        assert_eq!(views.of(Path::new("/0.ron")), None);
        assert_eq!(views.of(Path::new("/7.ron")).map(|view| view.scroll), Some(7.5));
    }

    #[test]
    fn a_view_of_an_older_program_is_still_read() {
        let views: Views = ron::from_str("(plans: [(\"/a.ron\", (page: Forecast, unheard_of: 1))])").unwrap();
        assert_eq!(views.of(Path::new("/a.ron")).map(|view| view.page), Some(crate::ui::Page::Forecast));
    }
}
