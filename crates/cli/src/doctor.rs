//! `teukgu doctor`: what this machine and this build have, what is missing, and how to mend it.

use crate::args::{Doctor, Place, Settings};
use crate::failure::Failure;
use crate::place::Database;
use crate::{builtin, out, place, record_key};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::record::named_key;
use teukgu_store::Store;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    Missing,
    Broken,
}

#[derive(Serialize)]
struct Check {
    name: &'static str,
    state: State,
    finding: Text,
    help: Option<Text>,
}

/// Runs every check; exits 1 if something is broken. What is optional may be missing.
pub(crate) fn run(args: &Doctor, settings: Settings) -> Result<ExitCode, Failure> {
    let mut checks = vec![built_in_zone(), map(), font(), data_folder(&args.place.data)];
    checks.extend(record(&args.place));
    if settings.is_json() {
        out::json(&checks)?;
    } else {
        out::text(&checks.iter().map(|check| lines(check, settings.lang)).collect::<String>())?;
    }
    let broken = checks.iter().any(|check| check.state == State::Broken);
    Ok(ExitCode::from(u8::from(broken)))
}

fn lines(check: &Check, lang: Lang) -> String {
    let state = match (check.state, lang) {
        (State::Ok, Lang::Ko) => "정상",
        (State::Missing, Lang::Ko) => "없음",
        (State::Broken, Lang::Ko) => "고장",
        (State::Ok, Lang::En) => "ok",
        (State::Missing, Lang::En) => "missing",
        (State::Broken, Lang::En) => "broken",
    };
    let help = check.help.as_ref().map(|help| format!("    help: {}\n", help.get(lang))).unwrap_or_default();
    format!("  {state}  {}\n{help}", check.finding.get(lang))
}

fn ok(name: &'static str, finding: Text) -> Check {
    Check { name, state: State::Ok, finding, help: None }
}

fn built_in_zone() -> Check {
    let read = builtin::codes().map(|codes| teukgu_tenant::read(&builtin::folder(), &codes).is_ok());
    if matches!(read, Ok(true)) {
        return ok(
            "built-in-zone",
            Text::new(
                "내장 특구와 코드표를 읽을 수 있습니다",
                "the built-in zone and code lists can be read",
            ),
        );
    }
    Check {
        name: "built-in-zone",
        state: State::Broken,
        finding: Text::new("내장 특구를 읽을 수 없습니다", "the built-in zone cannot be read"),
        help: Some(Text::new("프로그램을 다시 빌드하세요", "build the program again")),
    }
}

fn node_help() -> Text {
    Text::new(
        "Node.js(npm)를 설치하고 다시 빌드하세요. 없어도 모든 화면이 동작합니다",
        "install Node.js with npm and build again; every page works without it",
    )
}

fn map() -> Check {
    if teukgu_web::built_in_parts().map {
        return ok("map", Text::new("움직이는 지도가 포함되어 있습니다", "the interactive map is built in"));
    }
    let finding = Text::new(
        "움직이는 지도 없이 빌드되었습니다(그린 지도를 사용)",
        "built without the interactive map; drawn maps are used",
    );
    Check { name: "map", state: State::Missing, finding, help: Some(node_help()) }
}

fn font() -> Check {
    if teukgu_web::built_in_parts().font {
        return ok("font", Text::new("한글 웹 글꼴이 포함되어 있습니다", "the Korean web font is built in"));
    }
    let finding = Text::new(
        "한글 웹 글꼴 없이 빌드되었습니다(방문자의 글꼴을 사용)",
        "built without the Korean web font; the visitor's fonts are used",
    );
    Check { name: "font", state: State::Missing, finding, help: Some(node_help()) }
}

