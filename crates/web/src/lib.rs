#![doc = include_str!("../README.md")]

mod api;
mod assets;
mod cache;
mod catalog;
mod cookies;
mod display;
mod drafting;
mod error;
mod file;
mod front;
mod guard;
mod headers;
mod health;
mod i18n;
mod lang;
mod observe;
mod ogc;
mod page;
mod pages;
mod portal;
mod router;
mod session;
mod settings;
mod sitemap;
mod svg;
mod text;
mod tiles;
mod visit;

pub use front::{Answering, Front};
pub use observe::operations::serve_operations;
pub use observe::{DURATION, Instruments};
pub use portal::{Portal, PortalConfig, VworldConfig};
pub use router::{serve, service};

/// Returns what the build put into the portal: the interactive map and the web font, or why not.
pub fn built_in_parts() -> assets::BuiltInParts {
    assets::built_in_parts()
}
