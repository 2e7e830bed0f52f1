//! Built-in files: styles, scripts, the map library and the web font. Nothing is fetched at run time.

use crate::cache::{accepts_gzip, gzip};
use crate::headers;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{LazyLock, PoisonError, RwLock};

/// Files of our own.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../assets"]
#[include = "css/*.css"]
#[include = "img/*"]
#[include = "js/*.js"]
#[include = "map/*.js"]
struct Own;

/// Files that the build brought from npm; empty without Node.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/built"]
#[exclude = ".lock"]
struct Brought;

/// What the build put into the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltInParts {
    /// The interactive map.
    pub map: bool,
    /// The Korean web font.
    pub font: bool,
}

static PARTS: LazyLock<BuiltInParts> = LazyLock::new(|| BuiltInParts {
    map: Brought::get("map/maplibre-gl.mjs").is_some(),
    font: Brought::get("fonts/noto-sans-kr.css").is_some(),
});

/// One hash for all files: a new build has new addresses, so a browser may keep the old ones for ever.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    for (name, file) in Own::iter().filter_map(|n| Own::get(&n).map(|f| (n, f))) {
        (name, file.metadata.sha256_hash()).hash(&mut hasher);
    }
    for (name, file) in Brought::iter().filter_map(|n| Brought::get(&n).map(|f| (n, f))) {
        (name, file.metadata.sha256_hash()).hash(&mut hasher);
    }
    let mut text = String::new();
    let _ = write!(text, "{:012x}", hasher.finish() & 0xffff_ffff_ffff);
    text
});

static COMPRESSED: LazyLock<RwLock<HashMap<String, Bytes>>> = LazyLock::new(RwLock::default);

pub(crate) fn built_in_parts() -> BuiltInParts {
    *PARTS
}

/// Returns the address of a built-in file.
pub(crate) fn href(name: &str) -> String {
    format!("/assets/{}/{name}", *BUILD)
}

/// Name of the one style sheet that pages link; its parts lie in `assets/css` and are joined in order of name.
const STYLE_SHEET: &str = "css/teukgu.css";

static JOINED_STYLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut parts: Vec<_> = Own::iter().filter(|name| name.starts_with("css/")).collect();
    parts.sort();
    parts.iter().filter_map(|name| Own::get(name)).flat_map(|file| file.data.into_owned()).collect()
});

fn find(name: &str) -> Option<Cow<'static, [u8]>> {
    if name == STYLE_SHEET {
        return Some(Cow::Borrowed(&JOINED_STYLE));
    }
    Own::get(name).or_else(|| Brought::get(name)).map(|file| file.data)
}

/// `GET /assets/{build}/{*name}`: a built-in file.
pub(crate) async fn show(Path((build, name)): Path<(String, String)>, asked: HeaderMap) -> Response {
    let Some(file) = find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = content_type(&name);
    let compressed = (accepts_gzip(&asked) && is_text(&kind)).then(|| compress(&name, &file)).flatten();
    let mut response = match &compressed {
        Some(bytes) => bytes.clone().into_response(),
        None => Bytes::from(file.into_owned()).into_response(),
    };
    let kept = if build == *BUILD { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if compressed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers::secure(headers);
    response
}

fn content_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    match (name.rsplit('.').next(), guess.type_().as_str()) {
        (Some("mjs" | "js"), _) => "text/javascript; charset=utf-8".to_owned(),
        (_, "text") => format!("{guess}; charset=utf-8"),
        _ => guess.to_string(),
    }
}

fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || kind.starts_with("image/svg")
}

/// Compresses a file once and keeps it.
fn compress(name: &str, data: &[u8]) -> Option<Bytes> {
    let kept = COMPRESSED.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
    kept.or_else(|| {
        let bytes = gzip(data).ok()?;
        let mut all = COMPRESSED.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(name.to_owned(), bytes.clone());
        Some(bytes)
    })
}
