//! `teukgu ledger`: looks after the record.

use crate::args::{Ledger, LedgerVerb, Settings};
use crate::failure::Failure;
use crate::out;
use crate::serve::{DATABASE, open_store};
use serde::Serialize;
use std::process::ExitCode;
use teukgu_domain::text::Text;
use teukgu_store::{Head, Store};

/// Runs a verb on the record of every zone in a data folder.
pub(crate) fn run(args: &Ledger, settings: Settings) -> Result<ExitCode, Failure> {
    let database = args.data.join(DATABASE);
    if !database.is_file() {
        return Err(Failure::environment(
            Text::new(
                format!("`{}`: 기록이 없습니다", database.display()),
                format!("`{}`: there is no record", database.display()),
            ),
            Text::new(
                "`--data`로 데이터 폴더를 지정하거나 `teukgu serve`를 먼저 실행하세요",
                "name the data folder with `--data`, or run `teukgu serve` first",
            ),
        ));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let store = open_store(&args.data).await?;
        let result = verb(&*store, args.verb, settings).await;
        store.close().await?;
        result
    })
}

#[derive(Serialize)]
struct HeadLine {
    zone: String,
    seq: u64,
    at: Option<String>,
}

async fn verb(store: &dyn Store, verb: LedgerVerb, settings: Settings) -> Result<ExitCode, Failure> {
    let mut lines = Vec::new();
    for zone in store.zones().await? {
        if matches!(verb, LedgerVerb::Rebuild) {
            store.rebuild(&zone).await?;
        }
        let Head { seq, at } = store.head(&zone).await?;
        lines.push(HeadLine { zone: zone.to_string(), seq, at: at.map(|at| at.to_string()) });
    }
    if settings.is_json() {
        out::json(&lines)?;
    } else {
        let row = |line: &HeadLine| {
            vec![line.zone.clone(), line.seq.to_string(), line.at.clone().unwrap_or_default()]
        };
        let rows: Vec<_> = lines.iter().map(row).collect();
        out::text(&out::table(&[out::Side::Left, out::Side::Right, out::Side::Left], &rows))?;
    }
    Ok(ExitCode::SUCCESS)
}
