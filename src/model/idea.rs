//! Ideas from a brainstorm: collected first, judged later, and kept with the reason where they are not taken up.

use super::{StrategyId, TacticId};

/// A line that somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Idea {
    pub text: String,
    /// Who said it; may be empty, since names are optional.
    pub by: String,
    /// What it was put together with; empty for an idea on its own.
    pub group: String,
    /// Points that the room gave it.
    pub dots: u32,
    /// Does it work? From 1 to 5.
    pub works: Hands,
    /// Can we do it? From 1 to 5.
    pub can_do: Hands,
    pub state: IdeaState,
}

/// What became of an idea.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IdeaState {
    #[default]
    Open,
    /// It is in the plan now, as this.
    Adopted(Became),
    /// Not now, for this reason. It can be brought back.
    Aside(String),
}

/// What an idea became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Became {
    Strategy(StrategyId),
    /// A step of a scenario's response.
    Tactic(TacticId),
}

/// Hands that were counted: a number from 1 to 5 each, by one person or by several who did not see each other's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands(Vec<u8>);

/// A hand showed no number from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a number from 1 to 5")]
pub struct HandError(pub u8);

impl Hands {
    pub const LOWEST: u8 = 1;
    pub const HIGHEST: u8 = 5;

    /// # Errors
    /// [`HandError`] with the first number that is none from 1 to 5.
    pub fn new(hands: Vec<u8>) -> Result<Self, HandError> {
        match hands.iter().find(|hand| !(Self::LOWEST..=Self::HIGHEST).contains(*hand)) {
            Some(wrong) => Err(HandError(*wrong)),
            None => Ok(Self(hands)),
        }
    }

    /// As so many people showed each number: how often 1, 2, 3, 4 and 5.
    #[must_use]
    pub fn counted(counts: [u8; 5]) -> Self {
        let hands = counts.into_iter().zip(Self::LOWEST..).flat_map(|(count, hand)| vec![hand; usize::from(count)]);
        Self(hands.collect())
    }

    #[must_use]
    pub fn all(&self) -> &[u8] {
        &self.0
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many showed 1, 2, 3, 4 and 5.
    #[must_use]
    pub fn counts(&self) -> [usize; 5] {
        std::array::from_fn(|index| self.0.iter().filter(|hand| usize::from(**hand) == index + 1).count())
    }

    /// `None` where nobody was asked.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let sum: u32 = self.0.iter().map(|hand| u32::from(*hand)).sum();
        let count = u32::try_from(self.0.len()).ok().filter(|count| *count > 0)?;
        Some(f64::from(sum) / f64::from(count))
    }

    /// The lowest and the highest hand: far apart, the mean says little and talking helps.
    #[must_use]
    pub fn spread(&self) -> Option<(u8, u8)> {
        Some((*self.0.iter().min()?, *self.0.iter().max()?))
    }
}

impl Idea {
    #[must_use]
    pub fn new(text: &str, by: &str) -> Self {
        Self { text: text.trim().to_owned(), by: by.trim().to_owned(), ..Self::default() }
    }

    /// One idea a line, as pasted from a chat or a list: bullets and numbers before it are dropped, empty lines too.
    #[must_use]
    pub fn lines(text: &str, by: &str) -> Vec<Self> {
        let bare = |line: &str| {
            let line = line.trim();
            let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let listed = numbered.len() < line.len() && numbered.starts_with(['.', ')']);
            let line = if listed { &numbered[1..] } else { line };
            line.trim_start_matches(['-', '*', '•', '–']).trim().to_owned()
        };
        text.lines().map(bare).filter(|line| !line.is_empty()).map(|line| Self::new(&line, by)).collect()
    }

    /// Whether both questions were put to somebody.
    #[must_use]
    pub const fn is_rated(&self) -> bool {
        !self.works.is_empty() && !self.can_do.is_empty()
    }

    /// Whether it says the same, whatever the case and the blanks.
    #[must_use]
    pub fn is_double_of(&self, other: &Self) -> bool {
        let words =
            |idea: &Self| idea.text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        words(self) == words(other)
    }

    /// Keeps it aside. Answers false, and changes nothing, without a reason or for an idea that is in the plan.
    pub fn keep_aside(&mut self, reason: &str) -> bool {
        let able = !reason.trim().is_empty() && !matches!(self.state, IdeaState::Adopted(_));
        if able {
            self.state = IdeaState::Aside(reason.trim().to_owned());
        }
        able
    }

    /// Opens an idea again that was kept aside.
    pub fn bring_back(&mut self) -> bool {
        let able = matches!(self.state, IdeaState::Aside(_));
        if able {
            self.state = IdeaState::Open;
        }
        able
    }
}

/// Moves the idea at `from` to the place of the one at `to`. Answers false where there are no two such ideas.
pub fn move_idea(ideas: &mut Vec<Idea>, from: usize, to: usize) -> bool {
    if from == to || from >= ideas.len() || to >= ideas.len() {
        return false;
    }
    let idea = ideas.remove(from);
    ideas.insert(to, idea);
    true
}

