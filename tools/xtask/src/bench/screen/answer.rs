//! What a program answered, and whether all of them answer alike.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::figures::Figures;
use super::work::{Layout, Program, Task, Work, work};

/// The zone that counts as amended.
pub(super) const AMENDED: &str = "Z014";
/// The provisions of a screening.
pub(super) const PROVISIONS: [&str; 6] = [
    "act.31.stay_period",
    "act.33.road_control",
    "act.45.road_occupancy",
    "act.46.park_occupancy",
    "act.55.patent_priority",
    "act.60.investment_review",
];

/// What a provision may say, met first.
const VERDICTS: [&str; 4] = ["met", "not_met", "unknown", "not_in_force"];

/// An answer, the same for every run of one work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// Establishments by zone; zones without any are left out.
    pub(super) zones: BTreeMap<String, u64>,
    /// A sum over all findings, where there are findings.
    pub(super) digest: Option<String>,
    /// Findings by zone, provision and verdict, all in one text; none where there are no findings.
    pub(super) verdicts: BTreeMap<String, u64>,
    /// Findings that are met, or establishments of which the one fact is true.
    pub(super) yes: u64,
}

/// Seconds that a program tells of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Told {
    /// Of making ready, by the clock.
    pub(super) ready: Option<f64>,
    /// Of the work without making ready or starting Python, by the clock.
    pub(super) pass: Option<f64>,
    /// Of the work without starting Python, of processor time.
    pub(super) work_cpu: Option<f64>,
}

/// Reads what a program wrote.
pub(super) fn read(work: Work, text: &str) -> Result<(Answer, Told)> {
    let json: Value = serde_json::from_str(text).with_context(|| format!("`{text}` is no answer"))?;
    let seconds = |name: &str| json[name].as_f64();
    let told = Told {
        ready: seconds("ready_seconds"),
        pass: seconds("seconds"),
        work_cpu: seconds("work_cpu_seconds"),
    };
    let answer = match (work.program, work.task) {
        (Program::Ours, Task::Sql) => of_sql(&json),
        (Program::Ours, _) => of_ours(&json),
        (_, Task::Script) => of_script(&json),
        _ => of_peer(&json),
    };
    Ok((answer.with_context(|| format!("`{text}` is no answer"))?, told))
}

fn of_ours(json: &Value) -> Option<Answer> {
    let mut answer = Answer { digest: json["digest"].as_str().map(str::to_owned), ..Answer::default() };
    for zone in json["zones"].as_array()? {
        let count = zone["pairs"].as_u64().or_else(|| zone["establishments"].as_u64())?;
        if count > 0 {
            answer.zones.insert(zone["zone"].as_str()?.to_owned(), count);
        }
        let provisions = zone["provisions"].as_array();
        let zone = zone["zone"].as_str()?;
        for (found, verdict) in provisions.into_iter().flatten().flat_map(|f| VERDICTS.map(|word| (f, word)))
        {
            let count = found[verdict].as_u64()?;
            answer.yes += if verdict == VERDICTS[0] { count } else { 0 };
            if count > 0 {
                answer.verdicts.insert(format!("{zone} {} {verdict}", found["provision"].as_str()?), count);
            }
        }
    }
    Some(answer)
}

fn of_peer(json: &Value) -> Option<Answer> {
    let zones = json["zones"].as_object()?;
    let zones: Option<BTreeMap<_, _>> =
        zones.iter().map(|(zone, count)| Some((zone.clone(), count.as_u64()?))).collect();
    Some(Answer { zones: zones?, yes: json["yes"].as_u64()?, ..Answer::default() })
}

fn of_script(json: &Value) -> Option<Answer> {
    let verdicts = json["verdicts"].as_object()?.iter();
    let verdicts = verdicts.map(|(words, count)| Some((words.clone(), count.as_u64()?)));
    Some(Answer { verdicts: verdicts.collect::<Option<_>>()?, ..Answer::default() })
}

/// Reads the one row of the question: findings, and those that are met.
fn of_sql(json: &Value) -> Option<Answer> {
    let row = json.as_array()?.first()?;
    let zones = BTreeMap::from([("findings".to_owned(), row["findings"].as_u64()?)]);
    Some(Answer { zones, yes: row["met"].as_u64()?, ..Answer::default() })
}

/// Ends the benchmark if two programs, files or numbers of threads give other answers.
pub(super) fn all_alike(figures: &Figures) -> Result<()> {
    for (work, answer) in figures.answers() {
        let ours = figures.answer(expected_of(work.task))?;
        match work.task {
            Task::Places | Task::ManyZones | Task::Screening | Task::Written => {
                same(work, &answer.zones, &ours.zones)?;
            }
            Task::Script => same(work, &answer.verdicts, &ours.verdicts)?,
            Task::Sql => same_findings(answer, ours)?,
            Task::OneZone => same_zone(answer, ours)?,
        }
        if let Some(digest) = answer.digest.as_ref().filter(|_| work.task != Task::OneZone) {
            ensure!(Some(digest) == ours.digest.as_ref(), "{work:?} gives other findings");
        }
        if let Some(beside) = first_peer(work) {
            let (yes, other) = (answer.yes, figures.answer(beside)?.yes);
            ensure!(yes == other, "{work:?} finds the fact {yes} times, {beside:?} {other} times");
        }
    }
    Ok(())
}

