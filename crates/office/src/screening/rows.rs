//! The rows of a screening as they stand beside the record: establishments in the zone, and what each provision says.

use serde::{Deserialize, Serialize};
use teukgu_domain::screening::ScreenedProvision;
use teukgu_domain::text::Text;
use teukgu_rules::finding::Verdict;

/// Form in which rows are kept; rows of another one are gone.
const FORM: &str = "screening/1";
/// Stands where no part decided.
const NONE: u16 = u16::MAX;

/// The rows of a screening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    form: String,
    /// Establishments in the zone or on its border.
    pub establishments: Vec<Establishment>,
    /// What each provision says of them.
    pub provisions: Vec<ProvisionRows>,
    /// What was noted of the register, the first of each kind.
    pub notes: Vec<RegisterNote>,
}

/// An establishment (사업체) of a screening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Establishment {
    /// Its id in the register.
    pub id: String,
    /// Its name; `None` if there is none, or if the office has no reason to write to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// True if it lies exactly on the border.
    pub border: bool,
}

/// What one provision says of each establishment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionRows {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What can decide it.
    pub parts: Vec<Deciding>,
    /// A letter an establishment.
    verdicts: String,
    /// Number of the part that decided first, an establishment each.
    deciding: Vec<u16>,
}

/// A part of a provision that can decide it (요건).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deciding {
    /// Id within the provision.
    pub id: String,
    /// Its sentence in the law, as it was on the day of loading.
    pub text: Text,
}

/// Something that was noted of a row of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterNote {
    /// Line of the file.
    pub line: usize,
    /// What is wrong, or what to do about it.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
}

impl Rows {
    /// Puts rows together; names that the office has no use for are left out.
    pub(super) fn new(establishments: Vec<Establishment>, provisions: Vec<ProvisionRows>) -> Self {
        let mut rows = Self { form: FORM.to_owned(), establishments, provisions, notes: Vec::new() };
        rows.drop_names();
        rows
    }

    /// Keeps a name only where the office may write to the establishment: it meets the requirements of a provision, or
    /// that cannot be said until it is asked.
    fn drop_names(&mut self) {
        let letters: Vec<&[u8]> = self.provisions.iter().map(|found| found.verdicts.as_bytes()).collect();
        let is_of_use = |at: usize| letters.iter().any(|of| matches!(of.get(at), Some(b'm' | b'u')));
        let useless = (0..self.establishments.len()).filter(|at| !is_of_use(*at)).collect::<Vec<_>>();
        for at in useless {
            if let Some(establishment) = self.establishments.get_mut(at) {
                establishment.name = None;
            }
        }
    }

    /// Reads rows; `None` if they are of another form.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|rows: &Self| rows.form == FORM && rows.is_whole())
    }

    fn is_whole(&self) -> bool {
        let len = self.establishments.len();
        self.provisions.iter().all(|found| found.verdicts.len() == len && found.deciding.len() == len)
    }

    /// Counts what each provision says.
    pub(super) fn counts(&self) -> Vec<ScreenedProvision> {
        self.provisions.iter().map(ProvisionRows::count).collect()
    }

    /// Counts the establishments on the border.
    pub(super) fn on_border(&self) -> u64 {
        self.establishments.iter().filter(|one| one.border).count() as u64
    }
}

impl ProvisionRows {
    /// Begins a provision without an establishment.
    pub(super) fn new(id: String, name: Text, parts: Vec<Deciding>) -> Self {
        Self { id, name, parts, verdicts: String::new(), deciding: Vec::new() }
    }

    /// Adds what it says of the next establishment.
    pub(super) fn push(&mut self, verdict: Verdict, deciding: Option<u16>) {
        self.verdicts.push(letter(verdict));
        self.deciding.push(deciding.unwrap_or(NONE));
    }

    /// Says that it is not in force for anybody.
    pub(super) fn close(&mut self) {
        let len = self.deciding.len();
        self.verdicts = letter(Verdict::NotInForce).to_string().repeat(len);
        self.deciding = vec![NONE; len];
    }

    /// Returns what it says of an establishment by its number.
    pub fn verdict(&self, at: usize) -> Verdict {
        match self.verdicts.as_bytes().get(at) {
            Some(b'm') => Verdict::Met,
            Some(b'n') => Verdict::NotMet,
            Some(b'x') => Verdict::NotInForce,
            _ => Verdict::Unknown,
        }
    }

    /// Returns what decided first of an establishment; `None` if nothing did.
    pub fn deciding(&self, at: usize) -> Option<&Deciding> {
        self.parts.get(usize::from(*self.deciding.get(at)?))
    }

    fn count(&self) -> ScreenedProvision {
        let of = |wanted: char| self.verdicts.chars().filter(|letter| *letter == wanted).count() as u64;
        ScreenedProvision {
            provision: self.id.clone(),
            met: of('m'),
            not_met: of('n'),
            unknown: of('u'),
            not_in_force: of('x'),
        }
    }
}

const fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Met => 'm',
        Verdict::NotMet => 'n',
        Verdict::Unknown => 'u',
        Verdict::NotInForce => 'x',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Rows {
        let one = |id: &str| Establishment {
            id: id.to_owned(),
            name: Some(format!("{id} name")),
            border: id == "b",
        };
        let part = Deciding { id: "venture".to_owned(), text: Text::new("벤처", "venture") };
        let mut patent = ProvisionRows::new("act.55".to_owned(), Text::default(), vec![part.clone()]);
        let mut road = ProvisionRows::new("act.33".to_owned(), Text::default(), vec![part]);
        for (verdict, deciding) in
            [(Verdict::Met, None), (Verdict::NotMet, Some(0)), (Verdict::Unknown, Some(0))]
        {
            patent.push(verdict, deciding);
            road.push(Verdict::NotInForce, None);
        }
        Rows::new(["a", "b", "c"].map(one).into(), vec![patent, road])
    }

    #[test]
    fn rows_are_read_back_as_they_were_kept_and_counted() {
        let rows = rows();
        assert_eq!(Rows::read(&serde_json::to_vec(&rows).unwrap()), Some(rows.clone()));
        let count = &rows.counts()[0];
        assert_eq!((count.met, count.not_met, count.unknown, count.not_in_force), (1, 1, 1, 0));
        assert_eq!(rows.on_border(), 1);
        let patent = &rows.provisions[0];
        assert_eq!(
            (patent.verdict(1), patent.deciding(1).unwrap().id.as_str()),
            (Verdict::NotMet, "venture")
        );
        assert_eq!(patent.deciding(0), None);
    }

    #[test]
    fn a_name_is_kept_only_of_those_whom_the_office_may_write_to() {
        let names: Vec<bool> = rows().establishments.iter().map(|one| one.name.is_some()).collect();
        assert_eq!(names, [true, false, true]);
    }

    #[test]
    fn rows_of_another_form_or_that_are_not_whole_are_gone() {
        let mut other = rows();
        other.form = "screening/0".to_owned();
        assert_eq!(Rows::read(&serde_json::to_vec(&other).unwrap()), None);
        let mut cut = rows();
        cut.establishments.pop();
        assert_eq!(Rows::read(&serde_json::to_vec(&cut).unwrap()), None);
        assert_eq!(Rows::read(b"{}"), None);
    }
}
