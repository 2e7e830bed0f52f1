//! Screenings: results that are loaded, registers that are screened here, who has applied, and what is kept of whom.

mod files;

use crate::support::{MovedClock, Stage, stage_in};
use files::{DAY, Row, SCHEMA, csv, parquet, parquet_as, row, sample};
use jiff::SignedDuration;
use parquet::basic::Compression;
use std::fmt::Write as _;
use std::sync::Arc;
use teukgu_domain::account::{Account, Role};
use teukgu_domain::entry::{Event, EventKind, NounKind};
use teukgu_domain::fault::Fault;
use teukgu_domain::ids::ScreeningId;
use teukgu_office::screening::{
    BuiltIn, Filter, NewFile, OpenedScreening, ProvisionCounts, RegisterMap, Said, ScreeningFault,
    ScreeningOrigin,
};
use teukgu_store::{Shelf, Store as _};

const LETTER: &str = "act.31.letter";
const PATENT: &str = "act.55.patent_priority";

struct Play {
    clock: Arc<MovedClock>,
    stage: Stage,
    officer: Account,
}

async fn play() -> Play {
    let clock = Arc::new(MovedClock::at("2026-03-02T09:00+09:00"));
    let stage = stage_in(teukgu_testkit::yangjae(), clock.clone()).await;
    let officer = stage.person("officer", Role::Officer).await;
    Play { clock, stage, officer }
}

impl Play {
    async fn load(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Result<ScreeningId, ScreeningFault> {
        let file = NewFile { name: name.to_owned(), bytes: bytes.into() };
        self.stage.office.screenings().load_result(&self.stage.who(&self.officer), file).await
    }

    async fn screen(
        &self,
        bytes: impl Into<Vec<u8>>,
        map: RegisterMap,
        day: &str,
    ) -> Result<ScreeningId, ScreeningFault> {
        let file = NewFile { name: "register.csv".to_owned(), bytes: bytes.into() };
        self.stage.office.screenings().screen_register(&self.stage.who(&self.officer), file, map, day).await
    }

    async fn open(&self, id: &ScreeningId) -> OpenedScreening {
        self.stage.office.screenings().open(&self.stage.who(&self.officer), id).await.unwrap()
    }

    /// Returns code and line of everything that is wrong with a result.
    async fn faults(&self, bytes: impl Into<Vec<u8>>) -> Vec<(&'static str, usize)> {
        let found = faults_of(self.load("result", bytes).await);
        found.iter().map(|fault| (fault.code, fault.line)).collect()
    }
}

fn faults_of(done: Result<ScreeningId, ScreeningFault>) -> Vec<Fault> {
    match done {
        Err(ScreeningFault::File(faults)) => faults,
        other => unreachable!("{other:?}"),
    }
}

fn of<'c>(counts: &'c [ProvisionCounts], id: &str) -> &'c ProvisionCounts {
    counts.iter().find(|counts| counts.id == id).unwrap()
}

#[tokio::test]
async fn a_result_says_the_same_in_csv_and_in_parquet_and_other_zones_are_counted() {
    let play = play().await;
    let text = play.load("결과.csv", format!("\u{feff}{}", csv(&sample()))).await.unwrap();
    let one = play.open(&text).await;
    let screening = &one.screening;
    assert_eq!((screening.origin, screening.file.as_str()), (ScreeningOrigin::Result, "결과.csv"));
    assert_eq!((screening.rows, screening.of_other_zones), (7, 1));
    assert_eq!(
        (screening.inside, screening.on_border, screening.on.to_string().as_str()),
        (3, 1, "2026-03-02")
    );
    assert!(!screening.is_illustrative && one.by == "officer 사람");
    let counts = one.counts();
    let patent = of(&counts, PATENT);
    assert_eq!([Said::Unknown, Said::NotMet, Said::NotInForce].map(|said| patent.of(said)), [1, 1, 1]);
    assert_eq!((patent.open[0].0.id.as_str(), patent.open[0].1), ("venture", 1));
    for compression in [Compression::SNAPPY, Compression::UNCOMPRESSED] {
        let id = play.load("r.parquet", parquet(&sample(), compression)).await.unwrap();
        let other = play.open(&id).await;
        assert_eq!((&other.rows, other.counts()), (&one.rows, one.counts()), "{compression:?}");
    }
}

