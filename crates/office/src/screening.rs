//! Screenings of registers (등록부 심사): which establishments lie in the zone, what each provision says of them, who of
//! them has applied, and whom the office tells.
//!
//! A result that another tool made is loaded, or a small register is screened here; both end as the same rows.
//! The record knows who loaded which file when, and counts; the rows hold names and stand beside it for some months.

mod applied;
mod fault;
mod found;
mod kind;
mod notes;
mod own;
mod register;
mod result;
mod rows;

pub use fault::ScreeningFault;
pub use found::{Filter, Finding, OpenedScreening, ProvisionCounts, Said};
pub use kind::fault_catalogue;
pub use register::{MAP_FILE, RegisterMap};
pub use rows::{Deciding, Establishment, ProvisionRows, RegisterNote, Rows};
pub use teukgu_domain::screening::{ScreenedProvision, Screening, ScreeningOrigin};
pub use teukgu_register::map::BuiltIn;

use crate::digest::sha256;
use crate::policy::{self, Resource, Who};
use crate::{Office, OfficeError, people, upload};
use applied::Applied;
use jiff::{SignedDuration, Timestamp};
use own::Own;
use result::Held;
use std::collections::BTreeMap;
use std::sync::Arc;
use teukgu_domain::Date;
use teukgu_domain::account::Account;
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::fault::Fault;
use teukgu_domain::ids::{AccountId, ScreeningId};
use teukgu_store::{Beside, Expect, Listing, Order, Shelf, StoreError};

/// Largest file that is taken, in bytes: 32 MiB.
pub const LARGEST_FILE: usize = 32 << 20;
/// Days after which the rows of a screening are removed.
pub const KEPT_DAYS: i64 = 180;
/// Screenings that are kept at a time.
pub const MOST: u32 = 20;

/// The verbs of screenings.
#[derive(Clone, Copy)]
pub struct Screenings<'a> {
    office: &'a Office,
}

impl Office {
    /// Returns the verbs of screenings (등록부 심사).
    #[doc(alias = "등록부 심사")]
    pub const fn screenings(&self) -> Screenings<'_> {
        Screenings { office: self }
    }
}

/// A file that is loaded.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Name.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A screening in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedScreening {
    /// Screening.
    pub screening: Screening,
    /// Name of whoever loaded it.
    pub by: String,
}

/// What a file became, before it has an id.
struct Made {
    origin: ScreeningOrigin,
    on: Date,
    is_illustrative: bool,
    count: u64,
    of_other_zones: u64,
    not_held: BTreeMap<String, u64>,
    buckets: BTreeMap<String, u64>,
    rows: Rows,
}

/// A file that was read, ready to be kept.
struct Read {
    made: Made,
    name: String,
    size: u64,
    hash: String,
    bytes: Vec<u8>,
}

