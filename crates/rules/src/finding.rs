//! The answer of the engine: a verdict with its trace, never a bare yes.

use crate::fact::Who;
use crate::law::{Citation, EffectKind, ProvisionKind};
use crate::value::Truth;
use jiff::civil::Date;
use teukgu_domain::period::{Moment, Step};
use teukgu_domain::text::Text;

/// What the engine says of a provision; it says "requirements met", never "approved".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every condition holds and no exception does (요건 충족).
    #[doc(alias = "요건 충족")]
    Met,
    /// A condition does not hold, or an exception does (요건 미충족).
    #[doc(alias = "요건 미충족")]
    NotMet,
    /// It cannot be said yet (확인 필요).
    #[doc(alias = "확인 필요")]
    Unknown,
    /// The provision is not in force that day (시행 중 아님).
    #[doc(alias = "시행 중 아님")]
    NotInForce,
}

impl Verdict {
    /// Every verdict with its word.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("met", Self::Met),
        ("not_met", Self::NotMet),
        ("unknown", Self::Unknown),
        ("not_in_force", Self::NotInForce),
    ];

    /// Returns the word for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
            Self::NotInForce => "not_in_force",
        }
    }

    /// Returns the verdict that a truth means.
    pub const fn of(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Met,
            Truth::False => Self::NotMet,
            Truth::Unknown => Self::Unknown,
        }
    }

    /// Returns the words for people.
    pub fn name(self) -> Text {
        match self {
            Self::Met => Text::new("요건 충족", "requirements met"),
            Self::NotMet => Text::new("요건 미충족", "requirements not met"),
            Self::Unknown => Text::new("확인 필요", "cannot be said yet"),
            Self::NotInForce => Text::new("시행 중 아님", "not in force"),
        }
    }
}

/// The finding (판정 결과) on one provision.
#[doc(alias = "판정 결과")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The provision.
    pub provision: String,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub kind: ProvisionKind,
    /// The verdict.
    pub verdict: Verdict,
    /// How strong the effect is.
    pub effect: EffectKind,
    /// What it gives or asks.
    pub effect_text: Text,
    /// Who decides; `None` while not in force.
    pub authority: Option<Text>,
    /// Version that was asked; `None` while not in force.
    pub version: Option<String>,
    /// Basis of that version.
    pub cite: Vec<Citation>,
    /// Day of law that chose the version.
    pub law_on: Date,
    /// Why that version, where a supplementary provision (부칙) chose it.
    pub transition: Option<Text>,
    /// Why it is not in force, if it is not.
    pub not_in_force: Option<Text>,
    /// The trace: every condition.
    pub conditions: Vec<ConditionTrace>,
    /// Exceptions.
    pub exceptions: Vec<ExceptionTrace>,
    /// True if general law is used instead because it is laxer.
    pub use_general: bool,
    /// What to ask next, if that can still decide something.
    pub ask_next: Option<Question>,
    /// Everything that is not known and still matters, in the order in which to ask.
    pub missing: Vec<Question>,
    /// What is still to be known for the papers and deadlines, once the requirements do not stand in the way.
    pub details: Vec<Question>,
    /// Which single fact would turn the verdict.
    pub flips: Vec<Flip>,
    /// Papers to file.
    pub documents: Vec<Paper>,
    /// Deadlines.
    pub deadlines: Vec<Due>,
    /// What else there is to know.
    pub notes: Vec<(Text, Vec<Citation>)>,
    /// Provisions to look at beside it.
    pub also: Vec<Finding>,
}

impl Finding {
    /// Returns the verdict in words; of a duty it is said that it applies, not that its requirements are met.
    pub fn verdict_name(&self) -> Text {
        match (self.kind, self.verdict) {
            (ProvisionKind::Duty, Verdict::Met) => Text::new("의무 있음", "applies"),
            (ProvisionKind::Duty, Verdict::NotMet) => Text::new("해당 없음", "does not apply"),
            (_, verdict) => verdict.name(),
        }
    }
}

/// A condition in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionTrace {
    /// Id within the provision.
    pub id: String,
    /// Whether it holds.
    pub state: Truth,
    /// Sentence.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// True if only an officer may decide it.
    pub judgement: bool,
    /// The facts that it asked for.
    pub facts: Vec<FactTrace>,
    /// Parameters that it asked for and that have no value on the day.
    pub open: Vec<Text>,
    /// Parameters that it compared with, each by name and with its value for people.
    pub parameters: Vec<(Text, Text)>,
}

/// An exception in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionTrace {
    /// Id within the provision.
    pub id: String,
    /// Whether it holds.
    pub state: Truth,
    /// Sentence.
    pub text: Text,
    /// Basis.
    pub cite: Vec<Citation>,
}

/// A fact in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactTrace {
    /// Id of the fact.
    pub id: String,
    /// Number of the site from 1, for a fact of a site.
    pub site: Option<usize>,
    /// Name.
    pub name: Text,
    /// State for programs: `known`, `not_asked`, `withheld`, `pending`, `conflict`.
    pub state: &'static str,
    /// Values for programs; several only in a conflict.
    pub values: Vec<crate::value::Value>,
    /// Values for people.
    pub shown: Vec<Text>,
    /// Who says so, for each value.
    pub sources: Vec<Option<Text>>,
    /// True if the value rests on data without a public source.
    pub illustrative: bool,
}

/// Something to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Fact, or `param.` and the parameter that is to be entered.
    pub fact: String,
    /// Who answers.
    pub who: Who,
    /// The question.
    pub text: Text,
    /// What is known of it so far: `not_asked`, `withheld`, `pending`, `conflict`.
    pub state: &'static str,
}

/// A change of one fact that turns the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Fact.
    pub fact: String,
    /// Its name.
    pub name: Text,
    /// What it would have to be.
    pub to: Text,
    /// The verdict then.
    pub verdict: Verdict,
}

/// A paper to file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Name.
    pub name: Text,
    /// Form.
    pub form: Option<String>,
    /// Addressee.
    pub to: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// Whether it is needed: true or unknown.
    pub needed: Truth,
}

/// A deadline with its arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What is to be done.
    pub name: Text,
    /// Basis.
    pub cite: Vec<Citation>,
    /// Whether it applies: true or unknown.
    pub applies: Truth,
    /// Name of the day it is counted from.
    pub base: Text,
    /// That day, if known.
    pub base_day: Option<Date>,
    /// In words: `21일 전까지`.
    pub rule: Text,
    /// When it is due, if the base is known.
    pub due: Option<Moment>,
    /// For a count backwards that ends on a day off: the working day before, on which it is safe to file.
    pub safe: Option<Date>,
    /// The arithmetic.
    pub steps: Vec<Step>,
    /// Why it could not be counted, if the base is known and it could not.
    pub uncounted: Option<Text>,
}
