//! Procedures: what the repository says, what each code finds, and what text that is broken does not do.

mod reading;

use crate::support::{law, repository};
use jiff::civil::date;
use std::collections::BTreeSet;
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::Lang;
use teukgu_rules::law::LawSet;
use teukgu_rules::procedure::{
    Applicant, Event, EventKind, FieldKind, Filer, LetterKind, PLACEHOLDERS, Procedure, Stage,
};

const SEVEN: [&str; 7] = [
    "investment.exemption",
    "park.occupancy",
    "patent.certificate",
    "petition.general",
    "recommendation.e7",
    "road.consultation",
    "road.control",
];

#[test]
fn the_seven_procedures_of_yangjae_are_there() {
    let law = law(&repository());
    let ids: Vec<&str> = law.procedures_on(date(2026, 11, 26)).map(|known| known.id.as_str()).collect();
    assert_eq!(ids, SEVEN);
    assert!(law.procedure_on("recommendation.e7", date(2024, 12, 31)).is_none());
}

#[test]
fn every_procedure_has_what_an_officer_needs() {
    for procedure in &law(&repository()).procedures {
        let id = &procedure.id;
        assert!((4..=8).contains(&procedure.tasks.len()), "{id}: {} tasks", procedure.tasks.len());
        for stage in [Stage::Check, Stage::Review] {
            assert!(procedure.tasks_of(stage).count() > 0, "{id}: {}", stage.key());
        }
        assert!(!procedure.grounds.is_empty() && !procedure.form.fields.is_empty(), "{id}");
        assert!(procedure.letter(LetterKind::Refused).is_some(), "{id}");
    }
}

#[test]
fn the_local_government_files_the_four_requests_of_an_event_and_cannot_object() {
    let law = law(&repository());
    let guide = law.event.as_ref().unwrap();
    assert_eq!(guide.requests.len(), 4);
    for request in &guide.requests {
        assert_eq!(request.kinds.len(), 1);
        let id = &request.procedure;
        let procedure = law.procedure(id).unwrap();
        assert_eq!(procedure.applicant, Applicant::ZoneOffice, "{id}");
        assert!(procedure.appeal.is_none() && procedure.clock.promise, "{id}");
    }
}

#[test]
fn a_time_that_no_statute_sets_is_a_promise_and_says_so() {
    for procedure in &law(&repository()).procedures {
        let times = procedure.clock_when.iter().map(|(_, clock)| clock).chain([&procedure.clock]);
        for clock in times {
            assert_eq!(clock.promise, clock.basis.cite.is_empty(), "{}", procedure.id);
            assert!(!clock.promise || clock.note.is_some(), "{}", procedure.id);
        }
    }
}

#[test]
fn the_kind_of_a_petition_sets_its_time() {
    let law = law(&repository());
    let petition = law.procedure("petition.general").unwrap();
    for (kind, period) in
        [("law_question", "14d"), ("proposal", "14d"), ("procedure_question", "7d"), ("grievance", "7d")]
    {
        let clock = petition.clock_for(|field| (field == "kind").then_some(kind));
        assert_eq!((clock.clock, clock.period.to_string().as_str()), (Clock::Petition, period), "{kind}");
    }
    let other = petition.clock_for(|_| Some("other"));
    assert_eq!(other.period, Period::AT_ONCE);
    assert_eq!(petition.clock_for(|_| None), &petition.clock);
}

#[test]
fn an_authority_outside_has_the_name_of_the_day() {
    let law = law(&repository());
    let filing = law.procedure("patent.certificate").and_then(|known| known.filing.as_ref()).unwrap();
    assert_eq!(filing.by, Filer::Applicant);
    for (day, name) in [(date(2025, 9, 30), "특허청장"), (date(2025, 10, 1), "지식재산처장")] {
        assert_eq!(filing.authority_on(day).map(|name| name.ko.as_str()), Some(name));
    }
}

#[test]
fn every_letter_can_be_written_from_the_list_and_the_form() {
    for procedure in &law(&repository()).procedures {
        for letter in &procedure.letters {
            for lang in Lang::ALL {
                let filled = letter.fill(lang, |name| knows(procedure, name).then(|| name.to_uppercase()));
                let filled = filled.unwrap_or_else(|error| panic!("{}: {error}", procedure.id));
                let written = filled.body.join(" ") + &filled.title;
                assert!(!written.contains('{'), "{}: {written}", procedure.id);
            }
        }
    }
}