/// Returns the work of ours whose counts a task has to have.
const fn expected_of(task: Task) -> Work {
    let task = match task {
        Task::Places | Task::ManyZones => task,
        Task::Screening | Task::Script | Task::Written | Task::Sql | Task::OneZone => Task::Screening,
    };
    work(task, Program::Ours, Layout::Sorted)
}

/// Returns the peer whose count of the one fact is that of the other peers.
fn first_peer(of: Work) -> Option<Work> {
    let is_one = !of.is_ours() && of.task == Task::Screening;
    is_one.then(|| work(Task::Screening, Program::SedonaDb, Layout::Delivered))
}

fn same(work: Work, theirs: &BTreeMap<String, u64>, ours: &BTreeMap<String, u64>) -> Result<()> {
    let other = differing(theirs, ours);
    if other.is_empty() {
        return Ok(());
    }
    bail!("{work:?} counts {} otherwise than we: {}", other.len(), other.join(", "))
}

/// Lists what is counted differently, with both counts.
fn differing(theirs: &BTreeMap<String, u64>, ours: &BTreeMap<String, u64>) -> Vec<String> {
    let mut all: Vec<&String> = theirs.keys().chain(ours.keys()).collect();
    all.sort_unstable();
    all.dedup();
    let count = |counts: &BTreeMap<String, u64>, zone: &String| counts.get(zone).copied().unwrap_or_default();
    let pairs = all.into_iter().map(|zone| (zone, count(theirs, zone), count(ours, zone)));
    pairs.filter(|(_, a, b)| a != b).map(|(zone, a, b)| format!("{zone} {a} instead of {b}")).collect()
}

fn same_findings(answer: &Answer, ours: &Answer) -> Result<()> {
    let provisions = u64::try_from(PROVISIONS.len())?;
    let (found, expected) =
        (answer.zones.values().sum::<u64>(), ours.zones.values().sum::<u64>() * provisions);
    ensure!(
        (found, answer.yes) == (expected, ours.yes),
        "SQL counts {found} findings, {} of them met, instead of {expected} and {}",
        answer.yes,
        ours.yes
    );
    Ok(())
}

fn same_zone(answer: &Answer, ours: &Answer) -> Result<()> {
    let (found, expected) = (answer.zones.get(AMENDED), ours.zones.get(AMENDED));
    ensure!(found == expected, "the amended zone has {found:?} establishments instead of {expected:?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(program: Program, task: Task, text: &str) -> Result<(Answer, Told)> {
        read(work(task, program, Layout::Sorted), text)
    }

    #[test]
    fn every_form_of_answer_is_read() -> Result<()> {
        let counted = r#"{"zones": [{"zone": "A", "establishments": 3}, {"zone": "B", "establishments": 0}],
            "ready_seconds": 0.5, "seconds": 0.25}"#;
        let (counted, told) = of(Program::Ours, Task::Places, counted)?;
        assert_eq!(counted.zones, BTreeMap::from([("A".to_owned(), 3)]));
        assert_eq!((told.ready, told.pass, told.work_cpu), (Some(0.5), Some(0.25), None));
        let screened = r#"{"zones": [{"zone": "A", "pairs": 3, "provisions": [
            {"provision": "p", "met": 1, "not_met": 2, "unknown": 0, "not_in_force": 0},
            {"provision": "q", "met": 2, "not_met": 0, "unknown": 0, "not_in_force": 1}]}], "digest": "d"}"#;
        let (screened, _) = of(Program::Ours, Task::Screening, screened)?;
        assert_eq!((screened.yes, screened.digest.as_deref()), (3, Some("d")));
        let script = r#"{"verdicts": {"A p met": 1, "A p not_met": 2, "A q met": 2, "A q not_in_force": 1}}"#;
        let (script, _) = of(Program::DuckDb, Task::Script, script)?;
        assert_eq!(script.verdicts, screened.verdicts);
        let (sql, _) = of(Program::Ours, Task::Sql, r#"[{"findings": 18, "met": 3}]"#)?;
        same_findings(&sql, &screened)?;
        let theirs = r#"{"zones": {"A": 4, "C": 1}, "yes": 2, "work_cpu_seconds": 1.5}"#;
        let (theirs, told) = of(Program::DuckDb, Task::Places, theirs)?;
        assert_eq!(told.work_cpu, Some(1.5));
        assert_eq!(differing(&theirs.zones, &screened.zones), ["A 4 instead of 3", "C 1 instead of 0"]);
        assert!(of(Program::Ours, Task::Sql, "[]").is_err());
        Ok(())
    }
}
