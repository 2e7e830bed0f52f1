//! What the binary carries: the Yangjae zone, the code lists, the layers of dongs.

use crate::failure::Failure;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use teukgu_codes::{CodeLists, Codes, CodesError};
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::Reference;
use teukgu_office::catalogue::Catalogue;
use teukgu_office::effect::Tables;
use teukgu_office::law::{Edition, LawFiles};
use teukgu_office::map::Layers;
use teukgu_tenant::Folder;

/// Name of the built-in zone.
pub(crate) const ZONE: &str = "yangjae";

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../tenants/yangjae"]
struct Yangjae;

/// Returns the folder of the built-in zone.
pub(crate) fn folder() -> Folder {
    let files: BTreeMap<_, _> = Yangjae::iter()
        .filter_map(|name| Yangjae::get(&name).map(|file| (name.to_string(), file.data.into_owned())))
        .collect();
    Folder { name: Some(ZONE.to_owned()), files }
}

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../law"]
#[include = "*.toml"]
#[include = "*.csv"]
struct Law;

/// Returns the built-in law folder.
pub(crate) fn law_files() -> LawFiles {
    let file = |name: std::borrow::Cow<'static, str>| {
        Law::get(&name).map(|file| (name.to_string(), file.data.into_owned()))
    };
    LawFiles { files: Law::iter().filter_map(file).collect() }
}

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../tables"]
#[include = "seoul-2020/*"]
#[include = "korea-2011/*"]
#[include = "chile-2013/*"]
#[exclude = "*/expected_multipliers.csv"]
struct InputOutput;

/// Returns the files of the built-in input-output tables, by the name of their folder.
///
/// The world table is left out: it is there to measure by, and no licence of it was seen.
pub(crate) fn tables() -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let mut tables: BTreeMap<String, BTreeMap<_, _>> = BTreeMap::new();
    for path in InputOutput::iter() {
        if let (Some((folder, name)), Some(file)) = (path.split_once('/'), InputOutput::get(&path)) {
            tables.entry(folder.to_owned()).or_default().insert(name.to_owned(), file.data.into_owned());
        }
    }
    tables
}

/// Table that the built-in concordance leads to.
pub(crate) const CONCORDANCE_OF: &str = "seoul-2020";

/// Returns the built-in way from industries to the sectors of [`CONCORDANCE_OF`].
pub(crate) const fn concordance() -> &'static [u8] {
    include_bytes!("../../../tables/concordance/ksic10-to-bok83.csv")
}

/// Puts together what does not belong to a zone: what is handed in, and all else as it is built in.
pub(crate) fn reference(codes: Codes, law: Edition, tables: Tables) -> Result<Reference, Failure> {
    Ok(Reference { codes, layers: layers()?, holidays: holidays()?, catalogue: catalogue()?, law, tables })
}

/// Reads the built-in code lists.
pub(crate) fn codes() -> Result<Codes, Failure> {
    let lists = CodeLists {
        ksic: include_str!("../../../data/codes/ksic.csv"),
        legal_dongs: include_str!("../../../data/codes/legal_dong.csv"),
        administrative_dongs: include_str!("../../../data/codes/admin_dong.csv"),
        dong_mix: include_str!("../../../data/codes/admin_legal_mix.csv"),
    };
    Codes::parse(&lists).map_err(|error| unread(&error))
}

/// Reads the built-in list of holidays.
pub(crate) fn holidays() -> Result<Holidays, Failure> {
    let list = include_str!("../../../data/calendar/holidays_kr.csv");
    teukgu_codes::holidays::parse(list).map_err(|error| unread(&error))
}

/// Reads the built-in catalogue of special cases.
pub(crate) fn catalogue() -> Result<Catalogue, Failure> {
    let read = Catalogue::parse(include_str!("../../../law/catalogue.csv"));
    read.map_err(|faults| {
        let first = |lang: Lang| faults.first().map(|fault| fault.line(lang)).unwrap_or_default();
        damaged(Text::new(first(Lang::Ko), first(Lang::En)))
    })
}

fn unread(error: &CodesError) -> Failure {
    damaged(Text::new(error.to_string(), error.to_string()))
}

fn damaged(message: Text) -> Failure {
    Failure::environment(
        message,
        Text::new("프로그램이 손상되었습니다. 다시 빌드하세요", "the program is damaged: build it again"),
    )
}

/// Reads the built-in layers of dongs.
pub(crate) fn layers() -> Result<Layers, Failure> {
    Ok(Layers::read(
        include_str!("../../../data/geo/seocho_legal_dong.geojson"),
        include_str!("../../../data/geo/seocho_admin_dong.geojson"),
    )?)
}
