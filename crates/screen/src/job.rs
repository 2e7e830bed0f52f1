//! The job: what is screened, against which zones, by which provisions, for which day.
//!
//! A [`Brief`] is the job as texts, so that it can be written down, hashed and sent to another machine; a [`Job`] is a
//! brief made ready to run.

use crate::embedded;
use crate::failure::Failure;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use teukgu_codes::ksic::Ksic;
use teukgu_domain::fault::Fault;
use teukgu_domain::text::Text;
use teukgu_geo::fault::Repair;
use teukgu_register::map::{BuiltIn, ColumnMap};
use teukgu_register::read::{Limits, Reader};
use teukgu_register::screening::{Origin, Screening};
use teukgu_register::zone::{Zone, ZonesRead};
use teukgu_rules::LawFiles;
use teukgu_rules::compiled::{Compiled, Days};
use teukgu_rules::law::LawSet;

/// Folders below folders; law is not filed deeper, a link that leads back to itself is.
const DEEPEST: usize = 8;
/// Bytes of a file of a law folder, which people edit; anything larger is something else.
const LARGEST_LAW: u64 = 4 << 20;

/// A text with the name that faults call it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Name of the file.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// A job as texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Files of the law folder by their path in it.
    pub law: BTreeMap<String, String>,
    /// Name of the law folder.
    pub law_name: String,
    /// Zones as GeoJSON.
    pub zones: Named,
    /// The zone that alone counts; all if none is named.
    pub only_zone: Option<String>,
    /// Which column of the register says what.
    pub map: Named,
    /// Ids of provisions (조문); all of the law folder if none is named.
    pub provisions: Vec<String>,
    /// The day that is screened for.
    pub on: Date,
    /// True if findings carry the names of establishments, which can be names of people.
    pub names: bool,
}

/// A job made ready.
#[derive(Debug)]
pub struct Job {
    /// The job as texts.
    pub brief: Brief,
    /// SHA-256 of the brief, in hexadecimal.
    pub digest: String,
    /// Zones and provisions.
    pub screening: Screening,
    /// Which column says what.
    pub map: ColumnMap,
    /// The law.
    pub law: Arc<LawSet>,
    /// Industries by revision.
    pub ksic: Ksic,
    /// What was put right in the drawing of the zones.
    pub repairs: Vec<Repair>,
}

impl Brief {
    /// Returns SHA-256 of the brief, in hexadecimal.
    pub fn digest(&self) -> String {
        let text = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Returns the ready job of this brief; one that was made ready before in this process is taken again.
    ///
    /// # Errors
    /// As [`Job::new`].
    pub fn ready(&self) -> Result<Arc<Job>, Failure> {
        static READY: Mutex<Vec<Arc<Job>>> = Mutex::new(Vec::new());
        /// Jobs that are kept; an executor of a cluster works at few at a time.
        const KEPT: usize = 4;
        let digest = self.digest();
        let mut ready = READY.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(job) = ready.iter().find(|job| job.digest == digest) {
            return Ok(Arc::clone(job));
        }
        let job = Arc::new(Job::new(self.clone())?);
        if ready.len() == KEPT {
            ready.remove(0);
        }
        ready.push(Arc::clone(&job));
        Ok(job)
    }
}

impl Job {
    /// Makes a brief ready.
    ///
    /// # Errors
    /// [`Failure`] with every fault of the law, the zones or the map; or if a provision or a zone is not there.
    pub fn new(brief: Brief) -> Result<Self, Failure> {
        let law = law_of(&brief)?;
        let map = column_map(&brief.map, &law);
        let map = map.map_err(|faults| Failure::faulty(&brief.map.name, faults))?;
        let read = Zone::read_all(&brief.zones.name, &brief.zones.text);
        let read = read.map_err(|faults| Failure::faulty(&brief.zones.name, faults))?;
        let map = if brief.names { map } else { ColumnMap { label: None, ..map } };
        let zones = chosen(read.zones, brief.only_zone.as_deref(), &brief.zones.name)?;
        let provisions = if brief.provisions.is_empty() {
            law.provisions.iter().map(|provision| provision.id.clone()).collect()
        } else {
            brief.provisions.clone()
        };
        let compiled = Arc::new(Compiled::new(Arc::clone(&law), Days::on(brief.on)));
        let screening = Screening::new(compiled, zones, &provisions, embedded::holidays()?)
            .map_err(|error| Failure::input(error.text(), error.help()))?;
        let (digest, ksic) = (brief.digest(), embedded::ksic()?);
        Ok(Self { brief, digest, screening, map, law, ksic, repairs: read.repairs })
    }