fn knows(procedure: &Procedure, name: &str) -> bool {
    PLACEHOLDERS.contains(&name) || procedure.form.field(name).is_some()
}

#[test]
fn what_the_self_check_knows_is_asked_with_the_same_choices() {
    let law = law(&repository());
    let form = &law.procedure("recommendation.e7").unwrap().form;
    let facts: BTreeSet<&str> = form.known_facts().map(|(_, fact)| fact).collect();
    assert!(facts.contains("person.status") && facts.contains("applicant.project"));
    let status = form.field("stay_status").unwrap();
    assert!(status.kind.choices().iter().any(|choice| choice.key == "e7"));
    let FieldKind::Number { unit, min, .. } = &form.field("wage").unwrap().kind else { panic!("a number") };
    assert_eq!((unit.as_ref().map(|unit| unit.ko.as_str()), *min), (Some("원"), 0));
}

#[test]
fn what_is_about_a_person_is_marked() {
    let law = law(&repository());
    let form = &law.procedure("recommendation.e7").unwrap().form;
    for id in ["person_name", "nationality", "birth_date", "stay_status", "wage"] {
        assert!(form.field(id).unwrap().personal, "{id}");
    }
}

#[test]
fn no_procedure_names_a_place() {
    for procedure in &law(&repository()).procedures {
        let texts = procedure.letters.iter().flat_map(|letter| &letter.body);
        let texts = texts.chain(procedure.tasks.iter().map(|task| &task.name));
        for text in texts.chain([&procedure.summary, &procedure.name]) {
            assert!(!text.ko.contains("서초") && !text.ko.contains("양재"), "{}: {}", procedure.id, text.ko);
        }
    }
}

#[test]
fn a_letter_does_not_lean_on_the_ending_of_a_word_that_is_put_in() {
    for procedure in &law(&repository()).procedures {
        for letter in &procedure.letters {
            for text in letter.body.iter().chain([&letter.title]) {
                for ending in ["}은", "}는", "}이 ", "}가 ", "}을", "}를", "}와", "}과", "}으로", "}로 "]
                {
                    assert!(!text.ko.contains(ending), "{}: {}", procedure.id, text.ko);
                }
            }
        }
    }
}

/// Asks whether a duty concerns a festival with so many visitors.
fn concerns(
    law: &LawSet,
    duty: &str,
    kinds: &[EventKind],
    host: &str,
    visitors: Option<i64>,
) -> Option<bool> {
    let guide = law.event.as_ref().unwrap();
    guide.duty(duty).unwrap().concerns(law, &Event { on: date(2026, 10, 17), kinds, host, visitors })
}

#[test]
fn a_duty_concerns_an_event_by_kind_host_and_size() {
    let law = law(&repository());
    let festival = [EventKind::Festival];
    for (kinds, host, visitors, expected) in [
        (&festival[..], "other", Some(1_000), Some(true)),
        (&festival[..], "other", Some(999), Some(false)),
        (&festival[..], "other", None, None),
        (&festival[..], "zone_government", Some(5_000), Some(false)),
        (&[EventKind::Festival, EventKind::Hazard][..], "other", Some(10), Some(true)),
        (&[EventKind::Hazard][..], "other", Some(5_000), Some(false)),
    ] {
        let found = concerns(&law, "safety_plan", kinds, host, visitors);
        assert_eq!(found, expected, "{kinds:?} {host} {visitors:?}");
    }
    let government = concerns(&law, "safety_plan_by_government", &festival, "zone_government", Some(1_000));
    assert_eq!(government, Some(true));
    assert_eq!(concerns(&law, "closure_notice", &[EventKind::RoadClosure], "other", None), Some(true));
}

#[test]
fn the_days_before_an_event_are_those_of_the_statutes() {
    let law = law(&repository());
    let guide = law.event.as_ref().unwrap();
    for (id, before, change) in [("safety_plan", "21d", "7d"), ("performance_report", "14d", "7d")] {
        let duty = guide.duty(id).unwrap();
        let periods = [duty.before, duty.change_before].map(|period| period.unwrap().to_string());
        assert_eq!(periods, [before, change], "{id}");
        assert!(!duty.basis.cite.is_empty() && !duty.basis.illustrative, "{id}");
    }
}
