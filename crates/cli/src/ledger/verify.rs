//! `teukgu ledger verify`: the whole record, or a file without any database.

use super::transfer;
use crate::args::{LedgerVerify, Place, Settings};
use crate::failure::Failure;
use crate::{out, place, progress};
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;
use teukgu_domain::text::{Lang, Text};
use teukgu_ledger::{Bundle, Checkpoint, Trust, Verified, VerifierKey};
use teukgu_office::record::{self, Verification};
use teukgu_store::Store;

/// Largest file that a bundle or a checkpoint may be.
const LARGEST: u64 = 2 << 20;

/// Checks a file, if one is named.
pub(super) fn file(
    args: &LedgerVerify,
    zone: Option<&str>,
    settings: Settings,
) -> Option<Result<ExitCode, Failure>> {
    match (&args.bundle, &args.file) {
        (Some(bundle), _) => Some(check_bundle(bundle, args, zone, settings)),
        (_, Some(file)) => Some(check_record(file, settings)),
        (None, None) => None,
    }
}

fn check_record(file: &Path, settings: Settings) -> Result<ExitCode, Failure> {
    transfer::tell_written(&transfer::check_file(file)?, file, settings)
}

fn check_bundle(
    file: &Path,
    args: &LedgerVerify,
    zone: Option<&str>,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let text = read(file)?;
    let bundle = Bundle::parse(&text).map_err(|error| broken(file, &error.to_string(), error.help()))?;
    let keys = args.key.iter().map(|key| parse_key(key)).collect::<Result<Vec<_>, Failure>>()?;
    let held = args.checkpoint.as_deref().map(read_checkpoint).transpose()?;
    let trust = Trust { keys: (!keys.is_empty()).then_some(&keys), zone, held: held.as_ref() };
    let seq = bundle.entry().header.seq;
    match bundle.verify(trust) {
        Ok(verified) => tell_bundle(seq, &verified, settings),
        Err(fault) => {
            if settings.is_json() {
                let fault = json!({ "step": fault.step.as_str(), "text": fault.text, "help": fault.help });
                out::json(&json!({ "holds": false, "seq": seq, "fault": fault }))?;
                return Ok(ExitCode::from(1));
            }
            let message = Text::new(
                format!("`{}`: {}", file.display(), fault.text.ko),
                format!("`{}`: {}", file.display(), fault.text.en),
            );
            Err(Failure { blame: crate::failure::Blame::Faults, message, help: Some(fault.help) })
        }
    }
}

