//! `teukgu law show`: one provision as it stands on a day, or all of them as a list.

use crate::args::{LawShow, Settings};
use crate::failure::Failure;
use crate::machine::MachineClock;
use crate::{law_folder, out};
use std::fmt::Write as _;
use std::process::ExitCode;
use teukgu_domain::Date;
use teukgu_domain::date::day;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::clock::Clock;
use teukgu_office::law::model::{Citation, LawSet, Provision, Version};
use teukgu_office::workbench;

/// Prints a provision.
pub(crate) fn run(args: &LawShow, settings: Settings) -> Result<ExitCode, Failure> {
    let law = law_folder::law(args.law.as_deref(), settings.lang)?;
    let on = args.on.unwrap_or_else(|| MachineClock.today());
    let Some(id) = &args.id else { return list(&law, settings) };
    let provision = law.provision(id).ok_or_else(|| missing(id, &law))?;
    let version = provision.version_on(on, None);
    if settings.is_json() {
        out::json(&workbench::provision(provision, on, settings.lang))?;
    } else {
        out::text(&page(provision, version, on, settings.lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn missing(id: &str, law: &LawSet) -> Failure {
    let known: Vec<&str> = law.provisions.iter().map(|provision| provision.id.as_str()).collect();
    Failure::input(
        Text::new(format!("조문이 없습니다: `{id}`"), format!("there is no provision `{id}`")),
        Text::new(
            format!("있는 조문: {}", known.join(" · ")),
            format!("the provisions are {}", known.join(", ")),
        ),
    )
}

fn list(law: &LawSet, settings: Settings) -> Result<ExitCode, Failure> {
    if settings.is_json() {
        out::json(&workbench::list(law, settings.lang))?;
    } else {
        let rows: Vec<Vec<String>> = law
            .provisions
            .iter()
            .map(|found| vec![found.id.clone(), found.name.get(settings.lang).to_owned()])
            .collect();
        out::text(&out::table(&[out::Side::Left, out::Side::Left], &rows))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn page(provision: &Provision, version: Option<&Version>, on: Date, lang: Lang) -> String {
    let mut text = format!(
        "{}\n{} · {}\n",
        out::bold(provision.name.get(lang)),
        provision.id,
        provision.effect_text.get(lang)
    );
    let Some(version) = version else {
        let _ = match lang {
            Lang::Ko => writeln!(text, "\n{}에 시행 중인 판이 없습니다.", day(on, lang)),
            Lang::En => writeln!(text, "\nNo version is in force on {}.", day(on, lang)),
        };
        return text;
    };
    let from = day(version.valid.from, lang);
    let _ = match lang {
        Lang::Ko => writeln!(text, "\n`{}` 판, {from} 시행 · {}", version.id, version.authority.ko),
        Lang::En => {
            writeln!(text, "\nVersion `{}`, in force from {from} · {}", version.id, version.authority.en)
        }
    };
    let _ = writeln!(text, "{}\n", cited(&version.cite));
    for (number, part) in provision.conditions_of(version).enumerate() {
        let _ = writeln!(text, "{:>3}. {} ({})", number + 1, part.text.get(lang), cited(&part.cite));
    }
    for part in provision.exceptions_of(version) {
        let but = lang.pick("다만", "but");
        let _ = writeln!(text, "  {but}: {} ({})", part.text.get(lang), cited(&part.cite));
    }
    text
}

fn cited(cite: &[Citation]) -> String {
    cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
