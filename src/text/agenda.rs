//! The words of an agenda: what its points are called, what they are about and how long they took.

use crate::model::{AgendaItem, Review, Topic};

/// Every topic, in the order in which a choice offers them.
pub const TOPICS: [Topic; 16] = [
    Topic::Promises,
    Topic::WhatChanged,
    Topic::WhereItIsHeading,
    Topic::History,
    Topic::GapAndOdds,
    Topic::Bridge,
    Topic::Strategies,
    Topic::Contingencies,
    Topic::FireDrill,
    Topic::Kpis,
    Topic::TacticsByPerson,
    Topic::Evidence,
    Topic::Recognition,
    Topic::Outcome,
    Topic::Decide,
    Topic::Talk,
];

/// What a point of an agenda is called that has no title of its own.
#[must_use]
pub const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Promises => "What did we say?",
        Topic::WhereItIsHeading => "Where it is heading",
        Topic::WhatChanged => "Only what changed",
        Topic::History => "How sales have gone",
        Topic::GapAndOdds => "Gap and odds",
        Topic::Bridge => "From here to the target",
        Topic::Strategies => "Strategies and their test",
        Topic::Contingencies => "Contingencies and triggers",
        Topic::FireDrill => "Fire drill",
        Topic::Kpis => "KPIs",
        Topic::TacticsByPerson => "Who does what",
        Topic::Evidence => "The evidence",
        Topic::Recognition => "What went well",
        Topic::Outcome => "The outcome",
        Topic::Decide => "Decide and promise",
        Topic::Talk => "Talk",
    }
}

/// What such a point is about, in a few words beneath its name.
#[must_use]
pub const fn topic_line(topic: Topic) -> &'static str {
    match topic {
        Topic::Promises => "promises, and what became of them",
        Topic::WhereItIsHeading => "forecast against the target",
        Topic::WhatChanged => "since the last time",
        Topic::History => "sales, averages and signals",
        Topic::GapAndOdds => "how much is missing, how likely it is",
        Topic::Bridge => "what each strategy and risk adds or takes",
        Topic::Strategies => "is it obvious who does what?",
        Topic::Contingencies => "what warns, what is ready",
        Topic::FireDrill => "one response, walked through by the clock",
        Topic::Kpis => "goals, signals and noise",
        Topic::TacticsByPerson => "what is late and what is due",
        Topic::Evidence => "start, goal and now, with the source",
        Topic::Recognition => "what the figures bear out",
        Topic::Outcome => "the evidence, then the decision",
        Topic::Decide => "who, what, by when",
        Topic::Talk => "nothing is shown",
    }
}

/// What whoever leads may ask the room about a topic.
#[must_use]
pub const fn ask(topic: Topic) -> &'static str {
    match topic {
        Topic::Promises => "What helped, and what stood in the way?",
        Topic::WhereItIsHeading => "What do we know that these figures don’t?",
        Topic::WhatChanged => "Which of these do we answer, and which do we watch?",
        Topic::History => "What would have to be true for the slope to turn?",
        Topic::GapAndOdds => "What would have to be true to reach the target?",
        Topic::Bridge => "Which bar do we believe least?",
        Topic::Strategies => "Could everyone named here start tomorrow, without asking?",
        Topic::Contingencies => "If this happened today, who would do what first?",
        Topic::FireDrill => "What was missing?",
        Topic::Kpis => "Which of these moves before sales do?",
        Topic::TacticsByPerson => "What is in the way of what is late?",
        Topic::Evidence => "Does anybody read these figures another way?",
        Topic::Recognition => "What did we do that made the difference?",
        Topic::Outcome => "What speaks for each way, and what against?",
        Topic::Decide => "Who does what by when, and how will we know?",
        Topic::Talk => "What have we not talked about yet?",
    }
}

/// The name of a point: its own, or that of its topic.
#[must_use]
pub fn item(item: &AgendaItem) -> &str {
    if item.title.trim().is_empty() { topic(item.topic) } else { item.title.trim() }
}

/// Minutes that are planned for a meeting.
#[must_use]
pub fn minutes(review: &Review) -> u32 {
    review.agenda.iter().filter(|item| !item.parked).map(|item| u32::from(item.minutes)).sum()
}

/// "12 min of 10", "not reached", "put off": how long a point took.
#[must_use]
pub fn taken(item: &AgendaItem) -> String {
    match (item.parked, item.taken_seconds) {
        (true, 0) => "put off".to_owned(),
        (_, 0) => format!("{} min planned", item.minutes),
        (_, 1..60) => format!("under a minute of {}", item.minutes),
        (_, seconds) => format!("{} min of {}", (seconds + 30) / 60, item.minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_stands_once_in_the_choice() {
        let mut seen = TOPICS.to_vec();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), TOPICS.len());
        for template in &crate::model::meeting::TEMPLATES {
            assert!(template.agenda.iter().all(|(topic, _)| TOPICS.contains(topic)), "{}", template.id);
        }
        let names: std::collections::BTreeSet<&str> = TOPICS.iter().map(|it| topic(*it)).collect();
        assert_eq!(names.len(), TOPICS.len());
    }

    #[test]
    fn a_point_says_how_long_it_took() {
        let item = |minutes, taken_seconds, parked| {
            taken(&AgendaItem { minutes, taken_seconds, parked, ..AgendaItem::default() })
        };
        assert_eq!(item(10, 0, false), "10 min planned");
        assert_eq!(item(10, 29, false), "under a minute of 10");
        assert_eq!(item(10, 725, false), "12 min of 10");
        assert_eq!(item(10, 0, true), "put off");
    }
}
