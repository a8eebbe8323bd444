//! How well a text answers what was typed: each word of the query as a subsequence of the text, best where words begin
//! and letters follow each other.

/// A letter at the beginning of a word.
const WORD_START: u32 = 8;
/// A letter right after the one before.
const FOLLOWS: u32 = 6;
const LETTER: u32 = 1;
/// The text begins with the word that was typed.
const PREFIX: u32 = 10;
/// The word is a whole word of the text.
const WHOLE_WORD: u32 = 6;

/// The score of `text` for `query`; `None` where a word of the query is not in it. `detail` is what is said beside the
/// text: there only the beginnings of words count, since nearly every query is a subsequence of a sentence.
#[must_use]
pub fn score(query: &str, text: &str, detail: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let letters: Vec<char> = text.chars().collect();
    let detail = detail.to_lowercase();
    let mut total = 0;
    for word in query.to_lowercase().split_whitespace() {
        let wanted: Vec<char> = word.chars().collect();
        if word.chars().all(|c| c.is_ascii_digit()) && !text.contains(word) {
            // The digits of 2025 lie scattered in many a number.
            return None;
        }
        let in_text = subsequence(&wanted, &letters).map(|score| score + bonus(word, &text));
        total += in_text.or_else(|| begins_word(word, &detail))?;
    }
    Some(total)
}

fn bonus(word: &str, text: &str) -> u32 {
    let prefix = if text.starts_with(word) { PREFIX } else { 0 };
    let whole = text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    prefix + if whole { WHOLE_WORD } else { 0 }
}

/// The best way to find the letters of `wanted` one after another in `text`.
fn subsequence(wanted: &[char], text: &[char]) -> Option<u32> {
    let starts = |at: usize| at == 0 || !text[at - 1].is_alphanumeric();
    let mut before: Vec<Option<u32>> = Vec::new();
    for (index, letter) in wanted.iter().enumerate() {
        let mut best_so_far: Option<u32> = None;
        let row = (0..text.len())
            .map(|at| {
                let here = LETTER + if starts(at) { WORD_START } else { 0 };
                let reached = if index == 0 {
                    Some(here)
                } else {
                    let follows = at.checked_sub(1).and_then(|last| before[last]).map(|score| score + FOLLOWS);
                    let best = follows.max(best_so_far).map(|score| score + here);
                    // From the next place on, a gap may lie between this letter and the one before it.
                    best_so_far = best_so_far.max(at.checked_sub(1).and_then(|last| before[last]));
                    best
                };
                reached.filter(|_| text[at] == *letter)
            })
            .collect();
        before = row;
    }
    before.into_iter().flatten().max()
}

fn begins_word(word: &str, detail: &str) -> Option<u32> {
    let found = detail.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word));
    found.then(|| u32::try_from(word.chars().count()).unwrap_or(u32::MAX).min(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts that answer `query`, best first.
    fn ranked<'a>(query: &str, texts: &[&'a str]) -> Vec<&'a str> {
        let mut found: Vec<(u32, &str)> =
            texts.iter().filter_map(|text| Some((score(query, text, "")?, *text))).collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn letters_must_come_in_order() {
        assert!(score("svs", "Save as…", "").is_some());
        assert!(score("sas", "Save as…", "").is_some());
        assert!(score("evas x", "Save as…", "").is_none());
        assert_eq!(score("", "Save", ""), Some(0));
        assert_eq!(score("save", "", ""), None);
    }

    #[test]
    fn a_text_that_begins_with_the_word_comes_first() {
        let texts = ["Save chart as picture…", "Undo: save", "Save", "Closed; nothing is saved"];
        assert_eq!(ranked("save", &texts)[..2], ["Save chart as picture…", "Save"]);
        assert_eq!(ranked("sa", &["Basalt", "Undo: save"]), ["Undo: save", "Basalt"]);
    }

    #[test]
    fn first_letters_of_words_find_a_command() {
        assert_eq!(ranked("sa", &["Usual size", "Save as…"])[0], "Save as…");
        assert_eq!(ranked("fg", &["Look at a figure", "Forecast & gap"])[0], "Forecast & gap");
    }

    #[test]
    fn words_may_come_in_any_order_and_case() {
        assert!(score("2025 OCT", "Oct 2025: £54,400", "").is_some());
        assert_eq!(ranked("oct 2025", &["Forecast 2025: 1", "Oct 2025: £54,400"])[0], "Oct 2025: £54,400");
        assert_eq!(ranked("2025", &["Oct 2023: £51,641.85"]), [""; 0], "figures count as a whole");
        assert!(score("größe", "Größe", "").is_some());
    }

    #[test]
    fn what_stands_beside_the_text_counts_by_its_words_only() {
        assert!(score("coffee", "Look at an example", "Open a coffee roaster's plan").is_some());
        assert!(score("offee", "Look at an example", "Open a coffee roaster's plan").is_none());
        assert!(score("open", "Open", "") > score("open", "Look", "Open a plan"));
    }
}
