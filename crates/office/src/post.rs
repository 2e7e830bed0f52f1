//! The post (발송): letters that wait are handed to a carrier, tried again, and given up after three days.
//!
//! A letter is claimed before it is handed over, so that of two portals on one record only one sends it.
//! Whoever stops between handing over and writing that down hands the same letter over again, under the same id.

mod list;

pub use list::{PostFilter, PostPage};

use crate::casework::quiet;
use crate::courier::{Courier, DeliveryFault, Mail};
use crate::{Office, OfficeError};
use jiff::{SignedDuration, Timestamp};
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::notice::{Delivery, Notice};
use teukgu_store::{Expect, Listing, StoreError};

/// Letters that are read at once.
const SACK: u32 = 100;
/// How long a letter that is being handed over is left to whoever hands it over.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// Age from which a letter that was not taken is given up.
const PATIENCE: SignedDuration = SignedDuration::from_hours(72);
/// Longest pause between two attempts, in minutes.
const LONGEST_PAUSE: i64 = 60;
/// Letters in a row that are not taken for now, after which the carrier is left in peace until the next turn.
const AWAY: u32 = 3;

/// The verbs of the post.
#[derive(Clone, Copy)]
pub struct Post<'a> {
    office: &'a Office,
}

impl Office {
    /// Returns the verbs of the post (발송).
    pub const fn post(&self) -> Post<'_> {
        Post { office: self }
    }
}

/// What one turn of the post did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// Letters that were taken.
    pub sent: u32,
    /// Letters that are tried again later.
    pub put_off: u32,
    /// Letters that were given up.
    pub given_up: u32,
}

/// A letter with the place of the entry that says how it stands.
struct Held {
    seq: u64,
    notice: Notice,
}

impl Post<'_> {
    /// Hands over every letter that is due, one after another; stops early if the carrier is away, or after a letter
    /// once `goes_on` says no.
    ///
    /// # Errors
    /// [`OfficeError`] if the record cannot be read or written; what was handed over until then stays so.
    pub async fn send_due(
        self,
        courier: &dyn Courier,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Posted, OfficeError> {
        let mut posted = Posted::default();
        let mut in_a_row = 0;
        loop {
            let sack = self.due().await?;
            let mut moved = 0;
            for notice in sack {
                let Some(held) = self.claim(notice).await? else { continue };
                let delivery = self.attempt(courier, &held.notice).await;
                in_a_row = if delivery.key() == "waiting" { in_a_row + 1 } else { 0 };
                posted.count(&delivery);
                moved += 1;
                self.put_down(held, delivery).await?;
                if in_a_row >= AWAY || !goes_on() {
                    return Ok(posted);
                }
            }
            // Whatever could not be claimed is in other hands.
            if moved == 0 {
                return Ok(posted);
            }
        }
    }

    /// Lists letters that are due now, the one that waits longest first.
    async fn due(self) -> Result<Vec<Notice>, OfficeError> {
        let now = self.office.now();
        let listing = Listing {
            states: Delivery::OPEN.map(str::to_owned).to_vec(),
            sort_below: Some(now.as_microsecond().saturating_add(1)),
            ..Listing::of(NounKind::Notice)
        };
        // At night nothing leaves, whenever it was due.
        if quiet(now) > now {
            return Ok(Vec::new());
        }
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(SACK)).await?;
        Ok(found.into_iter().filter_map(notice).collect())
    }

    /// Takes a letter in hand, unless somebody else did.
    async fn claim(self, seen: Notice) -> Result<Option<Held>, OfficeError> {
        let found = self.standing(&seen).await?;
        let Some(held) = found.filter(|held| held.notice == seen) else { return Ok(None) };
        let until = later(self.office.now(), LEASE);
        let failed = held.notice.delivery.failed();
        let claimed =
            Notice { not_before: until, delivery: Delivery::Sending { failed }, ..held.notice.clone() };
        Ok(self.write(Actor::post(), &held, claimed.clone()).await?.map(|seq| Held { seq, notice: claimed }))
    }

    /// Hands a letter over and says what came of it.
    async fn attempt(self, courier: &dyn Courier, notice: &Notice) -> Delivery {
        let now = self.office.now();
        let age = now.duration_since(notice.written_at);
        if age > PATIENCE {
            let why = "three days are over".to_owned();
            return Delivery::GivenUp { at: now, why };
        }
        match courier.deliver(&mail(notice)).await {
            Ok(_) => Delivery::Sent { at: self.office.now() },
            Err(DeliveryFault::Permanent(why)) => Delivery::GivenUp { at: self.office.now(), why },
            Err(DeliveryFault::Temporary(why)) => {
                Delivery::Waiting { failed: notice.delivery.failed() + 1, why: Some(why) }
            }
        }
    }

    /// Writes down what came of a letter.
    async fn put_down(self, held: Held, delivery: Delivery) -> Result<(), OfficeError> {
        let now = self.office.now();
        let not_before = match &delivery {
            Delivery::Waiting { failed, .. } => quiet(later(now, pause(*failed))),
            _ => now,
        };
        // If the claim ran out meanwhile and another portal has the letter, its word counts.
        let put_down = Notice { not_before, delivery, ..held.notice.clone() };
        self.write(Actor::post(), &held, put_down).await.map(|_| ())
    }

    async fn standing(self, seen: &Notice) -> Result<Option<Held>, OfficeError> {
        let store = self.office.store();
        let found = store.standing(self.office.zone_id(), NounKind::Notice, seen.id.as_str()).await?;
        Ok(found.and_then(|(seq, event)| notice(event).map(|notice| Held { seq, notice })))
    }

    /// Writes a letter anew; `None` if it has changed since it was read.
    async fn write(self, actor: Actor, held: &Held, notice: Notice) -> Result<Option<u64>, OfficeError> {
        let expect = Expect::nothing().noun(NounKind::Notice, notice.id.as_str(), Some(held.seq));
        let entry = NewEntry { actor, at: self.office.now(), event: Event::Notice(notice) };
        match self.office.store().append(self.office.zone_id(), vec![entry], expect).await {
            Ok(appended) => Ok(Some(appended.first_seq)),
            Err(StoreError::Moved { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

impl Posted {
    const fn count(&mut self, delivery: &Delivery) {
        match delivery {
            Delivery::Sent { .. } => self.sent += 1,
            Delivery::GivenUp { .. } => self.given_up += 1,
            Delivery::Waiting { .. } | Delivery::Sending { .. } => self.put_off += 1,
        }
    }
}

/// Returns how long a letter rests after so many attempts failed: a minute, then twice as long each time.
fn pause(failed: u32) -> SignedDuration {
    let minutes = 1_i64 << failed.saturating_sub(1).min(6);
    SignedDuration::from_mins(minutes.min(LONGEST_PAUSE))
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn notice(event: Event) -> Option<Notice> {
    if let Event::Notice(notice) = event { Some(notice) } else { None }
}

fn mail(notice: &Notice) -> Mail {
    Mail {
        id: notice.id.to_string(),
        to: notice.address.clone(),
        subject: notice.subject.clone(),
        text: notice.text.clone(),
        lang: notice.lang,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_double_up_to_an_hour() {
        let minutes = [0, 1, 2, 3, 4, 7, 8, 63, 64, 200].map(|failed| pause(failed).as_mins());
        assert_eq!(minutes, [1, 1, 2, 4, 8, 60, 60, 60, 60, 60]);
    }
}
