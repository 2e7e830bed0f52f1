//! The record through the commands: proved, checked, moved, backed up while the server runs, and damaged.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use teukgu_e2e::{Outcome, Server, copy_folder, repository, teukgu};

use crate::support::{check_refusal, end_clean};

/// A data folder with the record of the built-in zone, and room for files beside it.
struct Office {
    folder: TempDir,
}

impl Office {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        end_clean(Server::start_in(&folder.path().join("data"), &[])?)?;
        Ok(Self { folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, words: &[&str]) -> Result<Outcome> {
        self.run_in("data", words)
    }

    fn run_in(&self, data: &str, words: &[&str]) -> Result<Outcome> {
        let data = self.path(data);
        teukgu(&[words, &["--data", text(&data)?, "--lang", "en"]].concat())
    }

    fn done(&self, words: &[&str]) -> Result<String> {
        let outcome = self.run(words)?;
        ensure!(outcome.status == 0, "{words:?}: {outcome:#?}");
        Ok(outcome.stdout)
    }

    /// Changes the title of one source in the zone folder, loads it, and returns the entry that no longer stands.
    fn amend(&self) -> Result<u64> {
        let tenant = self.path("yangjae");
        copy_folder(&repository().join("tenants/yangjae"), &tenant)?;
        let file = tenant.join("sources.toml");
        let old = fs::read_to_string(&file)?;
        let line =
            old.lines().find(|line| line.contains("국가 AI 연구거점 컨소시엄")).context("the source")?;
        fs::write(&file, old.replacen(line, &line.replace("컨소시엄", "공동체"), 1))?;
        let server = Server::start_in(&self.path("data"), &["--tenant", text(&tenant)?])?;
        let entries = server.get("/api/v1/record?limit=1000")?.json()?;
        end_clean(server)?;
        let entries = entries["entries"].as_array().context("entries")?;
        let changed = entries.last().context("an entry")?;
        let earlier =
            entries.iter().find(|entry| entry["kind"] == changed["kind"] && entry["key"] == changed["key"]);
        earlier.and_then(|entry| entry["seq"].as_u64()).context("the entry before")
    }

    fn head(&self, data: &str) -> Result<Value> {
        let outcome = self.run_in(data, &["ledger", "head", "--format", "json"])?;
        ensure!(outcome.status == 0, "{outcome:#?}");
        let heads: Value = serde_json::from_str(&outcome.stdout)?;
        Ok(heads[0].clone())
    }
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the path is not UTF-8")
}

#[test]
fn a_visitor_proves_an_entry_offline_and_another_zone_or_key_is_told_apart() -> Result<()> {
    let office = Office::open()?;
    let (bundle, key) = (office.path("17.json"), office.head("data")?["key"].clone());
    let (bundle, key) = (text(&bundle)?, key.as_str().context("the record names a key")?);
    office.done(&["ledger", "prove", "17", "--out", bundle])?;
    // Without any record at hand.
    let verify = ["ledger", "verify", "--bundle", bundle, "--lang", "en"];
    let outcome = teukgu(&[&verify[..], &["--key", key]].concat())?;
    ensure!(outcome.status == 0 && outcome.stdout.contains("the key you named has signed"), "{outcome:#?}");
    let outcome = teukgu(&verify)?;
    ensure!(outcome.status == 0 && outcome.stdout.contains("Trust this only if"), "{outcome:#?}");
    check_refusal(&teukgu(&[&verify[..], &["--zone", "gaon"]].concat())?, 1, "gaon")?;
    let other = Office::open()?.head("data")?["key"].clone();
    let other = other.as_str().context("the record names a key")?;
    check_refusal(&teukgu(&[&verify[..], &["--key", other]].concat())?, 1, "17.json")?;
    check_refusal(&teukgu(&[&verify[..], &["--key", "nonsense"]].concat())?, 2, "--key")
}

#[test]
fn a_bundle_that_was_touched_is_refused_with_what_differs() -> Result<()> {
    let office = Office::open()?;
    let whole = office.done(&["ledger", "prove", "3"])?;
    let file = office.path("touched.json");
    for (from, to) in [("\"seq\": 3", "\"seq\": 4"), ("zone-folder", "zone-holder"), ("양재", "판교")] {
        ensure!(whole.contains(from), "the bundle has no `{from}`");
        fs::write(&file, whole.replacen(from, to, 1))?;
        let outcome = office.run(&["ledger", "verify", "--bundle", text(&file)?])?;
        check_refusal(&outcome, 1, "touched.json")?;
    }
    let half = whole.as_bytes().split_at(whole.len() / 2).0;
    for broken in [b"".as_slice(), b"{", b"[]", half] {
        fs::write(&file, broken)?;
        check_refusal(&office.run(&["ledger", "verify", "--bundle", text(&file)?])?, 2, "touched.json")?;
    }
    check_refusal(&office.run(&["ledger", "verify", "--bundle", "no-such-file"])?, 2, "no-such-file")
}

#[test]
fn the_server_hands_out_the_bundle_that_the_command_makes() -> Result<()> {
    let office = Office::open()?;
    let server = Server::start_in(&office.path("data"), &[])?;
    let answer = server.get("/api/v1/record/17/proof")?;
    ensure!(answer.status == 200, "the status is {}", answer.status);
    assert_eq!(answer.json()?, serde_json::from_str::<Value>(&office.done(&["ledger", "prove", "17"])?)?);
    end_clean(server)
}

#[test]
fn a_record_is_backed_up_while_the_server_runs_and_comes_back_with_its_root() -> Result<()> {
    let office = Office::open()?;
    let server = Server::start_in(&office.path("data"), &[])?;
    let backup = office.path("backup.jsonl");
    office.done(&["backup", text(&backup)?])?;
    office.done(&["ledger", "verify"])?;
    end_clean(server)?;
    let outcome = office.run_in("restored", &["restore", text(&backup)?])?;
    ensure!(outcome.status == 0, "{outcome:#?}");
    let (old, new) = (office.head("data")?, office.head("restored")?);
    assert_eq!(
        (&new["root"], &new["seq"], &new["checkpoint"]),
        (&old["root"], &old["seq"], &old["checkpoint"])
    );
    let outcome = office.run_in("restored", &["ledger", "verify"])?;
    ensure!(outcome.status == 0 && outcome.stdout.contains("the record holds"), "{outcome:#?}");
    check_refusal(&office.run_in("restored", &["restore", text(&backup)?])?, 3, "yangjae")?;
    // The portal needs the key that the record names.
    let outcome = office.run_in("restored", &["serve", "--listen", "127.0.0.1:0"])?;
    check_refusal(&outcome, 3, "no key")?;
    fs::copy(office.path("data/record-yangjae.key"), office.path("restored/record-yangjae.key"))?;
    end_clean(Server::start_in(&office.path("restored"), &[])?)
}

#[test]
fn a_truncated_or_touched_export_is_refused_and_nothing_is_made() -> Result<()> {
    let office = Office::open()?;
    let export = office.path("record.jsonl");
    office.done(&["ledger", "export", text(&export)?])?;
    office.done(&["ledger", "verify", "--file", text(&export)?])?;
    let whole = fs::read(&export)?;
    let bad = office.path("bad.jsonl");
    let middle = whole.len() / 2;
    let mut flipped = whole.clone();
    flipped[middle] ^= 4;
    let cut_at_line = whole[..middle].iter().rposition(|byte| *byte == b'\n').context("lines")? + 1;
    for (name, bytes) in
        [("cut", &whole[..middle]), ("line", &whole[..cut_at_line]), ("flip", &flipped), ("none", &[])]
    {
        fs::write(&bad, bytes)?;
        for words in [
            &["restore", text(&bad)?][..],
            &["ledger", "import", text(&bad)?],
            &["ledger", "verify", "--file", text(&bad)?],
        ] {
            let outcome = office.run_in("never", words)?;
            check_refusal(&outcome, 2, "bad.jsonl").with_context(|| format!("{name} {words:?}"))?;
        }
        ensure!(!office.path("never/teukgu.db").exists(), "{name}: a database was made");
    }
    let names: Vec<_> =
        fs::read_dir(office.folder.path())?.map(|file| file.map(|file| file.file_name())).collect();
    ensure!(names.len() <= 4, "something was left behind: {names:?}");
    Ok(())
}

#[test]
fn a_flipped_byte_in_any_entry_is_found_and_named() -> Result<()> {
    let office = Office::open()?;
    let database = office.path("data/teukgu.db");
    let whole = fs::read(&database)?;
    let size = office.head("data")?["seq"].as_u64().context("a size")?;
    let mut found = 0;
    let proofs = (1..=size).step_by(23).map(|seq| {
        let proof = office.done(&["ledger", "prove", &seq.to_string()])?;
        Ok((seq, proof))
    });
    for (seq, kept) in proofs.collect::<Result<Vec<_>>>()? {
        let bundle: Value = serde_json::from_str(&kept)?;
        let payload = bundle["entry"]["payload"]["text"].as_str().context("a payload")?.as_bytes();
        // The entry stands in the file after the view that it made, or alone; a flip in either is found.
        let needle = &payload[..payload.len().min(60)];
        for at in (0..whole.len() - needle.len()).filter(|at| &whole[*at..at + needle.len()] == needle) {
            let mut bytes = whole.clone();
            bytes[at + needle.len() / 2] ^= 1;
            fs::write(&database, &bytes)?;
            let outcome = office.run(&["ledger", "verify"])?;
            ensure!(outcome.status == 1, "entry {seq}, byte {at}: {outcome:#?}");
            ensure!(!outcome.stderr.contains("panicked"), "{outcome:#?}");
            found += usize::from(outcome.stdout.contains(&format!("entry {seq} ")));
        }
    }
    fs::write(&database, &whole)?;
    ensure!(found > 8, "only {found} entries were named");
    office.done(&["ledger", "verify"]).map(|_| ())
}

#[test]
fn a_checkpoint_kept_elsewhere_finds_a_record_that_was_begun_anew() -> Result<()> {
    let (office, other) = (Office::open()?, Office::open()?);
    let server = Server::start_in(&office.path("data"), &[])?;
    let note = server.get("/record/checkpoint")?;
    ensure!(note.status == 200, "the status is {}", note.status);
    end_clean(server)?;
    let file = office.path("held.txt");
    fs::write(&file, &note.body)?;
    office.done(&["ledger", "verify", "--checkpoint", text(&file)?])?;
    let outcome = other.run(&["ledger", "verify", "--checkpoint", text(&file)?])?;
    ensure!(outcome.status == 1 && outcome.stdout.contains("kept elsewhere"), "{outcome:#?}");
    Ok(())
}

#[test]
fn a_new_key_takes_over_and_the_server_goes_on_with_it() -> Result<()> {
    let office = Office::open()?;
    let before = office.head("data")?;
    office.done(&["ledger", "rotate"])?;
    let after = office.head("data")?;
    ensure!(before["key"] != after["key"], "the key is the same");
    ensure!(after["checkpoint"] == after["seq"], "no checkpoint speaks of the new key: {after}");
    office.done(&["ledger", "verify"])?;
    end_clean(Server::start_in(&office.path("data"), &[])?)?;
    let data = office.path("data");
    let keys = fs::read_dir(&data)?.filter_map(Result::ok);
    let keys = keys.filter(|file| file.file_name().to_string_lossy().starts_with("record-yangjae.key"));
    assert_eq!(keys.count(), 2, "the new key, and the old one aside");
    Ok(())
}

#[test]
fn what_still_stands_is_not_erased_and_what_has_left_is() -> Result<()> {
    let office = Office::open()?;
    let basis = ["--basis", "보존기간 만료"];
    let outcome = office.run(&[&["ledger", "erase", "17"][..], &basis].concat())?;
    check_refusal(&outcome, 2, "17")?;
    // The key that is replaced no longer stands, but its checkpoints are checked with what its entry says.
    let declared = office.head("data")?["seq"].to_string();
    office.done(&["ledger", "rotate"])?;
    check_refusal(&office.run(&[&["ledger", "erase", &declared][..], &basis].concat())?, 2, &declared)?;
    check_refusal(&office.run(&["ledger", "erase", "17", "--basis", " "])?, 2, "--basis")?;
    let entry = office.amend()?.to_string();
    let outcome = office.done(&[&["ledger", "erase", &entry][..], &basis].concat())?;
    ensure!(outcome.contains("yangjae"), "{outcome}");
    let outcome = office.run(&["ledger", "verify", "--format", "json"])?;
    let report: Value = serde_json::from_str(&outcome.stdout)?;
    assert_eq!(report[0]["erased"], 1);
    Ok(())
}

#[test]
fn what_is_asked_for_and_not_there_is_told_in_one_line() -> Result<()> {
    let office = Office::open()?;
    check_refusal(&office.run(&["ledger", "prove", "999999"])?, 2, "999999")?;
    check_refusal(&office.run(&["ledger", "head", "--zone", "nowhere"])?, 2, "nowhere")?;
    check_refusal(&office.run_in("empty", &["ledger", "verify"])?, 3, "teukgu.db")?;
    check_refusal(
        &office.run(&["ledger", "head", "--database-url", "mysql://me:secret@h/d"])?,
        2,
        "--database-url",
    )?;
    let away = "postgres://me:secret@127.0.0.1:9/d";
    let outcome = office.run(&["ledger", "head", "--database-url", away])?;
    check_refusal(&outcome, 3, "database")?;
    ensure!(!outcome.stderr.contains("secret"), "{}", outcome.stderr);
    check_refusal(&office.run(&["backup", "/no/such/folder/file"])?, 3, "/no/such/folder/file")
}
