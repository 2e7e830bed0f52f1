//! The claim of the designation, looked at with the table of Seoul.

use crate::files::seoul;
use teukgu_effect::{Claim, EffectFault, Indicator, Mixes, Threads};

fn claim() -> Claim {
    let induced = [
        (Indicator::Production, 220_300_000_000),
        (Indicator::ValueAdded, 119_500_000_000),
        (Indicator::Income, 71_000_000_000),
    ];
    Claim::rounded_alike(135_200_000_000, &induced, Some(1_000)).unwrap()
}

#[test]
fn the_claim_fits_several_mixes_and_leaves_jobs_wide_open() {
    let seoul = seoul();
    let audit = seoul.audit(&claim(), Threads::ONE).unwrap();
    let Mixes::Fit { jobs: Some((least, most)), claimed_jobs } = &audit.everywhere.mixes else {
        panic!("{:?}", audit.everywhere.mixes)
    };
    let (least, most) = (least.jobs.unwrap(), most.jobs.unwrap());
    assert!(least > 0.0 && most > 2.0 * least, "{least} {most}");
    assert_eq!(*claimed_jobs, Some(true), "at least 7.4 for a thousand million is among them");
    assert!(audit.everywhere.pairs > 1);
    let singles = &audit.everywhere.singles;
    assert!(singles.windows(2).all(|two| two[0].residual <= two[1].residual));
    assert_eq!(singles.len(), 83 - seoul.empty().len());
}

#[test]
fn a_mix_gives_what_was_claimed() {
    let seoul = seoul();
    let audit = seoul.audit(&claim(), Threads::ONE).unwrap();
    let Mixes::Fit { jobs: Some((least, most)), .. } = audit.everywhere.mixes else { panic!() };
    for mix in [least, most] {
        let sum: f64 = mix.shares.iter().map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-9 && mix.shares.len() <= 3, "{mix:?}");
        for ratio in audit.ratios.iter().filter(|ratio| ratio.indicator != Indicator::Income) {
            let row = seoul
                .multipliers(ratio.indicator, teukgu_effect::Kind::Simple, Threads::ONE)
                .unwrap()
                .total();
            let gives: f64 = mix.shares.iter().map(|(account, share)| share * row[*account]).sum();
            assert!((ratio.low - 1e-9..=ratio.high + 1e-9).contains(&gives), "{gives} {ratio:?}");
        }
    }
}

#[test]
fn income_cannot_be_told_and_what_stays_in_seoul_cannot_reach_the_claim() {
    let audit = seoul().audit(&claim(), Threads::ONE).unwrap();
    let [(indicator, reason)] = audit.not_verifiable.as_slice() else { panic!() };
    assert_eq!(*indicator, Indicator::Income);
    assert!(reason.en.contains("compensation of employees"));
    let Mixes::None { nearest, misses } = audit.in_area.unwrap().mixes else { panic!() };
    assert!(!nearest.shares.is_empty());
    assert!(misses.iter().any(|(_, miss)| *miss < 0.0), "it is short of something: {misses:?}");
}

#[test]
fn a_claim_of_income_alone_is_refused_as_not_verifiable() {
    let claim = Claim::rounded_alike(100, &[(Indicator::Income, 50)], None).unwrap();
    let fault = seoul().audit(&claim, Threads::ONE).unwrap_err();
    assert!(matches!(fault, EffectFault::NotInTable { .. }));
    assert!(fault.to_string().starts_with("not verifiable with this table"));
    assert!(fault.message().ko.starts_with("이 표로는 확인할 수 없습니다"));
}

#[test]
fn an_impossible_claim_is_told_with_what_comes_nearest() {
    let induced = [(Indicator::Production, 900), (Indicator::ValueAdded, 990)];
    let claim = Claim::rounded_alike(1000, &induced, None).unwrap();
    let audit = seoul().audit(&claim, Threads::ONE).unwrap();
    let Mixes::None { misses, .. } = audit.everywhere.mixes else { panic!() };
    assert!(misses[0].1 > 0.0, "production is at least what is spent: {misses:?}");
    assert_eq!(audit.everywhere.pairs, 0);
}
