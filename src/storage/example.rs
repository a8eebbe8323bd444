//! Plans that the program carries, to look around in. Each is read as of its own day.

/// A plan's file, as the program holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    pub file_name: &'static str,
    pub text: &'static str,
}

/// A coffee roaster's territory: months with a season, and four of them without a rep.
pub const COAST: Example =
    Example { file_name: "coast.upturn.ron", text: include_str!("../../assets/examples/coast.upturn.ron") };

/// A steady firm without a season: revenue and profit by quarter, for six years and a half.
pub const LIFT_SERVICE: Example = Example {
    file_name: "lift-service.upturn.ron",
    text: include_str!("../../assets/examples/lift-service.upturn.ron"),
};

/// A young shop: thirty weeks, too few to know a season.
pub const PLANT_SHOP: Example =
    Example { file_name: "plant-shop.upturn.ron", text: include_str!("../../assets/examples/plant-shop.upturn.ron") };

/// Every example, the first to show first.
pub const EXAMPLES: [Example; 3] = [COAST, LIFT_SERVICE, PLANT_SHOP];

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
