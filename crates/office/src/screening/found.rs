//! A screening that is looked at: what each provision says of whom, who has applied, and who is to be told.

use super::applied::Applied;
use super::rows::{Deciding, Establishment, ProvisionRows, Rows};
use crate::firm::plain_firm;
use std::collections::BTreeMap;
use teukgu_domain::screening::Screening;
use teukgu_domain::text::Text;
use teukgu_rules::finding::Verdict;

/// What is said of an establishment and a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Requirements met, and nobody of that name has applied.
    NotYet,
    /// Requirements met, and somebody of that name has applied.
    Applied,
    /// It cannot be said yet.
    Unknown,
    /// Requirements not met.
    NotMet,
    /// Not in force on the day.
    NotInForce,
}

impl Said {
    /// Every value with its word.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("not_yet", Self::NotYet),
        ("applied", Self::Applied),
        ("unknown", Self::Unknown),
        ("not_met", Self::NotMet),
        ("not_in_force", Self::NotInForce),
    ];

    /// Finds the value of a word.
    pub fn find_by_key(key: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(word, _)| *word == key).map(|(_, said)| said)
    }

    /// Returns the word.
    pub fn key(self) -> &'static str {
        Self::WORDS.into_iter().find(|(_, said)| *said == self).map_or("", |(word, _)| word)
    }
}

/// What findings are chosen by; an empty filter chooses all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Id of a provision.
    pub provision: Option<String>,
    /// What is said.
    pub said: Option<Said>,
    /// Id of the part that decided first.
    pub part: Option<String>,
    /// True for those exactly on the border only.
    pub border: bool,
    /// Words that all occur in the id or the name.
    pub words: String,
}

/// One establishment and one provision.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'s> {
    /// Establishment.
    pub establishment: &'s Establishment,
    /// Provision.
    pub provision: &'s ProvisionRows,
    /// What is said.
    pub said: Said,
    /// What decided first; `None` if the requirements are met, or it is not in force.
    pub deciding: Option<&'s Deciding>,
}

/// What one provision says of the establishments in the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionCounts {
    /// Id.
    pub id: String,
    /// Name; `None` while the rows are gone.
    pub name: Option<Text>,
    /// How many of each sort.
    pub said: BTreeMap<Said, u64>,
    /// Those that meet the requirements and have no name, so that nobody can tell whether they have applied.
    pub nameless: u64,
    /// What is open first where it cannot be said yet, the most frequent at the top.
    pub open: Vec<(Deciding, u64)>,
    /// What is not met first, the most frequent at the top.
    pub missing: Vec<(Deciding, u64)>,
}

impl ProvisionCounts {
    /// Returns how many there are of a sort.
    pub fn of(&self, said: Said) -> u64 {
        self.said.get(&said).copied().unwrap_or(0)
    }

    /// Returns how many meet the requirements.
    pub fn met(&self) -> u64 {
        self.of(Said::NotYet) + self.of(Said::Applied)
    }
}

/// A screening with its rows, and with who has applied by now.
#[derive(Clone, Debug)]
pub struct OpenedScreening {
    /// What the record knows of it.
    pub screening: Screening,
    /// Name of whoever loaded it.
    pub by: String,
    /// Its rows; `None` once they were removed.
    pub rows: Option<Rows>,
    /// For each provision and establishment whether somebody of that name has applied.
    applied: Vec<Vec<bool>>,
}

impl OpenedScreening {
    pub(super) fn new(screening: Screening, by: String, rows: Option<Rows>, applied: &Applied) -> Self {
        let applied = rows.as_ref().map(|rows| matched(rows, applied)).unwrap_or_default();
        Self { screening, by, rows, applied }
    }

    /// Counts what each provision says; without rows, of what the record knows, where nobody can tell who has applied.
    pub fn counts(&self) -> Vec<ProvisionCounts> {
        let Some(rows) = &self.rows else {
            return self.screening.provisions.iter().map(remembered).collect();
        };
        (0..rows.provisions.len()).filter_map(|number| self.count(number)).collect()
    }

    fn count(&self, number: usize) -> Option<ProvisionCounts> {
        let provision = self.rows.as_ref()?.provisions.get(number)?;
        let (mut said, mut nameless) = (BTreeMap::new(), 0);
        let (mut open, mut missing) = (BTreeMap::new(), BTreeMap::new());
        for finding in self.of_provision(number) {
            *said.entry(finding.said).or_default() += 1;
            let is_nameless = finding.said == Said::NotYet && finding.establishment.name.is_none();
            nameless += u64::from(is_nameless);
            let reasons = match finding.said {
                Said::Unknown => &mut open,
                Said::NotMet => &mut missing,
                _ => continue,
            };
            if let Some(part) = finding.deciding {
                reasons.entry(part.id.as_str()).or_insert((part, 0_u64)).1 += 1;
            }
        }
        Some(ProvisionCounts {
            id: provision.id.clone(),
            name: Some(provision.name.clone()),
            said,
            nameless,
            open: by_frequency(open),
            missing: by_frequency(missing),
        })
    }

