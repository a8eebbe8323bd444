//! Counts of things and lists of them.

use crate::model::Amount;

use super::number::Numbers;

/// "1 month", "3 months"; `thing` is the singular.
#[must_use]
pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {}", plural(thing)) }
}

/// "One month", "Thirteen months", "21 months": for the start of a sentence and for small numbers in it.
#[must_use]
pub fn count_in_words(number: usize, thing: &str) -> String {
    let thing = if number == 1 { thing.to_owned() } else { plural(thing) };
    format!("{} {thing}", in_words(number))
}

/// As [`count`], with the thousands told apart: "1,000 plans".
#[must_use]
pub fn count_grouped(number: usize, thing: &str, numbers: Numbers) -> String {
    let thing = if number == 1 { thing.to_owned() } else { plural(thing) };
    format!("{} {thing}", grouped(number, numbers))
}

/// "312", "1,000".
#[must_use]
pub fn grouped(number: usize, numbers: Numbers) -> String {
    numbers.format(Amount::whole(i64::try_from(number).unwrap_or(i64::MAX)), 0, true)
}

/// "no", "one", "twenty", "21".
#[must_use]
pub fn in_words(number: usize) -> String {
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

const WORDS: [&str; 21] = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Regular plurals: "month" → "months", "company" → "companies", "box" → "boxes".
#[must_use]
pub fn plural(thing: &str) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|e| thing.ends_with(e));
    match thing.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) && !stem.is_empty() => format!("{stem}ies"),
        _ if ends(&["s", "x", "ch", "sh"]) => format!("{thing}es"),
        _ => format!("{thing}s"),
    }
}

/// The reverse of [`plural`] for regular words; others stay as they are.
#[must_use]
pub fn singular(things: &str) -> String {
    if let Some(stem) = things.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    let es = ["sses", "xes", "ches", "shes"].iter().any(|e| things.ends_with(e));
    let stem = if es { things.strip_suffix("es") } else { things.strip_suffix('s').filter(|s| !s.ends_with('s')) };
    stem.filter(|s| !s.is_empty()).unwrap_or(things).to_owned()
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn join<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [firsts @ .., last] => {
            let firsts: Vec<&str> = firsts.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", firsts.join(", "), last.as_ref())
        }
    }
}

/// The text with a capital first letter.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_number() {
        assert_eq!([0, 1, 3].map(|n| count(n, "month")), ["0 months", "1 month", "3 months"]);
        assert_eq!(count(2, "company"), "2 companies");
        assert_eq!(count_in_words(13, "month"), "thirteen months");
        assert_eq!(capitalised(&count_in_words(1, "month")), "One month");
        assert_eq!(count_in_words(21, "month"), "21 months");
    }

    #[test]
    fn thousands_are_told_apart() {
        let grouped = |number| grouped(number, Numbers::ENGLISH);
        assert_eq!([0, 312, 1_000, 1_234_567].map(grouped), ["0", "312", "1,000", "1,234,567"]);
        assert_eq!(count_grouped(1_000, "plan", Numbers::ENGLISH), "1,000 plans");
        assert_eq!(count_grouped(1, "plan", Numbers::ENGLISH), "1 plan");
    }

    #[test]
    fn the_singular_of_a_regular_plural_is_found() {
        for thing in ["meeting", "company", "box", "pitch", "day", "class"] {
            assert_eq!(singular(&plural(thing)), thing);
        }
        assert_eq!(singular("people"), "people");
        assert_eq!(singular("s"), "s");
        assert_eq!(singular("ies"), "ie");
    }

    #[test]
    fn lists_read_as_in_a_sentence() {
        assert_eq!(join::<&str>(&[]), "");
        assert_eq!(join(&["a"]), "a");
        assert_eq!(join(&["a", "b"]), "a and b");
        assert_eq!(join(&["a", "b", "c"]), "a, b and c");
        assert_eq!(capitalised(""), "");
    }
}
