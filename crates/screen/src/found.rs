//! What a piece of a register gave: findings on its establishments, and what became of every row.

use crate::job::Job;
use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, RecordBatch, StringArray, UInt64Array,
};
use arrow::datatypes::{DataType, Field, Int8Type, Int16Type, Int32Type, Schema, SchemaRef};
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};
use teukgu_domain::fault::Fault;
use teukgu_register::buckets::Buckets;
use teukgu_register::findings::Findings;
use teukgu_rules::finding::Verdict;

/// What a piece gave.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Number of the first row of the piece in the register, over all its files.
    pub first_row: u64,
    /// What became of every row of the piece.
    pub buckets: Buckets,
    /// Findings; rows count from the first of the piece.
    pub findings: Findings,
    /// Id of the establishment of each pair.
    pub ids: Vec<String>,
    /// Name of the establishment of each pair; empty where there is none.
    pub names: Vec<String>,
    /// The first faults and notes of each kind.
    pub named: Vec<Fault>,
}

/// Columns of findings, a row an establishment, a zone it lies in, and a provision.
///
/// `row` counts from 0 over all files of the register; `verdict` is `met`, `not_met`, `unknown` or `not_in_force`;
/// `deciding` is the id of the part that decided first, null where none did; `on` is the day that was screened for.
pub static FINDINGS: LazyLock<SchemaRef> = LazyLock::new(|| {
    let text = |key: DataType| DataType::Dictionary(Box::new(key), Box::new(DataType::Utf8));
    Arc::new(Schema::new(vec![
        Field::new("row", DataType::UInt64, false),
        Field::new("establishment", DataType::Utf8, false),
        Field::new("name", DataType::Utf8, true),
        Field::new("zone", text(DataType::Int32), false),
        Field::new("border", DataType::Boolean, false),
        Field::new("provision", text(DataType::Int16), false),
        Field::new("verdict", text(DataType::Int8), false),
        Field::new("deciding", text(DataType::Int16), true),
        Field::new("on", DataType::Date32, false),
        Field::new("illustrative", DataType::Boolean, false),
    ]))
});

/// Verdicts in the order of their numbers.
const VERDICTS: [Verdict; 4] = [Verdict::Met, Verdict::NotMet, Verdict::Unknown, Verdict::NotInForce];

/// The words of a job, shared by all batches of it.
#[derive(Clone, Debug)]
pub struct Words {
    zones: ArrayRef,
    provisions: ArrayRef,
    verdicts: ArrayRef,
    parts: ArrayRef,
    /// For each provision where its parts begin among all.
    first_part: Vec<usize>,
    /// Zones that are made up.
    illustrative: Vec<bool>,
    on: i32,
    register_is_illustrative: bool,
}

impl Words {
    /// Lists the words of a job.
    pub fn new(job: &Job) -> Self {
        let texts = |texts: Vec<&str>| Arc::new(StringArray::from(texts)) as ArrayRef;
        let screening = &job.screening;
        let provisions: Vec<&str> = screening.provisions().collect();
        let (mut parts, mut first_part) = (Vec::new(), Vec::new());
        for provision in 0..provisions.len() {
            first_part.push(parts.len());
            parts.extend(screening.parts(provision).iter().map(|part| part.id.as_str()));
        }
        Self {
            zones: texts(screening.zones().iter().map(|zone| zone.shape.id.as_str()).collect()),
            provisions: texts(provisions),
            verdicts: texts(VERDICTS.map(Verdict::key).to_vec()),
            parts: texts(parts),
            first_part,
            illustrative: screening.zones().iter().map(|zone| zone.illustrative).collect(),
            on: days(screening.on()),
            register_is_illustrative: job.map.illustrative,
        }
    }

    /// Returns the number of a part among all; `None` if it is none.
    fn part(&self, provision: usize, part: u16) -> Option<i16> {
        let first = *self.first_part.get(provision)?;
        let end = self.first_part.get(provision + 1).copied().unwrap_or(self.parts.len());
        let number = first + usize::from(part);
        (number < end).then(|| i16::try_from(number).unwrap_or(i16::MAX))
    }
}

