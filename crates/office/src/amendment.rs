//! Amendment (변경) of a zone plan: what changed and which procedure the change takes.
//!
//! LAW: Act Art. 16(1)(2), Decree Art. 15(1)(3); read 2026-11-22. The Decree names the minor changes one by one;
//! everything else takes the full procedure again.

use std::collections::BTreeMap;
use teukgu_domain::entry::{Event, NounKind};
use teukgu_domain::operator::Operator;
use teukgu_domain::plan::{Programme, SubProject};
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Text;
use teukgu_domain::zone::Zone;
use teukgu_geo::measure;
use teukgu_geo::shape::ZoneShape;

/// Class of a change, in order of the trouble it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmendmentClass {
    /// Not part of the plan: no procedure.
    NotPlan,
    /// Minor (경미한 변경): no committee vote, but a public notice.
    Minor,
    /// Minor or major by a fact that the texts do not hold.
    Depends,
    /// Everything else: notice, hearing, council, consultation and committee again.
    Major,
}

/// One change between two texts of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Kind and key of the noun that changed.
    pub subject: (NounKind, String),
    /// What changed.
    pub what: Text,
    /// Its class.
    pub class: AmendmentClass,
    /// Article that decides the class.
    pub basis: Text,
}

/// Everything that changed, worst first, and the class of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Class of the whole: that of its gravest change.
    pub class: AmendmentClass,
    /// Changes, gravest first.
    pub changes: Vec<Change>,
}

/// Compares two texts of a zone.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Amendment {
    let index = |snapshot: &Snapshot| -> BTreeMap<(NounKind, String), Event> {
        snapshot.events().map(|event| (event.subject(), event.clone())).collect()
    };
    let (before, after) = (index(old), index(new));
    let subjects: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    let mut changes: Vec<Change> = subjects
        .into_iter()
        .filter(|subject| before.get(subject) != after.get(subject))
        .flat_map(|subject| classify(&subject, before.get(&subject), after.get(&subject)))
        .collect();
    changes.sort_by(|a, b| b.class.cmp(&a.class).then_with(|| a.subject.cmp(&b.subject)));
    let class = changes.first().map_or(AmendmentClass::NotPlan, |change| change.class);
    Amendment { class, changes }
}

/// A verdict on one change: what changed, its class, its basis.
struct Verdict(AmendmentClass, Text, Text);

fn classify(subject: &(NounKind, String), old: Option<&Event>, new: Option<&Event>) -> Vec<Change> {
    let verdicts = match (old, new) {
        (Some(Event::Zone(old)), Some(Event::Zone(new))) => zone(old, new),
        (Some(Event::Boundary(old)), Some(Event::Boundary(new))) => {
            vec![area(&ZoneShape::from_boundary("old", old), &ZoneShape::from_boundary("new", new))]
        }
        (Some(Event::Operator(old)), Some(Event::Operator(new))) => vec![operator(old, new)],
        (Some(Event::Programme(old)), Some(Event::Programme(new))) => vec![programme(old, new)],
        (Some(Event::SubProject(old)), Some(Event::SubProject(new))) => vec![sub_project(old, new)],
        _ => vec![coming_or_going(subject, old.is_none(), new.is_none())],
    };
    verdicts
        .into_iter()
        .map(|Verdict(class, what, basis)| Change { subject: subject.clone(), what, class, basis })
        .collect()
}

fn zone(old: &Zone, new: &Zone) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    if old.name != new.name {
        verdicts.push(Verdict(
            AmendmentClass::Depends,
            Text::new(
                "특구 명칭 변경: 행정구역 변경에 따른 것이면 경미한 변경",
                "the zone's name: minor only if it follows a change of administrative boundaries",
            ),
            decree_15_1(),
        ));
    }
    if old.term != new.term {
        verdicts.push(Verdict(
            AmendmentClass::Major,
            Text::new("특구 기간 변경", "the zone's term"),
            act_16(),
        ));
    }
    if verdicts.is_empty() {
        verdicts.push(Verdict(
            AmendmentClass::NotPlan,
            Text::new("특구 소개 정보 변경", "how the zone is described"),
            not_plan(),
        ));
    }
    verdicts
}

/// Classes a change of area: under 10/100 of the zone's area is minor.
///
/// Counted is every square metre that joins or leaves, so a boundary that moves without growing is not free.
fn area(old: &ZoneShape, new: &ZoneShape) -> Verdict {
    let Some((moved, whole)) = moved_area(old, new) else {
        return Verdict(
            AmendmentClass::Depends,
            Text::new("경계 변경: 면적을 잴 수 없음", "the boundary: its area cannot be measured"),
            decree_15_1(),
        );
    };
    let percent = moved / whole * 100.0;
    let class = if percent < 10.0 { AmendmentClass::Minor } else { AmendmentClass::Major };
    let what = Text::new(
        format!("특구 면적의 {percent:.2}%({moved:.0}㎡)가 편입·제외됨"),
        format!("{percent:.2} % of the zone's area ({moved:.0} m²) joins or leaves"),
    );
    Verdict(class, what, decree_15_1())
}

