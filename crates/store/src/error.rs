//! Why the store refused, in one line, and what to do about it.

use std::path::PathBuf;
use teukgu_domain::entry::NounKind;
use teukgu_domain::text::Text;

/// An error of the database client, kept as the cause.
pub type BoxedError = Box<dyn std::error::Error + Send + Sync>;

/// Says why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database client failed.
    #[error("the database failed while it was {doing}: {source}")]
    Driver {
        /// What was under way.
        doing: &'static str,
        /// What the client said.
        source: BoxedError,
    },
    /// The database cannot be reached, or went away in the middle.
    #[error("the database cannot be reached while it was {doing}: {source}")]
    Unreachable {
        /// What was under way.
        doing: &'static str,
        /// What the client said.
        source: BoxedError,
    },
    /// The address of a database cannot be read.
    #[error("`{url}` is not the address of a database: {reason}")]
    BadAddress {
        /// Address, without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The store was opened for reading alone.
    #[error("the record is open for reading alone")]
    ReadOnly,
    /// The database was written by an older version of the program, and reading alone does not bring it up to date.
    #[error("the database is older than this program: schema {found}, needed is {known}")]
    OlderSchema {
        /// Schema of the database.
        found: u32,
        /// Schema that the program reads.
        known: u32,
    },
    /// Entries that are brought in do not follow the record.
    #[error("entry {seq} does not follow the record: {reason}")]
    DoesNotFollow {
        /// Place that the entry claims.
        seq: u64,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A stored row cannot be read back.
    #[error("row `{row}` of table `{table}` cannot be read: {reason}")]
    Inconsistent {
        /// Table.
        table: &'static str,
        /// Key of the row.
        row: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Somebody else appended in the meantime.
    #[error("the record ends at {found}, not at {expected}")]
    Conflict {
        /// Place that the caller expected.
        expected: u64,
        /// Place where the record ends.
        found: u64,
    },
    /// Somebody else has changed a noun in the meantime.
    #[error("the {} `{key}` stands otherwise than expected: somebody else was quicker", noun.key())]
    Moved {
        /// Kind.
        noun: NounKind,
        /// Key.
        key: String,
        /// Place of the entry that was expected; `None` if it was not to stand.
        expected: Option<u64>,
        /// Place of the entry that says how it stands; `None` if it does not stand.
        found: Option<u64>,
    },
    /// An entry cannot be kept.
    #[error("entry {position} of the request cannot be kept: {reason}")]
    InvalidEntry {
        /// Place in the request, counted from 1.
        position: usize,
        /// What is wrong with it.
        reason: InvalidEntryError,
    },
    /// The database was written by a newer version of the program.
    #[error("the database is newer than this program: schema {found}, known is {known}")]
    NewerSchema {
        /// Schema of the database.
        found: u32,
        /// Newest schema that the program knows.
        known: u32,
    },
    /// Another program has the database open.
    #[error("database `{}` is open in another program", path.display())]
    Locked {
        /// Database file.
        path: PathBuf,
    },
    /// The database or its folder may not be written.
    #[error("database `{}` cannot be written", path.display())]
    NotWritable {
        /// Database file.
        path: PathBuf,
    },
    /// The folder of the database does not exist.
    #[error("folder `{}` does not exist", folder.display())]
    MissingFolder {
        /// Folder.
        folder: PathBuf,
    },
    /// The disk, or the size that the database may have, is used up.
    #[error("the disk is full: nothing of this request was kept")]
    DiskFull,
    /// The file is something else than a ledger.
    #[error("file `{}` is not a ledger database", path.display())]
    NotADatabase {
        /// File.
        path: PathBuf,
    },
    /// A draft is larger than a draft may be.
    #[error("the draft has {size} bytes, {} are kept at most", crate::draft::LARGEST_DRAFT)]
    DraftTooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// What is to be kept beside the record is larger than it may be.
    #[error("the file has {size} bytes, {} are kept at most", crate::beside::LARGEST_BESIDE)]
    BesideTooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// What is to be kept beside the record has a key or an owner that cannot be kept.
    #[error("the key or owner of a {shelf} is empty, too long or holds a control character")]
    BesideName {
        /// What it is.
        shelf: &'static str,
    },
    /// The database holds no record yet.
    #[error("the database holds no record yet")]
    Empty,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

/// Says why an entry cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEntryError {
    /// The name of who did it is empty, too long or holds a control character.
    #[error("`{actor}` is not the name of who did it: use 1 to 128 characters without control characters")]
    Actor {
        /// The name as given, control characters shown as escapes.
        actor: String,
    },
    /// The key of a withdrawn noun is empty, too long or holds a control character.
    #[error("`{key}` is not a key: use 1 to 128 characters without control characters")]
    Key {
        /// The key as given, control characters shown as escapes.
        key: String,
    },
    /// Something that lists are filtered by is too long.
    #[error("what begins with `{start}` is too long for a list: use 512 characters at most", start = start.escape_debug())]
    Facet {
        /// Its first characters.
        start: String,
    },
    /// The entry that is to be erased did not declare that noun, or was erased already.
    #[error("entry {entry} cannot be erased: it did not declare that noun, or is erased already")]
    NotErasable {
        /// Its place.
        entry: u64,
    },
    /// The entry that is to be erased says how a noun stands today.
    #[error("entry {entry} cannot be erased while its noun stands as it says: withdraw the noun first")]
    StillStands {
        /// Its place.
        entry: u64,
    },
    /// What would be written does not read back as the same event.
    #[error("its content does not read back as it was written")]
    Unreadable,
}

impl StoreError {
    /// Returns what went wrong in both languages; what a database says for itself stays as it said it.
    pub fn message(&self) -> Text {
        Text::new(self.korean(), self.to_string())
    }

    fn korean(&self) -> String {
        match self {
            Self::NewerSchema { found, known } => {
                format!("데이터베이스가 이 프로그램보다 새롭습니다(스키마 {found}, 아는 스키마 {known})")
            }
            Self::Locked { path } => {
                format!("데이터베이스 `{}`: 다른 프로그램이 열어 두었습니다", path.display())
            }
            Self::NotWritable { path } => format!("데이터베이스 `{}`: 쓸 수 없습니다", path.display()),
            Self::MissingFolder { folder } => format!("폴더 `{}`: 없습니다", folder.display()),
            Self::NotADatabase { path } => format!("파일 `{}`: 원장 데이터베이스가 아닙니다", path.display()),
            Self::Unreachable { .. } => format!("데이터베이스에 연결할 수 없습니다({self})"),
            Self::BadAddress { url, reason } => {
                format!("`{url}`: 데이터베이스 주소가 아닙니다({reason})")
            }
            Self::ReadOnly => "기록을 읽기 전용으로 열었습니다".to_owned(),
            Self::OlderSchema { found, known } => {
                format!(
                    "데이터베이스가 이 프로그램보다 오래되었습니다(스키마 {found}, 필요한 스키마 {known})"
                )
            }
            Self::DoesNotFollow { seq, .. } => format!("{seq}번 기록이 지금 있는 기록에 이어지지 않습니다"),
            Self::Moved { noun, key, .. } => {
                format!("`{}` `{key}`을(를) 그 사이 다른 사람이 먼저 바꾸었습니다", noun.key())
            }
            Self::Closed => "저장소가 닫혔습니다".to_owned(),
            Self::Empty => "데이터베이스에 아직 기록이 없습니다".to_owned(),
            Self::BesideName { shelf } => {
                format!("`{shelf}`의 키나 소유자가 비어 있거나 너무 길거나 제어 문자가 들어 있습니다")
            }
            Self::DiskFull => "디스크가 가득 찼습니다. 이 요청에서 남은 것은 없습니다".to_owned(),
            Self::DraftTooLarge { size } => {
                format!(
                    "임시 저장할 내용이 너무 큽니다({size}바이트, 최대 {}바이트)",
                    crate::draft::LARGEST_DRAFT
                )
            }
            Self::BesideTooLarge { size } => {
                format!("파일이 너무 큽니다({size}바이트, 최대 {}바이트)", crate::beside::LARGEST_BESIDE)
            }
            other => other.to_string(),
        }
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        match self {
            Self::Driver { .. } => text(
                "디스크와 로그를 확인한 뒤 다시 시도하십시오. 접수되었다고 답한 기록은 남아 있습니다.",
                "check the disk and the log, then try again; whatever was acknowledged is kept",
            ),
            Self::Inconsistent { .. } => text(
                "보기 표가 어긋났다면 `teukgu ledger rebuild`로 원장에서 다시 만드십시오. 원장이 손상되었다면 백업을 복원하십시오.",
                "if a view is damaged, fold it again with `teukgu ledger rebuild`; if the record is damaged, restore a backup",
            ),
            Self::Conflict { .. } | Self::Moved { .. } => text(
                "그 사이에 다른 기록이 더해졌습니다. 최신 내용을 다시 읽고 시도하십시오.",
                "another entry was appended meanwhile: read the current state and try again",
            ),
            Self::InvalidEntry { .. } => text(
                "해당 기록을 고쳐 요청 전체를 다시 보내십시오. 이 요청에서 남은 것은 없습니다.",
                "correct that entry and send the whole request again; nothing of it was kept",
            ),
            Self::DoesNotFollow { .. } => text(
                "비어 있는 데이터베이스로 가져오거나, 같은 특구의 이어지는 내보내기 파일인지 확인하십시오.",
                "import into an empty database, or check that the file continues this very record",
            ),
            _ => self.help_at_start(),
        }
    }

    fn help_at_start(&self) -> Text {
        match self {
            Self::Unreachable { .. } => text(
                "데이터베이스 서버와 주소, 비밀번호를 확인하십시오. 접수되었다고 답한 기록은 남아 있습니다.",
                "check the database server, its address and the password; whatever was acknowledged is kept",
            ),
            Self::BadAddress { .. } => text(
                "`postgres://사용자:비밀번호@서버:포트/데이터베이스` 또는 `sqlite:파일` 형식으로 지정하십시오.",
                "write `postgres://user:password@host:port/database` or `sqlite:FILE`",
            ),
            Self::ReadOnly => text(
                "이 명령은 기록을 바꾸지 않습니다. 바꾸려면 서버를 멈추고 쓰기용으로 여십시오.",
                "this command changes nothing; to change the record, stop the server and open it for writing",
            ),
            Self::OlderSchema { .. } => text(
                "`teukgu serve`를 한 번 실행하면 데이터베이스가 새 형식으로 바뀝니다. 먼저 백업하십시오.",
                "run `teukgu serve` once, which brings the database up to date; take a backup first",
            ),
            Self::Empty => text(
                "`teukgu serve`를 먼저 실행하거나, 데이터베이스 주소가 맞는지 확인하십시오.",
                "run `teukgu serve` first, or check that the address is that of the database you mean",
            ),
            Self::NewerSchema { .. } => text(
                "이 데이터베이스를 만든 것과 같거나 더 새로운 판의 프로그램으로 여십시오.",
                "open it with the version of the program that wrote it, or a newer one",
            ),
            Self::Locked { .. } => text(
                "이미 실행 중인 서버를 멈추거나 다른 데이터 폴더를 지정하십시오.",
                "stop the server that is running, or name another data folder",
            ),
            Self::NotWritable { .. } => text(
                "파일과 폴더의 쓰기 권한을 확인하십시오.",
                "give this user the right to write the file and its folder",
            ),
            Self::MissingFolder { .. } => text(
                "폴더를 먼저 만들거나 경로를 확인하십시오.",
                "create the folder first, or check the path",
            ),
            _ => self.help_with_the_disk(),
        }
    }

    fn help_with_the_disk(&self) -> Text {
        match self {
            Self::DiskFull => text(
                "공간을 비우고 다시 시도하십시오. 서버는 계속 읽을 수 있고, 이미 접수된 기록은 남아 있습니다.",
                "free some space and try again; reading goes on and whatever was acknowledged is kept",
            ),
            Self::NotADatabase { .. } => text(
                "경로를 확인하십시오. 파일이 손상되었다면 옮겨 두고 백업을 복원하십시오.",
                "check the path; if the file is damaged, move it away and restore a backup",
            ),
            Self::DraftTooLarge { .. } => text(
                "내용을 줄이거나 처음부터 다시 시작하십시오. 먼저 저장한 내용은 남아 있습니다.",
                "shorten it or start again; what was kept before is still there",
            ),
            Self::BesideTooLarge { .. } => text(
                "파일을 나누거나 용량을 줄여 다시 올리십시오. 남은 것은 없습니다.",
                "split the file or make it smaller; nothing of it was kept",
            ),
            _ => text("서버를 다시 시작하십시오.", "start the server again"),
        }
    }
}

fn text(ko: &str, en: &str) -> Text {
    Text::new(ko, en)
}
