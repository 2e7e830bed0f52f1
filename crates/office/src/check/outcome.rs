//! What the answers come to: each special case with what is open, what lies beside it, and what stays a duty.

use super::state::Check;
use crate::law::finding::{Finding, Question, Verdict};
use crate::law::model::ProvisionKind;
use crate::law::value::Truth;
use teukgu_domain::text::Text;
use teukgu_rules::fact::Who;

/// What the answers come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// Special cases, steps on the way, and other schemes.
    pub cases: Vec<Judged<'a>>,
    /// Routes of general law that stand beside none of them.
    pub routes: Vec<Judged<'a>>,
    /// Duties that no special case lifts.
    pub duties: Vec<Judged<'a>>,
}

/// A finding with what is said about it in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The verdict in words; a duty applies or does not.
    pub verdict: Text,
    /// Why, in one sentence.
    pub reason: Text,
    /// What is still open.
    pub open: Open<'a>,
    /// Routes of general law beside it, the easier one first.
    pub routes: Vec<Judged<'a>>,
    /// True if papers and deadlines are worth a look: nothing stands in the way so far.
    pub is_possible: bool,
}

/// What is still open, by who can say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open<'a> {
    /// The visitor.
    pub you: Vec<&'a Question>,
    /// The zone office (담당자): judgements, and what two sources say differently.
    pub office: Vec<&'a Question>,
    /// The zone's own data.
    pub data: Vec<&'a Question>,
    /// Values that are not public or not entered yet.
    pub entered: Vec<&'a Question>,
}

impl Judged<'_> {
    /// Returns the route of general law that is open while this one is not known to be, or needs less.
    pub fn easier(&self) -> Option<&Self> {
        let first = self.routes.first()?;
        let is_easier = first.finding.verdict == Verdict::Met && ease(first.finding) < ease(self.finding);
        is_easier.then_some(first)
    }
}

/// Tells what the answers come to.
pub(super) fn outcome(check: &Check) -> Outcome<'_> {
    let findings = &check.answer.findings;
    let of = |kind: ProvisionKind| findings.iter().filter(move |finding| finding.kind == kind);
    let cases: Vec<Judged<'_>> = [ProvisionKind::SpecialCase, ProvisionKind::Step, ProvisionKind::Regime]
        .into_iter()
        .flat_map(of)
        .map(|finding| with_routes(finding, findings))
        .collect();
    let is_told =
        |id: &str| cases.iter().flat_map(|case| &case.routes).any(|route| route.finding.provision == id);
    let routes =
        of(ProvisionKind::GeneralRoute).filter(|route| !is_told(&route.provision)).map(judged).collect();
    let mut duties: Vec<Judged<'_>> = of(ProvisionKind::Duty).map(judged).collect();
    duties.sort_by_key(|duty| ease(duty.finding).0);
    Outcome { cases, routes, duties }
}

fn with_routes<'a>(finding: &'a Finding, all: &'a [Finding]) -> Judged<'a> {
    let beside = finding.also.iter().filter(|other| other.kind == ProvisionKind::GeneralRoute);
    // The same provision as the check asked it has what is open as well.
    let own =
        |other: &'a Finding| all.iter().find(|known| known.provision == other.provision).unwrap_or(other);
    let mut routes: Vec<Judged<'_>> = beside.map(|other| judged(own(other))).collect();
    routes.sort_by_key(|route| ease(route.finding));
    Judged { routes, ..judged(finding) }
}

/// How easy a route is: known to be open first, then by what is not known to hold, then by how much it asks.
fn ease(finding: &Finding) -> (u8, usize, usize) {
    let rank = match finding.verdict {
        Verdict::Met => 0,
        Verdict::Unknown => 1,
        Verdict::NotMet => 2,
        Verdict::NotInForce => 3,
    };
    let open = finding.conditions.iter().filter(|condition| condition.state != Truth::True).count();
    (rank, open, finding.conditions.len())
}

fn judged(finding: &Finding) -> Judged<'_> {
    let open = open(finding);
    Judged {
        verdict: verdict(finding),
        reason: reason(finding, &open),
        open,
        routes: Vec::new(),
        is_possible: matches!(finding.verdict, Verdict::Met | Verdict::Unknown),
        finding,
    }
}