/// Returns the square metres that join or leave, and the old area.
fn moved_area(old: &ZoneShape, new: &ZoneShape) -> Option<(f64, f64)> {
    let new = new.reprojected(old.crs, None).ok()?;
    let mut both = old.clone();
    both.parts.extend(new.parts.iter().cloned());
    let [a, b, union] = [old, &new, &both].map(|shape| measure::area_m2(shape).ok());
    let (a, b, union) = (a?, b?, union?);
    (a > 0.0).then_some((((union - a) + (union - b)).max(0.0), a))
}

fn operator(old: &Operator, new: &Operator) -> Verdict {
    let renamed = Operator { name: new.name.clone(), ..old.clone() };
    if renamed == *new {
        let what = Text::new("특화사업자 명칭 변경", "an operator's name");
        return Verdict(AmendmentClass::Minor, what, decree_15_1());
    }
    if (old.kind, old.term) == (new.kind, new.term) {
        let what = Text::new("특화사업자 설명 변경", "how an operator is described");
        return Verdict(AmendmentClass::NotPlan, what, not_plan());
    }
    Verdict(
        AmendmentClass::Major,
        Text::new("특화사업자의 지위·기간 변경", "an operator's role or term"),
        act_16(),
    )
}

fn programme(old: &Programme, new: &Programme) -> Verdict {
    if old.purpose == new.purpose {
        let what =
            Text::new("특화사업의 세부 내용 변경(목적 유지)", "a programme's details, its purpose kept");
        return Verdict(AmendmentClass::Minor, what, decree_15_1());
    }
    Verdict(AmendmentClass::Major, Text::new("특화사업의 목적 변경", "a programme's purpose"), act_16())
}

fn sub_project(old: &SubProject, new: &SubProject) -> Verdict {
    if old.provisions != new.provisions {
        let what =
            Text::new("세부사업에 적용되는 규제특례 변경", "the special cases that a sub-project leans on");
        return Verdict(AmendmentClass::Major, what, act_16());
    }
    let as_before =
        SubProject { spent: old.spent.clone(), industries: old.industries.clone(), ..new.clone() };
    if as_before == *old {
        let what = Text::new(
            "세부사업의 집행액이나 업종별 비율을 적음",
            "what a sub-project has spent, or the industries that it goes to",
        );
        return Verdict(AmendmentClass::NotPlan, what, not_plan());
    }
    let what = Text::new(
        "세부사업 내용·사업비 변경(특화사업 목적 유지). 사업비 변경에는 별도 기준이 없음",
        "a sub-project's details or money, the purpose kept; the Decree has no threshold for cost",
    );
    Verdict(AmendmentClass::Minor, what, decree_15_1())
}

fn coming_or_going((kind, _): &(NounKind, String), comes: bool, goes: bool) -> Verdict {
    let (verb_ko, verb_en) = match (comes, goes) {
        (true, _) => ("추가", "added"),
        (_, true) => ("삭제", "removed"),
        _ => ("변경", "changed"),
    };
    let plan = |class, ko: &str, en: &str, basis| {
        Verdict(class, Text::new(format!("{ko} {verb_ko}"), format!("{en} {verb_en}")), basis)
    };
    match kind {
        NounKind::Provision => plan(AmendmentClass::Major, "규제특례", "special case", act_16()),
        NounKind::Programme => plan(AmendmentClass::Major, "특화사업", "programme", act_16()),
        NounKind::Operator if goes => Verdict(
            AmendmentClass::Major,
            Text::new("특화사업자 제외(청문 필요)", "operator removed; a hearing is due"),
            Text::new("법 제16조제1항·제2항, 제141조", "Act Art. 16(1)(2), Art. 141"),
        ),
        NounKind::Operator => plan(AmendmentClass::Major, "특화사업자", "operator", act_16()),
        NounKind::SubProject => Verdict(
            AmendmentClass::Depends,
            Text::new(
                format!("세부사업 {verb_ko}: 특화사업의 목적이 바뀌지 않으면 경미한 변경"),
                format!("sub-project {verb_en}: minor if the programme's purpose stays"),
            ),
            decree_15_1(),
        ),
        NounKind::PlanVersion => plan(AmendmentClass::Depends, "계획 차수", "plan version", act_16()),
        NounKind::Boundary => plan(AmendmentClass::Major, "경계", "boundary", act_16()),
        _ => Verdict(
            AmendmentClass::NotPlan,
            Text::new(
                format!("{} 정보 {verb_ko}", kind.key()),
                format!("{} {verb_en}", kind.key().replace('_', " ")),
            ),
            not_plan(),
        ),
    }
}

fn act_16() -> Text {
    Text::new("법 제16조제1항·제2항", "Act Art. 16(1)(2)")
}

fn decree_15_1() -> Text {
    Text::new("법 제16조제2항 단서, 영 제15조제1항", "Act Art. 16(2) proviso, Decree Art. 15(1)")
}

fn not_plan() -> Text {
    Text::new("특구계획 사항 아님(법 제9조제1항)", "not an item of the plan (Act Art. 9(1))")
}
