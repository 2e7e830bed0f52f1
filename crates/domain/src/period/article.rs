//! The articles that the arithmetic rests on.

use crate::text::{Lang, Text};
use serde::{Serialize, Serializer};

/// An article (조문) about the counting of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Article {
    /// Petitions of five days or fewer are counted in working hours.
    PetitionHours,
    /// Petitions of six days or more are counted in working days.
    PetitionDays,
    /// Petitions in weeks, months or years are counted by the calendar.
    PetitionCalendar,
    /// What does not count towards the time of a petition.
    PetitionStop,
    /// Hours begin at once.
    Civil156,
    /// The first day does not count unless it is whole.
    Civil157,
    /// The period ends with the end of its last day.
    Civil159,
    /// Weeks, months and years go by the calendar.
    Civil160,
    /// A last day on a Saturday or holiday moves on.
    Civil161,
    /// The first day counts where a right is limited or a duty lasts.
    RestrictiveFirst,
    /// The last day stays where it is although it is a Saturday or holiday.
    RestrictiveLast,
    /// The exception for the citizen's good.
    RestrictiveUnless,
    /// The statute that orders the stop; there is no general rule.
    StopElsewhere,
}

impl Article {
    /// Returns the citation in a language.
    pub const fn cite(self, lang: Lang) -> &'static str {
        let (ko, en) = match self {
            Self::PetitionHours => {
                ("민원 처리에 관한 법률 제19조제1항", "Civil Petitions Treatment Act Art. 19(1)")
            }
            Self::PetitionDays => {
                ("민원 처리에 관한 법률 제19조제2항", "Civil Petitions Treatment Act Art. 19(2)")
            }
            Self::PetitionCalendar => {
                ("민원 처리에 관한 법률 제19조제3항", "Civil Petitions Treatment Act Art. 19(3)")
            }
            Self::PetitionStop => (
                "민원 처리에 관한 법률 시행령 제20조",
                "Enforcement Decree of the Civil Petitions Treatment Act Art. 20",
            ),
            Self::Civil156 => ("민법 제156조", "Civil Act Art. 156"),
            Self::Civil157 => ("민법 제157조", "Civil Act Art. 157"),
            Self::Civil159 => ("민법 제159조", "Civil Act Art. 159"),
            Self::Civil160 => ("민법 제160조", "Civil Act Art. 160"),
            Self::Civil161 => ("민법 제161조", "Civil Act Art. 161"),
            Self::RestrictiveFirst => {
                ("행정기본법 제6조제2항제1호", "General Act on Public Administration Art. 6(2)1")
            }
            Self::RestrictiveLast => {
                ("행정기본법 제6조제2항제2호", "General Act on Public Administration Art. 6(2)2")
            }
            Self::RestrictiveUnless => {
                ("행정기본법 제6조제2항 단서", "General Act on Public Administration Art. 6(2), proviso")
            }
            Self::StopElsewhere => ("정지를 정한 법령", "the statute that orders the stop"),
        };
        match lang {
            Lang::Ko => ko,
            Lang::En => en,
        }
    }

    /// Returns the citation in both languages.
    pub fn text(self) -> Text {
        Text::new(self.cite(Lang::Ko), self.cite(Lang::En))
    }
}

impl std::fmt::Display for Article {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.cite(Lang::Ko))
    }
}

impl Serialize for Article {
    /// Writes the Korean citation, which is the one that can be looked up.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.cite(Lang::Ko))
    }
}
