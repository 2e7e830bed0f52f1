//! Where a visitor begins: with a goal that provisions name, with everything, or with the firm.

use super::input::InputFault;
use serde::{Deserialize, Serialize};
use std::fmt;
use teukgu_domain::text::Text;
use teukgu_rules::law::{LawSet, Provision, ProvisionKind};

/// A goal (하려는 일) that provisions of the law folder name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Id, as the law folder writes it.
    pub id: String,
    /// What the visitor wants.
    pub name: Text,
    /// What to know before choosing it, if anything.
    pub remark: Option<Text>,
    /// Names of the special cases, or of the other scheme, that it leads to.
    pub cases: Vec<Text>,
}

/// Where a visitor begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Start {
    /// With every special case of the zone.
    All,
    /// With what the firm is, then with every special case.
    Firm,
    /// With one goal.
    Goal(String),
}

const ALL: &str = "all";
const FIRM: &str = "firm";

impl Start {
    /// Reads what was chosen; `None` for nothing, and for a goal that nobody offers.
    pub(super) fn read(text: &str, goals: &[Goal]) -> Option<Self> {
        let start = Self::from(text.to_owned());
        let is_offered = |id: &String| goals.iter().any(|goal| goal.id == *id);
        (!matches!(&start, Self::Goal(id) if !is_offered(id))).then_some(start)
    }

    /// Returns true if what the firm is comes first.
    pub const fn is_firm(&self) -> bool {
        matches!(self, Self::Firm)
    }

    /// Names it.
    pub fn name(&self) -> Text {
        match self {
            Self::All => Text::new("모든 규제특례", "All special cases"),
            Self::Firm => Text::new("우리 회사에서 시작", "Starting from the firm"),
            Self::Goal(id) => name(id),
        }
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => ALL,
            Self::Firm => FIRM,
            Self::Goal(id) => id,
        })
    }
}

impl From<String> for Start {
    fn from(text: String) -> Self {
        match text.as_str() {
            ALL => Self::All,
            FIRM => Self::Firm,
            _ => Self::Goal(text),
        }
    }
}

impl From<Start> for String {
    fn from(start: Start) -> Self {
        start.to_string()
    }
}

/// Words for the goals; one that the law folder adds shows its id until it has words here.
const WORDS: [Words; 4] = [
    Words {
        id: "patent",
        name: ["특허 출원을 먼저 심사받기", "Having a patent application examined first"],
        remark: None,
    },
    Words {
        id: "talent",
        name: ["외국인을 채용하거나 체류기간을 연장하기", "Hiring a foreign national or extending a stay"],
        remark: None,
    },
    Words {
        id: "festival", name: ["축제나 행사 열기", "Holding a festival or an event"], remark: None
    },
    Words {
        id: "building",
        name: ["건물과 입지 지원", "Support for buildings and location"],
        remark: Some([
            "특구의 규제특례가 아니라 따로 지정되는 제도입니다. 기관과 필지가 다릅니다.",
            "Not a special case of the zone but another scheme, with another authority and other lots.",
        ]),
    },
];

/// Words for a goal, Korean and English.
struct Words {
    id: &'static str,
    name: [&'static str; 2],
    remark: Option<[&'static str; 2]>,
}

fn text([ko, en]: [&str; 2]) -> Text {
    Text::new(ko, en)
}

fn name(id: &str) -> Text {
    let found = WORDS.iter().find(|words| words.id == id);
    found.map_or_else(|| Text::new(id, id), |words| text(words.name))
}

/// Lists the goals that provisions name: known ones in their order, then others.
pub(super) fn goals(law: &LawSet) -> Vec<Goal> {
    let named = || law.provisions.iter().flat_map(|provision| &provision.goals);
    let mut ids: Vec<&str> =
        WORDS.iter().map(|words| words.id).filter(|id| named().any(|named| named == id)).collect();
    for id in named() {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    ids.into_iter().map(|id| goal(law, id)).collect()
}

fn goal(law: &LawSet, id: &str) -> Goal {
    let leads_to = |provision: &&Provision| {
        is_of(provision, id) && matches!(provision.kind, ProvisionKind::SpecialCase | ProvisionKind::Regime)
    };
    let remark = WORDS.iter().find(|words| words.id == id).and_then(|words| words.remark);
    Goal {
        id: id.to_owned(),
        name: name(id),
        remark: remark.map(text),
        cases: law.provisions.iter().filter(leads_to).map(|provision| provision.name.clone()).collect(),
    }
}

/// Returns true if a provision names a goal.
pub(super) fn is_of(provision: &Provision, goal: &str) -> bool {
    provision.goals.iter().any(|named| named == goal)
}

/// Says that nothing was chosen.
pub(super) fn nothing_chosen() -> InputFault {
    InputFault {
        field: "start".to_owned(),
        message: Text::new("무엇을 점검할지 하나를 고르세요", "Choose what you want to check"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_of_the_repository_has_four_goals_with_words() {
        let goals = goals(&teukgu_testkit::law());
        let ids: Vec<&str> = goals.iter().map(|goal| goal.id.as_str()).collect();
        assert_eq!(ids, ["patent", "talent", "festival", "building"]);
        for goal in &goals {
            assert!(!goal.cases.is_empty() && goal.name.en != goal.id, "{goal:?}");
        }
    }

    #[test]
    fn a_start_is_read_only_if_it_is_offered() {
        let goals = goals(&teukgu_testkit::law());
        assert_eq!(Start::read("patent", &goals), Some(Start::Goal("patent".to_owned())));
        assert_eq!(Start::read("all", &goals), Some(Start::All));
        for text in ["", "tax", "Patent"] {
            assert_eq!(Start::read(text, &goals), None, "{text}");
        }
    }
}
