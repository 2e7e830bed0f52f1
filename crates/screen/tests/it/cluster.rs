//! The same job on a scheduler and two executors, also with one of them killed.

use crate::support::{folder, json, program, register, screened, screening, strs};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A process that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Returns a port that nobody listens on, and whose follower is free as well.
fn free_port() -> u16 {
    loop {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if port < 65_000 && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return port;
        }
    }
}

fn start(dir: &Path, words: &[&str]) -> Service {
    let log =
        std::fs::File::create(dir.join(format!("{}.log", words.concat().replace([':', '/'], "")))).unwrap();
    let child = program().current_dir(dir).args(words).stdout(Stdio::null()).stderr(log).spawn().unwrap();
    Service(child)
}

fn wait_for(port: u16) {
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(30), "nobody listens on {port}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_cluster_gives_the_findings_of_one_machine_also_after_it_lost_an_executor() {
    let dir = folder();
    let dir = dir.path();
    register(dir, "r.parquet", 6_000);
    register(dir, "s.csv", 1_000);
    let here = screened(dir, "r.parquet", &[]);
    let ports = [free_port(), free_port(), free_port()];
    let scheduler = format!("df://127.0.0.1:{}", ports[0]);
    let _scheduler = start(dir, &["scheduler", "--listen", &format!("127.0.0.1:{}", ports[0])]);
    wait_for(ports[0]);
    let executor = |port: u16| {
        let listen = format!("127.0.0.1:{port}");
        let service =
            start(dir, &["executor", "--scheduler", &scheduler, "--listen", &listen, "--threads", "1"]);
        wait_for(port);
        service
    };
    let (first, _second) = (executor(ports[1]), executor(ports[2]));
    let more = ["--out", "there.parquet", "--scheduler", &scheduler];
    let there = json(dir, &strs(&screening("r.parquet", &more)));
    for key in ["digest", "pairs", "rows_in_zones", "zones", "buckets"] {
        assert_eq!(there[key], here[key], "{key}");
    }
    drop(first);
    let there = json(dir, &strs(&screening("r.parquet", &more)));
    assert_eq!(there["digest"], here["digest"]);
    let csv = json(dir, &strs(&screening("s.csv", &more)));
    assert_eq!(csv["digest"], screened(dir, "s.csv", &[])["digest"]);
}
