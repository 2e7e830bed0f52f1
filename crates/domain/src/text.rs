//! Text in the two languages that the product speaks.

use serde::{Deserialize, Serialize};

/// A language of the product: Korean first, English beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Korean, the language of the statute.
    #[default]
    Ko,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Korean first.
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// Returns the BCP 47 tag: `ko` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    /// Picks the value of this language.
    pub fn pick<T>(self, ko: T, en: T) -> T {
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }
}

/// What a cell of a table that people keep holds where there is no value, in small letters.
pub const NO_VALUE: [&str; 7] = ["", "null", "na", "n/a", "nan", "-", "none"];

/// Returns true if a cell is one of [`NO_VALUE`], whatever the case of its letters.
pub fn is_no_value(cell: &str) -> bool {
    NO_VALUE.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

fn in_one_line(text: String) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return text;
    }
    let mut line = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if breaks(c) {
            line.extend(c.escape_default());
        } else {
            line.push(c);
        }
    }
    line
}

/// A text in Korean and English; both are required wherever a visitor sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// Korean wording.
    pub ko: String,
    /// English wording.
    pub en: String,
}

impl Text {
    /// Makes a text from its Korean and English wording.
    pub fn new(ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ko: ko.into(), en: en.into() }
    }

    /// Returns the wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        }
    }

    /// Writes line breaks and other characters that show nothing as escapes, as in `\n`: what a message quotes from a
    /// file may hold them, and a message is one line.
    #[must_use]
    pub fn in_one_line(self) -> Self {
        Self { ko: in_one_line(self.ko), en: in_one_line(self.en) }
    }

    /// Returns true if both wordings are empty.
    pub fn is_empty(&self) -> bool {
        self.ko.is_empty() && self.en.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_quotes_line_breaks_stays_one_line() {
        let text = Text::new("`가\n나`", "`a\r\n\u{2028}b` é").in_one_line();
        assert_eq!(text, Text::new("`가\\n나`", "`a\\r\\n\\u{2028}b` é"));
        let plain = Text::new("그대로 \\n", "as it is");
        assert_eq!(plain.clone().in_one_line(), plain);
    }
}
