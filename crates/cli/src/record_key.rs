//! The key that checkpoints are signed with: one file a zone in the data folder, readable by nobody else.

use crate::failure::Failure;
use crate::whole_file::WholeFile;
use std::io::Write;
use std::path::{Path, PathBuf};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_ledger::{SigningKey, VerifierKey, origin};
use teukgu_office::OfficeError;
use teukgu_office::record::named_key;
use teukgu_store::Store;

/// Returns the place of the key of a zone.
pub(crate) fn path(data: &Path, zone: &ZoneId) -> PathBuf {
    data.join(format!("record-{zone}.key"))
}

/// Returns the place of a key that is about to replace another one.
fn path_of_new(data: &Path, zone: &ZoneId) -> PathBuf {
    data.join(format!("record-{zone}.key.new"))
}

/// Reads a key; `None` if there is no file.
pub(crate) fn read(file: &Path) -> Result<Option<SigningKey>, Failure> {
    match std::fs::read_to_string(file) {
        Ok(text) => SigningKey::parse_secret(text.trim_end()).map(Some).map_err(|error| {
            let shown = file.display();
            Failure::environment(
                Text::new(
                    format!("`{shown}`: 키를 읽을 수 없습니다({error})"),
                    format!("`{shown}`: {error}"),
                ),
                Text::new("키 파일을 사본에서 되돌리세요", "bring the key file back from its copy"),
            )
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::unreadable(file, &error)),
    }
}

/// Makes a key from the random source of the system.
pub(crate) fn make(zone: &ZoneId) -> Result<SigningKey, Failure> {
    let mut seed = [0; 32];
    let failed = |error: String| {
        Failure::environment(
            Text::new(format!("키를 만들 수 없습니다({error})"), format!("no key can be made ({error})")),
            Text::new(
                "운영체제의 난수 장치를 확인하세요",
                "check the random number source of the operating system",
            ),
        )
    };
    getrandom::fill(&mut seed).map_err(|error| failed(error.to_string()))?;
    SigningKey::from_seed(&origin(zone.as_str()), seed).map_err(|error| failed(error.to_string()))
}

/// Writes a key where only its owner may read it.
pub(crate) fn write(file: &Path, key: &SigningKey) -> Result<(), Failure> {
    let mut whole = WholeFile::begin_secret(file)?;
    whole.write_all(format!("{}\n", key.to_secret_text()).as_bytes())?;
    whole.keep()
}

/// Returns the key of a zone; makes one if neither the folder nor the record has any.
///
/// A key that was being replaced when the program ended is put in its place.
pub(crate) async fn ready(data: &Path, store: &dyn Store, zone: &ZoneId) -> Result<SigningKey, Failure> {
    let named = named_key(store, zone).await?;
    finish_replacing(data, zone, named.as_ref())?;
    let file = path(data, zone);
    match (named, read(&file)?) {
        (Some(named), Some(key)) if named != key.verifier() => Err(OfficeError::OtherKey {
            zone: zone.clone(),
            named: named.to_string(),
            at_hand: key.verifier().to_string(),
        }
        .into()),
        (_, Some(key)) => Ok(key),
        (Some(_), None) => Err(OfficeError::NoKey { zone: zone.clone() }.into()),
        (None, None) => {
            let key = make(zone)?;
            write(&file, &key)?;
            Ok(key)
        }
    }
}

/// Puts a key in its place that the record names already, because the program ended while it was being replaced.
pub(crate) fn finish_replacing(
    data: &Path,
    zone: &ZoneId,
    named: Option<&VerifierKey>,
) -> Result<(), Failure> {
    let new = path_of_new(data, zone);
    match read(&new)? {
        Some(key) if Some(&key.verifier()) == named => put_in_place(data, zone),
        _ => Ok(()),
    }
}

/// Writes a key that is to replace the present one, before the record names it.
pub(crate) fn write_new(data: &Path, zone: &ZoneId, key: &SigningKey) -> Result<(), Failure> {
    write(&path_of_new(data, zone), key)
}

/// Puts the new key in the place of the old one, which is kept under the first digits of its own name.
pub(crate) fn put_in_place(data: &Path, zone: &ZoneId) -> Result<(), Failure> {
    let file = path(data, zone);
    if let Some(old) = read(&file)? {
        let aside = data.join(format!("record-{zone}.key.{}", old.verifier().id()));
        std::fs::rename(&file, aside)?;
    }
    std::fs::rename(path_of_new(data, zone), file)?;
    Ok(())
}
