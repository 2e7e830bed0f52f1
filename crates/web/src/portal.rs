//! What every handler shares.

use crate::cache::PageCache;
use crate::drafting::Seats;
use crate::i18n::{I18n, TextFileError};
use std::sync::Arc;
use teukgu_office::Office;

/// Settings of the portal, handed in by the binary.
#[derive(Clone, Debug, Default)]
pub struct PortalConfig {
    /// Map tiles of the national map service, once a key is configured.
    pub vworld: Option<VworldConfig>,
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
}

impl Portal {
    /// Makes a portal for an office.
    ///
    /// # Errors
    /// [`TextFileError`] if a text file of the build is broken.
    pub fn new(office: Arc<Office>, config: PortalConfig) -> Result<Self, TextFileError> {
        let cache = PageCache::new(office.changes());
        let texts = Arc::new(I18n::load()?);
        Ok(Self { inner: Arc::new(Inner { office, texts, cache, config, seats: Seats::default() }) })
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

    pub(crate) fn config(&self) -> &PortalConfig {
        &self.inner.config
    }
}
