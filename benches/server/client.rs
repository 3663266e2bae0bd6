//! One who calls the server.

use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// One connection that is kept open.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Client {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Client { stream: BufReader::new(stream), host: address.to_string(), cookie: String::new() }
    }

    /// The same person over another connection.
    pub(crate) async fn another(&self) -> Client {
        let address = self.host.parse().unwrap();
        Client { cookie: self.cookie.clone(), ..Client::connect(address).await }
    }

    pub(crate) async fn json(&mut self, method: &str, path: &str, body: &str) -> (u16, Vec<u8>) {
        self.call(method, path, "application/json", body.as_bytes()).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> (u16, Vec<u8>) {
        self.call("GET", path, "application/json", b"").await
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn call(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsixfold-client: bench\r\ncookie: {}\r\ncontent-type: {kind}\r\n\
             content-length: {}\r\n\r\n",
            self.host,
            self.cookie,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.stream.write_all(&request).await.unwrap();
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).await.unwrap();
            let text = line.trim_end();
            if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
                status = rest[..3].parse().unwrap();
            } else if let Some(rest) = text.strip_prefix("content-length: ") {
                length = rest.parse().unwrap();
            } else if let Some(rest) = text.strip_prefix("set-cookie: sixfold=") {
                self.cookie = format!("sixfold={}", rest.split(';').next().unwrap());
            } else if text.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.unwrap();
        (status, body)
    }
}
