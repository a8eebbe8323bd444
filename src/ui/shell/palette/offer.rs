//! What the palette offers: commands, series, figures, plans and what was said lately.

use std::path::PathBuf;

use super::rank;
use crate::command::Command;
use crate::model::{Granularity, Period};
use crate::text::calendar;
use crate::text::money::Scale;
use crate::ui::View;
use crate::ui::shell::able;

/// What happens when an offer is taken.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Act {
    Command(Command),
    Series(usize),
    /// See the history by these periods.
    SeeBy(Granularity),
    Figure(Period),
    Plan(PathBuf),
    /// Say again what was said.
    Notice(String),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Offer {
    /// Of what sort it is, in a word; the order of [`all`] is that of sorts.
    pub sort: &'static str,
    pub text: String,
    pub detail: String,
    pub key: String,
    pub hindrance: Option<&'static str>,
    pub act: Act,
}

/// Everything that can be found; in the order that an empty query shows.
pub(super) fn all<'a>(view: &View<'_>, notices: impl Iterator<Item = &'a str>) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Command::ALL
        .into_iter()
        .filter(|command| *command != Command::Palette)
        .map(|command| Offer {
            sort: command.menu().label(),
            text: able::words(command, view),
            detail: command.tooltip().to_owned(),
            key: command.key_text(),
            hindrance: able::hindrance(command, view),
            act: Act::Command(command),
        })
        .collect();
    let plain = |sort, text, detail, act| Offer { sort, text, detail, key: String::new(), hindrance: None, act };
    if let Some(open) = view.open {
        let series = open.plan.series.iter().enumerate().filter(|_| open.plan.series.len() > 1);
        offers.extend(
            series.map(|(index, series)| plain("Series", series.name.clone(), "Show it".into(), Act::Series(index))),
        );
        let views = open.series.granularity.views().iter().filter(|by| **by != open.as_seen().answer.granularity);
        offers.extend(views.map(|by| {
            let text = format!("See the history by {}", calendar::period_word(*by));
            plain("Rhythm", text, String::new(), Act::SeeBy(*by))
        }));
    }
    offers.extend(view.recent.iter().map(|plan| Offer {
        hindrance: plan.missing.then_some("Not there any more"),
        ..plain("Plan", plan.title.clone(), plan.folder.clone(), Act::Plan(plan.path.clone()))
    }));
    offers.extend(
        notices.map(|said| plain("Notice", said.to_owned(), "Said lately".into(), Act::Notice(said.to_owned()))),
    );
    if let Some(open) = view.open {
        let largest =
            open.series.figures.values().filter_map(|f| f.value).map(|a| a.abs().to_f64()).fold(0.0, f64::max);
        let scale = Scale::for_largest(largest);
        let decimals = u32::from(scale != Scale::Ones);
        let known =
            open.series.figures.iter().rev().filter_map(|(period, figure)| Some((*period, figure, figure.value?)));
        offers.extend(known.map(|(period, figure, value)| {
            let text =
                format!("{}: {}", calendar::period(period, open.fiscal()), open.style.at_scale(value, scale, decimals));
            let exact = open.style.exact(value);
            let detail = if figure.note.is_empty() { exact } else { format!("{exact} · {}", figure.note) };
            plain("Figure", text, detail, Act::Figure(period))
        }));
    }
    offers
}

/// The offers that answer `query`, best first; without one all but the figures, which would bury the rest.
pub(super) fn found(offers: &[Offer], query: &str) -> Vec<usize> {
    if query.trim().is_empty() {
        return (0..offers.len()).filter(|i| offers[*i].sort != "Figure").collect();
    }
    let mut found: Vec<(u32, usize)> = offers
        .iter()
        .enumerate()
        .filter_map(|(index, offer)| Some((rank::score(query, &offer.text, &offer.detail)?, index)))
        .collect();
    // What can be done comes before what can't, with equal scores in the order of the list.
    found.sort_by_key(|(score, index)| {
        (std::cmp::Reverse(*score), offers[*index].hindrance.is_some(), offers[*index].text.chars().count(), *index)
    });
    found.into_iter().map(|(_, index)| index).collect()
}
