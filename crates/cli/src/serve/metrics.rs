//! The measurements of the running portal, and the listener that answers them to the operator.

use super::{cannot_listen, process};
use crate::failure::Failure;
use crate::machine::{self, MachineChance};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use teukgu_domain::text::Text;
use teukgu_office::OfficeError;
use teukgu_office::chance::Chance;
use teukgu_store::{COMMIT_DURATION, COMMIT_REQUESTS};
use teukgu_web::{Instruments, Portal};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Upper bounds of the durations that are counted apart, in seconds: a page that lies ready is in the first.
const BUCKETS: [f64; 14] =
    [0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Upper bounds of the numbers of requests in a commit that are counted apart.
const REQUESTS: [f64; 6] = [1.0, 4.0, 16.0, 64.0, 256.0, 512.0];
/// How often single durations are added to their buckets, so that they do not pile up where nobody asks.
const UPKEEP: Duration = Duration::from_secs(5);

/// What is measured, and where it will be answered.
pub(super) struct Metrics {
    listener: TcpListener,
    address: SocketAddr,
    recorder: Arc<PrometheusRecorder>,
}

impl Metrics {
    /// Takes the address for measurements, if one was named.
    pub(super) async fn bind(address: Option<SocketAddr>) -> Result<Option<Self>, Failure> {
        let Some(asked) = address else { return Ok(None) };
        let listener = TcpListener::bind(asked)
            .await
            .map_err(|error| cannot_listen("--metrics-listen", asked, &error))?;
        let address = listener.local_addr().unwrap_or(asked);
        let recorder = Arc::new(recorder()?);
        // The store measures through the facade; there is one recorder in a process, and this is the first.
        drop(metrics::set_global_recorder(Arc::clone(&recorder)));
        Ok(Some(Self { listener, address, recorder }))
    }

    /// Says where it listens and answers from now on, until the returned tasks are dropped.
    pub(super) fn start(self, portal: Portal) -> JoinSet<()> {
        println!("metrics on http://{}", self.address);
        let handle = self.recorder.handle();
        let mut tasks = JoinSet::new();
        tasks.spawn(keep_up(handle.clone()));
        let exposition = move || handle.render() + &process::exposition();
        let answering = teukgu_web::serve_operations(self.listener, portal, exposition);
        tasks.spawn(async move {
            if let Err(error) = answering.await {
                tracing::error!(%error, "measurements are no longer answered");
            }
        });
        tasks
    }
}

/// Returns what the portal observes itself with.
pub(super) fn instruments(metrics: Option<&Metrics>) -> Result<Instruments, Failure> {
    let bits = MachineChance.bits().map_err(OfficeError::from)?;
    // Forty bits tell the starts of a machine apart and leave the number short enough to be read out.
    let id_prefix = format!("{:010x}", bits & 0xff_ffff_ffff);
    let mut instruments = Instruments { id_prefix, elapsed: machine::elapsed, recorder: None };
    if let Some(metrics) = metrics {
        instruments.recorder = Some(Arc::<PrometheusRecorder>::clone(&metrics.recorder));
    }
    Ok(instruments)
}

fn recorder() -> Result<PrometheusRecorder, Failure> {
    let full = |name: &str| Matcher::Full(name.to_owned());
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(full(teukgu_web::DURATION), &BUCKETS)
        .and_then(|builder| builder.set_buckets_for_metric(full(COMMIT_DURATION), &BUCKETS))
        .and_then(|builder| builder.set_buckets_for_metric(full(COMMIT_REQUESTS), &REQUESTS));
    let builder = builder.map_err(|error| {
        let message = Text::new(
            format!("측정을 시작할 수 없습니다({error})"),
            format!("measuring cannot start ({error})"),
        );
        let help =
            Text::new("프로그램이 손상되었습니다. 다시 빌드하세요", "the program is damaged: build it again");
        Failure::environment(message, help)
    })?;
    Ok(builder.build_recorder())
}

async fn keep_up(handle: PrometheusHandle) {
    let mut turns = tokio::time::interval(UPKEEP);
    loop {
        turns.tick().await;
        handle.run_upkeep();
    }
}
