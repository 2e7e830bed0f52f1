//! What is kept of passwords and sessions beside the record.
//!
//! Several zones may share a database, so each key begins with the zone.

use super::People;
use super::session::Kept;
use super::sign_in::KeptPassword;
use crate::OfficeError;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use teukgu_domain::ids::AccountId;
use teukgu_store::{Beside, Shelf};

impl People<'_> {
    pub(super) async fn kept_password(self, id: &AccountId) -> Result<Option<KeptPassword>, OfficeError> {
        self.look(Shelf::Credential, &self.named(id)).await
    }

    pub(super) async fn keep_password(self, id: &AccountId, kept: &KeptPassword) -> Result<(), OfficeError> {
        let name = self.named(id);
        self.put(Shelf::Credential, name.clone(), name, self.office.now(), kept).await
    }

    pub(super) async fn forget_password(self, id: &AccountId) -> Result<(), OfficeError> {
        Ok(self.office.store().forget_beside(Shelf::Credential, &self.named(id)).await?)
    }

    pub(super) async fn kept_session(self, hash: &str) -> Result<Option<Kept>, OfficeError> {
        self.look(Shelf::Session, &self.named(hash)).await
    }

    pub(super) async fn keep_session(self, hash: &str, kept: &Kept) -> Result<(), OfficeError> {
        self.put(Shelf::Session, self.named(hash), self.named(&kept.account), kept.ends(), kept).await
    }

    pub(super) async fn forget_session(self, hash: &str) -> Result<(), OfficeError> {
        Ok(self.office.store().forget_beside(Shelf::Session, &self.named(hash)).await?)
    }

    pub(super) async fn forget_sessions_of(self, id: &AccountId) -> Result<u64, OfficeError> {
        Ok(self.office.store().forget_beside_of(Shelf::Session, &self.named(id)).await?)
    }

    fn named(self, word: impl std::fmt::Display) -> String {
        format!("{}/{word}", self.office.zone_id())
    }

    async fn look<T: DeserializeOwned>(self, shelf: Shelf, key: &str) -> Result<Option<T>, OfficeError> {
        let found = self.office.store().beside(shelf, key).await?;
        // What cannot be read, as after going back to an older version, opens nothing.
        Ok(found.and_then(|beside| serde_json::from_slice(&beside.bytes).ok()))
    }

    async fn put(
        self,
        shelf: Shelf,
        key: String,
        owner: String,
        at: Timestamp,
        what: &impl Serialize,
    ) -> Result<(), OfficeError> {
        let bytes =
            serde_json::to_vec(what).map_err(|error| OfficeError::Password { reason: error.to_string() })?;
        Ok(self.office.store().keep_beside(Beside { shelf, key, owner, at, bytes }).await?)
    }
}
