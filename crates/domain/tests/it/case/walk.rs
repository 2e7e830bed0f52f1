//! A hundred thousand random lives of cases, and what holds after every step of each.

use super::acts::{body, complete, extend, invitation, refusal, respond};
use super::{account, filed, morning, without_tasks};
use crate::support::holidays;
use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use teukgu_domain::Date;
use teukgu_domain::case::{
    Act, ActKind, By, Capacity, Case, ConsultationState, Outcome, Refused, Stage, StageKind, SupplementState,
    TaskState, Terms, allowed,
};
use teukgu_domain::clock;

const WALKS: u64 = 100_000;
/// Acts that are tried in one life.
const TRIES: usize = 16;
/// In one of so many lives, every step is written and read again, and the clock is counted.
const WRITTEN: u64 = 64;

/// Draws the same lots in every run (`SplitMix64`).
struct Lots(u64);

impl Lots {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// Returns the day that lies so many days after the filing; written down once, since days are counted slowly here.
fn day(after: usize) -> Date {
    static DAYS: LazyLock<Vec<Date>> = LazyLock::new(|| {
        let first = super::day("2026-03-03");
        first.series(jiff::Span::new().days(1)).take(100).collect()
    });
    DAYS[after]
}

type Pairs = BTreeMap<(StageKind, bool), Vec<(ActKind, Capacity)>>;

/// What may be done in each stage: what brings a case forward, and all that may be done.
static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let each = StageKind::ALL.iter().flat_map(|stage| [(*stage, false), (*stage, true)]);
    each.map(|(stage, forward)| ((stage, forward), pairs(stage, forward))).collect()
});

fn pairs(stage: StageKind, forward: bool) -> Vec<(ActKind, Capacity)> {
    let all = Capacity::ALL.iter().flat_map(|by| allowed(stage, *by).into_iter().map(|act| (act, *by)));
    all.filter(|(act, _)| !forward || !IDLE.contains(act)).collect()
}

/// Acts that leave a case in its stage or end it early.
const IDLE: &[ActKind] = &[
    ActKind::Assign,
    ActKind::DoTask,
    ActKind::OpenTask,
    ActKind::Extend,
    ActKind::Recount,
    ActKind::Invite,
    ActKind::Issue,
    ActKind::Withdraw,
    ActKind::Return,
];

/// One life: the case, the lots that it is drawn by, and how far its days have gone.
struct Life {
    case: Case,
    lots: Lots,
    days: usize,
    terms: Terms,
}

impl Life {
    fn begin(number: u64) -> Self {
        let mut lots = Lots(number);
        let case = if lots.one_in(4) { filed(&TaskState::Open) } else { without_tasks() };
        let terms = Terms {
            today: day(0),
            supplements: u32::try_from(lots.below(3)).unwrap(),
            extensions: u32::try_from(lots.below(3)).unwrap(),
            appeal_until: (!lots.one_in(4)).then(|| day(40)),
            files_with: lots.one_in(2).then(|| "특허청".to_owned()),
        };
        Self { case, lots, days: 0, terms }
    }

    /// Tries an act and returns the case before it if it went through.
    fn go_on(&mut self) -> Option<(ActKind, By, Case)> {
        if self.lots.one_in(2) {
            self.days += self.lots.of(&[0, 1, 2, 3]);
        }
        self.terms.today = day(self.days);
        let at = morning() + SignedDuration::from_secs(86_400 * i64::try_from(self.days).unwrap());
        let (kind, capacity) = self.some_act();
        let by = self.somebody(capacity);
        let act = self.act(kind)?;
        match self.case.act(act, &by, at, &self.terms) {
            Ok(after) => Some((kind, by, std::mem::replace(&mut self.case, after))),
            Err(refused) => {
                let is_by_table = !allowed(self.case.stage.kind(), by.capacity).contains(&kind);
                assert_eq!(is_by_table, matches!(refused, Refused::NotNow { .. }), "{refused}");
                None
            }
        }
    }

    /// Somebody of a capacity, now and then one who is not who they should be.
    fn somebody(&mut self, capacity: Capacity) -> By {
        let name = match capacity {
            Capacity::Applicant if self.lots.one_in(8) => Some("stranger"),
            Capacity::Applicant => Some("applicant"),
            // One person may be both, and must not approve what they recommended.
            Capacity::Officer | Capacity::Approver => {
                Some(self.lots.of(&["officer-1", "officer-2", "chief"]))
            }
            Capacity::Consultee | Capacity::Committee | Capacity::System => None,
        };
        By { account: name.filter(|_| !self.lots.one_in(16)).map(account), capacity }
    }

