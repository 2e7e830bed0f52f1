//! What the office does with a request (처리 절차): form, papers, clock and letters, as dated and cited data.
//!
//! A procedure stands in `procedures/<name>.toml` of the law folder.
//! Every value in it has a citation or says that it is illustrative, and a time that no statute sets is the office's
//! own promise and says so.

mod event;
mod form;
mod letter;
mod time;

pub use event::{Event, EventDuty, EventGuide, EventKind, EventRequest};
pub use form::{Choice, Field, FieldKind, Form, Paper};
pub use letter::{Filled, Letter, LetterKind, MissingValues, PLACEHOLDERS, placeholders};
pub use time::{Appeal, Body, ClockRule, Consultation, Extension, Supplement, When};

use crate::law::{Authority, Citation, LawSet, Validity};
use jiff::civil::Date;
use serde::Serialize;
use teukgu_domain::text::Text;

/// A procedure of the office (처리 절차), such as the one for a recommendation letter.
///
/// An id may stand in several files whose days do not overlap: those are its versions.
#[doc(alias = "처리 절차")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// Id, such as `recommendation.e7`.
    pub id: String,
    /// File it stands in.
    pub file: String,
    /// Days on which a request is taken in under it.
    pub valid: Validity,
    /// Special case that the request is about.
    pub provision: Option<String>,
    /// Step on the way to that special case whose requirements are examined, where it is another provision.
    pub step: Option<String>,
    /// Name.
    pub name: Text,
    /// What it is for, in two or three sentences.
    pub summary: Text,
    /// Who files the request.
    pub applicant: Applicant,
    /// Basis of the procedure as a whole.
    pub basis: Basis,
    /// How long the office takes.
    pub clock: ClockRule,
    /// How long it takes where an answer in the form says so; the first that fits counts.
    pub clock_when: Vec<(When, ClockRule)>,
    /// By how much the office may put its time off.
    pub extension: Option<Extension>,
    /// How the office asks for what is missing (보완).
    pub supplement: Supplement,
    /// Whom the office asks for an opinion, and how soon they answer.
    pub consultation: Consultation,
    /// How the applicant objects to a refusal; `None` where no objection is provided for.
    pub appeal: Option<Appeal>,
    /// Who outside the office gets the result; `None` if it stays with the applicant.
    pub filing: Option<Filing>,
    /// What is asked.
    pub form: Form,
    /// What the officer does, in order.
    pub tasks: Vec<Task>,
    /// Letters that the procedure writes.
    pub letters: Vec<Letter>,
    /// Grounds on which it may be refused.
    pub grounds: Vec<Ground>,
}

impl Procedure {
    /// Finds a letter by its kind.
    pub fn letter(&self, kind: LetterKind) -> Option<&Letter> {
        self.letters.iter().find(|letter| letter.kind == kind)
    }

    /// Finds a ground of refusal by id.
    pub fn ground(&self, id: &str) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.id == id)
    }

    /// Returns the tasks of a stage in order.
    pub fn tasks_of(&self, stage: Stage) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |task| task.stage == stage)
    }

    /// Returns the clock for the answers of a request; `answer` gives the key of a chosen field.
    pub fn clock_for<'a>(&'a self, answer: impl Fn(&str) -> Option<&'a str>) -> &'a ClockRule {
        let fits = |when: &When| answer(&when.field) == Some(when.value.as_str());
        self.clock_when.iter().find(|(when, _)| fits(when)).map_or(&self.clock, |(_, clock)| clock)
    }

    /// Returns the provision whose requirements the officer examines.
    pub fn examined(&self) -> Option<&str> {
        self.step.as_deref().or(self.provision.as_deref())
    }

    /// Returns true if a part of it has no public source.
    pub fn has_illustrative_parts(&self) -> bool {
        let times = self.clock_when.iter().map(|(_, clock)| clock).chain([&self.clock]);
        let bases = times.map(|clock| &clock.basis).chain([&self.basis]);
        let bases = bases.chain(self.form.papers.iter().map(|paper| &paper.basis));
        let mut bases = bases.chain(self.grounds.iter().map(|ground| &ground.basis));
        self.supplement.promise || self.consultation.promise || bases.any(|basis| basis.illustrative)
    }
}

