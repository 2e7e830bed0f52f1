//! The code lists of the repository, and names in every form.

#![expect(clippy::disallowed_methods, reason = "tests read the files of the repository")]

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use teukgu_codes::dongs::{DongKind, Resolved};
use teukgu_codes::{CodeLists, Codes, holidays};
use teukgu_domain::calendar::{Certainty, HolidayKind};
use unicode_normalization::UnicodeNormalization;

static CODES: LazyLock<Codes> = LazyLock::new(|| {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/codes");
    let list = |name: &str| std::fs::read_to_string(dir.join(name)).expect("the list is there");
    Codes::parse(&CodeLists {
        ksic: &list("ksic.csv"),
        legal_dongs: &list("legal_dong.csv"),
        administrative_dongs: &list("admin_dong.csv"),
        dong_mix: &list("admin_legal_mix.csv"),
    })
    .expect("the lists can be read")
});

#[test]
fn the_lists_hold_the_whole_country() {
    assert_eq!(CODES.ksic.sections().len(), 21, "sections A to U");
    assert!(CODES.ksic.classes().len() > 1_100);
    let legal = CODES.dongs.all().iter().filter(|dong| dong.kind == DongKind::Legal).count();
    assert!(legal > 19_000, "{legal}");
    assert!(CODES.ksic.classes().iter().all(|class| CODES.ksic.section_of(&class.code).is_some()));
}

#[test]
fn the_dongs_of_the_first_zone_are_told_apart() {
    let candidates = |name: &str| match CODES.dongs.resolve(name) {
        Resolved::Ambiguous(all) => all.into_iter().map(|dong| dong.code.clone()).collect(),
        Resolved::One(dong) => vec![dong.code.clone()],
        Resolved::Unknown { nearest } => nearest,
    };
    assert_eq!(candidates("양재동"), ["1165010200", "1165065100", "1165065200"]);
    assert_eq!(candidates("우면동"), ["1165010300"]);
    assert_eq!(candidates("염곡동"), ["1165011000"]);
    assert_eq!(candidates("서울특별시 서초구 양재1동"), ["1165065100"]);
    assert!(candidates("신사동").len() >= 4);
    assert!(candidates("서초구 양제동").contains(&"서울특별시 서초구 양재동".to_owned()));
}

#[test]
fn the_holidays_cover_seven_years_and_stand_once() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/calendar/holidays_kr.csv");
    let list = holidays::parse(&std::fs::read_to_string(list).unwrap()).unwrap();
    let ends = (list.first_day().unwrap().to_string(), list.last_day().unwrap().to_string());
    assert_eq!(ends, ("2024-01-01".to_owned(), "2030-12-31".to_owned()));
    let mut names: Vec<_> = list.all().map(|holiday| (holiday.on, &holiday.name.ko)).collect();
    names.dedup();
    assert_eq!(names.len(), list.all().count());
    for holiday in list.all() {
        assert!(!holiday.name.en.is_empty(), "{}", holiday.on);
        assert!(holiday.known_since.is_none_or(|since| since <= holiday.on), "{}", holiday.on);
        let is_late = holiday.kind == HolidayKind::AdHoc;
        assert!(!is_late || holiday.known_since.is_some(), "{}: since when?", holiday.on);
        assert_eq!(holiday.certainty == Certainty::Projected, holiday.on.year() > 2026, "{}", holiday.on);
    }
}

#[test]
fn every_full_name_of_a_dong_leads_back_to_it() {
    for dong in CODES.dongs.all() {
        let found = match CODES.dongs.resolve(&dong.full_name()) {
            Resolved::One(one) => vec![one],
            Resolved::Ambiguous(all) => all,
            Resolved::Unknown { .. } => vec![],
        };
        let same_name = |other: &&teukgu_codes::dongs::Dong| other.full_name() == dong.full_name();
        assert!(found.iter().any(same_name), "{}: {found:?}", dong.full_name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn decomposed_letters_and_spaces_change_no_answer(place in any::<prop::sample::Index>(), gap in " {0,2}") {
        let dong = place.get(CODES.dongs.all());
        let name = dong.full_name();
        let other: String = name.replace(' ', &gap).nfd().collect();
        prop_assert_eq!(CODES.dongs.resolve(&other), CODES.dongs.resolve(&name));
    }

    #[test]
    fn any_text_has_an_answer(name in "\\PC{0,12}") {
        if let Resolved::Unknown { nearest } = CODES.dongs.resolve(&name) {
            prop_assert!(nearest.len() <= 3);
        }
    }
}
