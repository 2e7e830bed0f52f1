//! What every handler shares.

use crate::cache::PageCache;
use crate::drafting::Seats;
use crate::i18n::{I18n, TextFileError};
use crate::observe::{Instruments, Observer};
use std::sync::Arc;
use teukgu_office::Office;
use teukgu_office::sign_on::SignOn;

/// Settings of the portal, handed in by the binary.
#[derive(Clone, Default)]
pub struct PortalConfig {
    /// Map tiles of the national map service, once a key is configured.
    pub vworld: Option<VworldConfig>,
    /// True if visitors may take any role of an invented year.
    pub is_demo: bool,
    /// Provider of sign-ins of the organisation, beside passwords.
    pub sign_on: Option<Arc<dyn SignOn>>,
    /// What the portal observes itself with.
    pub instruments: Instruments,
}

impl std::fmt::Debug for PortalConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PortalConfig").field("is_demo", &self.is_demo).finish_non_exhaustive()
    }
}

/// Access to the national map service (VWorld).
#[derive(Clone)]
pub struct VworldConfig {
    /// Address of the service, without a slash at the end.
    pub base: String,
    /// Key of this installation; never shown.
    pub key: String,
}

impl std::fmt::Debug for VworldConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VworldConfig").field("base", &self.base).finish_non_exhaustive()
    }
}

/// What every handler shares; cheap to clone.
#[derive(Clone)]
pub struct Portal {
    inner: Arc<Inner>,
}

struct Inner {
    office: Arc<Office>,
    texts: Arc<I18n>,
    cache: PageCache,
    config: PortalConfig,
    seats: Seats,
    observer: Observer,
}

impl Portal {
    /// Makes a portal for an office.
    ///
    /// # Errors
    /// [`TextFileError`] if a text file of the build is broken.
    pub fn new(office: Arc<Office>, config: PortalConfig) -> Result<Self, TextFileError> {
        let cache = PageCache::new(office.changes());
        let texts = Arc::new(I18n::load()?);
        let observer = Observer::new(&config.instruments);
        let seats = Seats::default();
        Ok(Self { inner: Arc::new(Inner { office, texts, cache, config, seats, observer }) })
    }

    pub(crate) fn office(&self) -> &Office {
        &self.inner.office
    }

    pub(crate) fn texts(&self) -> &Arc<I18n> {
        &self.inner.texts
    }

    pub(crate) fn cache(&self) -> &PageCache {
        &self.inner.cache
    }

    /// Returns the seats at the workbench of the law.
    pub(crate) fn seats(&self) -> &Seats {
        &self.inner.seats
    }

    /// Returns what notes every request.
    pub(crate) fn observer(&self) -> &Observer {
        &self.inner.observer
    }

    pub(crate) fn config(&self) -> &PortalConfig {
        &self.inner.config
    }
}