fn tell_bundle(seq: u64, verified: &Verified, settings: Settings) -> Result<ExitCode, Failure> {
    let keys: Vec<String> = verified.signers.iter().map(ToString::to_string).collect();
    if settings.is_json() {
        let steps: Vec<Value> =
            verified.steps.iter().map(|step| json!({ "id": step.id.as_str(), "text": step.text })).collect();
        let checkpoint = &verified.checkpoint;
        out::json(&json!({
            "holds": true, "seq": seq, "pinned": verified.pinned, "steps": steps, "keys": keys,
            "checkpoint": { "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.to_string() },
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut lines: String =
        verified.steps.iter().map(|step| format!("  ✓ {}\n", step.text.get(settings.lang))).collect();
    lines.push_str(&verdict(seq, verified, &keys, settings.lang));
    out::text(&lines)?;
    Ok(ExitCode::SUCCESS)
}

fn verdict(seq: u64, verified: &Verified, keys: &[String], lang: Lang) -> String {
    let size = verified.checkpoint.size;
    let text = if verified.pinned {
        Text::new(
            format!("{seq}번 기록은 지정한 키가 서명한 {size}건의 기록에 들어 있습니다."),
            format!("Entry {seq} is in the record of {size} entries that the key you named has signed."),
        )
    } else {
        Text::new(
            format!(
                "{seq}번 기록은 아래 키가 서명한 {size}건의 기록에 들어 있습니다.\n\
                 이 키가 사무소가 공개한 키와 같을 때만 믿으세요(`--key`로 지정하면 대신 확인합니다).\n  {}",
                keys.join("\n  ")
            ),
            format!(
                "Entry {seq} is in the record of {size} entries that the key below has signed.\n\
                 Trust this only if it is the key that the office publishes (name it with `--key` to have it compared).\n  {}",
                keys.join("\n  ")
            ),
        )
    };
    format!("{}\n", text.get(lang))
}

/// Checks the record of every zone of a database, or of one.
pub(super) async fn database(
    place: &Place,
    zone: Option<&str>,
    args: &LedgerVerify,
    settings: Settings,
) -> Result<ExitCode, Failure> {
    let held = args.checkpoint.as_deref().map(read_checkpoint).transpose()?;
    let store = place.open_reading().await?;
    let checked = check_zones(&*store, zone, held.as_ref()).await;
    store.close().await?;
    tell(&checked?, settings)
}

async fn check_zones(
    store: &dyn Store,
    zone: Option<&str>,
    held: Option<&Checkpoint>,
) -> Result<Vec<Verification>, Failure> {
    let mut checked = Vec::new();
    for zone in place::zones(store, zone).await? {
        let bar = progress::bar(store.head(&zone).await?.seq);
        checked.push(record::verify(store, &zone, held, |read| bar.set_position(read)).await?);
        bar.finish_and_clear();
    }
    Ok(checked)
}

fn tell(checked: &[Verification], settings: Settings) -> Result<ExitCode, Failure> {
    if settings.is_json() {
        out::json(&checked.iter().map(json_of).collect::<Vec<_>>())?;
    } else {
        out::text(&checked.iter().map(|one| lines(one, settings.lang)).collect::<String>())?;
    }
    let holds = checked.iter().all(|one| one.fault_count == 0);
    Ok(ExitCode::from(u8::from(!holds)))
}

fn json_of(one: &Verification) -> Value {
    let findings: Vec<Value> =
        one.findings.iter().map(|finding| json!({ "seq": finding.seq, "text": finding.text })).collect();
    json!({
        "zone": one.zone.as_str(), "holds": one.fault_count == 0, "size": one.size, "root": one.root.to_string(),
        "erased": one.erased, "checkpoints": one.checkpoints, "faults": one.fault_count, "findings": findings,
    })
}

fn lines(one: &Verification, lang: Lang) -> String {
    let Verification { zone, size, root, checkpoints, erased, fault_count, .. } = one;
    let count = Text::new(
        format!("{zone}  기록 {size}건(파기 {erased}건), 확인점 {checkpoints}개\n  {root}"),
        format!("{zone}  {size} entries ({erased} erased), {checkpoints} checkpoints\n  {root}"),
    );
    let result = if *fault_count == 0 {
        Text::new("  ✓ 이상이 없습니다", "  ✓ the record holds")
    } else {
        Text::new(format!("  ✗ 이상 {fault_count}건"), format!("  ✗ {fault_count} faults"))
    };
    let findings: String =
        one.findings.iter().map(|finding| format!("    {}\n", finding.text.get(lang))).collect();
    format!("{}\n{}\n{findings}", count.get(lang), result.get(lang))
}

fn parse_key(text: &str) -> Result<VerifierKey, Failure> {
    VerifierKey::parse(text.trim()).map_err(|error| {
        let said = error.to_string();
        Failure::input(Text::new(format!("`--key`: {said}"), format!("`--key`: {said}")), error.help())
    })
}

fn read_checkpoint(file: &Path) -> Result<Checkpoint, Failure> {
    Checkpoint::parse_unverified(&read(file)?).map_err(|error| broken(file, &error.to_string(), error.help()))
}

fn broken(file: &Path, said: &str, help: Text) -> Failure {
    let message = format!("`{}`: {said}", file.display());
    Failure::input(Text::new(message.clone(), message), help)
}

/// Reads a small file, or standard input for `-`.
fn read(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(LARGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(LARGEST).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::unreadable(file, &error))?;
    String::from_utf8(bytes).map_err(|_| {
        let help = Text::new("파일을 다시 내려받으세요", "download the file again");
        broken(file, "this is no text", help)
    })
}
