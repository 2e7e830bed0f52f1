//! Where the repository is and which files it holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that are made, not written, and so are not looked at.
const MADE: [&str; 5] = [".git", "target", "node_modules", "teukgu-data", "__pycache__"];

/// Returns the root folder of the repository: two above this room.
pub(crate) fn root() -> PathBuf {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    room.parent().and_then(Path::parent).unwrap_or(room).to_path_buf()
}

/// The files of the repository by their path from the root, with `/` between folders.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// Reads every file below `root` that somebody wrote.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        tree.add_folder(root, "")?;
        Ok(tree)
    }

    /// Makes a tree of texts, for tests of the checks.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| ((*path).into(), Some((*text).into()))).collect();
        Self { files }
    }

    /// Yields path and text of each file that is text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Yields path and text of each text file whose name ends in `.ending`.
    pub(crate) fn texts_ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts().filter(move |(path, _)| extension(path) == ending)
    }

    /// Returns the text of one file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Whether `path` is a file or a folder of the repository.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    /// Returns the rooms: each folder in `crates/` and `tools/` that has a manifest.
    pub(crate) fn rooms(&self) -> Vec<&str> {
        self.files.keys().filter_map(|path| path.strip_suffix("/Cargo.toml")).collect()
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if MADE.contains(&name.as_str()) {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                self.add_folder(&entry.path(), &format!("{path}/"))?;
            } else {
                // A file that is not UTF-8 is no text; it is kept so that links to it resolve.
                let text = fs::read(entry.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                self.files.insert(path, text);
            }
        }
        Ok(())
    }
}

/// Returns how the name of `path` ends, without the dot.
pub(crate) fn extension(path: &str) -> &str {
    path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending)
}
