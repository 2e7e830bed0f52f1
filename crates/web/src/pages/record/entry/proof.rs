//! The part of an entry's page that proves it: hashes, the way to the root, and the commands to check them.

use super::super::{files, moment};
use crate::error::PageError;
use crate::page::Page;
use crate::visit::Visit;
use teukgu_domain::text::Lang;
use teukgu_office::OfficeError;
use teukgu_office::record::{CheckpointView, Content, EntryView, ProofStep, proof_steps};

/// What proves an entry.
pub(super) struct Proof {
    /// The eight lines that the leaf is the hash of.
    pub(super) leaf_text: String,
    pub(super) leaf: String,
    pub(super) payload_hash: String,
    /// The command that recomputes the leaf with nothing but a shell.
    pub(super) by_hand: String,
    /// The command that recomputes the hash of the content from the downloaded file; none if that has no content.
    pub(super) content_by_hand: Option<String>,
    /// `None` until a checkpoint speaks of the entry.
    pub(super) way: Option<Way>,
}

/// The way from the leaf to the root of a checkpoint.
pub(super) struct Way {
    pub(super) index: u64,
    pub(super) steps: Vec<ProofStep>,
    pub(super) checkpoint: CheckpointView,
    /// When the last entry was made that the checkpoint speaks of, for readers and for machines.
    pub(super) when: Option<(String, String)>,
    pub(super) file: String,
    /// The command that checks the file.
    pub(super) command: String,
}

impl Proof {
    /// Takes the hashes of an entry, and its proof if there is one.
    pub(super) async fn of(visit: &Visit, p: &Page, seq: u64, entry: EntryView) -> Result<Self, PageError> {
        let file = files::name(visit, seq);
        let way = Way::of(visit, p, seq, &file).await?;
        Ok(Self {
            by_hand: format!("printf '\\0{}' | sha256sum", printf_text(&entry.leaf_text)),
            content_by_hand: (way.is_some() && matches!(entry.content, Content::Shown(_)))
                .then(|| content_by_hand(&file)),
            leaf_text: entry.leaf_text,
            leaf: entry.leaf,
            payload_hash: entry.payload_hash,
            way,
        })
    }
}

impl Way {
    async fn of(visit: &Visit, p: &Page, seq: u64, file: &str) -> Result<Option<Self>, PageError> {
        let office = visit.portal.office();
        let bundle = match office.bundle(seq).await {
            Err(OfficeError::NoKey { .. } | OfficeError::OtherKey { .. }) => return Ok(None),
            made => made?,
        };
        let inclusion = bundle.inclusion();
        let Some(checkpoint) = office.checkpoint_view(inclusion.size).await? else { return Ok(None) };
        let key = visit.view.snapshot().record_key().map(|key| key.verifier.clone());
        Ok(Some(Self {
            index: inclusion.index,
            steps: proof_steps(&bundle),
            when: checkpoint.at.map(|at| moment(p, at)),
            checkpoint,
            command: command(file, key.as_deref(), p.lang),
            file: file.to_owned(),
        }))
    }
}

/// Returns the command that checks a downloaded proof, with the key to trust if there is one.
pub(in crate::pages::record) fn command(file: &str, key: Option<&str>, lang: Lang) -> String {
    let key = key.map_or_else(String::new, |key| format!(" --key {}", quoted(key)));
    // Without a word about it, the program speaks Korean.
    let lang = lang.pick("", " --lang en");
    format!("teukgu ledger verify --bundle {file}{key}{lang}")
}

fn content_by_hand(file: &str) -> String {
    format!("(jq -j .entry.payload.salt {file} | xxd -r -p; jq -j .entry.payload.text {file}) | sha256sum")
}

/// Writes a text so that a shell takes it as one word.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Writes a text so that it comes out of `printf '…'` as it is.
fn printf_text(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', "%%").replace('\'', r"'\''")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_marks_of_the_shell_comes_through_it_unchanged() {
        assert_eq!(printf_text("a'b%c\\d\n"), "a'\\''b%%c\\\\d\n");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(
            command("f.json", Some("n+1+k="), Lang::Ko),
            "teukgu ledger verify --bundle f.json --key 'n+1+k='"
        );
        assert_eq!(command("f.json", None, Lang::En), "teukgu ledger verify --bundle f.json --lang en");
    }
}
