//! Somebody who calls a server over a real connection. A plain one: what it sends is what the test says.

use serde_json::Value;
use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Turned away for now, as it should be: a time to wait, a reference, and nothing of what is behind.
    pub(crate) fn is_for_now(&self) -> &Self {
        assert_eq!(self.status, 503, "{self:?}");
        assert!(self.header("retry-after").unwrap().parse::<u32>().unwrap() > 0, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        let problem = self.json();
        assert_eq!(problem["reference"].as_str().map(str::len), Some(8), "{problem}");
        let text = problem.to_string().to_lowercase();
        for word in ["select", "sql", "postgres", "error", "127.0.0.1", "pool", "/", "connection", "os "] {
            assert!(!text.contains(word), "{word:?} in {text}");
        }
        self
    }
}

/// One connection, made anew when it was lost.
pub(crate) struct Client {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    host: String,
    pub(crate) cookie: String,
}

impl Client {
    pub(crate) fn at(address: SocketAddr) -> Client {
        Client { address, stream: None, host: address.to_string(), cookie: String::new() }
    }

    /// The same person over another connection, perhaps to another node.
    pub(crate) fn also_at(&self, address: SocketAddr) -> Client {
        Client { cookie: self.cookie.clone(), ..Client::at(address) }
    }

    /// Somebody who knows the server by another name.
    pub(crate) fn named(&self, host: &str) -> Client {
        Client { host: host.to_owned(), ..self.also_at(self.address) }
    }

    /// The same person over another connection.
    pub(crate) fn another(&self) -> Client {
        self.also_at(self.address)
    }

    /// Signs in with the generated password and chooses another one.
    pub(crate) fn settled(address: SocketAddr, login: &str, generated: &str) -> Client {
        let mut client = Client::at(address);
        let shown = serde_json::json!({"login": login, "password": generated});
        let answer = client.json("POST", "/api/v1/session", &shown);
        assert_eq!(answer.status, 204, "{answer:?}");
        let chosen = serde_json::json!({"password": Self::chosen(login)});
        let answer = client.json("PUT", "/api/v1/session/password", &chosen);
        assert_eq!(answer.status, 204, "{answer:?}");
        client
    }

    /// The password that [`Client::settled`] chooses.
    pub(crate) fn chosen(login: &str) -> String {
        format!("kettle orbit {login} plume wharf")
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", path, "", b"").unwrap()
    }

    pub(crate) fn json(&mut self, method: &str, path: &str, body: &Value) -> Answer {
        self.call(method, path, "content-type: application/json\r\n", body.to_string().as_bytes()).unwrap()
    }

    /// Sends a request and reads its answer; an error where none came. It is not sent again.
    pub(crate) fn call(&mut self, method: &str, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        let answer = self.exchange(method, path, headers, body);
        match &answer {
            Ok(answer) => {
                if let Some(cookie) = answer.header("set-cookie") {
                    self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
                }
                if answer.header("connection") == Some("close") {
                    self.stream = None;
                }
            }
            Err(_) => self.stream = None,
        }
        answer
    }

    fn exchange(&mut self, method: &str, path: &str, headers: &str, body: &[u8]) -> Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) if still_open(&stream) => stream,
            _ => connect(self.address)?,
        };
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsixfold-client: test\r\ncookie: {}\r\n{headers}\
             content-length: {}\r\n\r\n",
            self.host,
            self.cookie,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        stream.get_mut().write_all(&request)?;
        let answer = read(&mut stream)?;
        self.stream = Some(stream);
        Ok(answer)
    }
}

/// A connection on which an answer is waited for longer than any may take (half a minute), and not for ever.
pub(crate) fn connect(address: SocketAddr) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(45)))?;
    Ok(BufReader::new(stream))
}

/// Whether the server has not ended an idle connection meanwhile.
fn still_open(stream: &BufReader<TcpStream>) -> bool {
    let stream = stream.get_ref();
    let open = stream.set_nonblocking(true).and_then(|()| stream.peek(&mut [0]));
    let waits = open.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock);
    waits && stream.set_nonblocking(false).is_ok()
}

pub(crate) fn read(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let from = head.len();
        if stream.read_line(&mut head)? == 0 {
            return Err(Error::other("the connection ended"));
        }
        let line = head[from..].trim_end();
        if let Some(said) = line.strip_prefix("content-length: ") {
            length = said.parse().map_err(Error::other)?;
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    let status = head.get(9..12).and_then(|digits| digits.parse().ok());
    Ok(Answer { status: status.ok_or_else(|| Error::other("no status"))?, head, body })
}
