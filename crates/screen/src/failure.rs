//! Failures as people meet them: one line that names the input, then what to do about it.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::{Lang, Text};

/// Faults that are printed one by one; the sum says how many there are.
const MOST_PRINTED: usize = 20;

/// Whose doing a failure is; the exit status says it to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// Wrong arguments or input: status 2.
    Input,
    /// Disk, memory, network: status 3.
    Environment,
}

/// A failure with help in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Whose doing it is.
    pub blame: Blame,
    /// What is wrong, and where.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
    /// Faults of a text that were found on the way.
    pub faults: Box<[Fault]>,
}

impl Failure {
    /// The input is wrong.
    pub fn input(message: Text, help: Text) -> Self {
        Self { blame: Blame::Input, message, help, faults: Box::default() }
    }

    /// The machine does not do it.
    pub fn environment(message: Text, help: Text) -> Self {
        Self { blame: Blame::Environment, message, help, faults: Box::default() }
    }

    /// Something is wrong with a file.
    pub fn of_file(path: &Path, (ko, en): (&str, &str), (help_ko, help_en): (&str, &str)) -> Self {
        let path = path.display();
        Self::input(
            Text::new(format!("`{path}`: {ko}"), format!("`{path}`: {en}")),
            Text::new(help_ko, help_en),
        )
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, error: &dyn Display) -> Self {
        Self::of_file(
            path,
            (&format!("읽을 수 없습니다({error})"), &format!("cannot be read ({error})")),
            ("경로와 읽기 권한을 확인하세요", "check the path and whether you may read it"),
        )
    }

    /// A file that cannot be written.
    pub fn unwritable(path: &Path, error: &dyn Display) -> Self {
        let help = (
            "경로와 권한, 디스크 여유 공간을 확인하세요. 남은 파일은 없습니다",
            "check the path, the permissions and free space; nothing was left behind",
        );
        let said = (&*format!("쓸 수 없습니다({error})"), &*format!("cannot be written ({error})"));
        Self { blame: Blame::Environment, ..Self::of_file(path, said, help) }
    }

    /// A text with faults: each is named, the sum says how many there are.
    pub fn faulty(name: &str, faults: Vec<Fault>) -> Self {
        let help = faults.first().map(|fault| fault.help.clone()).unwrap_or_default();
        if let [fault] = faults.as_slice() {
            let message = Text::new(fault.line(Lang::Ko), fault.line(Lang::En));
            return Self::input(message, help);
        }
        let n = faults.len();
        let message = Text::new(format!("`{name}`: 고칠 곳 {n}건"), format!("`{name}`: {n} faults to mend"));
        Self { faults: faults.into(), ..Self::input(message, help) }
    }

    /// The engine under the SQL could not do it.
    pub fn engine(error: &dyn Display) -> Self {
        Self::input(
            Text::new(format!("질의를 처리할 수 없습니다: {error}"), format!("the query fails: {error}")),
            Text::new(
                "표는 register, zones, findings, buckets입니다. 열은 `describe 표`로 확인하세요",
                "the tables are register, zones, findings and buckets; `describe TABLE` lists the columns",
            ),
        )
    }

    /// Prints the failure and returns its exit status.
    pub fn report(&self, lang: Lang) -> ExitCode {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for fault in self.faults.iter().take(MOST_PRINTED) {
            eprintln!("{} [{}]", fault.line(lang), fault.code);
        }
        eprintln!("error: {}", one_line(self.message.get(lang)));
        eprintln!("help: {}", one_line(self.help.get(lang)));
        match self.blame {
            Blame::Input => ExitCode::from(2),
            Blame::Environment => ExitCode::from(3),
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for Failure {}
