//! What each page is for, how to read it and what to do next, for those who never made a plan. All of it in one place,
//! so that the pages explain one method in one voice.

/// The panel of one page. Whole sentences; two or three a part, so that it stays shorter than what it explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub purpose: &'static str,
    pub reading: &'static str,
    pub next: &'static str,
}

impl Explanation {
    /// The parts with their headings, in the order in which they are read.
    #[must_use]
    pub const fn parts(&self) -> [(&'static str, &'static str); 3] {
        [("What this page is for", self.purpose), ("How to read it", self.reading), ("What to do next", self.next)]
    }
}

pub const HOME: Explanation = Explanation {
    purpose: "Plans begin here, and are found again. A plan is one file for one business, person, area or account: what \
              was sold, where that is heading, and the target.",
    reading: "Choose a folder to see all plans in it side by side. The gap is the target less what is sold and expected: \
              with + it is short.",
    next: "New to this? Look at the example first; nothing of yours changes. Then start a plan with two or three years of \
           monthly or weekly sales. Fewer will do for a direction.",
};

pub const OVERVIEW: Explanation = Explanation {
    purpose: "What matters now, on one page: where the plan is heading, how much is missing, what the last figures changed.",
    reading: "The first sentence is the gap. Each card tells one thing; a number or a heading leads to the page it comes from.",
    next: "Do what stands under What to do next, from the top. Where nothing stands there, the plan is up to date.",
};

pub const HISTORY: Explanation = Explanation {
    purpose: "What was really sold, and which way it goes once chance and season are set aside. Everything else in the \
              plan rests on these figures.",
    reading: "Each point of the blue line is the average of the periods up to it, so that one good or bad one weighs little. \
              Over a whole year the season drops out, too. A hatched column isn’t finished and counts in no average.",
    next: "Bring the figures up to date. Look at the slope of the average, not at the last column. Then see under \
           Forecast & gap where it leads.",
};

pub const FORECAST: Explanation = Explanation {
    purpose: "Where the year will end if nothing changes, and how much is missing to the target. That gap is what the \
              plan has to win.",
    reading: "The dashed line is the likely course; half of all outcomes lie in the darkest band, 8 in 10 up to its edge \
              line. Each of the twenty dots is an equally likely year. How far to trust it says what it missed by before.",
    next: "Set the target as one number; it is spread over the plan for you. Step through the earlier forecasts to see \
           how they came out. Put in what you know that the figures don’t, with its reason.",
};

pub const STRATEGIES: Explanation = Explanation {
    purpose: "What will close the gap: a few strategies that say who does what, each with what it should bring.",
    reading: "The bar is the range of extra sales, its mark the average, which allows for a strategy that doesn’t work. \
              Obvious means that its owner says yes, and each tactic has a person, a first step and an end.",
    next: "Collect ideas, judge them together and adopt a few. Then write the tactics of one that still says revise.",
};

pub const TACTICS: Explanation = Explanation {
    purpose: "Who does what by when, for all strategies in one list, and for the responses once a scenario has begun.",
    reading: "A tactic is late once its first step, or its end, is past. Those of the next seven days come first.",
    next: "Tick off what is done. Give each tactic one person, a first step this week, and a word by which its end is seen.",
};

pub const CONTINGENCIES: Explanation = Explanation {
    purpose: "What could hurt sales, and what is ready for that day. Written down while there is time to think.",
    reading: "How often is counted from the past, not felt. The bar is what it would cost this year. A trigger is a rule on \
              your own figures that warns before; its light says how close it is.",
    next: "Begin with what is likely and has no response. Estimate what it costs, find responses, name who does the first step.",
};

pub const KPIS: Explanation = Explanation {
    purpose: "What people do every week, counted, because it moves before sales do. It tells early whether a plan works.",
    reading: "Grey is what chance alone makes of it; a single miss within it means nothing. Blue points are a signal: something has \
              changed. The black line is the goal.",
    next: "Count two or three things that people control and one or two results. Enter them every week, and talk about signals only.",
};

pub const REVIEWS: Explanation = Explanation {
    purpose: "When the plan is gone through, what was promised then, and what was decided. Promises of both sides count the same way.",
    reading: "Each of the three clocks has a pace of its own and says when it is late. A review keeps what it showed, \
              whatever is edited later.",
    next: "Plan the next meeting, say what became of each promise, and begin. Hand the minutes out while people are still there.",
};

pub const CHECK: Explanation = Explanation {
    purpose: "Whether the plan can be relied on: current, credible, and ready for what may happen. It speaks of the plan, \
              never of a person.",
    reading: "Each line is one thing that is missing or old, and leads to its place. No line is a score.",
    next: "Put right what can be put right now. Where you know better, accept the finding and say why.",
};

pub const PLAN: Explanation = Explanation {
    purpose: "Whom the plan is for, who answers for it, its currency and the month in which its year starts.",
    reading: "Each series is counted by itself, in money or in things such as meetings, with its own history and target.",
    next: "Make one plan for each person, area or account that has a target of its own. Put into the notes what figures \
           can’t say.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_are_short_whole_sentences_in_the_house_voice() {
        for page in [HOME, OVERVIEW, HISTORY, FORECAST, STRATEGIES, TACTICS, CONTINGENCIES, KPIS, REVIEWS, CHECK, PLAN]
        {
            for (heading, text) in page.parts() {
                assert!(text.ends_with('.') && !text.contains("  "), "{heading}: {text}");
                assert!(text.split_whitespace().count() <= 50, "{text}");
                for word in ["!", "please", "insight", "successfully", "leverage"] {
                    assert!(!text.to_lowercase().contains(word), "{text}");
                }
            }
        }
    }
}
