//! The office: a store, a clock, a zone, and the view that it keeps for readers.

use crate::ask::{Answer, AskError, Question, ask};
use crate::casework::Counted;
use crate::catalogue::Catalogue;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::effect::Tables;
use crate::law::{Edition, LawDesk};
use crate::map::Layers;
use crate::numbers::Numbers;
use crate::{OfficeError, ZoneView};
use jiff::Timestamp;
use jiff::civil::Date;
use std::sync::{Arc, RwLock};
use teukgu_codes::Codes;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::SigningKey;
use teukgu_store::Store;
use tokio::sync::watch;

/// What does not belong to a zone: code lists and layers of the country.
#[derive(Clone)]
pub struct Reference {
    /// Industries and dongs.
    pub codes: Codes,
    /// Dong outlines and the like.
    pub layers: Layers,
    /// Holidays of public offices, for counting periods.
    pub holidays: Holidays,
    /// Every special case (규제특례) of the Act.
    pub catalogue: Catalogue,
    /// The law that special cases are judged by.
    pub law: Edition,
    /// Input-output tables (산업연관표).
    pub tables: Tables,
}

/// The office of one zone.
pub struct Office {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    zone: ZoneId,
    codes: Codes,
    layers: Arc<Layers>,
    holidays: Holidays,
    catalogue: Catalogue,
    law: LawDesk,
    tables: Tables,
    key: Option<SigningKey>,
    view: RwLock<Option<Arc<ZoneView>>>,
    /// Held while a draft is read, changed and written, so that two answers at once do not undo each other.
    drafting: tokio::sync::Mutex<()>,
    /// Held while a register is read and screened, so that two large ones do not take the machine.
    screening: Arc<tokio::sync::Mutex<()>>,
    numbers: Numbers,
    people: crate::people::Desk,
    counted: Counted,
    /// Address of the portal as letters carry it, without a slash at the end.
    public_url: String,
}

impl Office {
    /// Opens the office of a zone and takes the view of its record, if it has one.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn open(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        zone: ZoneId,
        reference: Reference,
    ) -> Result<Self, OfficeError> {
        let office = Self {
            store,
            clock,
            chance,
            zone,
            codes: reference.codes,
            layers: Arc::new(reference.layers),
            holidays: reference.holidays,
            catalogue: reference.catalogue,
            law: LawDesk::new(reference.law),
            tables: reference.tables,
            key: None,
            view: RwLock::new(None),
            drafting: tokio::sync::Mutex::new(()),
            screening: Arc::default(),
            numbers: Numbers::default(),
            people: crate::people::Desk::default(),
            counted: Counted::default(),
            public_url: "http://localhost:8080".to_owned(),
        };
        if office.store.head(&office.zone).await?.seq > 0 {
            office.refresh().await?;
        }
        Ok(office)
    }

    /// Hands in the key that checkpoints of the record are signed with; without one, none are.
    #[must_use]
    pub fn signing_with(mut self, key: SigningKey) -> Self {
        self.key = Some(key);
        self
    }

    /// Says under which address the portal is reached from outside; letters carry it.
    #[must_use]
    pub fn reached_at(mut self, address: &str) -> Self {
        address.trim_end_matches('/').clone_into(&mut self.public_url);
        self
    }

    /// Takes the view of the record again.
    ///
    /// # Errors
    /// [`OfficeError`] if the record cannot be read or its boundary cannot be used; the old view stays then.
    pub async fn refresh(&self) -> Result<Arc<ZoneView>, OfficeError> {
        let head = self.store.head(&self.zone).await?;
        let snapshot = self.store.snapshot(&self.zone).await?;
        let view = Arc::new(ZoneView::build(&self.zone, snapshot, head.seq, &self.layers)?);
        let mut slot = self.view.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *slot = Some(Arc::clone(&view));
        Ok(view)
    }

    /// Returns the present view.
    ///
    /// # Errors
    /// [`OfficeError::NoZone`] before the first load.
    pub fn view(&self) -> Result<Arc<ZoneView>, OfficeError> {
        let slot = self.view.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        slot.clone().ok_or_else(|| OfficeError::NoZone { zone: self.zone.clone() })
    }

    /// Returns the signal that fires after each change of any record.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.store.changes()
    }

    /// Returns the zone's id.
    pub fn zone_id(&self) -> &ZoneId {
        &self.zone
    }

    /// Returns the present instant by the clock that was handed in.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Returns today's date in Korea by the clock that was handed in.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// Returns the code lists.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// Returns the holidays of public offices.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// Returns every special case of the Act.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Returns the law that special cases are judged by.
    pub fn law(&self) -> &LawDesk {
        &self.law
    }

    /// Returns the input-output tables (산업연관표).
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Answers which special cases are met, not met, or cannot be said yet.
    ///
    /// # Errors
    /// [`OfficeError::NoZone`] before the first load; within, [`AskError`] if the question cannot be answered.
    pub fn ask(&self, question: &Question<'_>) -> Result<Result<Answer, AskError>, OfficeError> {
        Ok(ask(&*self.view()?, &self.law, &self.holidays, question))
    }

    /// Returns the key that checkpoints are signed with, if one was handed in.
    pub(crate) const fn key(&self) -> Option<&SigningKey> {
        self.key.as_ref()
    }

    /// Returns the chance that was handed in.
    pub(crate) fn chance(&self) -> &dyn Chance {
        &*self.chance
    }

    pub(crate) const fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Returns the address of the portal, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Returns the service standard that was counted last.
    pub(crate) const fn counted(&self) -> &Counted {
        &self.counted
    }

    /// Returns what is kept in memory of people.
    pub(crate) const fn people_desk(&self) -> &crate::people::Desk {
        &self.people
    }

    pub(crate) fn drafting(&self) -> &tokio::sync::Mutex<()> {
        &self.drafting
    }

    pub(crate) const fn screening_seat(&self) -> &Arc<tokio::sync::Mutex<()>> {
        &self.screening
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    pub(crate) fn layers(&self) -> &Arc<Layers> {
        &self.layers
    }
}
