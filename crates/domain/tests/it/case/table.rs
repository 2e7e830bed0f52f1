//! Every stage with every act in every capacity, held to a table that is written down here once more.

use super::acts::{by, complete, extend, refusal, terms};
use super::{day, filed, morning, without_tasks};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use teukgu_domain::case::{
    Act, ActKind, Capacity, Case, Outcome, Refused, Stage, StageKind, TaskState, allowed,
};

/// Stages are columns, acts are rows, and a cell has the letters of those who may: `p` applicant, `o` officer,
/// `a` approver, `c` consulted authority, `m` committee, `s` system.
const TABLE: &str = "
act               received in_check awaiting_applicant in_review consulting recommended in_committee decided filing filing_failed closed withdrawn returned under_appeal
accept            o        .        .                  .         .          .           .            .       .      .             .      .         .        .
assign            oa       oa       oa                 oa        oa         oa          oa           .       .      .             .      .         .        .
do_task           .        o        o                  o         o          .           .            .       .      .             .      .         .        .
open_task         .        o        o                  o         o          .           .            .       .      .             .      .         .        .
request_info      .        o        .                  .         .          .           .            .       .      .             .      .         .        .
answer            .        .        p                  .         .          .           .            .       .      .             .      .         .        .
lapse             .        .        s                  .         .          .           .            .       .      .             .      .         .        .
complete_check    .        o        .                  .         .          .           .            .       .      .             .      .         .        .
consult           .        .        .                  o         .          .           .            .       .      .             .      .         .        .
invite            .        .        .                  .         ocs        .           .            .       .      .             .      .         .        .
respond           .        .        .                  .         c          .           .            .       .      .             .      .         .        .
end_consultation  .        .        .                  .         os         .           .            .       .      .             .      .         .        .
extend            o        o        o                  o         o          o           o            .       .      .             .      .         .        .
recount           s        s        s                  s         s          s           s            .       .      .             .      .         .        .
recommend         .        .        .                  o         .          .           .            .       .      .             .      .         .        .
approve           .        .        .                  .         .          a           .            .       .      .             .      .         .        .
push_back         .        .        .                  .         .          a           .            .       .      .             .      .         .        .
refer             .        .        .                  .         .          a           .            .       .      .             .      .         .        .
resolve           .        .        .                  .         .          .           m            .       .      .             .      .         .        .
issue             .        .        oa                 .         oa         .           .            oa      oa     oa            oa     .         oa       oa
send              .        .        .                  .         .          .           .            os      .      .             .      .         .        .
acknowledge       .        .        .                  .         .          .           .            .       os     .             .      .         .        .
fail_sending      .        .        .                  .         .          .           .            .       os     .             .      .         .        .
retry             .        .        .                  .         .          .           .            .       .      o             .      .         .        .
close             .        .        .                  .         .          .           .            os      .      .             .      .         .        .
withdraw          p        p        p                  p         p          p           p            .       .      .             .      .         .        .
return            o        o        o                  .         .          .           .            .       .      .             .      .         .        .
appeal            .        .        .                  .         .          .           .            p       .      .             p      .         .        .
decide_appeal     .        .        .                  .         .          .           .            .       .      .             .      .         .        a
";

/// Reads the table into the triples that are possible.
fn possible() -> BTreeSet<(StageKind, ActKind, char)> {
    let mut lines = TABLE.trim().lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let stages: Vec<StageKind> =
        lines.next().unwrap()[1..].iter().map(|key| StageKind::find_by_key(key).unwrap()).collect();
    assert_eq!(stages, StageKind::ALL, "a column for each stage");
    let rows: Vec<_> = lines.collect();
    assert_eq!(rows.len() + 1, ActKind::ALL.len(), "a row for each act but filing");
    let mut possible = BTreeSet::new();
    for row in rows {
        let act = ActKind::find_by_key(row[0]).unwrap();
        assert_eq!(row.len(), stages.len() + 1, "{}", row[0]);
        for (stage, cell) in stages.iter().zip(&row[1..]) {
            possible.extend(cell.chars().filter(|letter| *letter != '.').map(|letter| (*stage, act, letter)));
        }
    }
    possible
}

const fn letter(capacity: Capacity) -> char {
    match capacity {
        Capacity::Applicant => 'p',
        Capacity::Officer => 'o',
        Capacity::Approver => 'a',
        Capacity::Consultee => 'c',
        Capacity::Committee => 'm',
        Capacity::System => 's',
    }
}

