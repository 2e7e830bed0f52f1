#![doc = include_str!("../README.md")]

pub mod contain;
pub mod crs;
pub mod exact;
pub mod fault;
pub mod fixed;
pub mod grid;
pub mod measure;
pub mod read;
pub mod relate;
pub mod shape;
pub mod write;

mod soundness;
mod sweep;
mod union;
