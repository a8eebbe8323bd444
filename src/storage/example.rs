//! Plans that the program carries, to look around in. Each is read as of its own day.

/// A plan's file, as the program holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    pub file_name: &'static str,
    pub text: &'static str,
}

/// Every example, the first to show first.
pub const EXAMPLES: [Example; 1] =
    [Example { file_name: "coast.upturn.ron", text: include_str!("../../assets/examples/coast.upturn.ron") }];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage;

    #[test]
    fn every_example_opens_without_a_word_and_says_its_day() {
        for example in EXAMPLES {
            let (plan, warnings) = storage::parse(example.text.as_bytes()).unwrap();
            assert!(warnings.is_empty(), "{}: {warnings:?}", example.file_name);
            assert!(plan.as_of.is_some(), "{}", example.file_name);
        }
    }
}
