//! Zone folders on disk.

use crate::builtin;
use crate::failure::{Blame, Failure};
use crate::whole_file;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use teukgu_codes::Codes;
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::{Lang, Text};
use teukgu_tenant::{Fault, Folder};

/// A file of a zone folder is text that people edit; anything larger is something else.
const LARGEST_FILE: u64 = 64 << 20;

/// Reads the files of a folder from disk.
pub(crate) fn files(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let unreadable = |error: std::io::Error| Failure::unreadable(dir, &error);
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let meta = std::fs::metadata(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        if meta.is_file() && meta.len() <= LARGEST_FILE {
            let bytes = whole_file::read(&path)?;
            files.insert(entry.file_name().to_string_lossy().into_owned(), bytes);
        }
    }
    Ok(files)
}

/// Reads a zone folder from disk.
pub(crate) fn read(dir: &Path) -> Result<Folder, Failure> {
    let files = files(dir)?;
    // `.` and `..` have no name of their own; the real folder has.
    let real = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Folder { name, files })
}

/// Reads a zone from a folder, or the built-in one; every fault is printed.
pub(crate) fn zone(dir: Option<&PathBuf>, codes: &Codes, lang: Lang) -> Result<Snapshot, Failure> {
    let (folder, shown) = match dir {
        Some(dir) => (read(dir)?, dir.display().to_string()),
        None => (builtin::folder(), format!("tenants/{}", builtin::ZONE)),
    };
    teukgu_tenant::read(&folder, codes).map_err(|faults| {
        for fault in &faults {
            eprintln!("{}", line(&shown, fault, lang));
        }
        let n = faults.len();
        Failure {
            blame: Blame::Faults,
            message: Text::new(
                format!("`{shown}`: 결함 {n}건이 있어 불러오지 않았습니다"),
                format!("`{shown}`: {n} faults, nothing was loaded"),
            ),
            help: Some(Text::new(
                format!("`teukgu zone lint {shown}`로 고칠 곳을 확인하세요"),
                format!("see how to mend each with `teukgu zone lint {shown}`"),
            )),
        }
    })
}

/// Writes a fault with the path of its file: `tenants/yangjae/zone.toml:3:8 …`.
pub(crate) fn line(dir: &str, fault: &Fault, lang: Lang) -> String {
    format!("{}/{}", dir.trim_end_matches('/'), fault.line(lang))
}
