//! Files that are there whole or not at all: written beside, made durable, then renamed.

use crate::failure::Failure;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use teukgu_domain::text::Text;

/// Reads a file as a whole.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))
}

/// A file that is being written; dropping it before [`WholeFile::keep`] leaves nothing behind.
pub(crate) struct WholeFile {
    to: PathBuf,
    beside: PathBuf,
    file: Option<BufWriter<File>>,
}

impl WholeFile {
    /// Begins a file that will stand at a path.
    pub(crate) fn begin(to: &Path) -> Result<Self, Failure> {
        Self::begin_with(to, OpenOptions::new())
    }

    /// Begins a file that nobody else may read.
    pub(crate) fn begin_secret(to: &Path) -> Result<Self, Failure> {
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Self::begin_with(to, options)
    }

    fn begin_with(to: &Path, mut options: OpenOptions) -> Result<Self, Failure> {
        let mut beside = to.as_os_str().to_owned();
        beside.push(".partial");
        let beside = PathBuf::from(beside);
        if to.is_dir() {
            return Err(cannot_write(to, &std::io::ErrorKind::IsADirectory.into()));
        }
        let opened = options.write(true).create(true).truncate(true).open(&beside);
        let file = opened.map_err(|error| cannot_write(to, &error))?;
        Ok(Self { to: to.to_owned(), beside, file: Some(BufWriter::new(file)) })
    }

    /// Makes the file durable and puts it in its place.
    pub(crate) fn keep(mut self) -> Result<(), Failure> {
        let kept = self.file.take().map_or(Ok(()), |file| finish(file, &self.beside, &self.to));
        kept.map_err(|error| cannot_write(&self.to, &error))
    }
}

fn finish(file: BufWriter<File>, beside: &Path, to: &Path) -> std::io::Result<()> {
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    std::fs::rename(beside, to)?;
    // The name is in the folder, which has to reach the disk as well.
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if self.file.is_some() {
            drop(std::fs::remove_file(&self.beside));
        }
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    Failure::environment(
        Text::new(
            format!("`{shown}`: 쓸 수 없습니다({error})"),
            format!("`{shown}`: cannot be written ({error})"),
        ),
        Text::new(
            "경로와 권한, 디스크 여유 공간을 확인하세요. 남은 파일은 없습니다",
            "check the path, the permissions and free space; nothing was left behind",
        ),
    )
}
