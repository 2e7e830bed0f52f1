//! Failures as people meet them: one line that names the input, then what to do about it.

use std::path::Path;
use std::process::ExitCode;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::OfficeError;
use teukgu_office::record::TransferError;
use teukgu_store::StoreError;

/// Whose doing a failure is; the exit status says it to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blame {
    /// A check found faults.
    Faults,
    /// Wrong arguments or input.
    Input,
    /// Disk, database, port.
    Environment,
}

/// A failure with help in both languages.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) blame: Blame,
    pub(crate) message: Text,
    pub(crate) help: Option<Text>,
}

impl Failure {
    pub(crate) fn input(message: Text, help: Text) -> Self {
        Self { blame: Blame::Input, message, help: Some(help) }
    }

    pub(crate) fn environment(message: Text, help: Text) -> Self {
        Self { blame: Blame::Environment, message, help: Some(help) }
    }

    /// A file or folder that cannot be read.
    pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::input(
            Text::new(
                format!("`{path}`: 읽을 수 없습니다({error})"),
                format!("`{path}`: cannot be read ({error})"),
            ),
            Text::new("경로와 읽기 권한을 확인하세요", "check the path and whether you may read it"),
        )
    }

    /// Prints the failure and returns its exit status.
    pub(crate) fn report(&self, lang: Lang) -> ExitCode {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !self.message.is_empty() {
            eprintln!("error: {}", one_line(self.message.get(lang)));
        }
        if let Some(help) = &self.help {
            eprintln!("help: {}", one_line(help.get(lang)));
        }
        self.exit_code()
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.blame {
            Blame::Faults => ExitCode::from(1),
            Blame::Input => ExitCode::from(2),
            Blame::Environment => ExitCode::from(3),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let make = match error {
            StoreError::BadAddress { .. } | StoreError::InvalidEntry { .. } => Self::input,
            _ => Self::environment,
        };
        make(error.message(), error.help())
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Store(error) => error.into(),
            OfficeError::NoEntry { .. } => Self::input(error.message(), error.help()),
            _ => Self::environment(error.message(), error.help()),
        }
    }
}

impl From<TransferError> for Failure {
    fn from(error: TransferError) -> Self {
        let blame = match error {
            TransferError::Fault(_) | TransferError::BadZone { .. } | TransferError::OtherRecord { .. } => {
                Blame::Input
            }
            TransferError::Office(_) | TransferError::Io(_) => Blame::Environment,
        };
        Self { blame, message: error.message(), help: Some(error.help()) }
    }
}

/// Standard output that cannot be written, as when a pipe closes.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self { blame: Blame::Environment, message: Text::default(), help: None };
        }
        Self::environment(
            Text::new(
                format!("결과를 쓸 수 없습니다({error})"),
                format!("the answer cannot be written ({error})"),
            ),
            Text::new("디스크 여유 공간과 권한을 확인하세요", "check free space and permissions"),
        )
    }
}
