//! `GET /record/feed.xml`: each new checkpoint, for feed readers (RFC 4287).

use crate::api::open::Origin;
use crate::error::PageResult;
use crate::page::Page;
use crate::visit::Visit;
use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use teukgu_domain::Timestamp;
use teukgu_office::record::{CheckpointView, urn};

/// Checkpoints in the feed.
const SHOWN: u32 = 30;

#[derive(Template)]
#[template(path = "record-feed.xml")]
struct Feed {
    p: Page,
    about: String,
    origin: Origin,
    urn: String,
    updated: String,
    items: Vec<Item>,
}

struct Item {
    checkpoint: CheckpointView,
    urn: String,
    updated: String,
}

pub(crate) async fn show(visit: Visit, origin: Origin) -> PageResult {
    let p = visit.page("record", "record-feed-title");
    let office = visit.portal.office();
    let kept = office.checkpoint_views(u64::MAX, SHOWN).await?;
    let newest = match kept.first().and_then(|checkpoint| checkpoint.at) {
        Some(at) => Some(at),
        None => office.time_of(visit.view.seq()).await?,
    };
    let feed = Feed {
        about: p.t("record-feed-about"),
        urn: urn(&format!("{}\nfeed {}\n", office.zone_id(), p.lang.tag())),
        updated: rfc3339(newest),
        items: kept.into_iter().map(item).collect(),
        origin,
        p,
    };
    let kind = (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8");
    Ok(([kind, (header::CACHE_CONTROL, "no-cache")], feed.render()?).into_response())
}

fn item(checkpoint: CheckpointView) -> Item {
    Item { urn: checkpoint.urn(), updated: rfc3339(checkpoint.at), checkpoint }
}

/// Writes an instant as feeds want it; a record without entries has none, and is as old as can be.
fn rfc3339(at: Option<Timestamp>) -> String {
    at.unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
