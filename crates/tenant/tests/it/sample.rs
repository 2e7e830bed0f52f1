//! The small complete folder that faults are planted in, and the code lists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use teukgu_codes::{CodeLists, Codes};
use teukgu_tenant::Folder;

/// The code lists of the repository, read once.
pub(crate) static CODES: LazyLock<Codes> = LazyLock::new(|| {
    let list = |name: &str| std::fs::read_to_string(repository().join("data/codes").join(name)).unwrap();
    Codes::parse(&CodeLists {
        ksic: &list("ksic.csv"),
        legal_dongs: &list("legal_dong.csv"),
        administrative_dongs: &list("admin_dong.csv"),
        dong_mix: &list("admin_legal_mix.csv"),
    })
    .unwrap()
});

/// Returns the root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads a folder from the disk.
pub(crate) fn folder(dir: &Path, name: &str) -> Folder {
    let files = std::fs::read_dir(dir).unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
    });
    Folder { name: Some(name.to_owned()), files: files.collect::<BTreeMap<_, _>>() }
}

/// Returns the sample folder, which has neither fault nor note.
pub(crate) fn sample() -> Folder {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/zone"), "sample")
}
