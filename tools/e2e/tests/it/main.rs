//! The promises of the built binary, one file a subject.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests prepare folders and read what is promised in documents"
)]

mod support;

mod serve;

mod pages;

mod hostile;

mod environment;

mod durability;

mod effect;

mod ledger;

mod record;

mod databases;

mod observability;

mod law;

mod lint;

mod locate;

mod account;

mod ask;

mod check;

mod deadline;

mod documents;

mod browser;
