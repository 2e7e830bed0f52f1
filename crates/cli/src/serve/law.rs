//! The law of a running portal, read again when it is asked to (SIGHUP).

use crate::law_folder;
use std::path::PathBuf;
use std::sync::Arc;
use teukgu_domain::text::Lang;
use teukgu_office::Office;
use teukgu_office::law::Edition;

/// Reads the law folder again at each signal, for as long as the portal runs.
///
/// The law is exchanged as a whole; a folder with a fault changes nothing, and the log says so.
/// Registered before the address is announced, so that a signal right after it is heard. Without a folder of its own
/// the portal has nothing to read again, and ends with its terminal as every program does.
#[cfg(unix)]
pub(super) fn reload_on_signal(
    office: &Arc<Office>,
    dir: Option<PathBuf>,
    lang: Lang,
) -> std::io::Result<()> {
    let Some(dir) = dir else { return Ok(()) };
    let mut hangup = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?;
    let office = Arc::clone(office);
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            let (office, dir) = (Arc::clone(&office), dir.clone());
            // Reading and checking take a while and must not hold up requests.
            let _ = tokio::task::spawn_blocking(move || reload(&office, &dir, lang)).await;
        }
    });
    Ok(())
}

/// Other systems have no such signal: the portal is started anew there.
#[cfg(not(unix))]
pub(super) fn reload_on_signal(_: &Arc<Office>, _: Option<PathBuf>, _: Lang) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn reload(office: &Office, dir: &std::path::Path, lang: Lang) {
    let shown = dir.display();
    let files = match law_folder::files(Some(dir)) {
        Ok((files, _)) => files,
        Err(failure) => {
            let reason = failure.message.get(lang);
            tracing::warn!(law = %shown, reason, "the law folder cannot be read; the law stays as it was");
            return;
        }
    };
    match Edition::read(files) {
        Ok(edition) => {
            let provisions = edition.law.provisions.len();
            office.law().replace(edition);
            let number = office.law().edition();
            tracing::info!(law = %shown, provisions, edition = number, "the law was read again");
        }
        Err(faults) => {
            let first = faults.first().map(|fault| fault.line(lang)).unwrap_or_default();
            let number = faults.len();
            tracing::warn!(law = %shown, faults = number, first, "the law folder has faults; the law stays as it was");
        }
    }
}
