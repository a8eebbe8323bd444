//! `QuickBooks` Online, Profit and Loss by month: months across, lines and their totals down.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "QuickBooks Online, profit and loss by month",
    title: Some("profit and loss"),
    notes: &["Income counts as the books have it, on the basis that the report says"],
    ..Profile::BLANK
};
