//! `explain`: what the provisions say of one establishment, with every condition.

use super::args::{Explain, Settings};
use super::{inputs, say};
use crate::failure::Failure;
use crate::job::Job;
use crate::pass;
use crate::source::{Establishment, Source};
use serde::Serialize;
use std::fmt::Write as _;
use teukgu_domain::date::day;
use teukgu_domain::text::{Lang, Text};
use teukgu_rules::finding::Finding;
use teukgu_rules::json::FindingJson;
use teukgu_rules::value::Truth;

/// What is said of the establishment in one zone.
struct InZone {
    zone: usize,
    /// Whether it lies in it, and if so whether on the border.
    border: Option<bool>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Answer<'a> {
    establishment: &'a str,
    name: &'a str,
    row: u64,
    closed: bool,
    illustrative: bool,
    law_on: jiff::civil::Date,
    zones: Vec<ZoneAnswer<'a>>,
}

#[derive(Serialize)]
struct ZoneAnswer<'a> {
    zone: &'a str,
    inside: bool,
    border: bool,
    findings: Vec<FindingJson<'a>>,
}

pub(super) fn run(args: &Explain, settings: Settings) -> Result<(), Failure> {
    let mut brief = inputs::brief(&args.against, &args.register.columns, &args.register.register)?;
    // Whoever asks for one establishment knows which it is.
    brief.names = true;
    let job = Job::new(brief)?;
    let source = Source::open(&args.register.register, &job)?;
    let found = look_for(&job, &source, &args.id)?.ok_or_else(|| not_there(args))?;
    let mut zones = found.zones.clone();
    if let Some(id) = &args.zone {
        let zone = job.zone(id).ok_or_else(|| no_zone(args, &job, id))?;
        zones.retain(|(known, _)| *known == zone);
        if zones.is_empty() {
            zones.push((zone, false));
        }
    }
    let said: Vec<InZone> =
        zones.iter().filter_map(|(zone, border)| in_zone(&job, &found, *zone, *border)).collect();
    let lang = settings.lang;
    let answer = Answer {
        establishment: &found.register.ids[found.at],
        name: &found.register.names[found.at],
        row: found.row,
        closed: found.register.is_closed(found.at),
        illustrative: job.map.illustrative,
        law_on: job.screening.on(),
        zones: said.iter().map(|said| zone_answer(&job, said, lang)).collect(),
    };
    say(settings, &answer, |lang| text(&job, &found, &said, lang))
}

fn look_for(job: &Job, source: &Source, id: &str) -> Result<Option<Establishment>, Failure> {
    let mut first = None;
    let bar = pass::bar(source.rows());
    pass::over(
        source,
        pass::threads(None),
        &bar,
        |piece| source.find(job, piece, id),
        |found| {
            first = first.take().or(found);
            Ok(())
        },
    )?;
    bar.finish_and_clear();
    Ok(first)
}

fn in_zone(job: &Job, found: &Establishment, zone: usize, border: bool) -> Option<InZone> {
    let facts = found.register.all().facts;
    let findings = job.screening.explain(zone, &facts, found.at, &job.origin())?;
    let lies_there = found.zones.iter().any(|(known, _)| *known == zone);
    Some(InZone { zone, border: lies_there.then_some(border), findings })
}

fn zone_answer<'a>(job: &'a Job, said: &'a InZone, lang: Lang) -> ZoneAnswer<'a> {
    ZoneAnswer {
        zone: &job.screening.zones()[said.zone].shape.id,
        inside: said.border.is_some(),
        border: said.border.unwrap_or(false),
        findings: said.findings.iter().map(|finding| teukgu_rules::json::finding(finding, lang)).collect(),
    }
}

fn text(job: &Job, found: &Establishment, said: &[InZone], lang: Lang) -> String {
    let register = &found.register;
    let mut text = format!("{} {}\n", register.ids[found.at], register.names[found.at]);
    let on = day(job.screening.on(), lang);
    let _ = match lang {
        Lang::Ko => writeln!(text, "{on}의 법으로 본 결과입니다. 요건을 본 것이며 허가나 승인이 아닙니다."),
        Lang::En => writeln!(
            text,
            "By the law of {on}. This looks at requirements; it is neither a permit nor an approval."
        ),
    };
    if job.map.illustrative {
        let _ = writeln!(text, "{}", lang.pick("합성 사업체입니다.", "A made-up establishment."));
    }
    if register.is_closed(found.at) {
        let _ = writeln!(
            text,
            "{}",
            lang.pick("폐업한 사업체여서 심사에서 빠집니다.", "It is closed, so that it is not screened.")
        );
    }
    if said.is_empty() {
        let _ = writeln!(
            text,
            "{}",
            lang.pick(
                "어느 특구에도 있지 않습니다. --zone으로 특구를 골라 가정해 볼 수 있습니다.",
                "It lies in no zone; name one with --zone to see what would be said there."
            )
        );
    }
    for said in said {
        let shape = &job.screening.zones()[said.zone].shape;
        let place = match (said.border, lang) {
            (None, Lang::Ko) => "밖(가정)",
            (None, Lang::En) => "outside (as if inside)",
            (Some(true), Lang::Ko) => "경계 위",
            (Some(true), Lang::En) => "on the border",
            (Some(false), Lang::Ko) => "안",
            (Some(false), Lang::En) => "inside",
        };
        let _ = writeln!(text, "\n{} {} — {place}", shape.id, shape.name);
        said.findings.iter().for_each(|finding| text.push_str(&one(finding, lang)));
    }
    text
}

fn one(finding: &Finding, lang: Lang) -> String {
    let mut text = format!(
        "  {} — {} ({})\n",
        finding.name.get(lang),
        finding.verdict_name().get(lang),
        finding.provision
    );
    for (note, _) in &finding.notes {
        let _ = writeln!(text, "    {}", note.get(lang));
    }
    if let Some(why) = &finding.not_in_force {
        let _ = writeln!(text, "    {}", why.get(lang));
        return text;
    }
    for condition in &finding.conditions {
        let mark = match condition.state {
            Truth::True => "+",
            Truth::False => "-",
            Truth::Unknown => "?",
        };
        let cite: Vec<String> = condition.cite.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "    {mark} {} ({})", condition.text.get(lang), cite.join(", "));
    }
    if let Some(question) = &finding.ask_next {
        let next = lang.pick("다음 질문", "Next question");
        let _ = writeln!(text, "    {next}: {} [{}]", question.text.get(lang), question.fact);
    }
    text
}

fn not_there(args: &Explain) -> Failure {
    let (id, file) = (&args.id, args.register.register.first().map(|path| path.display().to_string()));
    let file = file.unwrap_or_default();
    Failure::input(
        Text::new(
            format!("`{file}`: 사업체가 없습니다: `{id}`"),
            format!("`{file}`: there is no establishment `{id}`"),
        ),
        Text::new("식별자를 등록부에 적힌 대로 적으세요", "write the id as it stands in the register"),
    )
}

fn no_zone(args: &Explain, job: &Job, id: &str) -> Failure {
    let known = job.screening.zones().iter().map(|zone| zone.shape.id.as_str());
    let nearest = teukgu_rules::nearest(id, known);
    Failure::of_file(
        &args.against.zones,
        (&format!("특구가 없습니다: `{id}`"), &format!("there is no zone `{id}`")),
        (&format!("가장 가까운 것: {nearest}"), &format!("the nearest is {nearest}")),
    )
}
