//! Files that are there whole or not at all: written beside, made durable, then renamed.

use crate::failure::Failure;
use std::fs::File;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written; dropped before [`WholeFile::keep`], it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct WholeFile {
    to: PathBuf,
    beside: NamedTempFile,
}

impl WholeFile {
    /// Begins a file that will stand at a path, and returns where it is written meanwhile.
    pub(crate) fn begin(to: &Path) -> Result<(Self, File), Failure> {
        let unwritable = |error: Error| Failure::unwritable(to, &error);
        if to.is_dir() {
            return Err(unwritable(ErrorKind::IsADirectory.into()));
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = tempfile::Builder::new().prefix(".teukgu-screen-").tempfile_in(folder);
        let beside = beside.map_err(unwritable)?;
        let file = beside.as_file().try_clone().map_err(unwritable)?;
        Ok((Self { to: to.to_owned(), beside }, file))
    }

    /// Returns where the file will stand.
    pub(crate) fn path(&self) -> &Path {
        &self.to
    }

    /// Makes the file durable and gives it its name.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        let Self { to, beside } = self;
        let unwritable = |error: Error| Failure::unwritable(&to, &error);
        beside.as_file().sync_all().map_err(unwritable)?;
        // A temporary file is for its owner alone; a result is read by whoever may read the folder.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let open = std::fs::Permissions::from_mode(0o644);
            beside.as_file().set_permissions(open).map_err(unwritable)?;
        }
        beside.persist(&to).map(drop).map_err(|error| unwritable(error.error))
    }
}

/// Returns true if a path is named as CSV.
pub(crate) fn is_named_csv(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}
