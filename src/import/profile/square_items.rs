//! Square, items: a row an item sold; refunds are rows of their own and negative.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "Square, items",
    headings: &["date", "time zone", "item", "gross sales", "discounts", "net sales", "tax"],
    date: &["date"],
    value: &["net sales"],
    notes: &[
        "Sales count on the day of the payment, by the shop's clock",
        "Amounts are net sales: after discounts and refunds, before tax and tips",
    ],
    ..Profile::BLANK
};
