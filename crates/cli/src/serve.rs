//! `teukgu serve`: the portal.

mod demo;
mod law;
mod log;
mod metrics;
mod post;
mod process;
mod record;
mod sign_on;

use crate::args::{Serve, Settings};
use crate::failure::Failure;
use crate::machine::{MachineChance, MachineClock};
use crate::{builtin, effect, folder, law_folder, record_key};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use teukgu_domain::entry::Actor;
use teukgu_domain::text::Text;
use teukgu_office::Office;
use teukgu_office::casework::{Beat, Rounds};
use teukgu_office::clock::Clock;
use teukgu_web::{Portal, PortalConfig, VworldConfig};
use tokio::net::TcpListener;

/// How long open requests may take after a stop was asked for.
const DRAIN: Duration = Duration::from_secs(10);
/// How often self-checks that are over are removed.
const SWEEP: Duration = Duration::from_hours(1);
/// How often the times of cases are looked through.
const ROUND: Duration = Duration::from_mins(1);

/// Serves until it is told to stop.
pub(crate) fn run(args: &Serve, settings: Settings) -> Result<ExitCode, Failure> {
    log::start(args.observe.log_format);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| cannot_start(&error))?;
    runtime.block_on(serve(args, settings))?;
    runtime.shutdown_timeout(Duration::from_secs(1));
    Ok(ExitCode::SUCCESS)
}

fn cannot_start(error: &dyn std::error::Error) -> Failure {
    Failure::environment(
        Text::new(
            format!("서버를 시작할 수 없습니다({error})"),
            format!("the server cannot start ({error})"),
        ),
        Text::new("프로세스·스레드 한도를 확인하세요", "check the limits on processes and threads"),
    )
}