    /// Mostly something that the stage allows and that brings the case forward, so that lives go far; else anything.
    fn some_act(&mut self) -> (ActKind, Capacity) {
        let stage = self.case.stage.kind();
        let forward = self.lots.below(8) < 5;
        let pairs = &PAIRS[&(stage, forward)];
        if pairs.is_empty() || self.lots.one_in(8) {
            return (self.lots.of(ActKind::ALL), self.lots.of(Capacity::ALL));
        }
        self.lots.of(pairs)
    }

    fn act(&mut self, kind: ActKind) -> Option<Act> {
        let number = u32::try_from(self.lots.below(4)).unwrap();
        let until = day(self.days + number as usize);
        let task = || if number == 0 { "matter" } else { "papers" }.to_owned();
        Some(match complete(kind)? {
            Act::Assign { .. } if number == 0 => Act::Assign { officer: None },
            Act::DoTask { .. } => Act::DoTask { id: task(), not_needed: (number == 1).then(String::new) },
            Act::RequestInfo { items, .. } => Act::RequestInfo { items, until },
            Act::Consult { .. } => {
                let repeats = (number == 1).then_some(1);
                Act::Consult { bodies: vec![body(repeats), body(None)], until }
            }
            Act::Invite { .. } => Act::Invite { number, invitation: invitation() },
            Act::Respond { .. } => respond(number),
            Act::Extend { .. } => extend(if number == 0 { "1mo" } else { "7d" }),
            Act::Recommend { .. } | Act::Resolve { .. } | Act::DecideAppeal { .. } => self.decided(kind),
            act => act,
        })
    }

    fn decided(&mut self, kind: ActKind) -> Act {
        let outcome = match self.lots.below(4) {
            0 => refusal(),
            1 => Outcome::GrantedWithConditions { conditions: vec!["조건".to_owned()] },
            2 => Outcome::GrantedWithConditions { conditions: Vec::new() },
            _ => Outcome::Granted,
        };
        match kind {
            ActKind::Recommend => Act::Recommend { outcome, note: "까닭".to_owned() },
            ActKind::Resolve => Act::Resolve { outcome, resolution: "2026-1".to_owned() },
            _ => Act::DecideAppeal { outcome },
        }
    }
}

/// What holds of every case.
fn check_case(case: &Case, terms: &Terms) {
    let stage = case.stage.kind();
    check_supplements(case, terms);
    check_consultations(case);
    check_clock(case, terms);
    let has_decision = matches!(
        stage,
        StageKind::Decided
            | StageKind::Filing
            | StageKind::FilingFailed
            | StageKind::Closed
            | StageKind::UnderAppeal
    );
    assert_eq!(case.decision().is_some(), has_decision, "{stage:?}");
    if let Some(decision) = case.decision() {
        assert_ne!(decision.approved_by.as_ref(), Some(&decision.recommended_by), "approved by oneself");
        assert_ne!(decision.approved_by.is_some(), decision.resolution.is_some(), "{decision:?}");
    }
    if let Stage::InCommittee(referred) = &case.stage {
        assert_ne!(referred.referred_by, referred.recommendation.by, "referred by oneself");
    }
    assert!(case.steps.iter().filter(|step| step.act == ActKind::Appeal).count() <= 1, "two objections");
}

fn check_supplements(case: &Case, terms: &Terms) {
    assert!(case.supplements.len() <= terms.supplements as usize, "asked too often");
    let open = case.supplements.iter().filter(|asked| asked.state == SupplementState::Open);
    let open: Vec<u32> = open.map(|asked| asked.number).collect();
    match &case.stage {
        Stage::AwaitingApplicant(waiting) => assert_eq!(open, [waiting.supplement]),
        stage => assert_eq!(open, [0; 0], "{:?}", stage.kind()),
    }
}

fn check_consultations(case: &Case) {
    for asked in &case.consultations {
        let is_open = asked.state == ConsultationState::Awaiting;
        assert!(!is_open || case.stage.kind() == StageKind::Consulting, "{:?}", case.stage.kind());
        assert!(is_open || asked.invitation.is_none(), "a link outlives its consultation");
    }
}

