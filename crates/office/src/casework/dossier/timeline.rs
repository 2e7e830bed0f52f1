//! The days of an event in their order, and what should be looked at.

use super::{DutyOn, PlannedCase};
use jiff::civil::Date;
use teukgu_domain::date;
use teukgu_domain::dossier::Dossier;
use teukgu_domain::ids::CaseId;
use teukgu_domain::text::{Lang, Text};

/// A day of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// Day.
    pub on: Date,
    /// Days until the event begins; below 0 once it has begun.
    pub days_before: i64,
    /// What it is about.
    pub title: Text,
    /// What kind of day it is.
    pub mark: Mark,
}

/// What kind of day a day of the timeline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Last day for a request that was not filed.
    FileBy {
        /// True if it is over.
        is_late: bool,
    },
    /// The office answers a request by then.
    Answer {
        /// Case.
        case: CaseId,
        /// True if it is answered already.
        is_done: bool,
    },
    /// Last day for a duty.
    Duty {
        /// True if it was done.
        is_done: bool,
        /// True if it is over and was not done.
        is_late: bool,
    },
    /// Last day for telling a change.
    Change,
    /// Today.
    Today,
    /// The event begins.
    Opens,
    /// The event ends.
    Closes,
}

/// Puts every day of an event in order.
pub(super) fn of(
    dossier: &Dossier,
    cases: &[PlannedCase],
    duties: &[DutyOn],
    today: Date,
) -> Vec<TimelineEntry> {
    let mut days = vec![(dossier.opens, Text::new("행사 첫날", "The event begins"), Mark::Opens)];
    if dossier.closes > dossier.opens {
        days.push((dossier.closes, Text::new("행사 마지막 날", "The event ends"), Mark::Closes));
    }
    if today < dossier.opens {
        days.push((today, Text::new("오늘", "Today"), Mark::Today));
    }
    days.extend(cases.iter().filter_map(|case| of_case(case, today)));
    for duty in duties {
        days.extend(of_duty(duty, today));
    }
    let mut entries: Vec<TimelineEntry> = days.into_iter().map(|day| entry(dossier.opens, day)).collect();
    entries.sort_by_key(|entry| (entry.on, entry.mark != Mark::Today));
    entries
}

fn entry(opens: Date, (on, title, mark): (Date, Text, Mark)) -> TimelineEntry {
    TimelineEntry { on, days_before: i64::from((opens - on).get_days()), title, mark }
}

fn of_case(planned: &PlannedCase, today: Date) -> Option<(Date, Text, Mark)> {
    let name = &planned.procedure.name;
    if let Some(case) = &planned.filed {
        let title =
            Text::new(format!("{}: 답을 받는 날", name.ko), format!("{}: the office answers", name.en));
        let is_done = !case.stage.kind().is_open();
        return Some((case.due?, title, Mark::Answer { case: case.id.clone(), is_done }));
    }
    let latest = planned.latest?;
    let title = Text::new(format!("{}: 늦어도 낼 날", name.ko), format!("{}: last day to file", name.en));
    Some((latest, title, Mark::FileBy { is_late: latest < today }))
}

fn of_duty(duty: &DutyOn, today: Date) -> Vec<(Date, Text, Mark)> {
    let mark = Mark::Duty { is_done: duty.done.is_some(), is_late: duty.is_late(today) };
    let latest = duty.latest.map(|day| (day, duty.duty.name.clone(), mark));
    let change = duty.change_by.map(|day| {
        let name = &duty.duty.name;
        let title =
            Text::new(format!("{}: 바꿀 때의 기한", name.ko), format!("{}: last day for a change", name.en));
        (day, title, Mark::Change)
    });
    latest.into_iter().chain(change).collect()
}

/// Says what should be looked at.
pub(super) fn warnings(
    dossier: &Dossier,
    cases: &[PlannedCase],
    duties: &[DutyOn],
    today: Date,
) -> Vec<Text> {
    if dossier.is_called_off || dossier.closes < today {
        return Vec::new();
    }
    let late = cases.iter().filter_map(|planned| too_late(planned, dossier.opens, today));
    let late_duties = duties.iter().filter(|duty| duty.is_late(today)).map(late_duty);
    let unknown = duties.iter().any(|duty| duty.is_maybe).then(|| {
        Text::new(
            "모이는 사람의 수를 적으면 안전관리계획과 공연 신고가 필요한지 알 수 있습니다",
            "Say how many visitors are expected, to know whether a safety plan or a report is needed",
        )
    });
    let away = duties.iter().filter_map(moved_ahead);
    late.chain(late_duties).chain(away).chain(unknown).collect()
}

fn too_late(planned: &PlannedCase, opens: Date, today: Date) -> Option<Text> {
    let name = &planned.procedure.name;
    if let Some(case) = &planned.filed {
        let due = case.due.filter(|due| case.stage.kind().is_open() && *due >= opens)?;
        return Some(Text::new(
            format!("‘{}’의 처리기한({})이 행사보다 늦습니다", name.ko, date::day(due, Lang::Ko)),
            format!("“{}” is due on {}, after the event begins", name.en, date::day(due, Lang::En)),
        ));
    }
    planned.latest.filter(|latest| *latest < today).map(|latest| {
        Text::new(
            format!("‘{}’을(를) 낼 날({})이 지났습니다", name.ko, date::day(latest, Lang::Ko)),
            format!("The last day to file “{}” was {}", name.en, date::day(latest, Lang::En)),
        )
    })
}

fn late_duty(duty: &DutyOn) -> Text {
    let name = &duty.duty.name;
    Text::new(format!("‘{}’의 날짜가 지났습니다", name.ko), format!("The day for “{}” is over", name.en))
}

/// Says that the last day is a day off, so that the working day before it is the safe one.
fn moved_ahead(duty: &DutyOn) -> Option<Text> {
    let (latest, safe) = (duty.latest?, duty.safe?);
    let is_open = duty.done.is_none() && safe < latest;
    is_open.then(|| {
        let (name, day) = (&duty.duty.name, Lang::ALL.map(|lang| date::day(safe, lang)));
        Text::new(
            format!("‘{}’의 기한은 쉬는 날입니다. {}까지 내면 안전합니다", name.ko, day[0]),
            format!("“{}” is due on a day off; by {} is safe", name.en, day[1]),
        )
    })
}