fn done(case: &Case, act: Act, capacity: Capacity) -> Result<Case, Refused> {
    let terms = terms(act.kind());
    case.act(act, &by(capacity), morning(), &terms)
}

/// Searches by breadth from filing for a case in each stage.
fn one_in_each_stage() -> BTreeMap<StageKind, Case> {
    let (mut found, mut seen) = (BTreeMap::new(), BTreeSet::new());
    let mut next = VecDeque::from([without_tasks()]);
    while let Some(case) = next.pop_front() {
        let attempts = if let Stage::Filing(filing) = &case.stage { filing.attempts.len() } else { 0 };
        if !seen.insert((case.stage.kind(), attempts)) {
            continue;
        }
        for act in ActKind::ALL.iter().filter_map(|act| complete(*act)) {
            next.extend(Capacity::ALL.iter().filter_map(|by| done(&case, act.clone(), *by).ok()));
        }
        found.entry(case.stage.kind()).or_insert(case);
    }
    found
}

#[test]
fn every_stage_can_be_reached_from_filing() {
    let found: Vec<StageKind> = one_in_each_stage().into_keys().collect();
    assert_eq!(found, StageKind::ALL);
}

#[test]
fn exactly_what_the_table_says_is_possible_and_a_refusal_leaves_the_case_as_it_was() {
    let possible = possible();
    let mut tried = 0;
    for (stage, case) in one_in_each_stage() {
        let before = case.clone();
        for act in ActKind::ALL.iter().copied() {
            let Some(complete) = complete(act) else { continue };
            for by in Capacity::ALL.iter().copied() {
                let is_possible = possible.contains(&(stage, act, letter(by)));
                let name = format!("{} in {} by {}", act.key(), stage.key(), by.key());
                check(&case, (complete.clone(), by), is_possible, &name);
                assert_eq!(allowed(stage, by).contains(&act), is_possible, "{name}");
                assert_eq!(case, before, "{name}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 14 * 29 * 6);
}

fn check(case: &Case, (act, by): (Act, Capacity), is_possible: bool, name: &str) {
    let kind = act.kind();
    match done(case, act, by) {
        Ok(after) => {
            assert!(is_possible, "{name} is possible");
            assert_eq!(after.steps.len(), case.steps.len() + 1, "{name}");
            assert_eq!(after.steps.last().unwrap().act, kind, "{name}");
        }
        Err(refused) => {
            assert!(!is_possible, "{name}: {refused}");
            let is_by_table = matches!(&refused, Refused::NotNow { act, .. } if *act == kind);
            assert!(is_by_table, "{name}: {refused}");
            assert_ne!((refused.message().ko, refused.help().en), (String::new(), String::new()), "{name}");
        }
    }
}

/// Goes on by acts, each in the first capacity that may do it.
fn after(mut case: Case, acts: &[ActKind]) -> Case {
    for act in acts {
        let went = Capacity::ALL.iter().find_map(|by| done(&case, complete(*act).unwrap(), *by).ok());
        case = went.unwrap();
    }
    case
}

const TO_REVIEW: &[ActKind] = &[ActKind::Accept, ActKind::CompleteCheck];

#[test]
fn a_case_goes_on_only_when_the_tasks_of_its_stage_are_done() {
    let case = after(filed(&TaskState::Open), &[ActKind::Accept]);
    let refused = done(&case, Act::CompleteCheck, Capacity::Officer).unwrap_err();
    assert_eq!(refused, Refused::TasksOpen { ids: vec!["papers".to_owned()] });
    let case = after(case, &[ActKind::DoTask, ActKind::CompleteCheck]);
    let recommend = complete(ActKind::Recommend).unwrap();
    let refused = done(&case, recommend.clone(), Capacity::Officer).unwrap_err();
    assert_eq!(refused, Refused::TasksOpen { ids: vec!["matter".to_owned()] });
    let tick = |why: &str| Act::DoTask { id: "matter".to_owned(), not_needed: Some(why.to_owned()) };
    let refused = done(&case, tick(" "), Capacity::Officer).unwrap_err();
    assert_eq!(refused, Refused::Empty { field: "reason" }, "what does not apply needs a reason");
    let case = done(&case, tick("해당 없음"), Capacity::Officer).unwrap();
    done(&case, recommend, Capacity::Officer).unwrap();
}

#[test]
fn nobody_approves_refers_or_decides_what_they_recommended() {
    let case = after(without_tasks(), TO_REVIEW);
    let same = by(Capacity::Officer);
    let same = |capacity| teukgu_domain::case::By { capacity, account: same.account.clone() };
    let case = after(case, &[ActKind::Recommend]);
    for act in [ActKind::Approve, ActKind::Refer] {
        let refused =
            case.act(complete(act).unwrap(), &same(Capacity::Approver), morning(), &terms(act)).unwrap_err();
        assert_eq!(refused, Refused::OwnRecommendation, "{}", act.key());
    }
    let case = after(case, &[ActKind::Approve, ActKind::Appeal]);
    let act = ActKind::DecideAppeal;
    let refused =
        case.act(complete(act).unwrap(), &same(Capacity::Approver), morning(), &terms(act)).unwrap_err();
    assert_eq!(refused, Refused::OwnRecommendation);
}

#[test]
fn a_decision_on_an_objection_cannot_be_objected_to() {
    let case = after(without_tasks(), TO_REVIEW);
    let case = after(case, &[ActKind::Recommend, ActKind::Approve, ActKind::Appeal, ActKind::DecideAppeal]);
    let refused = done(&case, complete(ActKind::Appeal).unwrap(), Capacity::Applicant).unwrap_err();
    assert_eq!(refused, Refused::SecondAppeal);
}

#[test]
fn a_refusal_is_not_sent_and_a_grant_is_sent_before_it_is_closed() {
    let case = after(without_tasks(), TO_REVIEW);
    let decided = |outcome: Outcome| {
        let recommend = Act::Recommend { outcome, note: "까닭".to_owned() };
        after(done(&case, recommend, Capacity::Officer).unwrap(), &[ActKind::Approve])
    };
    let with_authority = terms(ActKind::Send);
    let act = |case: &Case, kind| {
        case.act(complete(kind).unwrap(), &by(Capacity::Officer), morning(), &with_authority)
    };
    assert_eq!(act(&decided(refusal()), ActKind::Send), Err(Refused::NothingToSend));
    assert!(act(&decided(refusal()), ActKind::Close).is_ok());
    assert_eq!(act(&decided(Outcome::Granted), ActKind::Close), Err(Refused::MustBeSent));
}

#[test]
fn a_period_is_extended_in_its_own_unit_with_an_article() {
    let case = without_tasks();
    for other in ["1mo", "24h", "2w"] {
        let refused = done(&case, extend(other), Capacity::Officer).unwrap_err();
        assert_eq!(refused, Refused::OtherUnit { period: case.rule.period }, "{other}");
        assert_ne!((refused.message().ko, refused.help().ko), (String::new(), String::new()));
    }
    let Act::Extend { period, reason, .. } = extend("7d") else { unreachable!() };
    let nameless = Act::Extend { period, reason, cite: String::new() };
    assert_eq!(done(&case, nameless, Capacity::Officer), Err(Refused::Empty { field: "cite" }));
    let case = done(&case, extend("7d"), Capacity::Officer).unwrap();
    assert_eq!(done(&case, extend("7d"), Capacity::Officer), Err(Refused::TooManyExtensions { most: 1 }));
}

#[test]
fn a_clock_that_was_set_back_does_not_turn_the_events_of_a_case_round() {
    let case = after(without_tasks(), &[ActKind::Accept]);
    let act = ActKind::RequestInfo;
    let before = "2026-03-02T23:00:00Z".parse().unwrap();
    let case = case.act(complete(act).unwrap(), &by(Capacity::Officer), before, &terms(act)).unwrap();
    assert!(case.clock.is_sorted_by_key(|event| event.at), "{:?}", case.clock);
    assert_eq!(case.steps.last().unwrap().at, before, "the step says what the machine said");
}

#[test]
fn a_time_that_is_not_over_holds_and_one_that_has_passed_cannot_be_set() {
    let case = after(without_tasks(), &[ActKind::Accept, ActKind::RequestInfo]);
    let early = terms(ActKind::Answer);
    let refused = case.act(Act::Lapse, &by(Capacity::System), morning(), &early).unwrap_err();
    assert_eq!(refused, Refused::NotYet { until: day("2026-03-20") });
    let case = after(without_tasks(), TO_REVIEW);
    let asked = after(case.clone(), &[ActKind::Consult]);
    let refused = asked.act(Act::EndConsultation, &by(Capacity::System), morning(), &early).unwrap_err();
    assert_eq!(refused, Refused::AnswersMissing { waiting: 1, until: day("2026-03-20") });
    let Some(Act::Consult { bodies, .. }) = complete(ActKind::Consult) else { unreachable!() };
    let late = Act::Consult { bodies, until: early.today };
    assert_eq!(done(&case, late, Capacity::Officer), Err(Refused::NoTimeLeft { until: early.today }));
}