/// Returns days since 1970-01-01.
fn days(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

impl Found {
    /// Returns the number of pairs.
    pub fn pairs(&self) -> usize {
        self.findings.len()
    }

    /// Leaves out the pairs for which `keep` is false.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        let findings = &mut self.findings;
        only(&mut self.ids, keep);
        only(&mut self.names, keep);
        only(&mut findings.row, keep);
        only(&mut findings.zone, keep);
        only(&mut findings.border, keep);
        for provision in &mut findings.provisions {
            only(&mut provision.verdict, keep);
            only(&mut provision.deciding, keep);
        }
    }

    /// Returns the findings in columns.
    pub fn batch(&self, words: &Words) -> RecordBatch {
        let provisions = self.findings.provisions.len();
        let each = |pair: usize| std::iter::repeat_n(pair, provisions);
        let pairs: Vec<usize> = (0..self.pairs()).flat_map(each).collect();
        let row = |pair: &usize| self.first_row + u64::from(self.findings.row[*pair]);
        let name = |pair: &usize| Some(self.names[*pair].as_str()).filter(|name| !name.is_empty());
        let zone = |pair: usize| usize::try_from(self.findings.zone[pair]).unwrap_or(usize::MAX);
        let illustrative = |pair: &usize| {
            words.register_is_illustrative || words.illustrative.get(zone(*pair)).copied().unwrap_or(false)
        };
        let (provision, verdict, deciding) = self.keys(words);
        let columns: Vec<ArrayRef> = vec![
            Arc::new(pairs.iter().map(row).collect::<UInt64Array>()),
            Arc::new(StringArray::from_iter_values(pairs.iter().map(|pair| &self.ids[*pair]))),
            Arc::new(pairs.iter().map(name).collect::<StringArray>()),
            dictionary::<Int32Type>(pairs.iter().map(|pair| i32::try_from(zone(*pair)).ok()), &words.zones),
            Arc::new(pairs.iter().map(|pair| Some(self.findings.border[*pair])).collect::<BooleanArray>()),
            dictionary::<Int16Type>(provision.into_iter().map(Some), &words.provisions),
            dictionary::<Int8Type>(verdict.into_iter().map(Some), &words.verdicts),
            dictionary::<Int16Type>(deciding.into_iter(), &words.parts),
            Arc::new(Date32Array::from(vec![words.on; pairs.len()])),
            Arc::new(pairs.iter().map(|pair| Some(illustrative(pair))).collect::<BooleanArray>()),
        ];
        RecordBatch::try_new(Arc::clone(&FINDINGS), columns)
            .expect("every column has an entry a pair and provision, of the type of its field")
    }

    /// Returns keys of provisions, verdicts and deciding parts, pair after pair.
    fn keys(&self, words: &Words) -> (Vec<i16>, Vec<i8>, Vec<Option<i16>>) {
        let (mut provisions, mut verdicts, mut deciding) = (Vec::new(), Vec::new(), Vec::new());
        for pair in 0..self.pairs() {
            for (number, found) in self.findings.provisions.iter().enumerate() {
                let verdict = VERDICTS.iter().position(|verdict| *verdict == found.verdict[pair]);
                provisions.push(i16::try_from(number).unwrap_or(i16::MAX));
                verdicts.push(i8::try_from(verdict.unwrap_or(0)).unwrap_or(i8::MAX));
                deciding.push(words.part(number, found.deciding[pair]));
            }
        }
        (provisions, verdicts, deciding)
    }
}

/// Keeps the values for which `keep` is true.
pub(crate) fn only<T>(values: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    values.retain(|_| keep.next().copied().unwrap_or(true));
}

fn dictionary<K: arrow::datatypes::ArrowDictionaryKeyType>(
    keys: impl Iterator<Item = Option<K::Native>>,
    words: &ArrayRef,
) -> ArrayRef {
    let keys: arrow::array::PrimitiveArray<K> = keys.collect();
    let array = DictionaryArray::<K>::try_new(keys, Arc::clone(words));
    Arc::new(array.expect("a key is the number of a word"))
}

/// A sum over findings that does not depend on their order: equal sets of findings have equal sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Each finding counts by half of its SHA-256.
    total: u128,
}

impl Sum {
    /// Adds every finding of a piece: of each pair the id, the zone, whether on the border, and for each provision
    /// the verdict and the number of the part that decided.
    pub(crate) fn add_all(&mut self, found: &Found, job: &Job) {
        let (findings, mut text) = (&found.findings, Vec::new());
        for pair in 0..found.pairs() {
            text.clear();
            let zone = usize::try_from(findings.zone[pair]).ok();
            let zone =
                zone.and_then(|zone| job.screening.zones().get(zone)).map(|zone| zone.shape.id.as_str());
            for part in [found.ids[pair].as_str(), zone.unwrap_or_default()] {
                text.extend_from_slice(part.as_bytes());
                text.push(b'\n');
            }
            text.push(u8::from(findings.border[pair]));
            for said in &findings.provisions {
                let verdict = VERDICTS.iter().position(|verdict| *verdict == said.verdict[pair]);
                text.push(u8::try_from(verdict.unwrap_or_default()).unwrap_or_default());
                text.extend_from_slice(&said.deciding[pair].to_le_bytes());
            }
            let hash = Sha256::digest(&text);
            let half = hash.first_chunk().map_or(0, |half| u128::from_le_bytes(*half));
            self.total = self.total.wrapping_add(half);
        }
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.total)
    }
}
