//! The trait for a store that asks a writer and reads rows: the same for both databases.

macro_rules! implement_store {
    ($store:ident) => {
        #[async_trait::async_trait]
        impl crate::Store for $store {
            async fn append(
                &self,
                zone: &ZoneId,
                entries: Vec<teukgu_domain::entry::NewEntry>,
                expect: crate::Expect,
            ) -> Result<crate::Appended, StoreError> {
                let records = crate::record::encode_all(entries)?;
                let salts = crate::salt::draw(records.len())?;
                let work = Work::Append { zone: zone.clone(), records, salts, expect };
                Ok(self.ask(work).await?.appended())
            }

            async fn import(
                &self,
                zone: &ZoneId,
                entries: Vec<teukgu_ledger::KeptEntry>,
                expect_head: Option<u64>,
            ) -> Result<crate::Appended, StoreError> {
                let entries = crate::record::effects(entries)?;
                let work = Work::Import { zone: zone.clone(), entries, expect_head };
                Ok(self.ask(work).await?.appended())
            }

            async fn entries(
                &self,
                zone: &ZoneId,
                after_seq: u64,
                limit: u32,
            ) -> Result<Vec<teukgu_domain::entry::Entry>, StoreError> {
                let kept = rows::kept(&mut *self.reader().await?, zone, after_seq, limit).await?;
                kept.into_iter().map(|kept| kept.decode(zone)).collect()
            }

            async fn kept(
                &self,
                zone: &ZoneId,
                after_seq: u64,
                limit: u32,
            ) -> Result<Vec<crate::Kept>, StoreError> {
                rows::kept(&mut *self.reader().await?, zone, after_seq, limit).await
            }

            async fn nodes(
                &self,
                zone: &ZoneId,
                level: u32,
                first: u64,
                limit: u32,
            ) -> Result<Vec<teukgu_ledger::Hash>, StoreError> {
                rows::nodes(&mut *self.reader().await?, zone, level, first, limit).await
            }

            async fn keep_checkpoint(&self, zone: &ZoneId, size: u64, note: &str) -> Result<(), StoreError> {
                let work = Work::KeepCheckpoint { zone: zone.clone(), size, note: note.to_owned() };
                self.ask(work).await.map(|_| ())
            }

            async fn checkpoints(
                &self,
                zone: &ZoneId,
                below: u64,
                limit: u32,
            ) -> Result<Vec<crate::SignedCheckpoint>, StoreError> {
                rows::checkpoints(&mut *self.reader().await?, zone, below, limit).await
            }

            async fn head(&self, zone: &ZoneId) -> Result<crate::Head, StoreError> {
                crate::record::head(zone, rows::head(&mut *self.reader().await?, zone).await?.as_ref())
            }

            async fn zones(&self) -> Result<Vec<ZoneId>, StoreError> {
                rows::zones(&mut *self.reader().await?).await
            }

            async fn snapshot(&self, zone: &ZoneId) -> Result<teukgu_domain::snapshot::Snapshot, StoreError> {
                crate::record::snapshot(zone, &rows::nouns(&mut *self.reader().await?, zone).await?)
            }

            async fn rebuild(&self, zone: &ZoneId) -> Result<(), StoreError> {
                self.ask(Work::Rebuild { zone: zone.clone() }).await.map(|_| ())
            }

            async fn view_rows(&self, zone: &ZoneId) -> Result<Vec<crate::ViewRow>, StoreError> {
                crate::record::view(zone, rows::view(&mut *self.reader().await?, zone).await?)
            }

            async fn noun(
                &self,
                zone: &ZoneId,
                kind: teukgu_domain::entry::NounKind,
                key: &str,
            ) -> Result<Option<teukgu_domain::entry::Event>, StoreError> {
                let row = rows::noun(&mut *self.reader().await?, zone, kind, key).await?;
                row.map(|row| row.decode(zone)).transpose()
            }

            async fn standing(
                &self,
                zone: &ZoneId,
                kind: teukgu_domain::entry::NounKind,
                key: &str,
            ) -> Result<Option<(u64, teukgu_domain::entry::Event)>, StoreError> {
                let row = rows::noun_at(&mut *self.reader().await?, zone, kind, key).await?;
                row.map(|(seq, row)| Ok((seq, row.decode(zone)?))).transpose()
            }

            async fn list(
                &self,
                zone: &ZoneId,
                listing: &crate::Listing,
            ) -> Result<Vec<teukgu_domain::entry::Event>, StoreError> {
                if !listing.may_find() {
                    return Ok(Vec::new());
                }
                let rows = rows::list(&mut *self.reader().await?, zone, listing).await?;
                rows.iter().map(|row| row.decode(zone)).collect()
            }

            async fn count(&self, zone: &ZoneId, listing: &crate::Listing) -> Result<u64, StoreError> {
                if !listing.may_find() {
                    return Ok(0);
                }
                rows::count(&mut *self.reader().await?, zone, listing).await
            }

            async fn tally(
                &self,
                zone: &ZoneId,
                listing: &crate::Listing,
                by: crate::Facet,
                mark: i64,
            ) -> Result<Vec<crate::Tally>, StoreError> {
                if !listing.may_find() {
                    return Ok(Vec::new());
                }
                rows::tally(&mut *self.reader().await?, zone, listing, by, mark).await
            }

            async fn keep_beside(&self, beside: crate::Beside) -> Result<(), StoreError> {
                crate::beside::check(&beside)?;
                self.ask(Work::KeepBeside(beside)).await.map(|_| ())
            }

            async fn beside(
                &self,
                shelf: crate::Shelf,
                key: &str,
            ) -> Result<Option<crate::Beside>, StoreError> {
                rows::beside(&mut *self.reader().await?, shelf, key).await
            }

            async fn shelf(
                &self,
                shelf: crate::Shelf,
                after: &str,
                limit: u32,
            ) -> Result<Vec<crate::Beside>, StoreError> {
                rows::shelf(&mut *self.reader().await?, shelf, after, limit).await
            }

            async fn shelf_keys(
                &self,
                shelf: crate::Shelf,
                before: jiff::Timestamp,
                after: &str,
                limit: u32,
            ) -> Result<Vec<String>, StoreError> {
                rows::shelf_keys(&mut *self.reader().await?, shelf, before, after, limit).await
            }

            async fn forget_beside(&self, shelf: crate::Shelf, key: &str) -> Result<(), StoreError> {
                let forget = crate::writer::Forget::Key(shelf, key.to_owned());
                self.ask(Work::ForgetBeside(forget)).await.map(|_| ())
            }

            async fn forget_beside_of(&self, shelf: crate::Shelf, owner: &str) -> Result<u64, StoreError> {
                let forget = crate::writer::Forget::Owner(shelf, owner.to_owned());
                Ok(self.ask(Work::ForgetBeside(forget)).await?.rows())
            }

            async fn drop_beside(
                &self,
                shelf: crate::Shelf,
                before: jiff::Timestamp,
            ) -> Result<u64, StoreError> {
                let forget = crate::writer::Forget::Before(shelf, before.as_microsecond());
                Ok(self.ask(Work::ForgetBeside(forget)).await?.rows())
            }

            async fn draft(&self, token: &DraftToken) -> Result<Option<Draft>, StoreError> {
                rows::draft(&mut *self.reader().await?, token).await
            }

            async fn keep_draft(&self, draft: Draft) -> Result<(), StoreError> {
                crate::draft::check(&draft)?;
                self.ask(Work::KeepDraft(draft)).await.map(|_| ())
            }

            async fn forget_draft(&self, token: &DraftToken) -> Result<bool, StoreError> {
                Ok(self.ask(Work::ForgetDraft(token.clone())).await?.rows() > 0)
            }

            async fn drop_drafts(&self, before: jiff::Timestamp) -> Result<u64, StoreError> {
                Ok(self.ask(Work::DropDrafts { before_us: before.as_microsecond() }).await?.rows())
            }

            async fn schema_version(&self) -> Result<u32, StoreError> {
                self.read_version().await
            }

            async fn ready(&self) -> Result<(), StoreError> {
                self.read_version().await.map(|_| ())
            }

            fn changes(&self) -> watch::Receiver<u64> {
                self.changes.subscribe()
            }

            async fn close(&self) -> Result<(), StoreError> {
                self.finish().await
            }
        }
    };
}
pub(crate) use implement_store;
