//! The made-up register: the same rows whoever makes them, and the shares that it promises.

use crate::support::{ON, generator, ksic, law, read, screening, text_of};
use proptest::prelude::*;
use teukgu_register::findings::Findings;
use teukgu_register::generate::{Generator, HEAD, NAME_PREFIX, Recipe};
use teukgu_register::map::BuiltIn;
use teukgu_register::read::Limits;

fn csv(seed: u64, rows: std::ops::Range<u64>) -> String {
    let mut text = String::new();
    generator().write_csv(seed, rows, &mut text);
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_slice_has_the_same_rows(seed in any::<u64>(), from in 0..20_000_000_u64, cut in 0..60_u64) {
        let whole = csv(seed, from..from + 60);
        prop_assert_eq!(&whole, &(csv(seed, from..from + cut) + &csv(seed, from + cut..from + 60)));
        let last = generator().row(seed, from + 59);
        prop_assert!(whole.contains(&last.id) && last.name.starts_with(NAME_PREFIX));
        prop_assert_ne!(whole, csv(seed.wrapping_add(1), from..from + 60));
    }
}

#[test]
fn errors_come_at_the_promised_rates_and_are_found_again() {
    let rows = 60_000;
    let text = format!("{HEAD}\n{}", csv(20_241_128, 0..rows));
    let register = read(BuiltIn::Register, text.as_bytes(), Limits::default()).unwrap();
    let buckets = register.buckets;
    assert!(buckets.is_whole() && buckets.left_out.sum() == 0, "{buckets:?}");
    let near = |found: u64, of_10_000: u64| {
        let expected = rows * of_10_000 / 10_000;
        assert!(found.abs_diff(expected) <= 12 + expected / 3, "{found} instead of {expected}: {buckets:?}");
    };
    near(buckets.places.no_location, 25);
    near(buckets.places.looks_swapped, 10);
    near(buckets.places.wrong_crs, 3);
    near(buckets.places.outside_korea, 2);
    near(buckets.noted.other_revision, 5);
    near(buckets.closed, 480);
    let codes: Vec<_> = register.named.iter().map(|fault| fault.code).collect();
    assert!(codes.iter().all(|code| *code == "R35"), "{codes:?}");
    let screening = screening(law(), ON);
    let findings = screening.run(&register.all()).unwrap();
    assert!(findings.len() > 100, "{}", findings.len());
    let mut joined = Findings::default();
    for rows in [0..1, 1..9_999, 9_999..60_000, 60_000..70_000] {
        joined.append(&screening.run(&register.slice(rows)).unwrap());
    }
    assert_eq!(joined, findings);
}

#[test]
fn establishments_follow_the_weights_and_lie_in_their_sigungu() {
    let weights = text_of("data/register/sgg_weights.csv");
    let share = |code: &str| -> f64 {
        let of = |line: &str| line.split(',').nth(4).and_then(|n| n.parse::<f64>().ok());
        let all: f64 = weights.lines().filter_map(of).sum();
        weights.lines().find(|line| line.starts_with(code)).and_then(of).unwrap() / all
    };
    let rows: Vec<_> = (0..40_000).map(|number| generator().row(3, number)).collect();
    for code in ["11680", "41130", "11650"].into_iter().filter(|code| weights.contains(&format!("{code},"))) {
        let found = rows.iter().filter(|row| row.municipality == code).count();
        let expected = share(code) * 40_000.0;
        let found = f64::from(u32::try_from(found).unwrap());
        assert!((found - expected).abs() < 5.0 * expected.sqrt() + 5.0, "{code}: {found} and {expected}");
    }
    assert!(rows.iter().all(|row| ksic().get(10, &row.section).is_some()));
    assert!(rows.iter().all(|row| row.employees > 0 && row.revenue_won > 0 && row.founded.year() > 1990));
    let in_seocho = |row: &&teukgu_register::generate::Establishment| {
        row.municipality == "11650" && row.lon.is_some_and(|lon| (120.0..130.0).contains(&lon))
    };
    for row in rows.iter().filter(in_seocho) {
        let (lon, lat) = (row.lon.unwrap(), row.lat.unwrap());
        assert!((126.9..127.2).contains(&lon) && (37.4..37.6).contains(&lat), "{row:?}");
    }
}

#[test]
fn a_table_that_cannot_be_used_is_named() {
    let good = Recipe {
        municipalities: "sgg,establishments_est_2023\n11650,5\n",
        sections: "section,establishments_2023\nJ,5\n",
        places: "sgg,west,south,east,north\n11650,127.0,37.4,127.1,37.5\n",
        ksic: ksic(),
    };
    let only = Generator::new(&good).unwrap();
    assert_eq!(only.row(1, 1).municipality, "11650");
    let message = |recipe: Recipe<'_>| {
        let faults = Generator::new(&recipe).unwrap_err();
        assert!(faults.iter().all(|fault| fault.code == "R60"));
        faults
            .iter()
            .map(|fault| format!("{}:{} {}", fault.file, fault.line, fault.message.en))
            .collect::<Vec<_>>()
    };
    let said = |recipe: Recipe<'_>, wanted: &str| {
        let found = message(recipe).join(" / ");
        assert!(found.contains(wanted), "{found}");
    };
    said(Recipe { municipalities: "sgg\n11650\n", ..good }, "no column `establishments_est_2023`");
    said(Recipe { municipalities: "sgg,establishments_est_2023\n11650,x\n", ..good }, "sgg_weights.csv:2");
    said(Recipe { municipalities: "sgg,establishments_est_2023\n99999,1\n", ..good }, "nothing for `99999`");
    said(Recipe { municipalities: "sgg,establishments_est_2023\n11650,0\n", ..good }, "no weights");
    said(Recipe { sections: "section,establishments_2023\nZ,5\n", ..good }, "nothing for `Z`");
    said(Recipe { places: "sgg,west,south,east,north\n11650,128,37,127,38\n", ..good }, "places.csv:2");
    said(Recipe { places: "sgg,west,south,east,north\n11650,127\n", ..good }, "CSV");
}