/// What `teukgu-screen run --names` wrote of 300,000 made-up establishments, the Yangjae zone and a square beside it, by
/// the six special cases on 2026-06-08.
const WRITTEN: &[u8] = include_bytes!("screening/found.parquet");

#[tokio::test]
async fn the_result_that_the_tool_for_national_registers_writes_is_loaded_as_it_is() {
    let play = play().await;
    let id = play.load("found.parquet", WRITTEN).await.unwrap();
    let one = play.open(&id).await;
    assert_eq!(
        (one.screening.inside, one.screening.rows, one.screening.of_other_zones),
        (23, 6 * 465, 6 * 442)
    );
    assert!(one.screening.is_illustrative);
    assert_eq!(one.screening.on.to_string(), "2026-06-08");
    assert_eq!(of(&one.counts(), PATENT).of(Said::Unknown), 23);
    assert!(
        one.rows.as_ref().unwrap().establishments.iter().all(|found| found
            .name
            .as_deref()
            .unwrap()
            .starts_with("합성사업체"))
    );
}

#[tokio::test]
async fn the_condition_that_decided_is_told_in_the_words_of_the_law() {
    let play = play().await;
    let law = play.stage.office.law().law();
    let condition = &law.provision(LETTER).unwrap().conditions[0];
    let rows = [
        row("E1", "", LETTER, "unknown", &condition.id),
        row("E2", "", LETTER, "unknown", "term"),
        row("E3", "", LETTER, "not_met", "made-up"),
    ];
    let id = play.load("a.csv", csv(&rows)).await.unwrap();
    let counts = play.open(&id).await.counts();
    let words: Vec<&str> = counts[0].open.iter().map(|(part, _)| part.text.ko.as_str()).collect();
    assert!(words.contains(&condition.text.ko.as_str()), "{words:?}");
    assert!(words.iter().any(|words| words.contains("기간")), "{words:?}");
    assert_eq!(counts[0].missing[0].0.text.ko, "made-up");
}

#[tokio::test]
async fn whoever_has_applied_for_the_special_case_under_the_same_name_is_told_apart() {
    let play = play().await;
    let firm = play.stage.person("firm", Role::Applicant).await;
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    let letter = |opened: &OpenedScreening| {
        let counts = opened.counts();
        let letter = of(&counts, LETTER);
        (letter.of(Said::NotYet), letter.of(Said::Applied), letter.met())
    };
    assert_eq!(letter(&play.open(&id).await), (2, 0, 2));
    let who = play.stage.who(&firm);
    crate::casework::file(&play.stage, &who, "recommendation.e7").await;
    // The firm is called "firm의 회사", which none of the three is.
    assert_eq!(letter(&play.open(&id).await), (2, 0, 2));
    let mut rows = sample();
    rows.iter_mut().filter(|row| row.establishment == "E1").for_each(|row| {
        row.name = Some("㈜ ＦＩＲＭ의  회사".to_owned());
    });
    let id = play.load("b.csv", csv(&rows)).await.unwrap();
    let opened = play.open(&id).await;
    assert_eq!(letter(&opened), (1, 1, 2));
    let invited: Vec<&str> = opened.invited().map(|found| found.establishment.id.as_str()).collect();
    assert_eq!(invited, ["E2"]);
}

#[tokio::test]
async fn findings_are_chosen_by_provision_by_what_is_said_by_part_by_border_and_by_words() {
    let play = play().await;
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    let opened = play.open(&id).await;
    let chosen = |filter: Filter| {
        let found = opened.find(filter);
        found.map(|one| format!("{} {}", one.establishment.id, one.said.key())).collect::<Vec<_>>()
    };
    assert_eq!(chosen(Filter::default()).len(), 6);
    let provision = Some(PATENT.to_owned());
    assert_eq!(
        chosen(Filter { provision: provision.clone(), ..Filter::default() }),
        ["E1 unknown", "E2 not_met", "E3 not_in_force"]
    );
    let part = Some("venture".to_owned());
    assert_eq!(chosen(Filter { said: Some(Said::Unknown), part, ..Filter::default() }), ["E1 unknown"]);
    assert_eq!(chosen(Filter { border: true, provision, ..Filter::default() }), ["E3 not_in_force"]);
    let words = "비전 양재".to_owned();
    assert_eq!(chosen(Filter { words, ..Filter::default() }).len(), 2);
}

