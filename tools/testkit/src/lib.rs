#![doc = include_str!("../README.md")]
#![expect(clippy::disallowed_methods, reason = "samples for tests are read from the repository")]

mod organisation;

pub use organisation::{OrganisationBuilder, an_organisation};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use teukgu_codes::{CodeLists, Codes};
use teukgu_domain::calendar::Holidays;
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Lang;
use teukgu_effect::{Concordance, Table};
use teukgu_rules::LawFiles;
use teukgu_rules::catalogue::Catalogue;
use teukgu_rules::law::LawSet;
use teukgu_tenant::{Folder, read};

/// Gives the code lists of the repository.
///
/// # Panics
/// If a list cannot be read, with what is wrong with it.
pub fn codes() -> Codes {
    static CODES: LazyLock<Codes> = LazyLock::new(read_codes);
    CODES.clone()
}

/// Gives the holidays of the repository.
///
/// # Panics
/// If the list cannot be read, with what is wrong with it.
pub fn holidays() -> Holidays {
    teukgu_codes::holidays::parse(include_str!("../../../data/calendar/holidays_kr.csv"))
        .expect("the list of the repository is read by a test of its room")
}

/// Gives every special case of the Act.
///
/// # Panics
/// If the catalogue has faults.
pub fn catalogue() -> Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(read_catalogue);
    CATALOGUE.clone()
}

/// Gives the law of the repository.
///
/// # Panics
/// If the law folder has faults, with the first of them.
pub fn law() -> LawSet {
    static LAW: LazyLock<LawSet> = LazyLock::new(|| {
        let files = law_files();
        let lines = |faults: Vec<teukgu_domain::fault::Fault>| {
            faults.iter().map(|fault| fault.line(Lang::En)).collect::<Vec<_>>().join("\n")
        };
        teukgu_rules::read(&files).map_err(lines).expect("the law of the repository has no faults")
    });
    LAW.clone()
}

/// Gives the files of the law of the repository.
///
/// # Panics
/// If a file cannot be read.
pub fn law_files() -> LawFiles {
    let mut files = LawFiles::default();
    read_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law"), "", &mut files);
    files
}

/// Gives the input-output tables that the binary carries, and the way from industries to the sectors of the first one.
///
/// # Panics
/// If a table has faults, with the first of them.
pub fn tables() -> (Vec<Table>, Concordance) {
    static TABLES: LazyLock<(Vec<Table>, Concordance)> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tables");
        let concordance = std::fs::read_to_string(folder.join("concordance/ksic10-to-bok83.csv"));
        let concordance = teukgu_tables::concordance(&concordance.expect("the concordance can be read"));
        let tables = ["seoul-2020", "korea-2011", "chile-2013"].map(|name| table(&folder.join(name)));
        (tables.into(), concordance.expect("the concordance has no faults"))
    });
    TABLES.clone()
}

fn table(folder: &Path) -> Table {
    teukgu_tables::read(&files(folder)).expect("a table of the repository has no faults")
}

fn read_below(dir: &Path, prefix: &str, files: &mut LawFiles) {
    for entry in std::fs::read_dir(dir).expect("the law folder is there") {
        let path = entry.expect("the law folder can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("names of law files are UTF-8");
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_below(&path, &format!("{name}/"), files);
        } else if path.extension().is_some_and(|kind| kind == "toml") {
            files.files.insert(name, std::fs::read(&path).expect("a law file can be read"));
        }
    }
}

fn read_catalogue() -> Catalogue {
    Catalogue::parse(include_str!("../../../law/catalogue.csv"))
        .expect("the catalogue of the repository is read by a test of its room")
}

fn read_codes() -> Codes {
    let lists = CodeLists {
        ksic: include_str!("../../../data/codes/ksic.csv"),
        legal_dongs: include_str!("../../../data/codes/legal_dong.csv"),
        administrative_dongs: include_str!("../../../data/codes/admin_dong.csv"),
        dong_mix: include_str!("../../../data/codes/admin_legal_mix.csv"),
    };
    Codes::parse(&lists).expect("the code lists of the repository are read by a test of their room")
}

/// Returns where the zone folders of the repository stand.
pub fn tenants() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants")
}

/// Reads a folder from the disk with its name.
///
/// # Panics
/// If the folder or a file in it cannot be read.
pub fn folder(dir: &Path) -> Folder {
    let name = dir.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    Folder { name, files: files(dir) }
}

/// Reads the files of a folder by their names.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let listed = std::fs::read_dir(dir).expect("the folder of a test is there");
    let mut files = BTreeMap::new();
    for entry in listed {
        let path = entry.expect("the folder of a test can be listed").path();
        if let Some(file) = path.is_file().then(|| path.file_name()).flatten().and_then(|file| file.to_str())
        {
            files.insert(file.to_owned(), std::fs::read(&path).expect("the file of a test can be read"));
        }
    }
    files
}

/// Gives the Yangjae zone.
///
/// # Panics
/// If its folder has faults.
pub fn yangjae() -> Snapshot {
    zone("yangjae")
}

/// Gives the second zone, so that nothing is true of one zone alone.
///
/// # Panics
/// If its folder has faults.
pub fn second_zone() -> Snapshot {
    zone("gaon")
}

fn zone(id: &str) -> Snapshot {
    let lines = |faults: Vec<teukgu_tenant::Fault>| {
        let lines: Vec<String> = faults.iter().map(|fault| fault.line(Lang::En)).collect();
        lines.join("\n")
    };
    read(&folder(&tenants().join(id)), &codes())
        .map_err(lines)
        .expect("the zone folders of the repository have no faults")
}

/// Returns texts that would run, break out or read files if a page, a letter or a table took them for more than text;
/// each has a word of its own that begins with `xq`.
pub fn payloads() -> Vec<&'static str> {
    include_str!("payloads.txt").lines().collect()
}