    /// Lists what a filter chooses: by provision, and within one in the order of the file.
    pub fn find(&self, filter: Filter) -> impl Iterator<Item = Finding<'_>> {
        let words: Vec<String> = filter.words.split_whitespace().map(str::to_lowercase).collect();
        let is_chosen =
            |provision: &ProvisionRows| filter.provision.as_ref().is_none_or(|id| *id == provision.id);
        let provisions = self.rows.as_ref().map(|rows| rows.provisions.as_slice()).unwrap_or_default();
        let numbers: Vec<usize> = (0..)
            .zip(provisions)
            .filter(|(_, provision)| is_chosen(provision))
            .map(|(number, _)| number)
            .collect();
        numbers
            .into_iter()
            .flat_map(|number| self.of_provision(number))
            .filter(move |finding| fits(finding, &filter, &words))
    }

    /// Lists whom the office tells of a special case (안내 대상): those that meet its requirements and have not applied.
    #[doc(alias = "안내 대상")]
    pub fn invited(&self) -> impl Iterator<Item = Finding<'_>> {
        self.find(Filter { said: Some(Said::NotYet), ..Filter::default() })
    }

    fn of_provision(&self, number: usize) -> impl Iterator<Item = Finding<'_>> {
        let establishments = self.rows.as_ref().map(|rows| rows.establishments.as_slice());
        let provision = self.rows.as_ref().and_then(|rows| rows.provisions.get(number));
        establishments.unwrap_or_default().iter().enumerate().filter_map(move |(at, establishment)| {
            let provision = provision?;
            let said = match provision.verdict(at) {
                Verdict::Met if self.has_applied(number, at) => Said::Applied,
                Verdict::Met => Said::NotYet,
                Verdict::Unknown => Said::Unknown,
                Verdict::NotMet => Said::NotMet,
                Verdict::NotInForce => Said::NotInForce,
            };
            let deciding = provision.deciding(at).filter(|_| matches!(said, Said::Unknown | Said::NotMet));
            Some(Finding { establishment, provision, said, deciding })
        })
    }

    fn has_applied(&self, number: usize, at: usize) -> bool {
        self.applied.get(number).and_then(|of| of.get(at)).copied().unwrap_or(false)
    }
}

/// Compares the names of all establishments with those who have applied.
fn matched(rows: &Rows, applied: &Applied) -> Vec<Vec<bool>> {
    let name = |establishment: &Establishment| establishment.name.as_deref().map(plain_firm);
    let names: Vec<Option<String>> = rows.establishments.iter().map(name).collect();
    let of = |provision: &ProvisionRows| -> Vec<bool> {
        let has = |name: &Option<String>| name.as_ref().is_some_and(|name| applied.has(&provision.id, name));
        if applied.is_empty() { Vec::new() } else { names.iter().map(has).collect() }
    };
    rows.provisions.iter().map(of).collect()
}

fn remembered(found: &teukgu_domain::screening::ScreenedProvision) -> ProvisionCounts {
    let said = [
        (Said::NotYet, found.met),
        (Said::Unknown, found.unknown),
        (Said::NotMet, found.not_met),
        (Said::NotInForce, found.not_in_force),
    ];
    ProvisionCounts {
        id: found.provision.clone(),
        name: None,
        said: said.into(),
        nameless: found.met,
        open: Vec::new(),
        missing: Vec::new(),
    }
}

fn by_frequency(counted: BTreeMap<&str, (&Deciding, u64)>) -> Vec<(Deciding, u64)> {
    let mut counted: Vec<(Deciding, u64)> =
        counted.into_values().map(|(part, count)| (part.clone(), count)).collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.id.cmp(&b.0.id)));
    counted
}

fn fits(finding: &Finding<'_>, filter: &Filter, words: &[String]) -> bool {
    let is_part = |part: &String| finding.deciding.is_some_and(|deciding| deciding.id == *part);
    filter.said.is_none_or(|said| said == finding.said)
        && filter.part.as_ref().is_none_or(is_part)
        && (!filter.border || finding.establishment.border)
        && (words.is_empty() || mentions(finding.establishment, words))
}

fn mentions(establishment: &Establishment, words: &[String]) -> bool {
    let id = establishment.id.to_lowercase();
    let name = establishment.name.as_deref().unwrap_or_default().to_lowercase();
    words.iter().all(|word| id.contains(word.as_str()) || name.contains(word.as_str()))
}
