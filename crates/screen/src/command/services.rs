//! `scheduler` and `executor`: the processes of a cluster.

use super::args::{Executor, Scheduler, Settings};
use crate::cluster;
use crate::failure::Failure;
use std::path::Path;
use tokio::runtime::Runtime;

pub(super) fn scheduler(args: &Scheduler, _: Settings) -> Result<(), Failure> {
    eprintln!("listening on df://{}", args.listen);
    runtime()?.block_on(cluster::scheduler(args.listen))
}

pub(super) fn executor(args: &Executor, _: Settings) -> Result<(), Failure> {
    let threads = crate::pass::threads(args.threads.map(usize::from));
    eprintln!("working for {} at {}", args.scheduler, args.listen);
    runtime()?.block_on(cluster::executor(&args.scheduler, args.listen, threads, args.work.clone()))
}

fn runtime() -> Result<Runtime, Failure> {
    Runtime::new().map_err(|error| Failure::unreadable(Path::new("tokio"), &error))
}