/// Reads the clock in the slowest way there is: it starts once, stops and goes on in turn, and ends once.
fn check_clock(case: &Case, terms: &Terms) {
    let (mut is_running, mut has_ended, mut extensions) = (false, false, 0);
    for (place, event) in case.clock.iter().enumerate() {
        assert!(!has_ended, "something follows the end");
        assert_eq!(event.kind == clock::Kind::Start, place == 0, "it starts once, and first");
        match &event.kind {
            clock::Kind::Start => is_running = true,
            clock::Kind::Stop => assert!(std::mem::replace(&mut is_running, false), "stopped twice"),
            clock::Kind::Resume => assert!(!std::mem::replace(&mut is_running, true), "resumed twice"),
            clock::Kind::Extend(period) => {
                assert_eq!(period.unit, case.rule.period.unit);
                extensions += 1;
            }
            clock::Kind::End => (has_ended, is_running) = (true, is_running && !has_ended),
            clock::Kind::Restart => unreachable!("no act starts it anew"),
        }
    }
    let stage = case.stage.kind();
    assert_eq!(has_ended, !stage.is_open(), "{stage:?}");
    assert_eq!(!is_running, stage == StageKind::AwaitingApplicant, "{stage:?}");
    assert!(extensions <= terms.extensions, "extended too often");
    assert!(case.clock.is_sorted_by_key(|event| event.at));
}

/// What holds of every step from one case to the next.
fn check_step(before: &Case, after: &Case, act: ActKind, by: &By) {
    let (step, earlier) = after.steps.split_last().unwrap();
    assert_eq!(earlier, before.steps, "a step was taken away");
    assert_eq!((step.act, &step.by, step.to), (act, by, after.stage.kind()));
    assert!(after.clock.starts_with(&before.clock), "the past of the clock was changed");
    assert!(after.papers.starts_with(&before.papers), "a paper was taken away");
    assert_eq!(
        (&after.id, &after.applicant, after.filed_at),
        (&before.id, &before.applicant, before.filed_at)
    );
    assert_ne!(before.stage.kind(), StageKind::Withdrawn, "{act:?} after the case was withdrawn");
    match before.stage.kind() {
        StageKind::Returned => assert_eq!(act, ActKind::Issue),
        StageKind::Closed => assert!(matches!(act, ActKind::Issue | ActKind::Appeal), "{act:?}"),
        _ => (),
    }
}

fn check_written(case: &Case) {
    let text = serde_json::to_string(case).unwrap();
    assert_eq!(&serde_json::from_str::<Case>(&text).unwrap(), case);
}

fn check_read(case: &Case, today: Date) {
    let reading = clock::read(&case.rule, &case.clock, holidays(), None, today).unwrap();
    let is_stopped = matches!(reading.state, clock::State::Stopped { .. });
    assert_eq!(is_stopped, case.stage.kind() == StageKind::AwaitingApplicant, "{reading:?}");
}

/// Lives through the lives of some numbers, and returns the acts that were done and the stages that were reached.
fn live(numbers: impl Iterator<Item = u64>) -> (BTreeSet<ActKind>, BTreeSet<StageKind>) {
    let (mut acts, mut stages) = (BTreeSet::new(), BTreeSet::from([StageKind::Received]));
    for number in numbers {
        let mut life = Life::begin(number);
        for _ in 0..TRIES {
            let is_over = life.case.stage.kind().is_end();
            let Some((act, by, before)) = life.go_on() else {
                // Some try again what cannot be done any more, but not for ever.
                if is_over && life.lots.one_in(3) {
                    break;
                }
                continue;
            };
            check_step(&before, &life.case, act, &by);
            check_case(&life.case, &life.terms);
            if number.is_multiple_of(WRITTEN) {
                check_written(&life.case);
                check_read(&life.case, life.terms.today);
            }
            acts.insert(act);
            stages.insert(life.case.stage.kind());
        }
    }
    (acts, stages)
}

#[test]
fn whatever_is_done_to_a_case_in_whatever_order_it_stays_a_case() {
    let halves = [0, 1].map(|half| std::thread::spawn(move || live((half..WALKS).step_by(2))));
    let (mut acts, mut stages) = (BTreeSet::from([ActKind::File]), BTreeSet::new());
    for half in halves {
        let (done, reached) = half.join().unwrap();
        acts.extend(done);
        stages.extend(reached);
    }
    assert_eq!(stages.into_iter().collect::<Vec<_>>(), StageKind::ALL, "a stage that no life reached");
    assert_eq!(acts.into_iter().collect::<Vec<_>>(), ActKind::ALL, "an act that no life did");
}
