//! One piece of text at a place, before it means anything: shared by TOML strings and CSV fields.

use crate::book::{Book, Place, Read, Told, nearest};
use crate::kind::FaultKind;
use crate::words::Word;
use jiff::civil::Date;
use teukgu_domain::entry::NounKind;
use teukgu_domain::ids::{
    ClaimId, HistoryId, InvalidIdError, NeighbourId, OperatorId, OrganisationId, PlanVersionId, ProgrammeId,
    ProvisionId, SiteId, SourceId, SubProjectId, ZoneId,
};

/// A typed id that text can hold.
pub(crate) trait Id: Sized {
    /// Kind of the records that bear the id.
    const NOUN: NounKind;
    fn read(text: &str) -> Result<Self, InvalidIdError>;
}

macro_rules! ids {
    ($($id:ident of $noun:ident,)*) => {$(
        impl Id for $id {
            const NOUN: NounKind = NounKind::$noun;
            fn read(text: &str) -> Result<Self, InvalidIdError> {
                Self::parse(text)
            }
        }
    )*};
}

ids! {
    ClaimId of Claim,
    HistoryId of History,
    NeighbourId of Neighbour,
    OperatorId of Operator,
    OrganisationId of Organisation,
    PlanVersionId of PlanVersion,
    ProgrammeId of Programme,
    ProvisionId of Provision,
    SiteId of Site,
    SourceId of Source,
    SubProjectId of SubProject,
    ZoneId of Zone,
}

/// A type of whole numbers.
pub(crate) trait Whole: Copy + PartialOrd + TryFrom<i64> + Into<i64> {}

impl<T: Copy + PartialOrd + TryFrom<i64> + Into<i64>> Whole for T {}

/// Gives a number back if it lies within bounds.
pub(crate) fn within<T: Whole>(number: Option<i64>, least: T, most: T) -> Option<T> {
    T::try_from(number?).ok().filter(|number| (least..=most).contains(number))
}

/// A piece of text with its place.
pub(crate) struct Raw<'a> {
    pub(crate) book: &'a Book,
    pub(crate) text: &'a str,
    pub(crate) place: Place,
}

impl Raw<'_> {
    pub(crate) fn report(&self, kind: &FaultKind) -> Told {
        self.book.report(&self.place, kind)
    }

    fn or_report<T>(&self, value: Option<T>, kind: impl FnOnce(String) -> FaultKind) -> Read<T> {
        value.ok_or_else(|| self.report(&kind(self.text.to_owned())))
    }

    /// Reads the id of this record and notes it.
    pub(crate) fn declared<T: Id>(&self) -> Read<T> {
        self.book.declare(T::NOUN, self.text, self.place.clone());
        self.id()
    }

    /// Reads the id of another record and notes that it is wanted.
    pub(crate) fn cited<T: Id>(&self) -> Read<T> {
        let id = self.id()?;
        self.book.cite(T::NOUN, self.text, self.place.clone());
        Ok(id)
    }

    fn id<T: Id>(&self) -> Read<T> {
        self.or_report(T::read(self.text).ok(), |text| FaultKind::BadId { text })
    }

    /// Reads one word of a closed list.
    pub(crate) fn word<T: Word>(&self) -> Read<T> {
        let words = T::words();
        let found = words.iter().find(|(word, _)| *word == self.text).map(|(_, value)| *value);
        let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.or_report(found, |text| {
            let nearest = nearest(&text, list.iter().copied());
            FaultKind::UnknownWord { text, nearest, words: list.join(", ") }
        })
    }

    /// Reads a whole number within bounds.
    pub(crate) fn whole<T: Whole>(&self, least: T, most: T) -> Read<T> {
        self.or_report(within(self.text.parse().ok(), least, most), |text| FaultKind::BadNumber {
            text,
            least: least.into(),
            most: most.into(),
        })
    }

    /// Reads degrees of longitude or latitude.
    pub(crate) fn degrees(&self, most: u8) -> Read<f64> {
        let bound = f64::from(most);
        let number = self.text.parse().ok().filter(|number: &f64| number.abs() <= bound);
        let (least, most) = (-i64::from(most), i64::from(most));
        self.or_report(number, |text| FaultKind::BadNumber { text, least, most })
    }
}

/// Reads a date in the one form that files use; longer forms with a time are refused.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}