#[tokio::test]
async fn a_name_is_kept_only_where_the_office_may_write_and_only_beside_the_record() {
    let play = play().await;
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    let rows = play.open(&id).await.rows.unwrap();
    let names: Vec<bool> = rows.establishments.iter().map(|one| one.name.is_some()).collect();
    assert_eq!(names, [true, true, false], "the third meets nothing, and nothing is open of it");
    let entries = play.stage.office.entries(0, 1_000).await.unwrap();
    let last = entries.last().unwrap();
    assert_eq!(last.kind, EventKind::Declared(NounKind::Screening));
    assert!(last.content.is_withheld());
    let zone = play.stage.office.zone_id();
    let noun = play.stage.store.noun(zone, NounKind::Screening, id.as_str()).await.unwrap();
    let said = serde_json::to_string(&noun.unwrap()).unwrap();
    assert!(!said.contains("홍길동") && !said.contains("E1"), "{said}");
}

#[tokio::test]
async fn removing_a_screening_removes_its_rows_and_the_record_keeps_that_it_was_there() {
    let play = play().await;
    let screenings = play.stage.office.screenings();
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    let who = play.stage.who(&play.officer);
    screenings.remove(&who, &id).await.unwrap();
    assert!(matches!(screenings.open(&who, &id).await, Err(ScreeningFault::NotFound)));
    assert!(matches!(screenings.remove(&who, &id).await, Err(ScreeningFault::NotFound)));
    assert!(screenings.list(&who).await.unwrap().is_empty());
    assert!(play.stage.store.shelf(Shelf::Screening, "", 10).await.unwrap().is_empty());
    let entries = play.stage.office.entries(0, 1_000).await.unwrap();
    assert_eq!(entries.last().unwrap().kind, EventKind::Withdrawn);
}

#[tokio::test]
async fn rows_go_after_half_a_year_and_the_counts_stay() {
    let play = play().await;
    let screenings = play.stage.office.screenings();
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    play.clock.pass(SignedDuration::from_hours(24 * 179));
    assert_eq!(screenings.drop_expired().await.unwrap(), 0);
    play.clock.pass(SignedDuration::from_hours(25));
    let opened = play.open(&id).await;
    assert!(opened.rows.is_none(), "they are not shown even before they are removed");
    assert_eq!(screenings.drop_expired().await.unwrap(), 1);
    let counts = opened.counts();
    assert_eq!((of(&counts, LETTER).met(), of(&counts, PATENT).of(Said::Unknown)), (2, 1));
    assert_eq!((opened.find(Filter::default()).count(), opened.invited().count()), (0, 0));
}

#[tokio::test]
async fn the_same_file_again_is_the_same_screening_and_twenty_are_kept() {
    let play = play().await;
    let first = play.load("a.csv", csv(&sample())).await.unwrap();
    assert_eq!(play.load("b.csv", csv(&sample())).await.unwrap(), first);
    for n in 1..20 {
        play.load("a.csv", csv(&[row(&format!("E{n}"), "", LETTER, "unknown", "")])).await.unwrap();
    }
    let done = play.load("a.csv", csv(&[row("E20", "", LETTER, "unknown", "")])).await;
    assert!(matches!(done, Err(ScreeningFault::Full)), "{done:?}");
    let listed = play.stage.office.screenings().list(&play.stage.who(&play.officer)).await.unwrap();
    assert_eq!(listed.len(), 20);
}

