//! The record as a visitor of the running portal takes it home, and the command that checks it there.

use std::fs;

use anyhow::{Context, Result, ensure};
use teukgu_e2e::{Server, teukgu};

use crate::support::end_clean;

#[test]
fn a_downloaded_proof_holds_with_the_published_key_and_an_edited_one_does_not() -> Result<()> {
    let server = Server::start(&[])?;
    let (proof, key) = (server.get("/record/17/proof.json")?, published_key(&server)?);
    ensure!(proof.header("content-disposition").is_some_and(|name| name.contains("-17.json")));
    let folder = tempfile::tempdir()?;
    let (kept, edited) = (folder.path().join("kept.json"), folder.path().join("edited.json"));
    fs::write(&kept, proof.text())?;
    fs::write(&edited, proof.text().replacen("\"at_us\": 1", "\"at_us\": 2", 1))?;
    end_clean(server)?;
    for (file, status) in [(kept, 0), (edited, 1)] {
        let file = file.to_str().context("the path is not UTF-8")?;
        let outcome = teukgu(&["ledger", "verify", "--bundle", file, "--key", &key, "--lang", "en"])?;
        ensure!(outcome.status == status, "{file}: {outcome:#?}");
    }
    Ok(())
}

#[test]
fn a_checkpoint_is_signed_soon_after_the_start_and_is_the_same_everywhere() -> Result<()> {
    let server = Server::start(&[])?;
    published_key(&server)?;
    let note = server.get("/record/checkpoint")?.text();
    let size = note.lines().nth(1).context("the note has a second line")?.to_owned();
    assert_eq!(server.get(&format!("/record/checkpoints/{size}"))?.text(), note);
    assert_eq!(server.get("/api/v1/record/checkpoint")?.json()?["note"], note);
    let feed = server.get("/record/feed.xml")?.text();
    ensure!(feed.contains(&format!("/record/checkpoints/{size}\"")), "{feed}");
    for page in ["/record", "/en/record", "/record/verify", "/en/record/verify"] {
        ensure!(server.get(page)?.text().contains(&size), "{page}");
    }
    end_clean(server)
}

/// Asks for the proof of the last entry, which signs what is not signed yet, and returns the key that is published.
fn published_key(server: &Server) -> Result<String> {
    let head = server.get("/api/v1/record")?.json()?["head"].as_u64().context("the record has a head")?;
    server.get(&format!("/record/{head}/proof.json"))?;
    let newest = server.get("/api/v1/record/checkpoint")?.json()?;
    Ok(newest["key"].as_str().with_context(|| format!("a key is published: {newest}"))?.to_owned())
}