fn open(finding: &Finding) -> Open<'_> {
    let mut open = Open::default();
    for question in &finding.missing {
        let list = match question.who {
            _ if question.fact.starts_with("param.") => &mut open.entered,
            _ if question.state == "conflict" => &mut open.office,
            Who::Applicant => &mut open.you,
            Who::Officer => &mut open.office,
            Who::Registry => &mut open.data,
        };
        list.push(question);
    }
    open
}

fn verdict(finding: &Finding) -> Text {
    match (finding.kind, finding.verdict) {
        (ProvisionKind::Duty, Verdict::Met) => Text::new("적용됨", "applies"),
        (ProvisionKind::Duty, Verdict::NotMet) => Text::new("적용되지 않음", "does not apply"),
        (_, verdict) => verdict.name(),
    }
}

fn reason(finding: &Finding, open: &Open<'_>) -> Text {
    match finding.verdict {
        Verdict::Met => met(finding),
        Verdict::NotMet => not_met(finding),
        Verdict::Unknown => unknown(open),
        Verdict::NotInForce => finding.not_in_force.clone().unwrap_or_else(|| finding.verdict.name()),
    }
}

fn met(finding: &Finding) -> Text {
    let who = finding.authority.clone().unwrap_or_default();
    match finding.kind {
        ProvisionKind::Duty => Text::new(
            "답하신 내용으로는 이 의무가 적용됩니다. 특례를 쓰더라도 없어지지 않습니다.",
            "By your answers this duty applies. No special case lifts it.",
        ),
        _ if who.is_empty() => Text::new(
            "답하신 내용으로는 모든 요건이 갖추어져 있습니다.",
            "By your answers every requirement is met.",
        ),
        _ => Text::new(
            format!("답하신 내용으로는 모든 요건이 갖추어져 있습니다. 소관 기관: {}.", who.ko),
            format!("By your answers every requirement is met. Authority: {}.", who.en),
        ),
    }
}

fn not_met(finding: &Finding) -> Text {
    let exception = finding.exceptions.iter().find(|exception| exception.state == Truth::True);
    if let Some(exception) = exception {
        return Text::new(
            format!("예외에 해당합니다: {}.", exception.text.ko),
            format!("An exception holds: {}.", exception.text.en),
        );
    }
    let mut failed = finding.conditions.iter().filter(|condition| condition.state == Truth::False);
    let Some(first) = failed.next() else { return finding.verdict.name() };
    let others = failed.count();
    let is_duty = finding.kind == ProvisionKind::Duty;
    let (ko, en) = match (is_duty, others) {
        (true, _) => ("다음에 해당하지 않습니다".to_owned(), "This does not hold".to_owned()),
        (false, 0) => {
            ("다음 요건이 갖추어지지 않았습니다".to_owned(), "This requirement is not met".to_owned())
        }
        (false, n) => (
            format!("요건 {}가지가 갖추어지지 않았습니다. 첫째는 다음과 같습니다", n + 1),
            format!("{} requirements are not met, the first being", n + 1),
        ),
    };
    Text::new(format!("{ko}: ‘{}’.", first.text.ko), format!("{en}: “{}”.", first.text.en))
}

fn unknown(open: &Open<'_>) -> Text {
    let parts = [
        (open.you.len(), "답할 질문", "left for you to answer"),
        (open.office.len(), "특구 담당자가 확인할 것", "for the zone office to confirm"),
        (open.data.len(), "특구 자료에서 확인할 것", "to be looked up in the zone’s data"),
        (open.entered.len(), "아직 입력되지 않은 값", "not public or not entered yet"),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(n, ..)| *n > 0).collect();
    if parts.is_empty() {
        return Text::new(
            "지금의 답으로는 판정할 수 없습니다.",
            "It cannot be said from the answers so far.",
        );
    }
    let ko: Vec<String> = parts.iter().map(|(n, ko, _)| format!("{ko} {n}건")).collect();
    let en: Vec<String> = parts.iter().map(|(n, _, en)| format!("{n} {en}")).collect();
    Text::new(
        format!("아직 판정할 수 없습니다: {}.", ko.join(", ")),
        format!("It cannot be said yet: {}.", en.join(", ")),
    )
}
