//! Are places found, and found on the map?

use super::lines::join;
use super::measure::{Tally, share};
use super::spans::{Offsets, SpanScore, matched};
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};

/// A place within this many kilometres of the right point is right: 100 miles, as the field counts.
const RADIUS: f64 = 161.0;
/// The longest distance on Earth in kilometres, by which the area under the error curve is scaled.
const FARTHEST: f64 = 20038.0;
/// The mean radius of the Earth in kilometres.
const EARTH: f64 = 6371.0088;

#[derive(Deserialize, Default)]
struct Toponyms {
    #[serde(default)]
    toponyms: Vec<Toponym>,
}

#[derive(Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<Value>,
}

impl Toponym {
    fn offsets(&self) -> Offsets {
        (self.start, self.end)
    }

    fn point(&self) -> Option<(f64, f64)> {
        self.lat.zip(self.lon)
    }
}

#[derive(Default)]
struct Counts {
    distances: Vec<f64>,
    n_located: usize,
    n_identified: usize,
    n_predicted: usize,
    both_identified: usize,
    same_identity: usize,
}

/// Scores places: predictions are `{"id","toponyms":[{"start","end","lat","lon","geonameid"}]}`; only the span must be
/// given. End to end, a place is right when it is tagged and lies within 161 km.
///
/// # Errors
/// When a file cannot be understood.
pub fn score_toponyms(gold: &str, predictions: &str) -> Result<Value> {
    let mut tagging = SpanScore::<()>::default();
    let mut counts = Counts::default();
    for (gold, predicted) in join::<Toponyms, Toponyms>(gold, predictions)? {
        let (gold, predicted) = (gold.toponyms, predicted.unwrap_or_default().toponyms);
        let bare = |places: &[Toponym]| places.iter().map(|place| (place.offsets(), ())).collect::<Vec<_>>();
        tagging.add(&bare(&gold), &bare(&predicted));
        counts.add(&gold, &predicted);
    }
    Ok(counts.report(&tagging))
}

impl Counts {
    fn add(&mut self, gold: &[Toponym], predicted: &[Toponym]) {
        self.n_located += gold.iter().filter(|place| place.point().is_some()).count();
        self.n_identified += gold.iter().filter(|place| place.geonameid.is_some()).count();
        self.n_predicted += predicted.len();
        let offsets = |places: &[Toponym]| places.iter().map(Toponym::offsets).collect::<Vec<_>>();
        for (wanted, given) in matched(&offsets(gold), &offsets(predicted), |_, _| true) {
            let (wanted, given) = (&gold[wanted], &predicted[given]);
            let Some(right_point) = wanted.point() else {
                // Nobody knows where it is, so the answer is neither right nor wrong.
                self.n_predicted -= 1;
                continue;
            };
            let Some(point) = given.point() else { continue };
            self.distances.push(kilometres(right_point, point));
            if let (Some(right), Some(answer)) = (&wanted.geonameid, &given.geonameid) {
                self.both_identified += 1;
                self.same_identity += usize::from(right == answer);
            }
        }
    }

    fn report(mut self, tagging: &SpanScore<()>) -> Value {
        let n_near = self.distances.iter().filter(|distance| **distance <= RADIUS).count();
        self.distances.sort_by(f64::total_cmp);
        let n = self.distances.len();
        let of_any = |value: f64| (n > 0).then_some(value / n as f64);
        let logarithms: f64 = self.distances.iter().map(|distance| (distance + 1.0).ln()).sum();
        let rate = |part: usize, whole: usize| (whole > 0).then(|| share(part, whole));
        json!({
            "tagging": tagging.to_value(),
            "acc161_matched": share(n_near, n),
            "geocoded": n,
            "mean_km": of_any(self.distances.iter().sum()),
            "median_km": self.distances.get(n / 2),
            "auc": of_any(logarithms).map(|mean| mean / FARTHEST.ln()),
            "geonameid_acc": rate(self.same_identity, self.both_identified),
            "exact_id": {
                "r": rate(self.same_identity, self.n_identified),
                "right": self.same_identity,
                "gold_with_id": self.n_identified,
            },
            "end_to_end": Tally { right: n_near, predicted: self.n_predicted, gold: self.n_located }.to_value(),
            "gold_with_coordinates": self.n_located,
        })
    }
}

/// The great-circle distance between two points given in degrees, by the haversine formula.
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let half_chord = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let across = one.0.to_radians().cos() * other.0.to_radians().cos() * half_chord(one.1, other.1);
    2.0 * EARTH * (half_chord(one.0, other.0) + across).min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_on_the_globe() {
        let quarter = EARTH * std::f64::consts::FRAC_PI_2;
        assert!((kilometres((0.0, 0.0), (90.0, 0.0)) - quarter).abs() < 1e-6);
        assert!((kilometres((0.0, 179.0), (0.0, -179.0)) - quarter / 45.0).abs() < 1e-6);
    }
}
