//! `teukgu zone locate --dong`: what a name of a dong tells, never a guess.

use crate::args::{Settings, ZoneLocate};
use crate::failure::Failure;
use crate::machine::{MachineChance, MachineClock};
use crate::{builtin, folder, out};
use serde::Serialize;
use std::process::ExitCode;
use std::sync::Arc;
use teukgu_codes::Codes;
use teukgu_domain::entry::Actor;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::Office;
use teukgu_office::clock::Clock;
use teukgu_office::effect::Tables;
use teukgu_office::law::Edition;
use teukgu_office::locate::{Cover, DongName, DongStanding};
use teukgu_store::MemoryStore;

#[derive(Serialize)]
struct Answer<'a> {
    name: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover: Option<&'static str>,
    candidates: Vec<Candidate<'a>>,
    nearest: &'a [String],
}

#[derive(Serialize)]
struct Candidate<'a> {
    code: &'a str,
    name: &'a Text,
}

/// Answers for one name.
pub(crate) fn run(
    name: &str,
    args: &ZoneLocate,
    codes: Codes,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let snapshot = folder::zone(args.tenant.as_ref(), &codes, settings.lang)?;
    let id = snapshot.zone().map_or_else(|| ZoneId::parse(builtin::ZONE), |zone| Ok(zone.id.clone()));
    let id =
        id.map_err(|error| Failure::input(Text::new(error.to_string(), error.to_string()), Text::default()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let standing = runtime.block_on(async {
        let reference = builtin::reference(codes, Edition::default(), Tables::default())?;
        let clock = Arc::new(MachineClock);
        let office =
            Office::open(Arc::new(MemoryStore::new()), clock.clone(), Arc::new(MachineChance), id, reference)
                .await?;
        office.load(&snapshot, &Actor::zone_folder(), clock.now()).await?;
        Ok::<_, Failure>(office.locate_dong(name)?)
    })?;
    let answer = answer(name, &standing);
    if settings.is_json() {
        out::json(&answer)?;
    } else {
        out::text(&sentence(&answer, settings.lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer<'a>(name: &'a str, standing: &'a DongStanding) -> Answer<'a> {
    let candidate = |dong: &'a DongName| Candidate { code: &dong.code, name: &dong.name };
    match standing {
        DongStanding::One { dong, cover } => Answer {
            name,
            status: "one",
            cover: Some(match cover {
                Some(Cover::None) => "none",
                Some(Cover::Part) => "part",
                Some(Cover::Whole) => "whole",
                None => "unknown",
            }),
            candidates: vec![candidate(dong)],
            nearest: &[],
        },
        DongStanding::Ambiguous(dongs) => Answer {
            name,
            status: "ambiguous",
            cover: None,
            candidates: dongs.iter().map(candidate).collect(),
            nearest: &[],
        },
        DongStanding::Unknown { nearest } => {
            Answer { name, status: "unknown", cover: None, candidates: Vec::new(), nearest }
        }
    }
}

fn sentence(answer: &Answer<'_>, lang: Lang) -> String {
    let names = |lang: Lang| {
        let one = |c: &Candidate<'_>| format!("  {} {}\n", c.code, c.name.get(lang));
        answer.candidates.iter().map(one).collect::<String>()
    };
    let words = match (answer.status, answer.cover) {
        ("ambiguous", _) => lang.pick(
            "여러 동을 뜻할 수 있습니다. 하나를 골라 다시 물어보세요.",
            "The name may mean several dongs; choose one and ask again.",
        ),
        ("one", Some("none")) => lang.pick("특구와 겹치지 않습니다.", "The zone covers nothing of it."),
        ("one", Some("part")) => lang.pick(
            "일부만 특구입니다. 지번으로만 알 수 있습니다.",
            "The zone covers part of it; only the lot decides.",
        ),
        ("one", Some("whole")) => lang.pick("전체가 특구입니다.", "The zone covers all of it."),
        ("one", _) => lang
            .pick("동의 경계가 없어 알 수 없습니다.", "Its outline is not at hand, so nothing can be said."),
        _ => lang.pick("그런 동이 없습니다. 비슷한 이름:", "There is no such dong. Names like it:"),
    };
    let nearest: String = answer.nearest.iter().map(|name| format!("  {name}\n")).collect();
    format!("{}\n{}{nearest}", words, names(lang))
}