/// Where a value comes from: citations, or the mark that there is no public source (예시).
///
/// At least one of the two holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Citations.
    pub cite: Vec<Citation>,
    /// True if no public source was found, so that the office has to confirm it.
    pub illustrative: bool,
}

/// Who files a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicant {
    /// A firm, university or other body.
    Firm,
    /// The local government of the zone itself, which is no petitioner (민원처리법 시행령 제2조제1항제1호).
    ZoneOffice,
}

impl Applicant {
    /// Every applicant with its word.
    pub const WORDS: [(&'static str, Self); 2] = [("firm", Self::Firm), ("zone_office", Self::ZoneOffice)];

    /// Returns the word in files and for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::ZoneOffice => "zone_office",
        }
    }
}

/// An authority outside that the result goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// Authority under each name that it has on the days of the procedure, oldest first.
    pub authorities: Vec<Authority>,
    /// How it is filed.
    pub how: Text,
    /// Who files it there.
    pub by: Filer,
    /// Basis.
    pub basis: Basis,
}

impl Filing {
    /// Returns the name of the authority on a day.
    pub fn authority_on(&self, day: Date) -> Option<&Text> {
        self.authorities.iter().find(|authority| authority.valid.contains(day)).map(|found| &found.name)
    }
}

/// Who files the result with an authority outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Filer {
    /// The office sends it.
    Office,
    /// The applicant takes it there.
    Applicant,
}

impl Filer {
    /// Every filer with its word.
    pub const WORDS: [(&'static str, Self); 2] = [("office", Self::Office), ("applicant", Self::Applicant)];

    /// Returns the word in files and for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Applicant => "applicant",
        }
    }
}

/// Something that an officer does for a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Id within the procedure.
    pub id: String,
    /// What is done.
    pub name: Text,
    /// At which stage.
    pub stage: Stage,
    /// Citations, where a law asks for it.
    pub cite: Vec<Citation>,
}

/// A stage of a case that has tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Whether the request is complete (서류 확인).
    Check,
    /// What the request is worth (검토).
    Review,
}

impl Stage {
    /// Every stage with its word.
    pub const WORDS: [(&'static str, Self); 2] = [("check", Self::Check), ("review", Self::Review)];

    /// Returns the word in files and for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Review => "review",
        }
    }
}

/// A ground on which a request may be refused (거부 사유).
#[doc(alias = "거부 사유")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Id within the procedure.
    pub id: String,
    /// Sentence for the letter.
    pub text: Text,
    /// Basis.
    pub basis: Basis,
}

impl LawSet {
    /// Finds the latest version of a procedure.
    pub fn procedure(&self, id: &str) -> Option<&Procedure> {
        self.procedures.iter().rfind(|procedure| procedure.id == id)
    }

    /// Finds the version of a procedure under which a request of a day is taken in.
    pub fn procedure_on(&self, id: &str, day: Date) -> Option<&Procedure> {
        self.procedures.iter().find(|procedure| procedure.id == id && procedure.valid.contains(day))
    }

    /// Returns the procedures under which requests of a day are taken in, in order of id.
    pub fn procedures_on(&self, day: Date) -> impl Iterator<Item = &Procedure> {
        self.procedures.iter().filter(move |procedure| procedure.valid.contains(day))
    }

    /// Returns the procedures under which a request of a day may ask for what a provision gives, in order of id.
    pub fn procedures_for<'a>(
        &'a self,
        provision: &'a str,
        day: Date,
    ) -> impl Iterator<Item = &'a Procedure> {
        self.procedures_on(day).filter(move |procedure| {
            [&procedure.provision, &procedure.step].into_iter().flatten().any(|id| id == provision)
        })
    }
}