async fn serve(args: &Serve, settings: Settings) -> Result<(), Failure> {
    let listener = TcpListener::bind(args.listen)
        .await
        .map_err(|error| cannot_listen("--listen", args.listen, &error))?;
    let courier = post::courier(&args.post)?;
    let sign_on = sign_on::provider(&args.sign_on)?;
    let metrics = metrics::Metrics::bind(args.observe.metrics_listen).await?;
    // The law is the longest to read; meanwhile all else is.
    let (dir, tables, lang) = (args.law.clone(), args.tables.clone(), settings.lang);
    let law = tokio::task::spawn_blocking(move || law_folder::edition(dir.as_deref(), lang));
    let tables = tokio::task::spawn_blocking(move || effect::tables(tables.as_deref(), lang));
    let codes = builtin::codes()?;
    let target = folder::zone(args.tenant.as_ref(), &codes, settings.lang)?;
    let zone = target.zone().map(|zone| zone.id.clone()).ok_or_else(no_zone)?;
    let slow = (args.slow_query_ms > 0).then(|| Duration::from_millis(args.slow_query_ms));
    let store = args.place.open(slow).await?;
    let key = record_key::ready(&args.place.data, &*store, &zone).await?;
    let clock = Arc::new(MachineClock);
    let law = law.await.map_err(|error| cannot_start(&error))??;
    let tables = tables.await.map_err(|error| cannot_start(&error))??;
    let reference = builtin::reference(codes, law, tables)?;
    let of_the_demo = args.demo.then(|| reference.clone());
    let office =
        Office::open(Arc::clone(&store), clock.clone(), Arc::new(MachineChance), zone.clone(), reference)
            .await?
            .signing_with(key)
            .reached_at(&public_url(args, &listener));
    let loaded = office.load(&target, &Actor::zone_folder(), clock.now()).await?;
    tracing::info!(zone.id = %zone, entries = loaded.entries, head = loaded.head, "zone loaded");
    office.declare_record_key(&Actor::record_keeper()).await?;
    say_what_is_missing();
    if let Some(reference) = of_the_demo {
        demo::play(reference, &store, &zone, office.public_url()).await?;
    }
    let office = Arc::new(office);
    let keeping = record::start(&office);
    let posting = courier.map(|courier| post::start(&office, courier));
    law::reload_on_signal(&office, args.law.clone(), settings.lang)?;
    let sweeping = tokio::spawn(sweep(Arc::clone(&office)));
    let going_round = tokio::spawn(go_round(Arc::clone(&office)));
    let instruments = metrics::instruments(metrics.as_ref())?;
    let config = PortalConfig { vworld: vworld(args), is_demo: args.demo, sign_on, instruments };
    let portal = Portal::new(office, config).map_err(|error| {
        let said = error.to_string();
        Failure::environment(
            Text::new(said.clone(), said),
            Text::new("프로그램이 손상되었습니다. 다시 빌드하세요", "the program is damaged: build it again"),
        )
    })?;
    let asked_to_stop = stop_signal()?;
    let address = listener.local_addr().unwrap_or(args.listen);
    println!("listening on http://{address}");
    let measuring = metrics.map(|metrics| metrics.start(portal.clone()));
    answer(listener, portal, asked_to_stop).await?;
    drop(measuring);
    sweeping.abort();
    going_round.abort();
    if let Some(posting) = posting {
        posting.end().await;
    }
    keeping.end().await;
    store.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Removes self-checks that are over, now and then, so that none stays longer because nobody comes.
async fn sweep(office: Arc<Office>) {
    let mut turns = tokio::time::interval(SWEEP);
    loop {
        turns.tick().await;
        match office.checks().drop_expired().await {
            Ok(0) => (),
            Ok(removed) => tracing::info!(removed, "self-checks that are over were removed"),
            Err(error) => tracing::warn!(%error, "self-checks that are over could not be removed"),
        }
    }
}

/// Ends the times of cases that are over, now and then.
async fn go_round(office: Arc<Office>) {
    let mut turns = tokio::time::interval(ROUND);
    let mut beat = Beat::default();
    loop {
        turns.tick().await;
        match office.casework().round(&mut beat).await {
            Ok(rounds) if rounds == Rounds::default() => (),
            Ok(rounds) => tracing::info!(?rounds, "times of cases that are over were ended"),
            Err(error) => tracing::warn!(%error, "times of cases could not be looked through"),
        }
        if let Err(error) = office.people().drop_expired().await {
            tracing::warn!(%error, "sessions that are over could not be removed");
        }
        match office.screenings().drop_expired().await {
            Ok(0) => (),
            Ok(removed) => tracing::info!(removed, "rows of old screenings were removed"),
            Err(error) => tracing::warn!(%error, "rows of old screenings could not be removed"),
        }
    }
}

/// Returns the address that letters carry: the one that was named, or the one that is listened on.
fn public_url(args: &Serve, listener: &TcpListener) -> String {
    let here = listener.local_addr().unwrap_or(args.listen);
    args.public_url.clone().unwrap_or_else(|| format!("http://{here}"))
}

/// Answers requests until a signal comes, then lets open ones finish.
async fn answer(
    listener: TcpListener,
    portal: Portal,
    asked_to_stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let signal = async move {
        asked_to_stop.await;
        let _ = stop.send(());
    };
    let serving = teukgu_web::serve(listener, portal, signal);
    let too_long = async {
        let _ = stopped.await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        done = serving => Ok(done?),
        () = too_long => {
            tracing::info!("some connections were still open when the time to drain was over");
            Ok(())
        }
    }
}

/// Registers for the signals that ask to stop, and returns what waits for one of them.
///
/// Registered before the address is announced, so that a stop right after it is heard.
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}

fn cannot_listen(option: &str, address: SocketAddr, error: &std::io::Error) -> Failure {
    let message = if error.kind() == std::io::ErrorKind::AddrInUse {
        Text::new(
            format!("주소 {address}: 다른 프로그램이 이미 사용하고 있습니다"),
            format!("address {address}: already in use by another program"),
        )
    } else {
        Text::new(
            format!("주소 {address}: 열 수 없습니다({error})"),
            format!("address {address}: cannot be opened ({error})"),
        )
    };
    let help = Text::new(
        format!("`{option} 127.0.0.1:0`으로 비어 있는 포트를 쓰거나 다른 주소를 지정하세요"),
        format!("pick a free port with `{option} 127.0.0.1:0`, or name another address"),
    );
    Failure::environment(message, help)
}

pub(crate) fn no_zone() -> Failure {
    Failure::input(
        Text::new("특구 폴더에 특구가 없습니다", "the zone folder holds no zone"),
        Text::new("zone.toml을 확인하세요", "check zone.toml"),
    )
}

fn say_what_is_missing() {
    let parts = teukgu_web::built_in_parts();
    if !parts.map || !parts.font {
        tracing::info!(
            "built without Node.js: drawn maps and the visitor's fonts are used; see `teukgu doctor`"
        );
    }
}

fn vworld(args: &Serve) -> Option<VworldConfig> {
    let base = args.vworld_base.trim_end_matches('/').to_owned();
    let key = args.vworld_key.clone().filter(|key| !key.is_empty());
    key.map(|key| VworldConfig { base, key })
}
