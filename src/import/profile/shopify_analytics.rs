//! Shopify, sales over time: a row a day, with discounts and returns negative already.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "Shopify, sales over time",
    headings: &["orders", "gross sales", "discounts", "returns", "net sales", "total sales"],
    date: &["day", "date", "week", "month"],
    value: &["net sales"],
    notes: &[
        "Sales count on the day of the order, by the shop's clock",
        "Amounts are net sales: after discounts and returns, before shipping and taxes",
    ],
    ..Profile::BLANK
};