impl Screenings<'_> {
    /// Loads the result of a screening that was run elsewhere; the same file again is the same screening.
    ///
    /// # Errors
    /// [`ScreeningFault::File`] with every fault of the file, [`ScreeningFault::Full`], and as every verb.
    pub async fn load_result(self, who: &Who<'_>, file: NewFile) -> Result<ScreeningId, ScreeningFault> {
        let actor = self.check(who, "screening.load")?;
        let own = Own::on(self.office, self.office.today())?;
        let zone = self.office.zone_id().to_string();
        let read = self
            .work(file, move |name, bytes| {
                let parts = |provision: &str| own.parts(provision);
                let held = Held { zone: &zone, law: own.law.law(), parts: &parts };
                let gathered = result::read(name, bytes, &held)?;
                Ok(Made {
                    origin: ScreeningOrigin::Result,
                    on: gathered.on,
                    is_illustrative: gathered.is_illustrative,
                    count: gathered.count,
                    of_other_zones: gathered.of_other_zones,
                    not_held: gathered.not_held,
                    buckets: BTreeMap::new(),
                    rows: gathered.rows,
                })
            })
            .await?;
        self.keep(who, actor, read).await
    }

    /// Screens a small register against the zone of the portal, for a day, and keeps what was found; `day` is that day
    /// as somebody wrote it, today if it is empty.
    ///
    /// # Errors
    /// As [`Screenings::load_result`], and [`ScreeningFault::Form`] if the day is none.
    pub async fn screen_register(
        self,
        who: &Who<'_>,
        file: NewFile,
        map: RegisterMap,
        day: &str,
    ) -> Result<ScreeningId, ScreeningFault> {
        let actor = self.check(who, "screening.load")?;
        let on = register::day(day.trim(), self.office.today());
        let wrong = || fault::field("on", "날짜를 2026-06-08처럼 적으세요", "Write the day like 2026-06-08");
        let on = on.ok_or_else(wrong)?;
        let (own, codes) = (Own::on(self.office, on)?, self.office.codes().clone());
        let read = self
            .work(file, move |name, bytes| {
                let screened = register::screen((name, bytes), &map, &codes.ksic, &own)?;
                Ok(Made {
                    origin: ScreeningOrigin::Register,
                    on,
                    is_illustrative: screened.is_illustrative,
                    count: screened.count,
                    of_other_zones: 0,
                    not_held: BTreeMap::new(),
                    buckets: screened.buckets,
                    rows: screened.rows,
                })
            })
            .await?;
        self.keep(who, actor, read).await
    }

    /// Lists what is kept, the latest first.
    ///
    /// # Errors
    /// [`ScreeningFault::Forbidden`] for whoever may not see them.
    pub async fn list(self, who: &Who<'_>) -> Result<Vec<ListedScreening>, ScreeningFault> {
        self.check(who, "screening.read")?;
        let mut listed = Vec::new();
        for screening in self.all().await? {
            listed.push(ListedScreening { by: self.name(&screening.by).await?, screening });
        }
        Ok(listed)
    }

    /// Opens a screening with its rows, and sees who has applied by now.
    ///
    /// # Errors
    /// [`ScreeningFault::NotFound`] if there is none, [`ScreeningFault::Forbidden`] for whoever may not see it.
    pub async fn open(self, who: &Who<'_>, id: &ScreeningId) -> Result<OpenedScreening, ScreeningFault> {
        self.check(who, "screening.read")?;
        let (_, screening) = self.standing(id).await?.ok_or(ScreeningFault::NotFound)?;
        let kept = self.office.store().beside(Shelf::Screening, &self.key(id)).await?;
        let ids: Vec<&str> = screening.provisions.iter().map(|found| found.provision.as_str()).collect();
        let applied = Applied::of(self.office, &ids).await?;
        let by = self.name(&screening.by).await?;
        let now = self.office.now();
        let open = move || {
            let rows = kept.filter(|kept| kept.at > now).and_then(|kept| Rows::read(&kept.bytes));
            OpenedScreening::new(screening, by, rows, &applied)
        };
        Ok(tokio::task::spawn_blocking(open).await.map_err(stopped)?)
    }

    /// Removes a screening with its rows; the record keeps that it was there.
    ///
    /// # Errors
    /// [`ScreeningFault::NotFound`] if there is none, [`ScreeningFault::Forbidden`] for whoever may not remove it.
    pub async fn remove(self, who: &Who<'_>, id: &ScreeningId) -> Result<(), ScreeningFault> {
        let actor = self.check(who, "screening.remove")?;
        let (seq, _) = self.standing(id).await?.ok_or(ScreeningFault::NotFound)?;
        // The rows go first: whatever happens then, no name is left behind.
        self.office.store().forget_beside(Shelf::Screening, &self.key(id)).await?;
        let event = Event::Withdrawn { noun: NounKind::Screening, key: id.to_string() };
        let expect = Expect::nothing().noun(NounKind::Screening, id.as_str(), Some(seq));
        self.append(actor, event, expect).await
    }

    /// Removes the rows of screenings that were kept for long enough, and returns how many there were.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if they cannot be removed.
    pub async fn drop_expired(self) -> Result<u64, OfficeError> {
        Ok(self.office.store().drop_beside(Shelf::Screening, self.office.now()).await?)
    }

    /// Reads a file beside the requests of visitors, one at a time.
    async fn work(
        self,
        file: NewFile,
        read: impl FnOnce(&str, &[u8]) -> Result<Made, Vec<Fault>> + Send + 'static,
    ) -> Result<Read, ScreeningFault> {
        // The work goes on when a visitor leaves, so it takes its seat along.
        let seat = Arc::clone(self.office.screening_seat()).lock_owned().await;
        let work = move || {
            let _seat = seat;
            let NewFile { name, bytes } = file;
            let name = upload::clean_name(&name);
            let made = read(&name, &bytes)?;
            let kept = serde_json::to_vec(&made.rows).unwrap_or_default();
            if kept.is_empty() || kept.len() > teukgu_store::LARGEST_BESIDE {
                let establishments = made.rows.establishments.len();
                return Err(notes::whole(&name, &kind::Kind::TooManyInside { establishments }));
            }
            Ok(Read { made, size: bytes.len() as u64, hash: sha256(&bytes), name, bytes: kept })
        };
        let done = tokio::task::spawn_blocking(work).await.map_err(stopped)?;
        done.map_err(ScreeningFault::File)
    }

    async fn keep(self, who: &Who<'_>, actor: Actor, read: Read) -> Result<ScreeningId, ScreeningFault> {
        let by = who.account.ok_or(ScreeningFault::NotFound)?;
        // The same file sent twice at once is one screening.
        let _alone = self.office.drafting().lock().await;
        let (screening, bytes) = self.noun(by, read)?;
        let known = self.all().await?;
        for same in known.iter().filter(|known| is_same(known, &screening)) {
            if self.office.store().beside(Shelf::Screening, &self.key(&same.id)).await?.is_some() {
                return Ok(same.id.clone());
            }
        }
        if known.len() >= MOST as usize {
            return Err(ScreeningFault::Full);
        }
        let id = screening.id.clone();
        let owner = self.office.zone_id().to_string();
        let beside =
            Beside { shelf: Shelf::Screening, key: self.key(&id), owner, at: screening.rows_until, bytes };
        self.office.store().keep_beside(beside).await?;
        let expect = Expect::nothing().noun(NounKind::Screening, id.as_str(), None);
        self.append(actor, Event::Screening(screening), expect).await?;
        Ok(id)
    }

    fn noun(self, by: &Account, read: Read) -> Result<(Screening, Vec<u8>), ScreeningFault> {
        let Read { made, name, size, hash, bytes } = read;
        let at = self.office.now();
        let id = self.office.random_word()?;
        let screening = Screening {
            id: ScreeningId::parse(id).map_err(|_| ScreeningFault::NotFound)?,
            origin: made.origin,
            file: name,
            size,
            hash,
            by: by.id.clone(),
            at,
            rows_until: at.checked_add(SignedDuration::from_hours(24 * KEPT_DAYS)).unwrap_or(Timestamp::MAX),
            on: made.on,
            is_illustrative: made.is_illustrative,
            rows: made.count,
            of_other_zones: made.of_other_zones,
            not_held: made.not_held,
            buckets: made.buckets,
            inside: made.rows.establishments.len() as u64,
            on_border: made.rows.on_border(),
            provisions: made.rows.counts(),
        };
        Ok((screening, bytes))
    }

    async fn all(self) -> Result<Vec<Screening>, OfficeError> {
        let listing = Listing { order: Order::SortDown, ..Listing::of(NounKind::Screening) };
        let found = self.office.store().list(self.office.zone_id(), &listing.limit(MOST)).await?;
        Ok(found.into_iter().filter_map(screening).collect())
    }

    async fn standing(self, id: &ScreeningId) -> Result<Option<(u64, Screening)>, OfficeError> {
        let store = self.office.store();
        let found = store.standing(self.office.zone_id(), NounKind::Screening, id.as_str()).await?;
        Ok(found.and_then(|(seq, event)| Some((seq, screening(event)?))))
    }

    async fn append(self, actor: Actor, event: Event, expect: Expect) -> Result<(), ScreeningFault> {
        let entry = NewEntry { actor, at: self.office.now(), event };
        match self.office.store().append(self.office.zone_id(), vec![entry], expect).await {
            Ok(_) => Ok(()),
            Err(StoreError::Moved { .. }) => Err(ScreeningFault::Moved),
            Err(error) => Err(error.into()),
        }
    }

    async fn name(self, id: &AccountId) -> Result<String, OfficeError> {
        let account = self.office.people().account(id).await?;
        Ok(account.map_or_else(|| id.to_string(), |account| account.name))
    }

    /// Checks that somebody may do something, and returns as whom the record names them.
    #[expect(clippy::unused_self, reason = "asked in the same way as every other question about screenings")]
    fn check(self, who: &Who<'_>, action: &str) -> Result<Actor, ScreeningFault> {
        let decision = policy::allow(who, action, &Resource::default());
        let forbidden = || ScreeningFault::Forbidden { rule: decision.rule.to_owned() };
        let account = who.account.filter(|_| decision.allowed).ok_or_else(forbidden)?;
        let role = account.grants_on(who.today).map(|grant| grant.role).next().ok_or_else(forbidden)?;
        Ok(people::actor(role, &account.id))
    }

    fn key(self, id: &ScreeningId) -> String {
        format!("{}/{id}", self.office.zone_id())
    }
}

/// Returns true if two screenings are of the same file and found the same.
fn is_same(a: &Screening, b: &Screening) -> bool {
    let found = |of: &Screening| (of.origin, of.on, of.inside, of.provisions.clone());
    a.hash == b.hash && found(a) == found(b)
}

fn screening(event: Event) -> Option<Screening> {
    if let Event::Screening(screening) = event { Some(screening) } else { None }
}

#[expect(clippy::needless_pass_by_value, reason = "maps an error")]
fn stopped(error: tokio::task::JoinError) -> OfficeError {
    OfficeError::Screening { reason: error.to_string() }
}
