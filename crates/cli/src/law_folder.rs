//! Law folders on disk, and the built-in one.

use crate::failure::{Blame, Failure};
use crate::{builtin, folder, whole_file};
use std::path::Path;
use std::sync::Arc;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::law::model::LawSet;
use teukgu_office::law::{Edition, LawFiles};

/// A file of a law folder is text that people edit; anything larger is something else.
const LARGEST_FILE: u64 = 4 << 20;
/// Folders below folders; law is not filed deeper, a link that leads back to itself is.
const DEEPEST: usize = 8;

/// Returns the files of a folder, or the built-in ones, with how the folder is shown.
pub(crate) fn files(dir: Option<&Path>) -> Result<(LawFiles, String), Failure> {
    let files = dir.map_or_else(|| Ok(builtin::law_files()), read)?;
    Ok((files, shown(dir)))
}

/// Returns how a folder is shown.
pub(crate) fn shown(dir: Option<&Path>) -> String {
    dir.map_or_else(|| "law".to_owned(), |dir| dir.display().to_string())
}

/// Reads a law from a folder, or the built-in one; every fault is printed.
pub(crate) fn law(dir: Option<&Path>, lang: Lang) -> Result<Arc<LawSet>, Failure> {
    edition(dir, lang).map(|edition| edition.law)
}

/// Reads a law with its files from a folder, or the built-in one; every fault is printed.
pub(crate) fn edition(dir: Option<&Path>, lang: Lang) -> Result<Edition, Failure> {
    let (files, shown) = files(dir)?;
    Edition::read(files).map_err(|faults| {
        for fault in &faults {
            eprintln!("{}", folder::line(&shown, fault, lang));
        }
        let n = faults.len();
        Failure {
            blame: Blame::Faults,
            message: Text::new(
                format!("`{shown}`: 결함 {n}건이 있어 법령 자료를 쓰지 않았습니다"),
                format!("`{shown}`: {n} faults, the law was not taken"),
            ),
            help: Some(Text::new(
                format!("`teukgu law lint {shown}`로 고칠 곳을 확인하세요"),
                format!("see how to mend each with `teukgu law lint {shown}`"),
            )),
        }
    })
}

fn read(dir: &Path) -> Result<LawFiles, Failure> {
    let mut files = LawFiles::default();
    walk(dir, "", 0, &mut files)?;
    Ok(files)
}

/// Returns true for the kinds of files that a law folder consists of.
fn is_law(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind == "toml" || kind == "csv")
}

fn walk(dir: &Path, prefix: &str, depth: usize, files: &mut LawFiles) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| Failure::unreadable(dir, &error);
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let meta = std::fs::metadata(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if meta.is_dir() && depth < DEEPEST {
            walk(&path, &format!("{name}/"), depth + 1, files)?;
        } else if meta.is_file() && meta.len() <= LARGEST_FILE && is_law(&path) {
            let bytes = whole_file::read(&path)?;
            files.files.insert(name, bytes);
        }
    }
    Ok(())
}
