//! The papers of an event in one file (서류 묶음).

use super::super::{CaseFault, Casework};
use crate::OfficeError;
use crate::policy::Who;
use std::io::{Cursor, Write as _};
use teukgu_domain::case::Case;
use teukgu_domain::ids::DossierId;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Most bytes of one folder.
const LARGEST: u64 = 200 << 20;

impl Casework<'_> {
    /// Puts every paper of the cases of an event that the reader may see into one ZIP file, a folder a case.
    ///
    /// # Errors
    /// As [`Casework::event`]; [`CaseFault::Paper`] if it would be larger than 200 MiB.
    pub async fn event_papers(self, who: &Who<'_>, id: &DossierId) -> Result<Vec<u8>, CaseFault> {
        let plan = self.event(who, id).await?;
        let mut folder = Folder::default();
        for case in plan.cases.iter().filter_map(|planned| planned.filed.as_ref()) {
            self.put_case(who, case, &mut folder).await?;
        }
        folder.close()
    }

    async fn put_case(self, who: &Who<'_>, case: &Case, folder: &mut Folder) -> Result<(), CaseFault> {
        for document in self.documents(who, case).await? {
            // A paper whose original is not for the reader is left out.
            if let Ok(opened) = self.open_document(who, &case.id, &document.id, false).await {
                folder.put(&case.id.to_string(), &opened.name, &opened.bytes)?;
            }
        }
        for paper in &case.papers {
            if let Ok(opened) = self.open_paper(who, &case.id, &paper.number, false).await {
                folder.put(&case.id.to_string(), &opened.name, &opened.bytes)?;
            }
        }
        Ok(())
    }
}

/// A ZIP file that is being written.
struct Folder {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    count: u32,
    size: u64,
}

impl Default for Folder {
    fn default() -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), count: 0, size: 0 }
    }
}

impl Folder {
    /// Adds a file under a number of its own, so that two of one name stand side by side.
    fn put(&mut self, case: &str, name: &str, bytes: &[u8]) -> Result<(), CaseFault> {
        self.size += bytes.len() as u64;
        if self.size > LARGEST {
            return Err(CaseFault::Paper(teukgu_domain::text::Text::new(
                "서류를 모두 합치면 200 MiB가 넘습니다. 신청마다 따로 받으세요",
                "the papers are more than 200 MiB together; fetch them case by case",
            )));
        }
        self.count += 1;
        let path = format!("{case}/{:03}-{name}", self.count);
        let failed = |error: String| CaseFault::from(OfficeError::Draft { reason: error });
        self.zip.start_file(path, SimpleFileOptions::default()).map_err(|error| failed(error.to_string()))?;
        self.zip.write_all(bytes).map_err(|error| failed(error.to_string()))
    }

    fn close(self) -> Result<Vec<u8>, CaseFault> {
        let closed = self.zip.finish().map_err(|error| OfficeError::Draft { reason: error.to_string() })?;
        Ok(closed.into_inner())
    }
}
