//! The rhythm of a series: how long its periods are, and which averages suit it.

/// How long a period of a series is; the longer, the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    Week,
    #[default]
    Month,
    Quarter,
    Year,
}

impl Granularity {
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// Periods in a year, which is also the length of the season. A 53rd week belongs to the 52-week season's end.
    #[must_use]
    pub const fn per_year(self) -> usize {
        match self {
            Self::Week => 52,
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }

    /// The rolling averages that suit the rhythm, in periods and in order of length. Where there is a season, the last holds
    /// a whole year, so that the season does not move it.
    #[must_use]
    pub const fn windows(self) -> &'static [usize] {
        match self {
            Self::Week => &[4, 13, 52],
            Self::Month => &[3, 6, 12],
            Self::Quarter => &[2, 4],
            Self::Year => &[2, 3],
        }
    }

    /// The one of [`Self::windows`] that a plan begins with.
    #[must_use]
    pub const fn usual_window(self) -> usize {
        match self {
            Self::Week => 13,
            Self::Month => 6,
            Self::Quarter => 4,
            Self::Year => 3,
        }
    }

    /// The window of this rhythm that lasts most nearly as long as `window` periods of `other`.
    #[must_use]
    pub fn window_like(self, window: usize, other: Self) -> usize {
        // In parts of a year that all four divide.
        let length = |window: usize, rhythm: Self| window * (156 / rhythm.per_year());
        let wanted = length(window, other);
        let nearest = self.windows().iter().copied().min_by_key(|own| length(*own, self).abs_diff(wanted));
        nearest.unwrap_or_else(|| self.usual_window())
    }

    /// The word in files and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|granularity| granularity.id() == id)
    }

    /// The rhythms in which a series of this one may be seen, its own first.
    #[must_use]
    pub fn views(self) -> &'static [Self] {
        match self {
            Self::Week => &[Self::Week, Self::Month, Self::Quarter],
            Self::Month => &[Self::Month, Self::Quarter, Self::Year],
            Self::Quarter => &[Self::Quarter, Self::Year],
            Self::Year => &[Self::Year],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rhythm_offers_its_usual_window_and_where_there_is_a_season_a_whole_year() {
        for granularity in Granularity::ALL {
            let windows = granularity.windows();
            assert!(windows.is_sorted() && windows.contains(&granularity.usual_window()), "{granularity:?}");
            assert!(granularity == Granularity::Year || windows.last() == Some(&granularity.per_year()));
            assert_eq!(granularity.views()[0], granularity);
            assert_eq!(Granularity::from_id(granularity.id()), Some(granularity));
        }
        assert_eq!(Granularity::from_id("day"), None);
    }

    #[test]
    fn a_window_is_carried_over_to_the_one_that_lasts_about_as_long() {
        use Granularity::{Month, Quarter, Week, Year};
        for (window, from, to, like) in [
            (3, Month, Week, 13),
            (6, Month, Week, 13),
            (12, Month, Week, 52),
            (52, Week, Month, 12),
            (4, Week, Month, 3),
            (13, Week, Quarter, 2),
            (6, Month, Quarter, 2),
            (12, Month, Quarter, 4),
            (12, Month, Year, 2),
        ] {
            assert_eq!(to.window_like(window, from), like, "{window} {from:?} as {to:?}");
        }
    }
}
