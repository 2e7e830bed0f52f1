//! The verbs of the office, on the two zones of the repository.

mod amendments;
mod loading;
mod places;
mod searching;
mod support;
