//! What may be typed about the record: where it lies, and what is done with it.

use super::DATA;
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// Where a record lies.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Place {
    /// Folder of the record and of its key.
    #[arg(long, default_value = DATA, env = "TEUKGU_DATA", value_name = "DIR", global = true)]
    pub(crate) data: PathBuf,
    /// Database of the record: postgres://user:password@host:port/database or sqlite:FILE; the file `teukgu.db` in the
    /// folder if none is named.
    #[arg(long, env = "TEUKGU_DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub(crate) database_url: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu ledger head --data ./teukgu-data\n  teukgu ledger verify\n  teukgu ledger verify --bundle teukgu-yangjae-17.json --key 'teukgu/yangjae+…'"
)]
pub(crate) struct Ledger {
    #[command(subcommand)]
    pub(crate) verb: LedgerVerb,
    #[command(flatten)]
    pub(crate) place: Place,
    /// Zone; every zone of the database if none is named.
    #[arg(long, value_name = "ID", global = true)]
    pub(crate) zone: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerVerb {
    /// Says how long the record of each zone is, its root, and the newest checkpoint.
    #[command(after_help = "Example:\n  teukgu ledger head --format json")]
    Head,
    /// Checks every entry, leaf, node, view and checkpoint of the record, or a file without any database.
    Verify(LedgerVerify),
    /// Prints the bundle that proves an entry to somebody who has nothing else.
    Prove(LedgerProve),
    /// Writes the record to a file, as text that any database of this program takes.
    Export(LedgerFile),
    /// Brings in a record from a file; entries that are there already are compared and left.
    Import(LedgerImport),
    /// Drops the views and the nodes of the tree and makes them from the entries again.
    #[command(after_help = "Example:\n  teukgu ledger rebuild --data ./teukgu-data")]
    Rebuild,
    /// Replaces the key that checkpoints are signed with; the old one vouches for the new one.
    #[command(after_help = "Example:\n  teukgu ledger rotate --zone yangjae")]
    Rotate,
    /// Erases what an entry says, where it no longer stands; its hash stays and the tree still verifies.
    Erase(LedgerErase),
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu ledger verify --checkpoint kept-last-year.txt\n  teukgu ledger verify --file yangjae.jsonl\n  teukgu ledger verify --bundle teukgu-yangjae-17.json --key 'teukgu/yangjae+…'"
)]
pub(crate) struct LedgerVerify {
    /// Signed checkpoint that was kept elsewhere; the record, or the bundle, must agree with it.
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// Proof bundle to check instead of a database; `-` reads standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub(crate) bundle: Option<PathBuf>,
    /// Exported record to check instead of a database.
    #[arg(long, value_name = "FILE", conflicts_with = "checkpoint")]
    pub(crate) file: Option<PathBuf>,
    /// Key that the office publishes, to trust no other; may be repeated.
    #[arg(long, value_name = "KEY", requires = "bundle")]
    pub(crate) key: Vec<String>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu ledger prove 17 --out teukgu-yangjae-17.json")]
pub(crate) struct LedgerProve {
    /// Place of the entry.
    pub(crate) seq: u64,
    /// File to write; standard output if none is named.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu ledger export yangjae.jsonl --zone yangjae")]
pub(crate) struct LedgerFile {
    /// File to write; one that is there is replaced once the new one is whole.
    pub(crate) file: PathBuf,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu ledger import yangjae.jsonl --database-url postgres://teukgu@db/teukgu"
)]
pub(crate) struct LedgerImport {
    /// File to read; it is checked as a whole before anything is brought in.
    pub(crate) file: PathBuf,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example:\n  teukgu ledger erase 17 --basis '보존기간 만료' --basis-en 'the retention period is over'"
)]
pub(crate) struct LedgerErase {
    /// Place of the entry.
    pub(crate) seq: u64,
    /// Why it may be erased, in Korean: the article, or the end of the time that it is kept.
    #[arg(long, value_name = "TEXT")]
    pub(crate) basis: String,
    /// The same in English.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) basis_en: String,
    /// Who erases: a role, never a person's name.
    #[arg(long, value_name = "NAME", default_value = "records-officer")]
    pub(crate) actor: String,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu backup /mnt/backup/teukgu-2026-11-26.jsonl")]
pub(crate) struct Backup {
    /// File to write; the server may be running.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu restore /mnt/backup/teukgu-2026-11-26.jsonl --data ./teukgu-data")]
pub(crate) struct Restore {
    /// File that `backup` or `ledger export` has written.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:\n  teukgu doctor --data ./teukgu-data")]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) place: Place,
}
