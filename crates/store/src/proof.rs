//! Proofs from the nodes that a store keeps: leaves, and every eighth level above them.

use crate::batch::KEPT_LEVELS;
use crate::error::StoreError;
use crate::store::Store;
use std::collections::BTreeMap;
use teukgu_domain::ids::ZoneId;
use teukgu_ledger::{self as ledger, Hash, MemoryTree, NodeId, ProofError};

/// Proves that the entry at a place, counted from 1, is in the record of `size` entries: the audit path of RFC 6962.
///
/// # Errors
/// [`StoreError::Inconsistent`] if the record is not that long or its tree is damaged; else what reading fails with.
pub async fn prove_inclusion(
    store: &dyn Store,
    zone: &ZoneId,
    seq: u64,
    size: u64,
) -> Result<Vec<Hash>, StoreError> {
    let index = seq.wrapping_sub(1);
    let nodes = load(store, zone, ledger::nodes_of_inclusion(index, size)).await?;
    ledger::prove_inclusion(&nodes, index, size).map_err(|error| damaged(zone, error))
}

/// Proves that the record of `new` entries begins with the record of `old` entries.
///
/// # Errors
/// As [`prove_inclusion`].
pub async fn prove_consistency(
    store: &dyn Store,
    zone: &ZoneId,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, StoreError> {
    let nodes = load(store, zone, ledger::nodes_of_consistency(old, new)).await?;
    ledger::prove_consistency(&nodes, old, new).map_err(|error| damaged(zone, error))
}

/// Returns the root that the record had when it was `size` entries long.
///
/// # Errors
/// As [`prove_inclusion`].
pub async fn root_at(store: &dyn Store, zone: &ZoneId, size: u64) -> Result<Hash, StoreError> {
    let nodes = load(store, zone, ledger::nodes_of_root(size)).await?;
    ledger::root_at(&nodes, size).map_err(|error| damaged(zone, error))
}

fn damaged(zone: &ZoneId, error: ProofError) -> StoreError {
    StoreError::Inconsistent { table: "tree_node", row: zone.to_string(), reason: error.to_string() }
}

type Loaded = BTreeMap<NodeId, Hash>;

async fn load(store: &dyn Store, zone: &ZoneId, ids: Vec<NodeId>) -> Result<Loaded, StoreError> {
    let mut loaded = Loaded::new();
    for id in ids {
        if let Some(hash) = node(store, zone, id).await? {
            loaded.insert(id, hash);
        }
    }
    Ok(loaded)
}

/// Computes a node from the kept ones below it: at most 128 hashes.
async fn node(store: &dyn Store, zone: &ZoneId, id: NodeId) -> Result<Option<Hash>, StoreError> {
    let above = id.level % KEPT_LEVELS;
    let (first, count) = (id.index << above, 1_u32 << above);
    let below = store.nodes(zone, id.level - above, first, count).await?;
    let is_whole = below.len() == count as usize;
    Ok(is_whole.then(|| below.into_iter().collect::<MemoryTree>().root()))
}
