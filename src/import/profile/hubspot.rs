//! `HubSpot`, deals. Nobody has to set the close date: it then is the last day of the month in which the deal was made.

use super::Profile;

pub(super) const PROFILE: Profile = Profile {
    name: "HubSpot, deals",
    headings: &["deal name", "deal stage", "amount", "close date"],
    date: &["close date"],
    value: &["amount"],
    deals: true,
    notes: &[
        "Deals count on their close date; where nobody sets it, HubSpot takes the last day of the month in which the deal \
         was made, so that a pile at the end of a month may be no fact",
        "Amounts are as they stand in the deals, booked and neither invoiced nor paid",
    ],
    ..Profile::BLANK
};
