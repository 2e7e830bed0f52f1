//! What the engine means: dates, supplementary provisions, exceptions, parameters, knowledge, quantifiers.

use crate::support::{ask, ask_as, changed, files, law};
use jiff::civil::date;
use serde_json::json;
use std::sync::Arc;
use teukgu_domain::calendar::{Certainty, Holiday, HolidayKind, Holidays};
use teukgu_domain::text::Text;
use teukgu_rules::LawFiles;
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::evaluate::{Bench, Gate};
use teukgu_rules::facts::{Facts, FactsReader};
use teukgu_rules::finding::Verdict;
use teukgu_rules::value::{Truth, Value};

const A: &str = "provisions/a.toml";

/// Adds text at the end of a file of the small law; its cases are left alone.
fn with(file: &str, text: &str) -> LawFiles {
    let mut files = files();
    files.files.get_mut(file).unwrap().extend_from_slice(text.as_bytes());
    files
}

fn all_known() -> serde_json::Value {
    json!({ "firm": { "role": "operator", "related": true }, "sites": [{ "inside": true }] })
}

#[test]
fn a_verdict_differs_across_an_amendment_only_in_the_authority() {
    let law = law(&files());
    let mut before = ask(&law, "test.a", date(2025, 9, 30), &all_known());
    let after = ask(&law, "test.a", date(2025, 10, 1), &all_known());
    assert_eq!(before.authority.as_ref().unwrap().ko, "옛 기관");
    assert_eq!(after.authority.as_ref().unwrap().ko, "새 기관");
    before.authority.clone_from(&after.authority);
    before.version.clone_from(&after.version);
    before.cite.clone_from(&after.cite);
    before.law_on = after.law_on;
    for (old, new) in before.documents.iter_mut().zip(&after.documents) {
        old.to.clone_from(&new.to);
    }
    before.also.clone_from(&after.also);
    assert_eq!(before, after);
}

#[test]
fn a_day_before_the_first_version_is_not_in_force() {
    let law = law(&files());
    let finding = ask(&law, "test.a", date(2019, 12, 31), &all_known());
    assert_eq!(finding.verdict, Verdict::NotInForce);
    assert!(finding.not_in_force.unwrap().ko.contains("2020-01-01"));
}

#[test]
fn what_is_false_elsewhere_asks_nothing() {
    let law = law(&files());
    let finding = ask(&law, "test.a", date(2026, 3, 2), &json!({ "firm.role": "none" }));
    assert_eq!((finding.verdict, finding.ask_next), (Verdict::NotMet, None));
    assert!(finding.missing.is_empty());
    let flip = finding.flips.iter().find(|flip| flip.fact == "firm.role").unwrap();
    assert_eq!((flip.verdict, flip.to.ko.as_str()), (Verdict::Unknown, "특화사업자 또는 참여기업"));
}

#[test]
fn the_first_question_is_the_cheapest_that_decides() {
    let law = law(&files());
    let finding = ask(&law, "test.a", date(2026, 3, 2), &json!({}));
    let order: Vec<&str> = finding.missing.iter().map(|question| question.fact.as_str()).collect();
    assert_eq!(order.last(), Some(&"firm.related"), "the officer's judgement comes last: {order:?}");
    assert_eq!(order.len(), 3);
}

