#![doc = include_str!("../README.md")]

mod lang;
mod i18n;
mod display;
mod assets;
mod portal;
mod visit;
mod page;
mod text;
mod headers;
mod cache;
mod error;
mod svg;
mod pages;
mod settings;
mod sitemap;
mod health;
mod api;
mod ogc;
mod catalog;
mod tiles;
mod router;

pub use portal::{Portal, PortalConfig, VworldConfig};
pub use router::{router, serve};

/// Returns what the build put into the portal: the interactive map and the web font, or why not.
pub fn built_in_parts() -> assets::BuiltInParts {
    assets::built_in_parts()
}