#[tokio::test]
async fn nobody_but_an_officer_loads_and_nobody_outside_reads() {
    let play = play().await;
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    let screenings = play.stage.office.screenings();
    for (role, reads, removes) in [
        (Role::Applicant, false, false),
        (Role::Member, false, false),
        (Role::Ministry, false, false),
        (Role::Admin, false, false),
        (Role::Auditor, true, false),
        (Role::Approver, true, true),
    ] {
        let person = play.stage.person(&format!("{}@a.example", role.key()), role).await;
        let who = play.stage.who(&person);
        let file = NewFile { name: "a.csv".to_owned(), bytes: Vec::new() };
        let loaded = screenings.load_result(&who, file).await;
        assert!(matches!(loaded, Err(ScreeningFault::Forbidden { .. })), "{role:?}");
        assert_eq!(screenings.open(&who, &id).await.is_ok(), reads, "{role:?}");
        assert_eq!(screenings.remove(&who, &id).await.is_ok(), removes, "{role:?}");
    }
}

/// Spoils a result in one way.
type Change = fn(&mut Vec<Row>);

#[tokio::test]
async fn a_row_that_cannot_be_used_refuses_the_result_and_is_named_with_its_line() {
    let play = play().await;
    let changed = |change: &dyn Fn(&mut Vec<Row>)| {
        let mut rows = sample();
        change(&mut rows);
        csv(&rows)
    };
    let cases: [(Change, &[(&str, usize)]); 8] = [
        (|rows| rows[1].verdict = "approved".to_owned(), &[("S13", 3)]),
        (|rows| rows[2].day = DAY + 1, &[("S14", 4)]),
        (|rows| rows[3].provision = LETTER.to_owned(), &[("S15", 5)]),
        (|rows| rows[3].border = true, &[("S16", 5)]),
        (|rows| rows[3].name = None, &[("S16", 5)]),
        (|rows| drop(rows.remove(3)), &[("S17", 1)]),
        (|rows| rows[0].establishment.clear(), &[("S12", 2)]),
        (|rows| rows.iter_mut().for_each(|row| row.zone = "pangyo".to_owned()), &[("S18", 1)]),
    ];
    for (at, (change, expected)) in cases.into_iter().enumerate() {
        assert_eq!(play.faults(changed(&change)).await, expected, "{at}");
    }
    let many = vec![Row { verdict: "?".to_owned(), ..row("E1", "", LETTER, "", "") }; 9];
    let faults = play.faults(csv(&many)).await;
    assert_eq!(faults.len(), 6, "five are named, the rest is counted: {faults:?}");
}

#[tokio::test]
async fn provisions_that_the_law_does_not_have_are_counted_and_named() {
    let play = play().await;
    let mut rows = sample();
    rows.push(row("E1", "(주) 양재 비전", "act.99.new", "met", ""));
    rows.push(row("E2", "홍길동 상회", "act.99.new", "met", ""));
    let id = play.load("a.csv", csv(&rows)).await.unwrap();
    let not_held = play.open(&id).await.screening.not_held;
    assert_eq!(not_held.into_iter().collect::<Vec<_>>(), [("act.99.new".to_owned(), 2)]);
    assert_eq!(play.faults(csv(&[row("E1", "", "act.99.new", "met", "")])).await, [("S19", 1)]);
}

#[tokio::test]
async fn a_text_that_is_no_result_is_refused_with_what_is_wrong() {
    let play = play().await;
    let head = csv(&[]);
    for (bytes, code) in [
        (Vec::new(), "S01"),
        (vec![b'a'; (32 << 20) + 1], "S02"),
        (b"name,zone\na,b\n".to_vec(), "S06"),
        (head.replace("name", "zone").into_bytes(), "S06"),
        (format!("zone,{head}").into_bytes(), "S07"),
        (b"\xc0\xcc\xb8\xa7,zone\n".to_vec(), "S10"),
        (format!("{head}E1,name\n").into_bytes(), "S11"),
        (format!("{head}E1,n,yangjae,maybe,{LETTER},met,,2026-03-02,false\n").into_bytes(), "S12"),
        (format!("{head}E1,n,yangjae,true,{LETTER},met,,soon,false\n").into_bytes(), "S12"),
        (head.clone().into_bytes(), "S18"),
    ] {
        let faults = play.faults(bytes).await;
        assert!(faults.iter().any(|(found, _)| *found == code), "{code}: {faults:?}");
    }
}

