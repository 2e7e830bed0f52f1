//! Moving a record: out to text, and in from text, from any database to any other.

use super::{beside, unwritable};
use crate::OfficeError;
use std::io::{BufRead, Read, Write};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_ledger::{Hash, Item, KeptEntry, MAX_RECORD_LINE, RecordFault, RecordReader, SectionWriter};
use teukgu_store::{SignedCheckpoint, Store};

/// Entries that are held in memory at a time.
const PAGE: u32 = 512;

/// A zone of a text: how long its record is, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The zone.
    pub zone: ZoneId,
    /// Number of entries.
    pub size: u64,
    /// Root above them.
    pub root: Hash,
    /// Number of signed checkpoints.
    pub checkpoints: usize,
}

/// What bringing in a zone did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The zone of the text.
    pub section: Section,
    /// Entries that were there already.
    pub known: u64,
    /// Entries that were appended.
    pub new: u64,
}

/// Says why a record was not moved.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The office or its store refused.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The text does not hold.
    #[error("{0}")]
    Fault(RecordFault),
    /// The text names a zone that no zone can be called.
    #[error("`{zone}` is not the id of a zone")]
    BadZone {
        /// What it names.
        zone: String,
    },
    /// The database has another record of that zone.
    #[error("the database has another entry {seq} of `{zone}`")]
    OtherRecord {
        /// The zone.
        zone: ZoneId,
        /// First place where the two differ.
        seq: u64,
    },
    /// Reading or writing failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<teukgu_store::StoreError> for TransferError {
    fn from(error: teukgu_store::StoreError) -> Self {
        Self::Office(error.into())
    }
}

impl TransferError {
    /// Returns what went wrong in both languages.
    pub fn message(&self) -> Text {
        let korean = match self {
            Self::Office(error) => return error.message(),
            Self::Fault(fault) => return fault.text(),
            Self::BadZone { zone } => format!("`{}`은(는) 특구의 식별자가 아닙니다", zone.escape_debug()),
            Self::OtherRecord { zone, seq } => {
                format!("데이터베이스에 특구 `{zone}`의 다른 기록이 있습니다. {seq}번부터 다릅니다")
            }
            Self::Io(error) => format!("파일을 읽거나 쓸 수 없습니다({error})"),
        };
        Text::new(korean, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Office(error) => error.help(),
            Self::Fault(fault) => fault.help(),
            Self::BadZone { .. } => Text::new("파일을 다시 내보내세요", "export the file again"),
            Self::OtherRecord { .. } => Text::new(
                "빈 데이터베이스로 가져오세요. 두 기록을 합칠 수는 없습니다",
                "import into an empty database: two records cannot be merged",
            ),
            Self::Io(_) => Text::new(
                "경로와 권한, 디스크 여유 공간을 확인하세요",
                "check the path, the permissions and free space",
            ),
        }
    }
}

/// Writes the record of a zone as text, as far as it reaches at the start, while others may append.
///
/// `progress` hears the number of entries that are written.
///
/// # Errors
/// [`TransferError`] if the record cannot be read, does not hold, or the text cannot be written.
pub async fn export(
    store: &dyn Store,
    zone: &ZoneId,
    out: &mut impl Write,
    mut progress: impl FnMut(u64),
) -> Result<Section, TransferError> {
    let head = store.head(zone).await?;
    let mut checkpoints = all_checkpoints(store, zone, head.seq).await?;
    checkpoints.reverse();
    let sizes: Vec<u64> = checkpoints.iter().map(|checkpoint| checkpoint.size).collect();
    let count = sizes.len();
    let broken = |error: teukgu_ledger::RecordError| unwritable(zone, error);
    let (mut section, line) =
        SectionWriter::start(zone.as_str(), head.seq, head.root, sizes).map_err(broken)?;
    out.write_all(line.as_bytes())?;
    let mut written = 0;
    while written < head.seq {
        let limit = u32::try_from(head.seq - written).unwrap_or(PAGE).min(PAGE);
        let page = store.kept(zone, written, limit).await?;
        if page.is_empty() {
            return Err(unwritable(zone, format!("entry {} is missing", written + 1)).into());
        }
        for kept in page {
            written = kept.seq;
            let entry =
                kept.entry.map_err(|reason| unwritable(zone, format!("entry {written}: {reason}")))?;
            out.write_all(section.entry(&entry).map_err(broken)?.as_bytes())?;
        }
        progress(written);
    }
    for checkpoint in checkpoints {
        out.write_all(section.checkpoint(&checkpoint.note).map_err(broken)?.as_bytes())?;
    }
    out.write_all(section.end().map_err(broken)?.as_bytes())?;
    Ok(Section { zone: zone.clone(), size: head.seq, root: head.root, checkpoints: count })
}

