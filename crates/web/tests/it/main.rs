//! The portal, asked as a browser or a program asks it, without a network.

mod support;

mod api;
mod catalogue;
mod documents;
mod features;
mod pages;