#[test]
fn a_parameter_changes_with_its_day_and_is_unknown_without_a_value() {
    let least = "fact = \"firm.staff\"\nop = \">=\"\nparam = \"staff.least\"";
    let old = changed(
        "provisions/b.toml",
        "from = 2025-10-01\nauthority = \"새 기관\"",
        "from = 2020-01-01\nauthority = \"늘 있는 기관\"",
    );
    let mut old = old;
    old.files.get_mut("authorities.toml").unwrap().extend_from_slice(
        "\n[[authority]]\nname_ko = \"늘 있는 기관\"\nname_en = \"Always\"\nfrom = 2000-01-01\n".as_bytes(),
    );
    let law_old = law(&old);
    let seven = json!({ "firm.staff": 7 });
    assert_eq!(ask(&law_old, "test.b", date(2023, 12, 31), &seven).verdict, Verdict::Met);
    assert_eq!(ask(&law_old, "test.b", date(2024, 1, 1), &seven).verdict, Verdict::NotMet);
    let mut open = changed("provisions/b.toml", least, "param = \"criteria\"");
    open.files.insert("provisions/b.cases.toml".to_owned(), OPEN_CASES.as_bytes().to_vec());
    let open = law(&open);
    let finding = ask(&open, "test.b", date(2026, 3, 2), &seven);
    assert_eq!(finding.verdict, Verdict::Unknown);
    assert_eq!(finding.ask_next.unwrap().fact, "param.criteria");
    assert_eq!(finding.conditions[0].open[0].ko, "기준");
}

const OPEN_CASES: &str = r#"
provision = "test.b"
[base]
law_on = 2026-03-02
[[case]]
name_ko = "기준이 입력되면 충족한다"
name_en = "Entered"
params = { "criteria" = true }
expect = "met"
[[case]]
name_ko = "기준에 맞지 않으면 충족하지 못한다"
name_en = "Not fulfilled"
params = { "criteria" = false }
expect = "not_met"
only = "staff"
[[case]]
name_ko = "기준이 없으면 알 수 없다"
name_en = "Not entered"
expect = "unknown"
only = "staff"
ask = "param.criteria"
"#;

#[test]
fn an_exception_takes_away_and_an_unknown_one_leaves_unknown() {
    let law = law(&with(
        A,
        r#"
[[except]]
id = "too_large"
text_ko = "큰 기업은 그러하지 아니하다"
text_en = "Large firms are excepted"
cite = [{ law = "시험법", article = "제1조" }]
expr = 'firm.staff > 1000'
then = "use_general"
"#,
    )
    .and_staff());
    let on = date(2026, 3, 2);
    let staff = |number: serde_json::Value| json!({ "firm": { "role": "operator", "related": true, "staff": number }, "sites": [{ "inside": true }] });
    assert_eq!(ask(&law, "test.a", on, &staff(json!(1000))).verdict, Verdict::Met);
    let large = ask(&law, "test.a", on, &staff(json!(1001)));
    assert_eq!((large.verdict, large.use_general), (Verdict::NotMet, true));
    let unknown = ask(&law, "test.a", on, &staff(json!(null)));
    assert_eq!(unknown.verdict, Verdict::Unknown);
    assert_eq!(unknown.ask_next.unwrap().fact, "firm.staff");
}

/// Cases of the small law that also know the staff.
trait AndStaff {
    fn and_staff(self) -> Self;
}

impl AndStaff for LawFiles {
    fn and_staff(mut self) -> Self {
        let cases = self.files.get_mut("provisions/a.cases.toml").unwrap();
        let text = String::from_utf8(cases.clone()).unwrap();
        *cases = text
            .replacen("firm.role = \"operator\"", "firm.role = \"operator\"\nfirm.staff = 5", 1)
            .into_bytes();
        self
    }
}

const TRANSITION: &str = r#"
[[transition]]
id = "filed_before"
text_ko = "시행 전에 신청한 경우에는 종전의 규정에 따른다"
text_en = "What was filed before follows the former rule"
cite = [{ law = "시험법", article = "제2조" }]
expr = 'firm.filed_on < date("2025-10-01")'
use = "v1"
"#;

#[test]
fn a_supplementary_provision_chooses_the_version_of_what_was_filed_before() {
    let law = law(&with(A, TRANSITION));
    let filed = |day: &str| json!({ "firm": { "role": "operator", "related": true, "filed_on": day }, "sites": [{ "inside": true }] });
    let on = date(2025, 10, 2);
    let before = ask(&law, "test.a", on, &filed("2025-09-30"));
    assert_eq!((before.version.as_deref(), before.transition.is_some()), (Some("v1"), true));
    let after = ask(&law, "test.a", on, &filed("2025-10-01"));
    assert_eq!((after.version.as_deref(), after.transition.is_some()), (Some("v2"), false));
}

