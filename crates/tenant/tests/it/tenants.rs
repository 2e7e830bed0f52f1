//! The zones of the repository.

use crate::sample::{CODES, folder, repository, sample};
use teukgu_codes::dongs::Resolved;
use teukgu_domain::history::DatePrecision;
use teukgu_domain::money::Won;
use teukgu_domain::plan::FundSource;
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Lang;
use teukgu_tenant::{Folder, Severity, lint, read};

#[track_caller]
fn sound(folder: &Folder) -> Snapshot {
    let lines = |faults: Vec<teukgu_tenant::Fault>| {
        faults.iter().map(|fault| fault.line(Lang::En)).collect::<Vec<_>>().join("\n")
    };
    read(folder, &CODES).map_err(lines).expect("the folder has no fault")
}

#[test]
fn every_zone_of_the_repository_is_read_without_a_fault() {
    for id in ["yangjae", "gaon"] {
        let zone = sound(&folder(&repository().join("tenants").join(id), id));
        assert_eq!(zone.zone().unwrap().id.as_str(), id);
        assert!(zone.boundary().is_some() && !zone.sub_projects().is_empty(), "{id}");
        let plan = zone.plan_versions().pop().unwrap().budget;
        let programmes: Won = zone.programmes().into_iter().map(|each| zone.programme_total(each)).sum();
        assert_eq!(programmes, plan, "{id}");
    }
}

#[test]
fn the_sample_folder_has_nothing_to_say() {
    assert!(lint(&sample(), &CODES).findings.is_empty());
}

#[test]
fn records_keep_the_order_of_their_file_and_every_field() {
    let zone = sound(&sample());
    let subs: Vec<_> = zone.sub_projects().into_iter().map(|sub| (sub.id.as_str(), sub.order)).collect();
    assert_eq!(subs, [("school", 1), ("lab", 2)]);
    let school = zone.sub_projects()[0];
    let lines: Vec<_> = school.budget.iter().map(|l| (l.year, l.fund, l.amount.won())).collect();
    let expected = [
        (2025, FundSource::National, 150_000_000),
        (2025, FundSource::District, 50_000_000),
        (2026, FundSource::City, 200_000_000),
    ];
    assert_eq!(lines, expected, "a fund without money is no line");
    assert_eq!(school.indicators[0].targets.len(), 2);
    assert_eq!(zone.history()[0].precision, DatePrecision::Year);
    let naru = zone.organisations()[1];
    assert_eq!(naru.note_ko, "이른바 \"나루\"");
    assert!(naru.provenance.illustrative);
    let university = zone.organisations()[0];
    assert_eq!(university.position.unwrap().x, 127_030_500_000);
    let cited: Vec<_> = university.provenance.sources.iter().map(ToString::to_string).collect();
    assert_eq!(cited, ["press", "notice"]);
    assert_eq!(zone.claims()[0].value.amount, 1_000_000_000);
}

#[test]
fn byte_order_marks_and_carriage_returns_change_nothing() {
    let mut folder = sample();
    let plain = sound(&folder);
    for bytes in folder.files.values_mut() {
        let text = String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n");
        *bytes = format!("\u{feff}{text}").into_bytes();
    }
    assert_eq!(sound(&folder), plain);
}

#[test]
fn notes_do_not_keep_a_folder_from_being_used() {
    let mut folder = sample();
    folder.files.insert("sitse.toml".to_owned(), Vec::new());
    let report = lint(&folder, &CODES);
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].severity, Severity::Note);
    assert_eq!(report.findings[0].help.en, "The nearest known file: `sites.toml`");
    assert!(report.snapshot.is_some() && read(&folder, &CODES).is_ok());
}

#[test]
fn names_of_dongs_are_resolved_against_the_whole_country() {
    let dongs = &CODES.dongs;
    let codes = |name: &str| match dongs.resolve(name) {
        Resolved::One(dong) => vec![dong.code.as_str()],
        Resolved::Ambiguous(all) => all.into_iter().map(|dong| dong.code.as_str()).collect(),
        Resolved::Unknown { .. } => vec![],
    };
    assert_eq!(codes("양재동"), ["1165010200", "1165065100", "1165065200"]);
    assert_eq!(codes("서초구 우면동"), ["1165010300"]);
    assert_eq!(codes("서울특별시 서초구 양재1동"), ["1165065100"]);
    assert!(codes("신사동").len() >= 4);
    assert!(matches!(dongs.resolve("양제동"), Resolved::Unknown { nearest } if nearest.len() == 3));
}
