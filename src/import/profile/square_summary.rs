//! Square, item summary: a row an item, of a time that the file doesn't say.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "Square, item summary",
    headings: &["item name", "items sold", "gross sales", "net sales", "tax"],
    value: &["net sales"],
    notes: &["Amounts are net sales: after discounts and refunds, before tax and tips"],
    ..Profile::BLANK
};
