//! What was acknowledged is there after the worst end.

use anyhow::Result;
use teukgu_e2e::{Answer, Server};

use crate::support::end_clean;

/// What must be the same before and after.
const PATHS: [&str; 3] = ["/api/v1/zone", "/api/v1/organisations", "/api/v1/record"];

#[test]
fn a_kill_without_warning_loses_nothing() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut first = Server::start_in(folder.path(), &[])?;
    let before = answers(&first)?;
    first.kill9()?;
    let second = Server::start_in(folder.path(), &[])?;
    let after = answers(&second)?;
    for ((path, before), after) in PATHS.iter().zip(&before).zip(&after) {
        assert_eq!(before.status, 200, "{path}");
        assert!(before.body.len() > 2, "{path} is empty");
        assert_eq!(before.json()?, after.json()?, "{path}");
    }
    end_clean(second)
}

#[test]
fn a_kill_during_the_first_start_leaves_a_folder_that_starts() -> Result<()> {
    let folder = tempfile::tempdir()?;
    for _ in 0..3 {
        // The server listens before or after it has read the zone; either way the next start finds a whole state.
        Server::start_in(folder.path(), &[])?.kill9()?;
    }
    let server = Server::start_in(folder.path(), &[])?;
    let fresh = Server::start(&[])?;
    assert_eq!(server.get("/api/v1/organisations")?.json()?, fresh.get("/api/v1/organisations")?.json()?);
    end_clean(fresh)?;
    end_clean(server)
}

fn answers(server: &Server) -> Result<Vec<Answer>> {
    PATHS.iter().map(|path| server.get(path)).collect()
}
