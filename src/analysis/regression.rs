//! Straight lines by ordinary least squares, with or without a level of its own for each place of the year.

/// One value of a series: where it lies in time and in the year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub row: usize,
    /// Place in the year, from 0; 0 throughout where the season is left out.
    pub place: usize,
    pub value: f64,
}

/// `value = level + slope × (row − centre)`. Kept around its centre, so that it is exact far from row 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub centre: f64,
    pub level: f64,
    /// Change from one row to the next.
    pub slope: f64,
}

impl Line {
    /// `None` for fewer than two spots at different rows.
    pub fn through(spots: &[Spot]) -> Option<Self> {
        let fit = Fit::of(spots, 1)?;
        let place = fit.places[0];
        Some(Self { centre: place.row, level: place.value, slope: fit.slope })
    }

    #[expect(clippy::cast_precision_loss, reason = "rows are few")]
    pub fn at(&self, row: usize) -> f64 {
        self.level + self.slope * (row as f64 - self.centre)
    }
}

/// Where the values of one place of the year lie on average.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Centre {
    pub count: usize,
    pub row: f64,
    pub value: f64,
}

/// A common slope through places that have a level each.
///
/// Regression on time and one dummy variable a place. By the theorem of Frisch, Waugh and Lovell the slope is that of the values
/// less their place's mean on the rows less theirs, so that no system of equations needs solving.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub slope: f64,
    pub places: Vec<Centre>,
    /// Places that have a value.
    pub places_seen: usize,
    pub count: usize,
    /// Sum of squares of the rows around their place's mean.
    pub row_squares: f64,
    /// Sum of squares of the values around their place's mean, and around the fit.
    pub value_squares: f64,
    pub residual_squares: f64,
    /// Correlation of the residuals of neighbouring rows.
    pub lag1: f64,
}

impl Fit {
    /// `places` is one more than the highest place. `None` if no place was seen at two different rows: nothing then tells the slope.
    pub fn of(spots: &[Spot], places: usize) -> Option<Self> {
        let centres = centres(spots, places);
        let off = |spot: &Spot| {
            let centre = centres[spot.place];
            (float(spot.row) - centre.row, spot.value - centre.value)
        };
        let (mut rows, mut both, mut values) = (0.0, 0.0, 0.0);
        for spot in spots {
            let (row, value) = off(spot);
            rows += row * row;
            both += row * value;
            values += value * value;
        }
        if rows <= 0.0 {
            return None;
        }
        // Values that differ by rounding only are the same.
        let largest = spots.iter().fold(0.0_f64, |most, spot| most.max(spot.value.abs()));
        let rounding = float(spots.len()) * (largest * 1e-13).powi(2);
        let slope = if values <= rounding { 0.0 } else { both / rows };
        let residual = |spot: &Spot| {
            let (row, value) = off(spot);
            value - slope * row
        };
        let squares: f64 = spots.iter().map(|spot| residual(spot).powi(2)).sum();
        let (residual_squares, lag1) =
            if squares <= rounding { (0.0, 0.0) } else { (squares, lag1(spots, residual, squares)) };
        Some(Self {
            slope,
            places_seen: centres.iter().filter(|centre| centre.count > 0).count(),
            places: centres,
            count: spots.len(),
            row_squares: rows,
            value_squares: values,
            residual_squares,
            lag1,
        })
    }

    /// Share of the values' squares that the slope leaves unexplained, from 0 to 1.
    pub fn unexplained(&self) -> f64 {
        if self.value_squares > 0.0 { self.residual_squares / self.value_squares } else { 1.0 }
    }
}

fn centres(spots: &[Spot], places: usize) -> Vec<Centre> {
    let mut centres = vec![Centre::default(); places];
    for spot in spots {
        let centre = &mut centres[spot.place];
        centre.count += 1;
        centre.row += float(spot.row);
        centre.value += spot.value;
    }
    for centre in centres.iter_mut().filter(|centre| centre.count > 0) {
        centre.row /= float(centre.count);
        centre.value /= float(centre.count);
    }
    centres
}

/// Mean product of neighbours over mean square; pairs with a hole between them are no neighbours.
fn lag1(spots: &[Spot], residual: impl Fn(&Spot) -> f64, squares: f64) -> f64 {
    let neighbours = spots.windows(2).filter(|pair| pair[1].row == pair[0].row + 1);
    let (pairs, products) =
        neighbours.fold((0, 0.0), |(n, sum), pair| (n + 1, sum + residual(&pair[0]) * residual(&pair[1])));
    if pairs == 0 {
        return 0.0;
    }
    ((products / float(pairs)) / (squares / float(spots.len()))).clamp(-1.0, 1.0)
}

#[expect(clippy::cast_precision_loss, reason = "rows and counts of periods are far below 2^52")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(values: &[(usize, usize, f64)]) -> Vec<Spot> {
        values.iter().map(|&(row, place, value)| Spot { row, place, value }).collect()
    }

    fn close(left: f64, right: f64, within: f64) {
        assert!((left - right).abs() <= within, "{left} is not {right}");
    }

    /// Anscombe 1973, "Graphs in statistical analysis", The American Statistician 27: set 1 has y = 3.0 + 0.5 x, a sum of squares of x of 110, and
    /// residual squares of 13.75 (13.763 unrounded).
    #[test]
    fn anscombes_first_set_has_his_line() {
        let y = [4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96];
        let set: Vec<Spot> = (4..).zip(y).map(|(row, value)| Spot { row, place: 0, value }).collect();
        let line = Line::through(&set).unwrap();
        close(line.at(0), 3.0, 0.001);
        close(line.slope, 0.5, 0.001);
        let fit = Fit::of(&set, 1).unwrap();
        close(fit.row_squares, 110.0, 1e-9);
        close(fit.residual_squares, 13.7627, 1e-4);
    }

    /// By hand: within each place the values rise by 8 in 4 rows.
    #[test]
    fn places_have_their_own_level_and_share_the_slope() {
        let fit = Fit::of(&spots(&[(0, 0, 1.0), (1, 1, 50.0), (4, 0, 9.0), (5, 1, 58.0), (6, 2, 7.0)]), 4).unwrap();
        close(fit.slope, 2.0, 1e-12);
        assert_eq!((fit.places_seen, fit.count), (3, 5));
        close(fit.places[1].value, 54.0, 1e-12);
        close(fit.residual_squares, 0.0, 0.0);
    }

    #[test]
    fn without_two_rows_in_one_place_there_is_no_slope() {
        assert_eq!(Fit::of(&[], 3), None);
        assert_eq!(Fit::of(&spots(&[(0, 0, 1.0), (1, 1, 5.0), (2, 2, 9.0)]), 3), None);
        assert_eq!(Line::through(&spots(&[(7, 0, 1.0)])), None);
    }

    /// By hand: residuals 1, −1, 1, −1 … correlate by −1; across a hole nobody is a neighbour.
    #[test]
    fn neighbours_are_correlated_and_pairs_with_a_hole_between_them_are_not() {
        let zigzag: Vec<Spot> =
            (0..40).map(|row| Spot { row, place: 0, value: if row % 2 == 0 { 1.0 } else { -1.0 } }).collect();
        close(Fit::of(&zigzag, 1).unwrap().lag1, -1.0, 0.01);
        let apart: Vec<Spot> = zigzag.iter().map(|spot| Spot { row: spot.row * 2, ..*spot }).collect();
        close(Fit::of(&apart, 1).unwrap().lag1, 0.0, 0.0);
    }
}
