//! Letters leave while the portal runs.

use crate::args::PostArgs;
use crate::failure::Failure;
use crate::machine::MachineClock;
use crate::whole_file;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use teukgu_mail::{ConfigFault, Smtp, SmtpConfig};
use teukgu_office::Office;
use teukgu_office::post::Posted;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// How often letters that rest are looked for.
const TURN: Duration = Duration::from_secs(30);
/// How long a letter that is being handed over is waited for when the portal stops.
const DRAIN: Duration = Duration::from_secs(35);

/// Returns the carrier of letters, if a mail server is named.
pub(super) fn courier(args: &PostArgs) -> Result<Option<Smtp>, Failure> {
    let Some(address) = &args.smtp else { return Ok(None) };
    let mut config = SmtpConfig::new(address, args.mail_from.clone().unwrap_or_default());
    if let Some(file) = &args.smtp_password_file {
        let bytes = whole_file::read(file)?;
        config = config.with_password(&String::from_utf8_lossy(&bytes));
    }
    config.roots = args.smtp_roots.as_deref().map(whole_file::read).transpose()?;
    let courier = Smtp::new(config, Arc::new(MachineClock)).map_err(|fault| told(&fault))?;
    Ok(Some(courier))
}

fn told(fault: &ConfigFault) -> Failure {
    Failure::input(fault.message(), fault.help())
}

/// The task that hands letters over.
pub(super) struct Posting {
    task: JoinHandle<()>,
    stop: Arc<Stop>,
}

#[derive(Default)]
struct Stop {
    is_asked: AtomicBool,
    wake: Notify,
}

/// Starts to hand letters over.
pub(super) fn start(office: &Arc<Office>, courier: Smtp) -> Posting {
    let stop = Arc::new(Stop::default());
    let task = tokio::spawn(hand_over(Arc::clone(office), courier, Arc::clone(&stop)));
    Posting { task, stop }
}

impl Posting {
    /// Ends the task after the letter that it has in hand.
    pub(super) async fn end(self) {
        self.stop.is_asked.store(true, Ordering::Relaxed);
        self.stop.wake.notify_one();
        if tokio::time::timeout(DRAIN, self.task).await.is_err() {
            tracing::warn!("a letter was in hand for too long; it is tried again after the next start");
        }
    }
}

async fn hand_over(office: Arc<Office>, courier: Smtp, stop: Arc<Stop>) {
    let goes_on = || !stop.is_asked.load(Ordering::Relaxed);
    while goes_on() {
        match office.post().send_due(&courier, &goes_on).await {
            Ok(posted) if posted == Posted::default() => (),
            Ok(Posted { sent, put_off, given_up }) => {
                tracing::info!(sent, put_off, given_up, "letters were handed to the mail server");
            }
            Err(error) => tracing::warn!(%error, "letters could not be sent"),
        }
        let _ = tokio::time::timeout(TURN, stop.wake.notified()).await;
    }
}