fn data_folder(data: &Path) -> Check {
    let shown = data.display();
    let nearest = data.ancestors().find(|folder| folder.exists());
    let writable = nearest.is_some_and(|folder| {
        std::fs::metadata(folder).is_ok_and(|meta| meta.is_dir() && !meta.permissions().readonly())
            || folder.as_os_str().is_empty()
    }) || data.is_relative() && nearest.is_none_or(|folder| folder.as_os_str().is_empty());
    if writable {
        let finding = Text::new(
            format!("데이터 폴더 `{shown}`: 쓸 수 있습니다"),
            format!("data folder `{shown}`: can be written"),
        );
        return ok("data-folder", finding);
    }
    Check {
        name: "data-folder",
        state: State::Broken,
        finding: Text::new(
            format!("데이터 폴더 `{shown}`: 쓸 수 없습니다"),
            format!("data folder `{shown}`: cannot be written"),
        ),
        help: Some(Text::new(
            "`--data`로 쓸 수 있는 폴더를 지정하세요",
            "name a folder that you may write with `--data`",
        )),
    }
}

/// Checks the database, and the key of each zone in it.
fn record(place: &Place) -> Vec<Check> {
    if let Ok(Database::Sqlite(file)) = place.database()
        && !file.is_file()
    {
        return vec![no_database(&file)];
    }
    match place::block_on(look(place)) {
        Ok(checks) => checks,
        Err(failure) => vec![Check {
            name: "database",
            state: State::Broken,
            finding: failure.message,
            help: failure.help,
        }],
    }
}

async fn look(place: &Place) -> Result<Vec<Check>, Failure> {
    let store = place.open_reading().await?;
    let schema = store.schema_version().await?;
    let mut checks = Vec::new();
    for zone in store.zones().await? {
        let entries = store.head(&zone).await?.seq;
        checks.push(ok(
            "database",
            Text::new(
                format!("특구 `{zone}`의 기록: {entries}건, 스키마 {schema}"),
                format!("record of zone `{zone}`: {entries} entries, schema {schema}"),
            ),
        ));
        checks.push(key(place, &*store, &zone).await?);
    }
    store.close().await?;
    Ok(checks)
}

/// Checks that the key that the record names is at hand.
async fn key(place: &Place, store: &dyn Store, zone: &ZoneId) -> Result<Check, Failure> {
    let file = record_key::path(&place.data, zone);
    let shown = file.display();
    let named = named_key(store, zone).await?;
    let at_hand = record_key::read(&file)?.map(|key| key.verifier());
    if at_hand.is_some() && (named.is_none() || named == at_hand) {
        let finding = Text::new(
            format!("서명 키 `{shown}`: 기록에 적힌 키와 같습니다"),
            format!("signing key `{shown}`: it is the one that the record names"),
        );
        return Ok(ok("record-key", finding));
    }
    let finding = match (&named, at_hand) {
        (Some(_), Some(_)) => Text::new(
            format!("서명 키 `{shown}`: 기록에 적힌 키와 다릅니다"),
            format!("signing key `{shown}`: the record names another one"),
        ),
        _ => Text::new(
            format!("서명 키 `{shown}`: 없습니다"),
            format!("signing key `{shown}`: it is not there"),
        ),
    };
    let state = if named.is_some() { State::Broken } else { State::Missing };
    let help = Text::new(
        "키 파일을 사본에서 되돌리세요. 잃었다면 `teukgu ledger rotate`로 새 키를 적으세요",
        "bring the key file back from its copy; if it is lost, name a new key with `teukgu ledger rotate`",
    );
    Ok(Check { name: "record-key", state, finding, help: Some(help) })
}

fn no_database(file: &Path) -> Check {
    let shown = file.display();
    Check {
        name: "database",
        state: State::Missing,
        finding: Text::new(
            format!("기록 `{shown}`: 아직 없습니다"),
            format!("record `{shown}`: not there yet"),
        ),
        help: Some(Text::new(
            "`teukgu serve`를 처음 실행하면 만들어집니다",
            "the first `teukgu serve` makes it",
        )),
    }
}
