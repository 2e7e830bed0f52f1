//! What is noted of a request: its number, its line in the log, and the counts.

use crate::support::{Reply, Site, observed_site};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde_json::Value;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use teukgu_web::Instruments;
use tracing::instrument::WithSubscriber;

/// Stands for a token, a name, a number of a person: what must never be noted.
const SECRET: &str = "hong-gildong-900101";

fn instruments() -> (Instruments, PrometheusHandle) {
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let instruments =
        Instruments { id_prefix: "it".into(), recorder: Some(Arc::new(recorder)), ..Instruments::default() };
    (instruments, handle)
}

async fn site() -> (Site, PrometheusHandle) {
    let (instruments, handle) = instruments();
    (observed_site(&teukgu_testkit::yangjae(), instruments).await, handle)
}

fn number(reply: &Reply) -> &str {
    reply.header("x-request-id")
}

#[tokio::test]
async fn every_answer_carries_a_number_of_its_own() {
    let (site, _) = site().await;
    let long = format!("/{}", "a".repeat(9_000));
    let addresses =
        ["/", "/", "/nope", "/api/v1/zone", "/healthz", "/readyz", "/robots.txt", "/zone?q=1", &long];
    for (turn, address) in (1..).zip(addresses) {
        assert_eq!(number(&site.get(address).await), format!("it-{turn:x}"), "{address}");
    }
}

#[tokio::test]
async fn a_sound_number_of_a_proxy_is_kept_and_an_odd_one_is_not() {
    let (site, _) = site().await;
    for address in ["/", "/", "/nope", "/healthz"] {
        let kept = site.get_with(address, &[("x-request-id", "Proxy_1.a-b")]).await;
        assert_eq!(number(&kept), "Proxy_1.a-b", "{address}");
        let replaced = site.get_with(address, &[("x-request-id", "<script>")]).await;
        assert!(number(&replaced).starts_with("it-"), "{address}");
    }
}

#[tokio::test]
async fn an_error_names_the_number_of_its_request() {
    let (site, _) = site().await;
    let sent = [("x-request-id", "proxy-7")];
    let problem = site.get_with("/api/v1/nope", &sent).await.value();
    assert_eq!(problem["request_id"], "proxy-7");
    for (address, label) in [("/nope", "오류 번호"), ("/en/nope", "Error number")] {
        let page = site.get_with(address, &sent).await.body;
        assert!(page.contains(label) && page.contains("<code>proxy-7</code>"), "{address}");
    }
    assert!(!site.get_with("/", &sent).await.body.contains("proxy-7"), "a page is the same for everybody");
}

#[tokio::test]
async fn requests_are_counted_by_the_template_of_their_route() {
    let (site, handle) = site().await;
    let id = teukgu_testkit::yangjae().programmes()[0].id.to_string();
    for address in [&format!("/programmes/{id}"), "/programmes/nope", "/programmes/nope-2", "/no/such/place"]
    {
        site.get(address).await;
    }
    let text = handle.render();
    for line in [
        "teukgu_http_requests_total{method=\"GET\",route=\"/programmes/{id}\",status=\"200\"} 1",
        "teukgu_http_requests_total{method=\"GET\",route=\"/programmes/{id}\",status=\"404\"} 2",
        "teukgu_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        "teukgu_http_requests_in_flight 0",
        "teukgu_build_info{version=",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("nope") && !text.contains(&id), "{text}");
}