#[tokio::test]
async fn a_parquet_of_another_shape_is_refused_with_what_is_wrong() {
    let play = play().await;
    let rows = sample();
    let of_schema = |schema: &str| parquet_as(schema, &rows, Compression::SNAPPY);
    for (bytes, code) in [
        (of_schema(&SCHEMA.replace("binary zone", "binary district")), "S06"),
        (of_schema(&SCHEMA.replace("binary zone", "binary name")), "S07"),
        (of_schema(&SCHEMA.replace("on (DATE)", "on")), "S08"),
        (of_schema(&SCHEMA.replace("required binary verdict (UTF8)", "required binary verdict")), "S08"),
        (parquet(&rows, Compression::SNAPPY)[..200].to_vec(), "S04"),
        (b"PAR1".to_vec(), "S04"),
        (b"PAR1 and nothing of it PAR1".to_vec(), "S04"),
    ] {
        let faults = play.faults(bytes).await;
        assert!(faults.iter().any(|(found, _)| *found == code), "{code}: {faults:?}");
    }
    let mut packed = parquet(&rows, Compression::SNAPPY);
    // The codec of a column, in the head at the end: SNAPPY is 1, GZIP is 2.
    let faults = faults_of(play.load("a", unpackable(&mut packed)).await);
    assert_eq!((faults[0].code, faults[0].message.en.contains("GZIP")), ("S09", true), "{faults:?}");
}

/// Says that the first column is packed with GZIP: after the name in its path stands the field of the codec.
fn unpackable(bytes: &mut [u8]) -> Vec<u8> {
    let name = b"\x18\x0destablishment\x15\x02";
    let at = bytes.windows(name.len()).rposition(|window| window == name).unwrap();
    bytes[at + name.len() - 1] = 4;
    bytes.to_vec()
}

#[tokio::test]
async fn a_damaged_parquet_is_refused_or_read_and_never_ends_the_office() {
    let play = play().await;
    let whole = parquet(&sample(), Compression::SNAPPY);
    for len in (4..whole.len()).step_by(7) {
        assert!(play.load("a", &whole[..len]).await.is_err(), "{len}");
    }
    for at in (4..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let done = play.load("a", bytes).await;
        let is_told = matches!(done, Ok(_) | Err(ScreeningFault::File(_) | ScreeningFault::Full));
        assert!(is_told, "{at}: {done:?}");
    }
}

/// A place in the zone, and one outside.
const INSIDE: (&str, &str) = ("127.0271", "37.4683");
const OUTSIDE: (&str, &str) = ("127.5", "37.4683");

#[tokio::test]
async fn a_register_of_a_hundred_thousand_rows_is_screened_and_every_row_is_counted() {
    let play = play().await;
    let mut text = "est_id,name,ksic10,sgg,lon,lat,status,venture\n".to_owned();
    for n in 0..100_000 {
        let (lon, lat) = match n % 100 {
            0 => INSIDE,
            1 => ("", ""),
            2 => (INSIDE.1, INSIDE.0),
            _ => OUTSIDE,
        };
        let status = if n % 1_000 == 0 { "폐업" } else { "영업" };
        writeln!(text, "E{n},합성사업체 {n},62010,11650,{lon},{lat},{status},{}", n % 2).unwrap();
    }
    let id = play.screen(text, RegisterMap::BuiltIn(BuiltIn::Register), "").await.unwrap();
    let opened = play.open(&id).await;
    let screening = &opened.screening;
    assert_eq!((screening.origin, screening.on), (ScreeningOrigin::Register, play.stage.office.today()));
    assert!(screening.is_illustrative, "the built-in register is made up");
    assert_eq!((screening.rows, screening.inside), (100_000, 900), "a tenth of those inside is closed");
    let bucket = |name: &str| screening.buckets[name];
    assert_eq!(["located", "no_location", "looks_swapped"].map(bucket), [98_000, 1_000, 1_000]);
    let ids: Vec<&str> = screening.provisions.iter().map(|found| found.provision.as_str()).collect();
    assert!(ids.contains(&LETTER) && ids.contains(&PATENT) && !ids.contains(&"road.act.61"), "{ids:?}");
    for counts in opened.counts() {
        assert_eq!(counts.said.values().sum::<u64>(), 900, "{}", counts.id);
        assert!(counts.of(Said::Unknown) == 0 || !counts.open.is_empty(), "{}", counts.id);
    }
    let rows = format!("{}E,합성,,,,,,\n", "E,합성,,,,,,\n".repeat(100_001));
    let faults = faults_of(
        play.screen(
            format!("est_id,name,ksic10,sgg,lon,lat,status,venture\n{rows}"),
            RegisterMap::BuiltIn(BuiltIn::Register),
            "",
        )
        .await,
    );
    assert_eq!(faults[0].code, "R20");
}

