//! A paper before it has a form: what stands on it, in reading order.

use jiff::civil::Date;
use teukgu_domain::text::Lang;
use unicode_normalization::UnicodeNormalization as _;

/// A letter of the office (공문).
#[doc(alias = "공문")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Language.
    pub lang: Lang,
    /// Title (제목).
    pub title: String,
    /// Number (문서번호).
    pub number: String,
    /// Day on it (시행일).
    pub dated: Date,
    /// Office that sends it.
    pub sender: Sender,
    /// Whom it is for (수신).
    pub recipient: String,
    /// Body, in order.
    pub body: Vec<Block>,
    /// What is enclosed (붙임), in order.
    pub attachments: Vec<String>,
    /// In whose name it is sent (발신명의).
    pub closing: String,
    /// What stands on every page, such as that the portal is not official.
    pub mark: Option<String>,
}

/// Office that sends a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Name of the institution (기관명).
    pub office: String,
    /// Department.
    pub unit: String,
    /// Officer in charge (담당자); may be empty.
    pub officer: String,
    /// How to reach them; may be empty.
    pub contact: String,
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph; line ends in it are kept.
    Paragraph(String),
    /// A list, one thing an item.
    List(Vec<String>),
    /// A table; each row has as many cells as the head.
    Table {
        /// Caption.
        caption: String,
        /// Head.
        head: Vec<String>,
        /// Rows.
        rows: Vec<Vec<String>>,
    },
    /// Names with values.
    Facts(Vec<(String, String)>),
}

impl Paper {
    /// Returns the paper with composed characters (NFC) and plain spaces, as both forms print it.
    pub(crate) fn plain(&self) -> Self {
        let mut paper = self.clone();
        for text in [&mut paper.title, &mut paper.number, &mut paper.recipient, &mut paper.closing] {
            *text = plain(text);
        }
        let sender = &mut paper.sender;
        for text in [&mut sender.office, &mut sender.unit, &mut sender.officer, &mut sender.contact] {
            *text = plain(text);
        }
        paper.attachments.iter_mut().for_each(|text| *text = plain(text));
        paper.mark = paper.mark.as_deref().map(plain);
        paper.body.iter_mut().for_each(Block::make_plain);
        paper
    }

    /// Returns the word before the recipient.
    pub(crate) fn recipient_label(&self) -> &'static str {
        self.lang.pick("수신", "To")
    }

    /// Returns the word before the title.
    pub(crate) fn title_label(&self) -> &'static str {
        self.lang.pick("제목", "Subject")
    }

    /// Returns the word before what is enclosed.
    pub(crate) fn attachments_label(&self) -> &'static str {
        self.lang.pick("붙임", "Enclosed")
    }

    /// Returns the lines at the foot of the last page.
    pub(crate) fn foot(&self) -> Vec<String> {
        let [number, day, officer, contact] =
            self.lang.pick(["문서번호", "시행일", "담당", "문의"], ["No.", "Date", "Officer", "Contact"]);
        let dated = teukgu_domain::date::day(self.dated, self.lang);
        let who = [self.sender.unit.as_str(), self.sender.officer.as_str()];
        let who = who.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let mut second = format!("{officer} {who}");
        if !self.sender.contact.is_empty() {
            second = format!("{second}   {contact} {}", self.sender.contact);
        }
        vec![format!("{number} {}   {day} {dated}", self.number), second]
    }
}

impl Block {
    fn make_plain(&mut self) {
        match self {
            Self::Heading(text) | Self::Paragraph(text) => *text = plain(text),
            Self::List(items) => items.iter_mut().for_each(|text| *text = plain(text)),
            Self::Table { caption, head, rows } => {
                *caption = plain(caption);
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|text| *text = plain(text));
            }
            Self::Facts(facts) => {
                for (name, value) in facts {
                    *name = plain(name);
                    *value = plain(value);
                }
            }
        }
    }
}

fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\t', '\u{00A0}'], " ");
    text.nfc().filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}')).collect()
}
