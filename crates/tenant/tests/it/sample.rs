//! The small complete folder that faults are planted in, and the code lists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use teukgu_codes::{CodeLists, Codes};
use teukgu_tenant::Folder;

/// The code lists of the repository, read once.
pub(crate) static CODES: LazyLock<Codes> = LazyLock::new(|| {
    let list = |name: &str| {
        std::fs::read_to_string(repository().join("data/codes").join(name)).expect("the list is there")
    };
    Codes::parse(&CodeLists {
        ksic: &list("ksic.csv"),
        legal_dongs: &list("legal_dong.csv"),
        administrative_dongs: &list("admin_dong.csv"),
        dong_mix: &list("admin_legal_mix.csv"),
    })
    .expect("the lists can be read")
});

/// Returns the root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads a folder from the disk.
pub(crate) fn folder(dir: &Path, name: &str) -> Folder {
    let files = std::fs::read_dir(dir).expect("the folder is there").map(|entry| {
        let entry = entry.expect("the folder can be listed");
        let name = entry.file_name().into_string().expect("the name is text");
        (name, std::fs::read(entry.path()).expect("the file can be read"))
    });
    Folder { name: Some(name.to_owned()), files: files.collect::<BTreeMap<_, _>>() }
}

/// Returns the sample folder, which has neither fault nor note.
pub(crate) fn sample() -> Folder {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/zone"), "sample")
}
