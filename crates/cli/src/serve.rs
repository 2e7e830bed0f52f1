//! `teukgu serve`: the portal.

mod law;

use crate::args::{Serve, Settings};
use crate::failure::Failure;
use crate::machine::{MachineChance, MachineClock};
use crate::{builtin, folder, law_folder};
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use teukgu_domain::entry::Actor;
use teukgu_domain::text::Text;
use teukgu_office::clock::Clock;
use teukgu_office::{Office, Reference};
use teukgu_store::{SqliteStore, Store};
use teukgu_web::{Portal, PortalConfig, VworldConfig};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Name of the database in the data folder.
pub(crate) const DATABASE: &str = "teukgu.db";
/// How long open requests may take after a stop was asked for.
const DRAIN: Duration = Duration::from_secs(10);
/// How often self-checks that are over are removed.
const SWEEP: Duration = Duration::from_hours(1);

/// Serves until it is told to stop.
pub(crate) fn run(args: &Serve, settings: Settings) -> Result<ExitCode, Failure> {
    start_log();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Failure::environment(
            Text::new(
                format!("서버를 시작할 수 없습니다({error})"),
                format!("the server cannot start ({error})"),
            ),
            Text::new("프로세스·스레드 한도를 확인하세요", "check the limits on processes and threads"),
        )
    })?;
    runtime.block_on(serve(args, settings))?;
    runtime.shutdown_timeout(Duration::from_secs(1));
    Ok(ExitCode::SUCCESS)
}

fn start_log() {
    let filter = EnvFilter::try_from_env("TEUKGU_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}

async fn serve(args: &Serve, settings: Settings) -> Result<(), Failure> {
    let listener =
        TcpListener::bind(args.listen).await.map_err(|error| cannot_listen(args.listen, &error))?;
    let codes = builtin::codes()?;
    let target = folder::zone(args.tenant.as_ref(), &codes, settings.lang)?;
    let zone = target.zone().map(|zone| zone.id.clone()).ok_or_else(no_zone)?;
    let store = open_store(&args.data).await?;
    let clock = Arc::new(MachineClock);
    let reference = Reference {
        codes,
        layers: builtin::layers()?,
        holidays: builtin::holidays()?,
        catalogue: builtin::catalogue()?,
        law: law_folder::edition(args.law.as_deref(), settings.lang)?,
    };
    let office =
        Office::open(Arc::clone(&store), clock.clone(), Arc::new(MachineChance), zone.clone(), reference)
            .await?;
    let loaded = office.load(&target, &Actor::zone_folder(), clock.now()).await?;
    tracing::info!(zone.id = %zone, entries = loaded.entries, head = loaded.head, "zone loaded");
    say_what_is_missing();
    let office = Arc::new(office);
    law::reload_on_signal(&office, args.law.clone(), settings.lang)?;
    let sweeping = tokio::spawn(sweep(Arc::clone(&office)));
    let portal = Portal::new(office, config(args)).map_err(|error| {
        let said = error.to_string();
        Failure::environment(
            Text::new(said.clone(), said),
            Text::new("프로그램이 손상되었습니다. 다시 빌드하세요", "the program is damaged: build it again"),
        )
    })?;
    let asked_to_stop = stop_signal()?;
    let address = listener.local_addr().unwrap_or(args.listen);
    println!("listening on http://{address}");
    answer(listener, portal, asked_to_stop).await?;
    sweeping.abort();
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

/// Opens the database of a data folder, which is made if it is not there.
pub(crate) async fn open_store(data: &Path) -> Result<Arc<dyn Store>, Failure> {
    std::fs::create_dir_all(data).map_err(|error| {
        let shown = data.display();
        Failure::environment(
            Text::new(
                format!("데이터 폴더 `{shown}`: 만들거나 쓸 수 없습니다({error})"),
                format!("data folder `{shown}`: cannot be made or written ({error})"),
            ),
            Text::new(
                "`--data`로 쓸 수 있는 폴더를 지정하세요",
                "name a folder that you may write with `--data`",
            ),
        )
    })?;
    Ok(Arc::new(SqliteStore::open(&data.join(DATABASE)).await?))
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Failure {
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
        "`--listen 127.0.0.1:0`으로 비어 있는 포트를 쓰거나 다른 주소를 지정하세요",
        "pick a free port with `--listen 127.0.0.1:0`, or name another address",
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

fn config(args: &Serve) -> PortalConfig {
    let base = args.vworld_base.trim_end_matches('/').to_owned();
    let key = args.vworld_key.clone().filter(|key| !key.is_empty());
    PortalConfig { vworld: key.map(|key| VworldConfig { base, key }) }
}