    /// Makes a brief of places alone ready: without law, provisions and facts, and without zones if none are written.
    ///
    /// # Errors
    /// As [`Job::new`].
    pub fn of_places(brief: Brief) -> Result<Self, Failure> {
        let law = Arc::new(LawSet::default());
        let map = ColumnMap::of_places(&brief.map.name, &brief.map.text);
        let map = map.map_err(|faults| Failure::faulty(&brief.map.name, faults))?;
        let read = if brief.zones.text.is_empty() {
            ZonesRead { zones: Vec::new(), repairs: Vec::new() }
        } else {
            let read = Zone::read_all(&brief.zones.name, &brief.zones.text);
            read.map_err(|faults| Failure::faulty(&brief.zones.name, faults))?
        };
        let compiled = Arc::new(Compiled::new(Arc::clone(&law), Days::on(brief.on)));
        let none: [&str; 0] = [];
        let screening = Screening::new(compiled, read.zones, &none, embedded::holidays()?)
            .map_err(|error| Failure::input(error.text(), error.help()))?;
        let (digest, ksic) = (brief.digest(), embedded::ksic()?);
        Ok(Self { brief, digest, screening, map, law, ksic, repairs: read.repairs })
    }

    /// Returns what reads the rows of the register.
    pub fn reader(&self) -> Reader<'_> {
        let limits = Limits { rows: usize::MAX, bytes: usize::MAX, ..Limits::default() };
        Reader { map: &self.map, vocabulary: &self.law.vocabulary, ksic: &self.ksic, limits }
    }

    /// Returns where the facts of the register are from.
    pub fn origin(&self) -> Origin {
        Origin::from(&self.map)
    }

    /// Returns the number of the zone with an id.
    pub fn zone(&self, id: &str) -> Option<usize> {
        self.screening.zones().iter().position(|zone| zone.shape.id == id)
    }
}

fn law_of(brief: &Brief) -> Result<Arc<LawSet>, Failure> {
    let file = |(name, text): (&String, &String)| (name.clone(), text.clone().into_bytes());
    let files = LawFiles { files: brief.law.iter().map(file).collect() };
    teukgu_rules::read(&files).map(Arc::new).map_err(|faults| Failure::faulty(&brief.law_name, faults))
}

/// Reads a map; a built-in one leaves out columns of facts that this law does not ask for.
fn column_map(map: &Named, law: &LawSet) -> Result<ColumnMap, Vec<Fault>> {
    match BuiltIn::find_by_key(&map.name).filter(|built_in| built_in.text() == map.text) {
        Some(built_in) => ColumnMap::built_in(built_in, &law.vocabulary),
        None => ColumnMap::read(&map.name, &map.text, &law.vocabulary),
    }
}

fn chosen(zones: Vec<Zone>, only: Option<&str>, name: &str) -> Result<Vec<Zone>, Failure> {
    let Some(only) = only else { return Ok(zones) };
    let ids: Vec<String> = zones.iter().map(|zone| zone.shape.id.clone()).collect();
    let zones: Vec<Zone> = zones.into_iter().filter(|zone| zone.shape.id == only).collect();
    if !zones.is_empty() {
        return Ok(zones);
    }
    let nearest = teukgu_rules::nearest(only, ids.iter().map(String::as_str));
    Err(Failure::input(
        Text::new(format!("`{name}`에 특구가 없습니다: `{only}`"), format!("`{name}` has no zone `{only}`")),
        Text::new(format!("가장 가까운 것: {nearest}"), format!("the nearest is {nearest}")),
    ))
}

/// Reads a law folder as texts.
///
/// # Errors
/// [`Failure`] if a file cannot be read or is not UTF-8.
pub fn law_folder(dir: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut files = BTreeMap::new();
    walk(dir, "", 0, &mut files)?;
    Ok(files)
}

fn walk(dir: &Path, prefix: &str, depth: usize, files: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| Failure::unreadable(dir, &error);
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        let meta = std::fs::metadata(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let is_law = path.extension().is_some_and(|kind| kind == "toml" || kind == "csv");
        if meta.is_dir() && depth < DEEPEST {
            walk(&path, &format!("{name}/"), depth + 1, files)?;
        } else if meta.is_file() && meta.len() <= LARGEST_LAW && is_law {
            files.insert(name, text(&path)?);
        }
    }
    Ok(())
}

/// Reads a file as text.
///
/// # Errors
/// [`Failure`] if it cannot be read or is not UTF-8; the place of the first byte that is not is named.
pub fn text(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::of_file(
            path,
            (&format!("UTF-8이 아닙니다({at}바이트 뒤)"), &format!("this is not UTF-8 (after {at} bytes)")),
            ("UTF-8로 저장하세요", "save it as UTF-8"),
        )
    })
}

/// Returns the text of a map: a built-in one by its word, or that of a file; the made-up register's if none is named.
///
/// # Errors
/// [`Failure`] if there is no such file.
pub fn map(columns: Option<&str>) -> Result<Named, Failure> {
    let columns = columns.unwrap_or("register");
    if let Some(built_in) = BuiltIn::find_by_key(columns) {
        return Ok(Named { name: columns.to_owned(), text: built_in.text().to_owned() });
    }
    Ok(Named { name: columns.to_owned(), text: text(Path::new(columns))? })
}