#[test]
fn an_open_supplementary_provision_matters_only_where_the_versions_part() {
    let strict = with(A, TRANSITION);
    let text = String::from_utf8(strict.files[A].clone()).unwrap();
    let text = text.replacen(
        "[[document]]",
        "[[condition]]\nid = \"staff\"\ntext_ko = \"한 명 이상일 것\"\ntext_en = \"At least one\"\ncite = [{ law = \"시험법\", article = \"제1조\" }]\nfact = \"firm.staff\"\nop = \">=\"\nvalue = 1\nonly = [\"v2\"]\n\n[[document]]",
        1,
    );
    let mut files = strict.and_staff();
    files.files.insert(A.to_owned(), text.into_bytes());
    let cases = files.files.get_mut("provisions/a.cases.toml").unwrap();
    cases.extend_from_slice(
        "\n[[case]]\nname_ko = \"0명\"\nname_en = \"None\"\nset = { \"firm.staff\" = 0, \"firm.filed_on\" = 2026-01-01 }\nexpect = \"not_met\"\nonly = \"staff\"\n\n[[case]]\nname_ko = \"모름\"\nname_en = \"Unknown\"\nset = { \"firm.filed_on\" = 2026-01-01 }\nunset = [\"firm.staff\"]\nexpect = \"unknown\"\nonly = \"staff\"\n".as_bytes(),
    );
    let law = law(&files);
    let on = date(2026, 3, 2);
    let facts = |staff: i64| json!({ "firm": { "role": "operator", "related": true, "staff": staff }, "sites": [{ "inside": true }] });
    assert_eq!(ask(&law, "test.a", on, &facts(5)).verdict, Verdict::Met, "both versions are met");
    let parted = ask(&law, "test.a", on, &facts(0));
    assert_eq!(parted.verdict, Verdict::Unknown);
    assert_eq!(parted.ask_next.unwrap().fact, "firm.filed_on");
}

#[test]
fn a_correction_of_the_record_is_not_seen_by_an_earlier_day_of_knowledge() {
    let text = String::from_utf8(files().files[A].clone()).unwrap();
    let text = text.replacen(
        "to = 2025-10-01\nauthority = \"옛 기관\"",
        "to = 2025-10-01\nknown_to = 2026-01-10\nauthority = \"옛 기관\"",
        1,
    );
    let text = text.replacen(
        "[[version]]\nid = \"v2\"",
        "[[version]]\nid = \"v1_corrected\"\nfrom = 2020-01-01\nto = 2025-10-01\nknown_from = 2026-01-10\nauthority = \"고친 기관\"\ncite = [{ law = \"시험법\", article = \"제1조\" }]\n\n[[version]]\nid = \"v2\"",
        1,
    );
    let mut files = files();
    files.files.insert(A.to_owned(), text.into_bytes());
    files.files.get_mut("authorities.toml").unwrap().extend_from_slice(
        "\n[[authority]]\nname_ko = \"고친 기관\"\nname_en = \"Corrected\"\nfrom = 2000-01-01\n".as_bytes(),
    );
    let cases = String::from_utf8(files.files["provisions/a.cases.toml"].clone()).unwrap();
    let cases = cases.replace(
        "expect = \"met\"\nauthority = \"옛 기관\"",
        "known_on = 2026-01-09\nexpect = \"met\"\nauthority = \"옛 기관\"",
    ) + "\n[[case]]\nname_ko = \"첫날\"\nname_en = \"First\"\nlaw_on = 2020-01-01\nexpect = \"met\"\n\n[[case]]\nname_ko = \"그 전날\"\nname_en = \"Before\"\nlaw_on = 2019-12-31\nexpect = \"not_in_force\"\n";
    files.files.insert("provisions/a.cases.toml".to_owned(), cases.into_bytes());
    let law = law(&files);
    let on = date(2025, 3, 2);
    let as_known = |known_on| {
        let days = Days { known_on, ..Days::on(on) };
        ask_as(&law, "test.a", days, &all_known()).version
    };
    assert_eq!(as_known(Some(date(2026, 1, 9))).as_deref(), Some("v1"));
    assert_eq!(as_known(Some(date(2026, 1, 10))).as_deref(), Some("v1_corrected"));
    assert_eq!(as_known(None).as_deref(), Some("v1_corrected"));
}