/// Puts the idea at `at` into the group of the one before it; without a group, both get one by the name of that idea. Answers false for
/// the first idea, or where they are together already.
pub fn join_before(ideas: &mut [Idea], at: usize) -> bool {
    let Some((before, rest)) = ideas.split_at_mut_checked(at) else { return false };
    let (Some(before), Some(idea)) = (before.last_mut(), rest.first_mut()) else { return false };
    if before.group.is_empty() {
        before.group.clone_from(&before.text);
    }
    let joins = idea.group != before.group;
    idea.group.clone_from(&before.group);
    joins
}

/// Renames a group, for all ideas in it.
pub fn rename_group(ideas: &mut [Idea], group: &str, name: &str) {
    for idea in ideas.iter_mut().filter(|idea| !group.is_empty() && idea.group == group) {
        name.trim().clone_into(&mut idea.group);
    }
}

/// Takes the double at `double` out and gives its points to the idea at `kept`. Answers false where there are no two such ideas.
pub fn merge_double(ideas: &mut Vec<Idea>, kept: usize, double: usize) -> bool {
    if kept == double || kept >= ideas.len() || double >= ideas.len() {
        return false;
    }
    let gone = ideas.remove(double);
    let kept = &mut ideas[if double < kept { kept - 1 } else { kept }];
    kept.dots = kept.dots.saturating_add(gone.dots);
    if !gone.by.is_empty() && !kept.by.split(", ").any(|name| name == gone.by) {
        kept.by = if kept.by.is_empty() { gone.by } else { format!("{}, {}", kept.by, gone.by) };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_becomes_an_idea_a_line() {
        let ideas = Idea::lines("1. Bundle\n- Call the lapsed\n\n  • 2nd visit \n12) Fair\n10 talks a week", "Ana");
        let texts: Vec<&str> = ideas.iter().map(|idea| idea.text.as_str()).collect();
        assert_eq!(texts, ["Bundle", "Call the lapsed", "2nd visit", "Fair", "10 talks a week"]);
        assert!(ideas.iter().all(|idea| idea.by == "Ana" && idea.state == IdeaState::Open));
    }

    #[test]
    fn hands_keep_their_spread() {
        let hands = Hands::counted([1, 0, 0, 2, 1]);
        assert_eq!(hands.all(), [1, 4, 4, 5]);
        assert_eq!((hands.mean(), hands.spread(), hands.counts()), (Some(3.5), Some((1, 5)), [1, 0, 0, 2, 1]));
        assert_eq!((Hands::default().mean(), Hands::default().spread()), (None, None));
        assert_eq!(Hands::new(vec![3, 6]), Err(HandError(6)));
        assert_eq!(Hands::new(vec![0]), Err(HandError(0)));
    }

    #[test]
    fn an_idea_is_kept_aside_with_a_reason_only_and_comes_back() {
        let mut idea = Idea::new("Bundle", "");
        assert!(!idea.keep_aside(" ") && !idea.bring_back());
        assert!(idea.keep_aside("No stock till May"));
        assert_eq!(idea.state, IdeaState::Aside("No stock till May".into()));
        assert!(idea.bring_back() && idea.state == IdeaState::Open);
        idea.state = IdeaState::Adopted(Became::Strategy(StrategyId(1)));
        assert!(!idea.keep_aside("late") && !idea.bring_back());
    }

    #[test]
    fn ideas_are_put_in_order_and_together() {
        let mut ideas = ["A", "B", "C"].map(|text| Idea::new(text, "")).to_vec();
        let texts = |ideas: &[Idea]| ideas.iter().map(|idea| idea.text.clone()).collect::<String>();
        assert!(move_idea(&mut ideas, 2, 0) && !move_idea(&mut ideas, 0, 3) && !move_idea(&mut ideas, 1, 1));
        assert_eq!(texts(&ideas), "CAB");
        assert!(!join_before(&mut ideas, 0) && !join_before(&mut ideas, 9));
        assert!(join_before(&mut ideas, 1) && !join_before(&mut ideas, 1), "together already");
        assert!(join_before(&mut ideas, 2));
        assert!(ideas.iter().all(|idea| idea.group == "C"));
        rename_group(&mut ideas, "C", " Hotels ");
        rename_group(&mut ideas, "", "None");
        assert!(ideas.iter().all(|idea| idea.group == "Hotels"));
    }

    #[test]
    fn doubles_are_known_and_their_points_are_kept() {
        let mut ideas =
            vec![Idea::new("Call  the lapsed", "Ana"), Idea::new("Fair", ""), Idea::new("call the LAPSED", "Ben")];
        ideas[0].dots = 2;
        ideas[2].dots = 3;
        assert!(ideas[0].is_double_of(&ideas[2]) && !ideas[0].is_double_of(&ideas[1]));
        assert!(!merge_double(&mut ideas, 0, 0) && !merge_double(&mut ideas, 0, 9));
        assert!(merge_double(&mut ideas, 2, 0));
        assert_eq!((ideas.len(), ideas[1].dots, ideas[1].by.as_str()), (2, 5, "Ben, Ana"));
    }
}
