//! A small mail server that does as it is told.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server says at each step; an empty answer breaks the connection, `hang` never answers.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) greeting: &'static str,
    pub(crate) hello: &'static str,
    pub(crate) auth: &'static str,
    pub(crate) mail: &'static str,
    pub(crate) rcpt: &'static str,
    pub(crate) text: &'static str,
}

/// One that takes everything.
pub(crate) const TAKES: Script = Script {
    greeting: "220 mail.example",
    hello: "250-mail.example\r\n250 AUTH PLAIN LOGIN",
    auth: "235 welcome",
    mail: "250 ok",
    rcpt: "250 ok",
    text: "250 2.0.0 queued as 17",
};

pub(crate) const HANG: &str = "hang";

/// A running server and what it was told: every line, from every connection.
pub(crate) struct Server {
    pub(crate) port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let server = Self { port, heard: Arc::clone(&heard) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, script.clone(), Arc::clone(&heard)));
            }
        });
        server
    }

    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

async fn serve(stream: TcpStream, script: Script, heard: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    let mut is_text = false;
    if !say(&mut stream, script.greeting).await {
        return;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end().to_owned();
        heard.lock().unwrap().push(line.clone());
        let answer = match line.as_str() {
            "." if is_text => {
                is_text = false;
                script.text
            }
            _ if is_text => continue,
            "DATA" => {
                is_text = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            line if line.starts_with("EHLO") => script.hello,
            line if line.starts_with("AUTH") => script.auth,
            line if line.starts_with("MAIL") => script.mail,
            line if line.starts_with("RCPT") => script.rcpt,
            _ => "500 what?",
        };
        if !say(&mut stream, answer).await {
            return;
        }
    }
}

/// Answers; false if the connection is over.
async fn say(stream: &mut BufReader<TcpStream>, answer: &str) -> bool {
    match answer {
        "" => false,
        HANG => std::future::pending().await,
        _ => stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_ok(),
    }
}
