//! Episodes: stretches of time in which something out of the ordinary bore on sales.

use chrono::NaiveDate;

use super::{FiscalStart, Granularity, Period, Plan, Span};

/// Something that happened, as a matter of record. It belongs to the plan and not to one series, since an event bears on
/// revenue and profit alike; its ends are days, so that it fits weeks, months and quarters without being marked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// "No rep in Coast".
    pub name: String,
    pub kind: EpisodeKind,
    pub first: NaiveDate,
    /// The last day, which still belongs to it.
    pub last: NaiveDate,
    /// Whether its periods tell nothing of the usual season, trend and variation.
    pub left_out: bool,
    /// Whether its periods tell nothing of the level either: the forecast goes on as if they had been as their neighbours and the season
    /// would make them.
    pub out_of_level: bool,
    pub note: String,
}

/// What kind of thing it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EpisodeKind {
    Staff,
    Supply,
    Price,
    Competitor,
    Customer,
    Economy,
    OneOff,
    #[default]
    Other,
}

impl EpisodeKind {
    pub const ALL: [Self; 8] = [
        Self::Staff,
        Self::Supply,
        Self::Price,
        Self::Competitor,
        Self::Customer,
        Self::Economy,
        Self::OneOff,
        Self::Other,
    ];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Staff => "Someone was missing",
            Self::Supply => "Supply or delivery",
            Self::Price => "Price change",
            Self::Competitor => "Competitor",
            Self::Customer => "Customer won or lost",
            Self::Economy => "Economy",
            Self::OneOff => "One-off order",
            Self::Other => "Something else",
        }
    }
}

impl Episode {
    /// The periods of a series that hold at least one of its days. `None` if its days are turned round.
    #[must_use]
    pub fn span(&self, granularity: Granularity, fiscal: FiscalStart) -> Option<Span> {
        let at = |day| Period::containing(day, granularity, fiscal);
        Span::new(at(self.first), at(self.last))
    }

    /// Whether it says the same of the same days.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        (self.first, self.last) == (other.first, other.last)
            && self.name.trim().to_lowercase() == other.name.trim().to_lowercase()
    }

    /// An episode over whole periods.
    #[must_use]
    pub fn over(span: Span, fiscal: FiscalStart) -> Self {
        Self {
            name: String::new(),
            kind: EpisodeKind::default(),
            first: span.first.first_day(fiscal),
            last: span.last.last_day(fiscal),
            left_out: true,
            out_of_level: false,
            note: String::new(),
        }
    }
}

impl Plan {
    /// Marks an episode; they are kept in order of time. Answers its index.
    pub fn mark_episode(&mut self, episode: Episode) -> usize {
        let index = self
            .episodes
            .partition_point(|e| (e.first, e.last, &e.name) <= (episode.first, episode.last, &episode.name));
        self.episodes.insert(index, episode);
        index
    }

    /// Changes the episode at `index`, which may get another place in time. `None` if there is none.
    pub fn change_episode(&mut self, index: usize, episode: Episode) -> Option<usize> {
        self.remove_episode(index)?;
        Some(self.mark_episode(episode))
    }

    pub fn remove_episode(&mut self, index: usize) -> Option<Episode> {
        (index < self.episodes.len()).then(|| self.episodes.remove(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn episode(name: &str, first: &str, last: &str) -> Episode {
        Episode {
            name: name.into(),
            kind: EpisodeKind::Staff,
            first: day(first),
            last: day(last),
            left_out: true,
            out_of_level: false,
            note: String::new(),
        }
    }

    fn ends(span: Option<Span>) -> Option<(String, String)> {
        span.map(|s| (s.first.to_string(), s.last.to_string()))
    }

    #[test]
    fn an_episode_holds_every_period_that_has_a_day_of_it() {
        let spring = episode("No rep", "2025-02-10", "2025-05-02");
        let at = |granularity| ends(spring.span(granularity, FiscalStart::JANUARY));
        assert_eq!(at(Granularity::Month), Some(("2025-02".into(), "2025-05".into())));
        assert_eq!(at(Granularity::Quarter), Some(("2025-Q1".into(), "2025-Q2".into())));
        assert_eq!(at(Granularity::Week), Some(("2025-W07".into(), "2025-W18".into())));
        assert_eq!(at(Granularity::Year), Some(("2025".into(), "2025".into())));
        assert_eq!(episode("", "2025-05-02", "2025-02-10").span(Granularity::Month, FiscalStart::JANUARY), None);
    }

    #[test]
    fn marking_over_periods_and_reading_the_span_back_is_the_same_span() {
        let fiscal = FiscalStart::new(7).unwrap();
        for (first, last) in
            [("2025-02", "2025-05"), ("2025-W01", "2025-W53"), ("2024-Q4", "2025-Q1"), ("2025", "2025")]
        {
            let Some(span) =
                Span::new(first.parse().unwrap(), last.parse::<Period>().unwrap_or(first.parse().unwrap()))
            else {
                panic!("{first} to {last}");
            };
            let read = Episode::over(span, fiscal).span(span.first.granularity(), fiscal);
            assert_eq!(read, Some(span));
        }
    }

    #[test]
    fn episodes_stand_in_order_of_time_whatever_the_order_of_marking() {
        let mut plan = Plan::new("Coast");
        plan.mark_episode(episode("late", "2026-01-01", "2026-01-31"));
        assert_eq!(plan.mark_episode(episode("early", "2025-01-01", "2025-01-31")), 0);
        let moved = Episode { first: day("2027-01-01"), last: day("2027-01-02"), ..plan.episodes[0].clone() };
        assert_eq!(plan.change_episode(0, moved), Some(1));
        let names: Vec<&str> = plan.episodes.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["late", "early"]);
        assert_eq!(plan.remove_episode(2), None);
        assert_eq!(plan.change_episode(2, episode("x", "2025-01-01", "2025-01-01")), None);
        assert_eq!(plan.remove_episode(0).unwrap().name, "late");
    }
}
