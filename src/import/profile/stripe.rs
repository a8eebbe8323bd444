//! Stripe, payments: a row a payment, with what was refunded of it beside it, in the time zone of Greenwich.

use super::{Profile, Status};

pub(super) const PROFILE: Profile = Profile {
    name: "Stripe, payments",
    headings: &["id", "amount", "amount refunded", "currency", "status"],
    date: &["created (utc)", "created date (utc)", "created"],
    value: &["amount"],
    less: Some("amount refunded"),
    status: Some(Status {
        column: "status",
        counts: &["paid", "succeeded", "refunded", "partially refunded", "complete", "disputed"],
        left_out: &[
            "failed",
            "canceled",
            "cancelled",
            "blocked",
            "incomplete",
            "uncaptured",
            "requires_payment_method",
        ],
    }),
    notes: &[
        "Sales count on the day of the payment in UTC: a late evening's sale may fall in the next month",
        "Amounts are what was paid less what was refunded of it, with tax and before Stripe's fee",
    ],
    ..Profile::BLANK
};