/// Reads every checkpoint up to a size, the largest first.
pub(super) async fn all_checkpoints(
    store: &dyn Store,
    zone: &ZoneId,
    up_to: u64,
) -> Result<Vec<SignedCheckpoint>, OfficeError> {
    let mut all = Vec::new();
    let mut below = up_to.saturating_add(1);
    loop {
        let page = store.checkpoints(zone, below, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        below = last.size;
        all.extend(page);
    }
}

/// Checks a whole text without bringing it in, and returns its zones.
///
/// # Errors
/// [`TransferError::Fault`] with the line; [`TransferError::Io`] if it cannot be read.
pub fn check_text(
    text: &mut impl BufRead,
    mut progress: impl FnMut(u64),
) -> Result<Vec<Section>, TransferError> {
    let mut reader = RecordReader::new();
    let (mut sections, mut checkpoints, mut entries) = (Vec::new(), 0, 0);
    while let Some(line) = next_line(text)? {
        match reader.push(&line).map_err(TransferError::Fault)? {
            Item::Head { checkpoints: sizes, .. } => checkpoints = sizes.len(),
            Item::Entry(_) => entries += 1,
            Item::Checkpoint { .. } | Item::BesideHead | Item::Beside(_) | Item::BesideEnd { .. } => (),
            Item::End { zone, size, root } => {
                sections.push(Section { zone: zone_id(zone)?, size, root, checkpoints });
            }
        }
        if entries % u64::from(PAGE) == 0 {
            progress(entries);
        }
    }
    reader.finish().map_err(TransferError::Fault)?;
    Ok(sections)
}

fn zone_id(zone: String) -> Result<ZoneId, TransferError> {
    ZoneId::parse(zone.clone()).map_err(|_| TransferError::BadZone { zone })
}

/// Reads one line with its end, and no more of a line that is too long than tells that it is.
fn next_line(text: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    text.take(MAX_RECORD_LINE as u64 + 1).read_until(b'\n', &mut line)?;
    Ok((!line.is_empty()).then_some(line))
}

/// Brings in a text that was checked before; entries that the database has already are compared and left.
/// So is what stands beside the records: what the database has already stays.
///
/// What was brought in before a failure is the beginning of the record, and bringing in again goes on from there.
///
/// # Errors
/// [`TransferError::OtherRecord`] if the database has another record of a zone, and as [`check_text`].
pub async fn import(
    store: &dyn Store,
    text: &mut impl BufRead,
    mut progress: impl FnMut(u64),
) -> Result<Vec<Brought>, TransferError> {
    let mut reader = RecordReader::new();
    let mut brought = Vec::new();
    let mut entering: Option<Entering<'_>> = None;
    while let Some(line) = next_line(text)? {
        match (reader.push(&line).map_err(TransferError::Fault)?, &mut entering) {
            (Item::Head { zone, checkpoints, .. }, _) => {
                entering = Some(Entering::start(store, zone_id(zone)?, checkpoints.len()).await?);
            }
            (Item::Entry(entry), Some(entering)) => {
                if entering.take(entry).await? {
                    progress(entering.seen);
                }
            }
            (Item::Checkpoint { note }, Some(entering)) => entering.notes.push(note),
            (Item::End { size, root, .. }, _) => {
                if let Some(entering) = entering.take() {
                    brought.push(entering.end(size, root).await?);
                }
            }
            (Item::Beside(kept), _) => beside::bring(store, kept).await?,
            (Item::BesideHead | Item::BesideEnd { .. }, _) | (_, None) => (),
        }
    }
    reader.finish().map_err(TransferError::Fault)?;
    Ok(brought)
}

/// A zone that is being brought in.
struct Entering<'a> {
    store: &'a dyn Store,
    zone: ZoneId,
    checkpoints: usize,
    /// Place of the last entry that the database had beforehand.
    head: u64,
    seen: u64,
    page: Vec<KeptEntry>,
    notes: Vec<String>,
}

impl<'a> Entering<'a> {
    async fn start(store: &'a dyn Store, zone: ZoneId, checkpoints: usize) -> Result<Self, TransferError> {
        let head = store.head(&zone).await?.seq;
        Ok(Self { store, zone, checkpoints, head, seen: 0, page: Vec::new(), notes: Vec::new() })
    }

    /// Takes an entry; true if a page of them was dealt with.
    async fn take(&mut self, entry: KeptEntry) -> Result<bool, TransferError> {
        self.seen += 1;
        self.page.push(entry);
        if self.page.len() < PAGE as usize {
            return Ok(false);
        }
        self.deal().await.map(|()| true)
    }

    /// Compares what is known of the page and appends the rest.
    async fn deal(&mut self) -> Result<(), TransferError> {
        let page = std::mem::take(&mut self.page);
        let (known, new): (Vec<_>, Vec<_>) =
            page.into_iter().partition(|entry| entry.header.seq <= self.head);
        self.compare(&known).await?;
        if let Some(first) = new.first() {
            let before = first.header.seq - 1;
            self.store.import(&self.zone, new, Some(before)).await?;
        }
        Ok(())
    }

    async fn compare(&self, known: &[KeptEntry]) -> Result<(), TransferError> {
        let Some(first) = known.first() else { return Ok(()) };
        let count = u32::try_from(known.len()).unwrap_or(PAGE);
        let kept = self.store.kept(&self.zone, first.header.seq - 1, count).await?;
        for (theirs, ours) in known.iter().zip(&kept) {
            if ours.leaf != Some(theirs.header.leaf()) {
                return Err(TransferError::OtherRecord { zone: self.zone.clone(), seq: theirs.header.seq });
            }
        }
        Ok(())
    }

    async fn end(mut self, size: u64, root: Hash) -> Result<Brought, TransferError> {
        self.deal().await?;
        for note in &self.notes {
            let size = teukgu_ledger::Checkpoint::parse_unverified(note)
                .map_err(|error| unwritable(&self.zone, error))?
                .size;
            self.store.keep_checkpoint(&self.zone, size, note).await?;
        }
        let section = Section { zone: self.zone, size, root, checkpoints: self.checkpoints };
        let known = self.head.min(size);
        Ok(Brought { section, known, new: size - known })
    }
}
