//! Pictures made on the server: they need no JavaScript, print, and have a text beside them.

pub(crate) mod chart;
pub(crate) mod map;