#[test]
fn the_zone_out_of_force_wins_over_every_other_outcome() {
    let law = law(&files());
    let compiled = Compiled::new(Arc::clone(&law), Days::on(date(2026, 3, 2)));
    let gate = Gate::closed(Text::new("지정 해제", "revoked"));
    let holidays = Holidays::default();
    let bench = Bench { law: &compiled, gate: &gate, holidays: &holidays };
    let finding = bench.find("test.a", &Facts::none(&law.vocabulary)).unwrap();
    assert_eq!(finding.verdict, Verdict::NotInForce);
    let general = bench.find("test.b", &Facts::none(&law.vocabulary)).unwrap();
    assert_eq!(general.verdict, Verdict::Unknown, "general law does not need the zone");
    assert_eq!(finding.also[0].provision, "test.b", "the general route is shown beside it");
}

#[test]
fn one_site_inside_is_enough_and_no_site_is_none() {
    let law = law(&files());
    let inside = |sites: serde_json::Value| {
        let facts = json!({ "firm": { "role": "operator", "related": true }, "sites": sites });
        let finding = ask(&law, "test.a", date(2026, 3, 2), &facts);
        finding.conditions.iter().find(|condition| condition.id == "inside").unwrap().state
    };
    assert_eq!(inside(json!([{ "inside": false }, { "inside": true }])), Truth::True);
    assert_eq!(inside(json!([{ "inside": false }, {}])), Truth::Unknown);
    assert_eq!(inside(json!([{ "inside": false }])), Truth::False);
    assert_eq!(inside(json!([])), Truth::False);
    assert_eq!(inside(json!(null)), Truth::Unknown);
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let law = law(&files());
    let facts = json!({ "firm": { "role": "operator" }, "sites": [{ "inside": true }, {}] });
    let write = || {
        let finding = ask(&law, "test.a", date(2026, 3, 2), &facts);
        serde_json::to_string(&teukgu_rules::json::finding(&finding, teukgu_domain::text::Lang::Ko)).unwrap()
    };
    assert_eq!(write(), write());
}

#[test]
fn a_derived_day_is_counted_by_the_calendar_and_never_by_an_interval() {
    let law = law(&files());
    let on = date(2026, 3, 2);
    let reader = FactsReader { vocabulary: &law.vocabulary, today: on, fact_on: on };
    let slot = law.vocabulary.slot("firm.last_day").unwrap();
    let counted = |filed: &str, holidays: &Holidays| {
        let mut facts = reader.read(&json!({ "firm.filed_on": filed })).unwrap();
        facts.derive(&law.vocabulary, holidays);
        facts.state(slot).known().map(|stated| stated.value.clone())
    };
    let holidays = Holidays::new([2025, 2026].map(new_year));
    // Article 157 begins on 1 July, so Article 160 ends with December; an SQL interval says the 30th.
    assert_eq!(counted("2025-06-30", &holidays), Some(Value::Date(date(2025, 12, 31))));
    assert_eq!(
        counted("2025-07-01", &holidays),
        Some(Value::Date(date(2026, 1, 2))),
        "New Year's Day moves on"
    );
    assert_eq!(counted("2025-06-30", &Holidays::default()), None, "without holidays nobody can say");
}

fn new_year(year: i16) -> Holiday {
    let name = Text::new("신정", "New Year's Day");
    let (kind, certainty) = (HolidayKind::Fixed, Certainty::Certain);
    Holiday { on: date(year, 1, 1), name, kind, certainty, known_since: None }
}
