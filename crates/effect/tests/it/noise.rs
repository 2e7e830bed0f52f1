//! How sure numbers are.

use crate::files::korea;
use teukgu_effect::{Drawing, EffectFault, Indicator, Interval, Threads};

fn demand() -> Vec<f64> {
    let mut demand = vec![0.0; 35];
    demand[29] = 135.2;
    demand
}

fn interval_of(indicator: Indicator, noise: f64) -> Result<Interval, EffectFault> {
    korea().called(&demand(), Threads::ONE)?.interval(indicator, noise)
}

#[test]
fn the_delta_method_gives_the_deviation_that_was_worked_out_apart() {
    let interval = interval_of(Indicator::Production, 0.1).unwrap();
    assert!((interval.amount - 220.18).abs() < 0.005, "{interval:?}");
    assert!((interval.deviation - 1.8648).abs() < 0.000_05, "{interval:?}");
    assert!(interval.low < interval.amount && interval.amount < interval.high);
    let none = interval_of(Indicator::Production, 0.0).unwrap();
    assert_eq!((none.deviation, none.low), (0.0, none.amount));
}

#[test]
fn draws_agree_with_the_delta_method_within_three_per_cent() {
    let drawing = Drawing { draws: 4_000, noise: 0.1, seed: 7 };
    let spread = korea().draws(&demand(), &[Indicator::Production], drawing, Threads::new(2)).unwrap();
    assert!((spread[0].deviation / 1.8648 - 1.0).abs() < 0.03, "{spread:?}");
    assert!((spread[0].mean - 220.2).abs() < 0.1, "{spread:?}");
    assert!(spread[0].quantiles.is_sorted());
}

#[test]
fn draws_have_the_same_bits_on_one_thread_and_on_more_and_other_bits_with_another_seed() {
    let all = [Indicator::Production, Indicator::ValueAdded, Indicator::Imports];
    let drawn = |seed, threads| {
        let drawing = Drawing { draws: 101, noise: 0.1, seed };
        korea().draws(&demand(), &all, drawing, Threads::new(threads)).unwrap()
    };
    let one = drawn(1, 1);
    assert_eq!(one, drawn(1, 2));
    assert_eq!(one, drawn(1, 5));
    assert_ne!(one, drawn(2, 1));
}

#[test]
fn noise_and_draws_outside_of_what_can_be_are_refused() {
    let korea = korea();
    for (draws, noise) in [(1, 0.1), (2_000_000, 0.1), (10, -0.1), (10, f64::NAN), (10, 1.5)] {
        let drawing = Drawing { draws, noise, seed: 1 };
        let fault = korea.draws(&demand(), &[Indicator::Production], drawing, Threads::ONE).unwrap_err();
        assert!(matches!(fault, EffectFault::Amount { .. }), "{draws} {noise}");
    }
    assert!(interval_of(Indicator::Production, f64::NAN).is_err());
    assert!(interval_of(Indicator::Income, 0.1).is_err());
}
