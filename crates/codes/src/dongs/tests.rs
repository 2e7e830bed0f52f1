//! Names that mean one dong, several, or none.

use super::*;
use unicode_normalization::UnicodeNormalization;

const LEGAL: &str = "code_now,code_2023,sido_now,sido,sigungu,eupmyeondong,ri,created\n\
    1100000000,1100000000,서울특별시,서울특별시,,,,19880423\n\
    1138010900,1138010900,서울특별시,서울특별시,은평구,신사동,,19890901\n\
    1165000000,1165000000,서울특별시,서울특별시,서초구,,,19880423\n\
    1165010200,1165010200,서울특별시,서울특별시,서초구,양재동,,19920701\n\
    1165010300,1165010300,서울특별시,서울특별시,서초구,우면동,,19920701\n\
    1165010900,1165010900,서울특별시,서울특별시,서초구,내곡동,,19880423\n\
    1165011000,1165011000,서울특별시,서울특별시,서초구,염곡동,,19880423\n\
    1168010700,1168010700,서울특별시,서울특별시,강남구,신사동,,19880423\n\
    1126010100,1126010100,서울특별시,서울특별시,중랑구,면목동,,19880423\n\
    5111010100,4211010100,강원특별자치도,강원도,춘천시,봉의동,,19880423\n\
    4376034021,4376034021,충청북도,충청북도,괴산군,청천면,청천리,19880423\n\
    4113510100,4113510100,경기도,경기도,성남시 분당구,분당동,,19910917\n\
    3611010100,3611010100,세종특별자치시,세종특별자치시,,반곡동,,20120701\n";

const ADMINISTRATIVE: &str = "code_now,code_2023,sido,sigungu,eupmyeondong,created\n\
    1126052000,1126052000,서울특별시,중랑구,면목2동,19880423\n\
    1126054000,1126054000,서울특별시,중랑구,면목본동,19880423\n\
    1126057500,1126057500,서울특별시,중랑구,면목제3.8동,20080701\n\
    1162068500,1162068500,서울특별시,관악구,신사동,20080901\n\
    1165065100,1165065100,서울특별시,서초구,양재1동,19920701\n\
    1165065200,1165065200,서울특별시,서초구,양재2동,19920701\n\
    1165066000,1165066000,서울특별시,서초구,내곡동,19880423\n\
    1168051000,1168051000,서울특별시,강남구,신사동,19880423\n";

const MIX: &str = "admin_code,admin_name,legal_code,legal_name\n\
    1165065100,양재1동,1165010200,양재동\n\
    1165065100,양재1동,1165010300,우면동\n\
    1165065200,양재2동,1165010200,양재동\n\
    1165066000,내곡동,1165010900,내곡동\n\
    1165066000,내곡동,1165011000,염곡동\n";

fn dongs() -> Dongs {
    Dongs::parse(LEGAL, ADMINISTRATIVE, MIX).unwrap()
}

fn codes_of(resolved: &Resolved<'_>) -> Vec<String> {
    match resolved {
        Resolved::One(dong) => vec![dong.code.clone()],
        Resolved::Ambiguous(all) => all.iter().map(|dong| dong.code.clone()).collect(),
        Resolved::Unknown { .. } => vec![],
    }
}

#[track_caller]
fn means(name: &str, codes: &[&str]) {
    let dongs = dongs();
    let decomposed: String = name.nfd().collect();
    let dense: String = name.split_whitespace().collect();
    for form in [name, &decomposed, &dense, &format!("  {name}\u{3000}")] {
        assert_eq!(codes_of(&dongs.resolve(form)), codes, "{form}");
    }
}

#[test]
fn a_legal_dong_that_administrative_dongs_share_is_ambiguous_with_all_of_them() {
    for name in ["양재동", "서초구 양재동", "서울특별시 서초구 양재동", "서울 양재동"]
    {
        means(name, &["1165010200", "1165065100", "1165065200"]);
    }
    means("면목동", &["1126010100", "1126052000", "1126054000", "1126057500"]);
}

#[test]
fn a_legal_dong_within_one_administrative_dong_is_that_legal_dong() {
    means("우면동", &["1165010300"]);
    means("서울시 서초구 우면동", &["1165010300"]);
    means("염곡동", &["1165011000"]);
}

#[test]
fn an_administrative_dong_is_found_by_its_own_name() {
    means("양재1동", &["1165065100"]);
    means("서울특별시 서초구 양재2동", &["1165065200"]);
    means("면목제3.8동", &["1126057500"]);
}

#[test]
fn one_name_for_a_legal_dong_and_for_a_wider_administrative_dong_is_ambiguous() {
    means("내곡동", &["1165010900", "1165066000"]);
}

#[test]
fn a_name_of_many_districts_needs_its_district() {
    means("신사동", &["1138010900", "1168010700", "1162068500", "1168051000"]);
    means("서울 신사동", &["1138010900", "1168010700", "1162068500", "1168051000"]);
    means("은평구 신사동", &["1138010900"]);
    means("관악구 신사동", &["1162068500"]);
    means("강남구 신사동", &["1168010700"]);
}

#[test]
fn provinces_have_short_forms_and_cities_have_districts() {
    for name in ["충북 괴산군 청천면 청천리", "충청북도 청천리", "청천면 청천리"] {
        means(name, &["4376034021"]);
    }
    for name in ["분당동", "성남시 분당구 분당동", "분당구 분당동", "경기 성남시 분당동"]
    {
        means(name, &["4113510100"]);
    }
    means("세종 반곡동", &["3611010100"]);
    means("분당구 성남시 분당동", &[]);
}

#[test]
fn an_unknown_name_comes_with_the_nearest_ones() {
    let dongs = dongs();
    let nearest = |name: &str| match dongs.resolve(name) {
        Resolved::Unknown { nearest } => nearest,
        found => panic!("{found:?}"),
    };
    assert_eq!(nearest("양제동")[0], "서울특별시 서초구 양재동");
    assert_eq!(nearest("강남구 신시동")[0], "서울특별시 강남구 신사동");
    assert!(nearest("").is_empty());
    assert!(nearest("London").is_empty());
}

#[test]
fn a_code_out_of_force_leads_to_the_code_that_replaced_it() {
    let dongs = dongs();
    assert!(dongs.legal("4211010100").is_none());
    assert_eq!(dongs.successor("4211010100").unwrap().code, "5111010100");
    assert_eq!(dongs.legal("5111010100").unwrap().full_name(), "강원특별자치도 춘천시 봉의동");
    assert!(dongs.legal("1165000000").is_none(), "a district is no dong");
    assert!(dongs.administrative("1165065100").is_some() && dongs.legal("1165065100").is_none());
}
