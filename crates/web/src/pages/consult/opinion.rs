//! The form in which an authority answers.

use teukgu_domain::case::Opinion;
use teukgu_domain::text::Text;
use teukgu_office::casework::{InputFault, Raw};

/// Longest name and longest opinion, in characters.
const LONGEST_NAME: usize = 100;
const LONGEST_TEXT: usize = 4_000;

/// What was written in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    opinion: String,
    pub(super) text: String,
    pub(super) name: String,
}

/// An opinion to choose.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) value: &'static str,
    /// Keys of its name and of the line that says what it means.
    pub(super) name: &'static str,
    pub(super) hint: &'static str,
    pub(super) chosen: bool,
}

impl Said {
    pub(super) fn read(raw: &Raw) -> Self {
        Self {
            opinion: raw.get("opinion").to_owned(),
            text: raw.get("text").replace("\r\n", "\n"),
            name: raw.get("name").to_owned(),
        }
    }

    /// Returns the opinion if one is chosen, and everything that is missing.
    pub(super) fn check(&self) -> (Option<Opinion>, Vec<InputFault>) {
        let opinion = Opinion::find_by_key(&self.opinion);
        let mut faults = Vec::new();
        let mut fault = |field: &str, ko: &str, en: &str| {
            faults.push(InputFault { field: field.to_owned(), message: Text::new(ko, en) });
        };
        if opinion.is_none() {
            fault("opinion", "의견을 하나 고르세요", "Choose one of the three");
        }
        if self.text.is_empty() && opinion.is_some_and(|opinion| opinion != Opinion::NoComment) {
            fault("text", "의견의 내용과 까닭을 적으세요", "Write what your authority says, and why");
        }
        if self.text.chars().count() > LONGEST_TEXT {
            fault("text", "4,000자까지 적을 수 있습니다. 줄여 주세요", "Shorten it to 4,000 characters");
        }
        if self.name.is_empty() {
            fault("name", "담당자의 소속과 성명을 적으세요", "Enter your department and name");
        }
        if self.name.chars().count() > LONGEST_NAME || self.name.chars().any(char::is_control) {
            fault("name", "소속과 성명을 100자 안으로 적으세요", "Shorten it to 100 characters");
        }
        (opinion, faults)
    }

    pub(super) fn choices(&self) -> Vec<Choice> {
        let choice = |(at, opinion): (usize, &Opinion)| {
            let (name, hint) = words(*opinion);
            // A fault leads to the first choice, so that one has the name of the field.
            let id = if at == 0 { "opinion".to_owned() } else { format!("opinion-{}", opinion.key()) };
            Choice { id, value: opinion.key(), name, hint, chosen: opinion.key() == self.opinion }
        };
        Opinion::ALL.iter().enumerate().map(choice).collect()
    }
}

const fn words(opinion: Opinion) -> (&'static str, &'static str) {
    match opinion {
        Opinion::NoComment => ("consult-no-comment", "consult-no-comment-about"),
        Opinion::Comment => ("consult-comment", "consult-comment-about"),
        Opinion::Objection => ("consult-objection", "consult-objection-about"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(opinion: &str, text: &str, name: &str) -> Vec<String> {
        let said = Said { opinion: opinion.to_owned(), text: text.to_owned(), name: name.to_owned() };
        said.check().1.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn whoever_remarks_something_says_what_and_everybody_says_who_they_are() {
        assert!(faults("no_comment", "", "안전과 홍길동").is_empty());
        assert!(faults("objection", "통행이 막힙니다", "안전과 홍길동").is_empty());
        assert_eq!(faults("comment", "", ""), ["text", "name"]);
        assert_eq!(faults("", "", "안전과"), ["opinion"]);
        assert_eq!(faults("yes", "좋습니다", "안전과"), ["opinion"]);
        assert_eq!(faults("comment", &"가".repeat(4_001), &"나".repeat(101)), ["text", "name"]);
    }
}
