//! Pipedrive, deals. The view on the screen decides which columns there are, the language how they are called.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "Pipedrive, deals",
    headings: &["deal - title", "deal - value", "deal - status"],
    date: &["deal - won time", "deal - expected close date", "deal - creation date"],
    value: &["deal - value"],
    deals: true,
    notes: &["Deals count on the day that they were won, booked and neither invoiced nor paid"],
    ..Profile::BLANK
};
