//! Shopify, orders: a row a line, with what belongs to the order on its first line only.

use super::{Profile, Status};

pub(super) const PROFILE: Profile = Profile {
    name: "Shopify, orders",
    headings: &["name", "financial status", "subtotal", "total", "created at", "lineitem name"],
    date: &["created at"],
    value: &["subtotal"],
    less: Some("refunded amount"),
    document: Some("name"),
    status: Some(Status {
        column: "financial status",
        counts: &["paid", "partially_refunded", "partially refunded"],
        left_out: &[
            "refunded",
            "pending",
            "voided",
            "authorized",
            "expired",
            "partially_paid",
            "partially paid",
            "unpaid",
        ],
    }),
    notes: &[
        "Sales count on the day of the order, and only if it was paid",
        "Amounts are subtotals: after discounts, before shipping",
    ],
    ..Profile::BLANK
};
