//! The strong models and their combination: one file, since they are fitted together (`super::super::strong`).

use crate::analysis::Refusal;
use crate::analysis::forecast::band::{miss, rms_clipped};
use crate::analysis::forecast::strong::{FEWEST, Kind, Part, Strong};
use crate::analysis::forecast::{Account, Forecaster, History, Spread, float};

/// The middle three of five, and what takes their place where the past is short: the default.
pub(in crate::analysis::forecast) struct Combination;

impl Forecaster for Combination {
    fn id(&self) -> &'static str {
        "combination"
    }

    fn label(&self, _history: &History) -> String {
        "Five methods together".to_owned()
    }

    fn explanation(&self, history: &History) -> String {
        match history.strong().kind {
            Kind::Full => "Asks five methods and averages the middle three.".to_owned(),
            Kind::Averaged => format!("More than four in ten {}s sold nothing: takes their average.", history.noun()),
            Kind::LastYear => {
                "Takes last year drawn in towards its average, moved half as far as this year has moved so \
                               far. From two years on it asks five methods."
                    .to_owned()
            }
            Kind::Level => "Takes the level, half of all figures and half of the latest. It takes two years to tell a \
                            trend from the season."
                .to_owned(),
        }
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        let have = history.count();
        if have < FEWEST {
            return Err(Refusal::TooFew { have, need: FEWEST });
        }
        Ok(history.in_unit(&history.strong().combined))
    }

    fn account(&self, history: &History) -> Account {
        Account::Own(residual_spread(history, history.strong()))
    }
}

/// One of the five by itself.
pub(in crate::analysis::forecast) struct Model {
    id: &'static str,
    part: Part,
    label: &'static str,
    explanation: &'static str,
}

pub(in crate::analysis::forecast) const OPTIMISED_THETA: Model = Model {
    id: "optimised-theta",
    part: Part::OptimisedTheta,
    label: "Theta, fitted",
    explanation: "Follows the level and adds as much of the straight line as the past calls for. The season is taken out \
                      and put back.",
};
pub(in crate::analysis::forecast) const LOG_THETA: Model = Model {
    id: "log-theta",
    part: Part::LogTheta,
    label: "Theta",
    explanation: "Follows the level and adds half of the straight line, in percent. The season is taken out and put back.",
};
pub(in crate::analysis::forecast) const DAMPED_LOG: Model = Model {
    id: "damped-log",
    part: Part::DampedLog,
    label: "Damped trend, in percent",
    explanation: "Follows level, trend and season in percent; the trend levels off.",
};
pub(in crate::analysis::forecast) const DAMPED: Model = Model {
    id: "damped",
    part: Part::Damped,
    label: "Damped trend",
    explanation: "Follows level, trend and season in amounts; the trend levels off.",
};
pub(in crate::analysis::forecast) const PACES: Model = Model {
    id: "several-paces",
    part: Part::Paces,
    label: "Damped trend at several paces",
    explanation: "Looks at the figures one by one, by twos, by threes and so on, and averages what the damped trend of each says.",
};

/// Fewest yearly figures for a model of its own.
const FEWEST_YEARS: usize = 8;

impl Forecaster for Model {
    fn id(&self) -> &'static str {
        self.id
    }

    fn label(&self, _history: &History) -> String {
        self.label.to_owned()
    }

    fn explanation(&self, _history: &History) -> String {
        self.explanation.to_owned()
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        let need = (2 * history.places()).max(FEWEST_YEARS);
        let refusal = Refusal::TooFew { have: history.count(), need };
        if history.count() < need {
            return Err(refusal);
        }
        // Figures that come and go have no model but their average.
        let strong = history.strong();
        let part =
            strong.part(self.part).or((strong.kind == Kind::Averaged).then_some(&strong.combined)).ok_or(refusal)?;
        Ok(history.in_unit(part))
    }

    fn account(&self, history: &History) -> Account {
        Account::Own(residual_spread(history, history.strong()))
    }
}

/// Rows at the beginning whose errors tell how well the models begin, not how well they go; of a short past a third.
const WARM_UP: usize = 3;

/// Errors beyond so many usual ones count as so many.
const MOST_OFF: f64 = 4.0;

/// The spread of what the combination has left over in the past, with what its parameters have eaten up given back.
fn residual_spread(history: &History, strong: &Strong) -> Spread {
    let positive = history.is_positive();
    // Errors of logarithms have no unit.
    let unit = if positive { 1.0 } else { history.scale() };
    let errors: Vec<f64> = history
        .known
        .iter()
        .zip(&strong.fitted)
        .skip(WARM_UP.min(strong.fitted.len() / 3))
        .filter_map(|(value, fitted)| Some(miss(positive, (*value)?, *fitted)))
        .collect();
    let one_step = rms_clipped(&errors, MOST_OFF);
    let (count, spent) = (float(errors.len()), float(strong.parameters));
    let given_back = if errors.is_empty() { 1.0 } else { (count / (count - spent).max(count / 4.0)).sqrt() };
    Spread { one_step: one_step * given_back * unit, growth: strong.growth.clone(), parameters: strong.parameters }
}