#[tokio::test]
async fn a_page_that_lies_ready_is_counted_as_its_first_rendering_was() {
    let (site, handle) = site().await;
    let etag = site.get("/zone").await.header("etag").to_owned();
    site.get("/zone").await;
    site.get_with("/zone", &[("if-none-match", &etag)]).await;
    site.get("/robots.txt").await;
    let text = handle.render();
    for line in [
        "teukgu_http_requests_total{method=\"GET\",route=\"/zone\",status=\"200\"} 2",
        "teukgu_http_requests_total{method=\"GET\",route=\"/zone\",status=\"304\"} 1",
        "teukgu_http_request_duration_seconds_count{method=\"GET\",route=\"/zone\"} 3",
        "teukgu_page_cache_hits_total 2",
        "teukgu_page_cache_misses_total 1",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[tokio::test]
async fn a_portal_is_ready_once_its_record_holds_the_zone() {
    let zone = teukgu_testkit::yangjae();
    let site = crate::support::empty_site(&zone).await;
    let early = site.get("/readyz").await;
    assert_eq!(early.status, 503);
    assert_eq!(early.body, "not ready: the record holds no zone yet");
    site.load(&zone).await;
    let ready = site.get("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.body.as_str()), (200, "ready"));
    assert_eq!(ready.header("cache-control"), "no-store");
}

/// Collects what is logged while a test runs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
    }

    fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Works with everything that is logged, in every detail.
async fn logged<T>(work: impl Future<Output = T>) -> Log {
    let log = Log::default();
    let sink = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || sink.clone())
        .finish();
    work.with_subscriber(subscriber).await;
    log
}

#[tokio::test]
async fn a_request_is_one_line_with_its_fields() {
    let (site, _) = site().await;
    let log = logged(async { site.get("/programmes/nope").await }).await;
    let lines = log.lines();
    let line = lines.iter().find(|line| line["message"] == "request").unwrap();
    assert_eq!(line["level"], "DEBUG");
    assert_eq!((&line["http.method"], &line["http.route"]), (&"GET".into(), &"/programmes/{id}".into()));
    assert_eq!((&line["http.status"], &line["request.id"]), (&404.into(), &"it-1".into()));
    assert!(line["bytes"].as_u64().unwrap() > 0 && line["duration_ms"].is_number(), "{line}");
}

#[tokio::test]
async fn nothing_that_a_visitor_sends_reaches_the_log_or_the_counts() {
    let (site, handle) = site().await;
    let log = logged(async {
        let odd_number = format!("({SECRET})");
        let headers = [
            ("cookie", SECRET),
            ("user-agent", SECRET),
            ("referer", SECRET),
            ("x-forwarded-for", SECRET),
            ("x-request-id", &odd_number),
        ];
        for place in ["/", "/programmes/", "/law/", "/api/v1/programmes/", "/tiles/", "/assets/", "/readyz/"]
        {
            site.get_with(&format!("{place}{SECRET}"), &headers).await;
            site.get_with(&format!("{place}?q={SECRET}&{SECRET}"), &headers).await;
        }
        let form = ("content-type", "application/x-www-form-urlencoded");
        for place in ["/check", "/settings/display", "/api/v1/ask", "/nope"] {
            site.post(place, &[form, headers[0]], format!("mode={SECRET}&{SECRET}=1")).await;
            site.post(place, &[("content-type", "application/json")], format!("{{\"a\":\"{SECRET}\"}}"))
                .await;
        }
        site.send_as(SECRET, "/", &headers).await;
    })
    .await;
    let text = log.text();
    assert!(text.lines().count() > 20, "{text}");
    assert!(!text.contains(SECRET) && !text.contains("gildong"), "{text}");
    assert!(!handle.render().contains(SECRET));
}

#[tokio::test]
async fn a_failure_and_a_slow_answer_are_warnings() {
    let (instruments, _) = instruments();
    let failing = crate::support::empty_site(&teukgu_testkit::yangjae()).await;
    let log = logged(async { failing.get("/zone").await }).await;
    assert!(
        log.lines().iter().any(|line| line["level"] == "WARN" && line["http.status"] == 503),
        "{}",
        log.text()
    );
    let instruments = Instruments { elapsed: in_steps_of_two_seconds, ..instruments };
    let slow = observed_site(&teukgu_testkit::yangjae(), instruments).await;
    let log = logged(async { slow.get("/zone").await }).await;
    let warned = |line: &Value| line["level"] == "WARN" && line["duration_ms"] == 2000.0;
    assert!(log.lines().iter().any(warned), "{}", log.text());
}

/// A clock that goes on by two seconds whenever it is looked at.
fn in_steps_of_two_seconds() -> Duration {
    static LOOKS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    Duration::from_secs(2 * LOOKS.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}
