//! `teukgu serve --demo`: an invented year, played into an empty record.

use crate::failure::Failure;
use crate::machine::MachineClock;
use std::sync::Arc;
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_office::clock::Clock as _;
use teukgu_office::demo::{self, DemoError, SeededChance, StageClock};
use teukgu_office::{Office, Reference};
use teukgu_store::Store;

/// Seed of the year; the same one gives the same year.
const SEED: u64 = 20_241_128;

/// Plays the year, unless the record has cases already.
pub(super) async fn play(
    reference: Reference,
    store: &Arc<dyn Store>,
    zone: &ZoneId,
    public_url: &str,
) -> Result<(), Failure> {
    let end = MachineClock.now();
    let begin = end.checked_sub(jiff::SignedDuration::from_hours(24 * 361)).unwrap_or(end);
    let clock = Arc::new(StageClock::new(begin));
    let chance = Arc::new(SeededChance::new(SEED));
    let stage = Office::open(Arc::clone(store), clock.clone(), chance, zone.clone(), reference).await?;
    let stage = stage.reached_at(public_url);
    let played = demo::play(&stage, &clock, end, SEED).await.map_err(|error| failure(&error))?;
    tracing::info!(people = played.people, cases = played.cases, "an invented year was played");
    Ok(())
}

fn failure(error: &DemoError) -> Failure {
    let said = error.to_string();
    Failure::environment(
        Text::new(
            format!("시연용 자료를 만들 수 없습니다({said})"),
            format!("the invented year cannot be played ({said})"),
        ),
        Text::new("빈 데이터 폴더로 다시 시작하세요", "start again with an empty data folder"),
    )
}
