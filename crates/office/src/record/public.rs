//! What everybody may see of the record: what entries say of persons and their cases stays with the office.
//!
//! Pages and programs outside read entries through here and nowhere else.

use super::proof::prove;
use super::{bundle, entry, unwritable};
use crate::{Office, OfficeError};
use jiff::Timestamp;
use teukgu_domain::entry::{Actor, Entry, Event, EventKind, NounKind};
use teukgu_domain::ids::ZoneId;
use teukgu_domain::text::Text;
use teukgu_ledger::{Bundle, KeptEntry, SigningKey};
use teukgu_store::Store;

/// What there is to see of what an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content<T> {
    /// All of it.
    Shown(T),
    /// It holds personal data, so that only its hash is public.
    Withheld(Withheld),
    /// It is erased, and only its hash is left.
    Erased,
}

impl<T> Content<T> {
    /// Returns what is shown; `None` if it is withheld or erased.
    pub fn shown(self) -> Option<T> {
        match self {
            Self::Shown(content) => Some(content),
            Self::Withheld(_) | Self::Erased => None,
        }
    }

    /// Returns true if it is withheld.
    pub const fn is_withheld(&self) -> bool {
        matches!(self, Self::Withheld(_))
    }
}

/// What is told of an entry that is withheld; neither a key nor a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Kind of the noun that it is about.
    pub noun: NounKind,
    /// Place of the entry whose content it erased, and why it may be erased; `None` if it erased nothing.
    pub erased: Option<(u64, Text)>,
}

impl Withheld {
    /// Tells whether an event is to be withheld, and what is left of it then.
    fn of(event: &Event) -> Option<Self> {
        let (noun, _) = event.subject();
        let erased = match event {
            Event::Erased { entry, basis, .. } => Some((*entry, basis.clone())),
            _ => None,
        };
        (!noun.is_public()).then_some(Self { noun, erased })
    }
}

/// One entry of the record as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEntry {
    /// Place in the record, from 1.
    pub seq: u64,
    /// What sort of thing happened.
    pub kind: EventKind,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub content: Content<Event>,
}

impl PublicEntry {
    /// Returns what happened; `None` if that is withheld or erased.
    pub fn event(self) -> Option<Event> {
        self.content.shown()
    }
}

impl From<Entry> for PublicEntry {
    fn from(entry: Entry) -> Self {
        let Entry { seq, kind, actor, at, event, .. } = entry;
        let of = |event| Withheld::of(&event).map_or(Content::Shown(event), Content::Withheld);
        Self { seq, kind, actor, at, content: event.map_or(Content::Erased, of) }
    }
}

/// Returns what is left of an entry that is to be withheld; `None` if everybody may see it, or if it is erased.
pub(super) fn withheld(zone: &ZoneId, kept: &KeptEntry) -> Result<Option<Withheld>, OfficeError> {
    let Some(payload) = &kept.payload else { return Ok(None) };
    if let Some(EventKind::Declared(noun)) = EventKind::find_by_key(&kept.header.kind) {
        return Ok((!noun.is_public()).then_some(Withheld { noun, erased: None }));
    }
    // Which noun left or was erased stands in the content alone.
    let event = serde_json::from_slice(&payload.bytes).map_err(|error| unwritable(zone, error))?;
    Ok(Withheld::of(&event))
}

/// Returns an entry as it is kept, without its content if that is withheld; leaf and header stay.
///
/// # Errors
/// As [`entry`].
pub async fn public_entry(store: &dyn Store, zone: &ZoneId, seq: u64) -> Result<KeptEntry, OfficeError> {
    let kept = entry(store, zone, seq).await?;
    Ok(match withheld(zone, &kept)? {
        Some(_) => KeptEntry { payload: None, ..kept },
        None => kept,
    })
}

/// Returns the bundle that proves an entry to everybody: as [`bundle`], without the content if that is withheld.
///
/// # Errors
/// As [`bundle`].
pub async fn public_bundle(
    store: &dyn Store,
    zone: &ZoneId,
    seq: u64,
    key: Option<&SigningKey>,
) -> Result<Bundle, OfficeError> {
    let entry = public_entry(store, zone, seq).await?;
    prove(store, zone, entry, key).await
}

impl Office {
    /// Returns entries of the record after `after` as everybody may see them, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`OfficeError::Store`] if the record cannot be read.
    pub async fn entries(&self, after: u64, limit: u32) -> Result<Vec<PublicEntry>, OfficeError> {
        let entries = self.store().entries(self.zone_id(), after, limit).await?;
        Ok(entries.into_iter().map(PublicEntry::from).collect())
    }

    /// Returns the bundle that proves an entry to a visitor who has nothing else, without what is withheld.
    ///
    /// # Errors
    /// [`OfficeError::NoEntry`] if the record is shorter, [`OfficeError::NoKey`] if no checkpoint speaks of the entry
    /// and no key was handed in.
    pub async fn bundle(&self, seq: u64) -> Result<Bundle, OfficeError> {
        public_bundle(self.store(), self.zone_id(), seq, self.key()).await
    }

    /// Returns the bundle that proves an entry with all that it says, for those who may see the case that it is about.
    ///
    /// Nothing here asks who they are: that is for the caller to do.
    ///
    /// # Errors
    /// As [`Office::bundle`].
    pub async fn full_bundle(&self, seq: u64) -> Result<Bundle, OfficeError> {
        bundle(self.store(), self.zone_id(), seq, self.key()).await
    }
}