#[tokio::test]
async fn a_register_is_screened_for_the_day_that_is_asked_for_by_a_map_of_ones_own() {
    let play = play().await;
    let map = "name_ko = \"우리 등록부\"\nname_en = \"our register\"\n\n[columns]\nid = \"번호\"\nname = \"상호\"\n\
               longitude = \"경도\"\nlatitude = \"위도\"\n";
    let text =
        format!("번호,상호,경도,위도\n1,가게,{},{}\n2,밖,{},{}\n", INSIDE.0, INSIDE.1, OUTSIDE.0, OUTSIDE.1);
    let own = |map: &str| RegisterMap::Own(map.to_owned());
    let id = play.screen(text.clone(), own(map), "2024-12-31").await.unwrap();
    let opened = play.open(&id).await;
    assert!(!opened.screening.is_illustrative && opened.screening.inside == 1);
    let counts = opened.counts();
    assert!(counts.iter().all(|counts| counts.of(Said::NotInForce) == 1), "the zone begins a day later");
    let id = play.screen(text.clone(), own(map), "2025-01-01").await.unwrap();
    let counts = play.open(&id).await.counts();
    assert!(counts.iter().all(|counts| counts.of(Said::NotInForce) == 0));

    let done = play.screen(text.clone(), own(map), "tomorrow").await;
    assert!(matches!(&done, Err(ScreeningFault::Form(faults)) if faults[0].field == "on"), "{done:?}");
    let faults = faults_of(play.screen(text.clone(), own("[columns]\nids = 1\n"), "").await);
    assert_eq!((faults[0].file.as_str(), faults[0].code), ("columns.toml", "R03"), "{faults:?}");
    let faults = faults_of(play.screen(text, RegisterMap::BuiltIn(BuiltIn::Shops), "").await);
    assert_eq!((faults[0].file.as_str(), faults[0].code), ("register.csv", "R22"));
}

#[tokio::test]
async fn a_zone_without_special_cases_of_the_law_folder_says_so() {
    let stage = crate::support::stage().await;
    let officer = stage.person("officer", Role::Officer).await;
    let text = "est_id,name,ksic10,sgg,lon,lat,status,venture\nE1,a,,,126,34,영업,1\n";
    let file = NewFile { name: "a.csv".to_owned(), bytes: text.into() };
    let map = RegisterMap::BuiltIn(BuiltIn::Register);
    let done = stage.office.screenings().screen_register(&stage.who(&officer), file, map, "").await;
    assert_eq!(faults_of(done)[0].code, "S22");
}

#[tokio::test]
async fn a_screening_is_read_back_from_the_record_as_it_was_written() {
    let play = play().await;
    let id = play.load("a.csv", csv(&sample())).await.unwrap();
    let zone = play.stage.office.zone_id();
    let noun = play.stage.store.noun(zone, NounKind::Screening, id.as_str()).await.unwrap().unwrap();
    let json = serde_json::to_string(&noun).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), noun);
    play.stage.store.rebuild(zone).await.unwrap();
    assert_eq!(play.stage.store.noun(zone, NounKind::Screening, id.as_str()).await.unwrap(), Some(noun));
}
