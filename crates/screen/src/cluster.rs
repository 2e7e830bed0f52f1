//! The same job on a cluster: a scheduler and executors of Ballista that know our tables and nodes.
//!
//! A brief travels as text, and every executor makes it ready once; the files of the register have to be at the same
//! path for each of them.

use crate::door::{Desk, LogicalCodec, PhysicalCodec, failure};
use crate::failure::Failure;
use crate::job::Job;
use crate::outcome::{Outcome, Report};
use crate::source::Source;
use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::start_server;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use futures::StreamExt as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use teukgu_domain::text::Text;

mod rows;

/// Bytes of a message at most: a law folder and zones travel as text.
const MESSAGE: u32 = 256 << 20;

/// Returns a session whose work a cluster does.
///
/// # Errors
/// [`Failure`] if the address is none or nobody answers there.
pub async fn session(scheduler: &str, partitions: usize) -> Result<SessionContext, Failure> {
    let address = address(scheduler)?;
    if tokio::net::TcpStream::connect(&address).await.is_err() {
        return Err(Failure::environment(
            Text::new(
                format!("`{scheduler}`: 스케줄러가 응답하지 않습니다"),
                format!("`{scheduler}`: no scheduler answers there"),
            ),
            Text::new(
                "`teukgu-screen scheduler`로 스케줄러를 먼저 시작하세요",
                "start one with `teukgu-screen scheduler` first",
            ),
        ));
    }
    let config = SessionConfig::new_with_ballista()
        .with_target_partitions(partitions)
        .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::default()))
        .with_ballista_grpc_client_max_message_size(usize::try_from(MESSAGE).unwrap_or(usize::MAX));
    let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
    let session = SessionContext::remote_with_state(&format!("df://{address}"), state).await;
    session.map_err(|error| failure(&error))
}

/// Returns `HOST:PORT` of `df://HOST:PORT`.
fn address(scheduler: &str) -> Result<String, Failure> {
    let address = scheduler.strip_prefix("df://").map(|address| address.trim_end_matches('/'));
    let is_address = |address: &&str| {
        address.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
    };
    address.filter(is_address).map(str::to_owned).ok_or_else(|| {
        Failure::input(
            Text::new(
                format!("스케줄러 주소가 아닙니다: `{scheduler}`"),
                format!("`{scheduler}` is no address of a scheduler"),
            ),
            Text::new("`df://127.0.0.1:50050`처럼 적으세요", "write it like `df://127.0.0.1:50050`"),
        )
    })
}

/// Screens a register on a cluster; the findings come back in the order of the rows and are written here.
///
/// # Errors
/// [`Failure`] if the cluster cannot do it, or the result not be written.
pub fn screen(
    scheduler: &str,
    job: &Job,
    source: &Source,
    mut outcome: Outcome<'_>,
    ready: f64,
) -> Result<Report, Failure> {
    let begun = Instant::now();
    let runtime = tokio::runtime::Runtime::new();
    let runtime = runtime.map_err(|error| Failure::unreadable(std::path::Path::new("tokio"), &error))?;
    let register: Vec<PathBuf> = source.paths().map(whole).collect();
    let partitions = source.pieces().clamp(1, PARTS);
    let desk = Desk { brief: Arc::new(job.brief.clone()), register, partitions, plain: true };
    runtime.block_on(async {
        let session = session(scheduler, desk.partitions).await?;
        desk.furnish(&session).await?;
        let counted = session.sql("select * from buckets").await.map_err(|error| failure(&error))?;
        let counted = counted.collect().await.map_err(|error| failure(&error))?;
        outcome.take(rows::counts(&counted))?;
        let found = session.sql("select * from findings order by \"row\", zone, provision").await;
        let mut found = found
            .map_err(|error| failure(&error))?
            .execute_stream()
            .await
            .map_err(|error| failure(&error))?;
        let mut gathered = rows::Gathered::new(job);
        while let Some(batch) = found.next().await {
            let batch = batch.map_err(|error| failure(&error))?;
            if let Some(found) = gathered.add(&batch)? {
                outcome.take(found)?;
            }
        }
        outcome.take(gathered.end())
    })?;
    outcome.end(source, ready, begun.elapsed().as_secs_f64())
}

/// Parts of a scan at most: more than any cluster that we know of works at together.
const PARTS: usize = 64;

/// Returns the whole path of a file: an executor runs in a folder of its own.
pub(crate) fn whole(path: &std::path::Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Runs a scheduler until it is asked to stop.
///
/// # Errors
/// [`Failure`] if the address is taken.
pub async fn scheduler(listen: SocketAddr) -> Result<(), Failure> {
    let config = SchedulerConfig {
        bind_host: listen.ip().to_string(),
        external_host: listen.ip().to_string(),
        bind_port: listen.port(),
        task_distribution: TaskDistributionPolicy::RoundRobin,
        grpc_server_max_decoding_message_size: MESSAGE,
        grpc_server_max_encoding_message_size: MESSAGE,
        grpc_client_max_message_size: MESSAGE,
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        ..SchedulerConfig::default()
    };
    let cluster =
        BallistaCluster::new_from_config(&config).await.map_err(|error| service(&listen, &error))?;
    tokio::select! {
        ended = start_server(cluster, listen, Arc::new(config)) => ended.map_err(|error| service(&listen, &error)),
        () = crate::pass::asked_to_stop() => Ok(()),
    }
}

/// Runs an executor until it is asked to stop; it takes the port after its own as well.
///
/// # Errors
/// [`Failure`] if no scheduler answers or the address is taken.
pub async fn executor(
    scheduler: &str,
    listen: SocketAddr,
    threads: usize,
    work: Option<PathBuf>,
) -> Result<(), Failure> {
    let address = address(scheduler)?;
    let (host, port) = address.rsplit_once(':').unwrap_or((&address, "50050"));
    let config = ExecutorProcessConfig {
        bind_host: listen.ip().to_string(),
        external_host: Some(listen.ip().to_string()),
        port: listen.port(),
        grpc_port: listen.port().saturating_add(1),
        scheduler_host: host.to_owned(),
        scheduler_port: port.parse().unwrap_or(50_050),
        scheduler_connect_timeout_seconds: 30,
        vcores: threads,
        work_dir: work.map(|work| work.display().to_string()),
        grpc_max_decoding_message_size: MESSAGE,
        grpc_max_encoding_message_size: MESSAGE,
        executor_heartbeat_interval_seconds: 5,
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        ..ExecutorProcessConfig::default()
    };
    tokio::select! {
        ended = start_executor_process(Arc::new(config)) => ended.map_err(|error| service(&listen, &error)),
        () = crate::pass::asked_to_stop() => Ok(()),
    }
}

fn service(listen: &SocketAddr, error: &dyn std::fmt::Display) -> Failure {
    Failure::environment(
        Text::new(
            format!("`{listen}`: 시작하거나 이어 갈 수 없습니다({error})"),
            format!("`{listen}`: cannot start or go on ({error})"),
        ),
        Text::new(
            "다른 포트를 쓰거나 스케줄러가 켜져 있는지 확인하세요",
            "take another port, and see whether the scheduler runs",
        ),
    )
}
