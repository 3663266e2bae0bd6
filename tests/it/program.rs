//! The program as somebody at a terminal has it: the binary, its files, its words and its exit status.

use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use store::Location;
use tempfile::TempDir;
use vault::NodeKey;

/// A folder with a store that the program made.
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
    url: String,
    /// Inputs and outputs, apart from the store.
    pub(crate) desk: TempDir,
    passwords: RefCell<BTreeMap<String, String>>,
    _own: Option<TempDir>,
}

/// What a call gave.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn done(self) -> Said {
        assert_eq!(self.status, 0, "{self:?}");
        self
    }

    /// Refused with a status and words that name what is wrong or what to do.
    pub(crate) fn refused(self, status: i32, words: &[&str]) -> Said {
        assert_eq!(self.status, status, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not in {self:?}");
        }
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }
}

impl Site {
    pub(crate) fn new() -> Site {
        let own = TempDir::new().unwrap();
        let site = Self::in_folder(own.path());
        Site { _own: Some(own), ..site }
    }

    /// With the embedded store in a folder.
    pub(crate) fn in_folder(folder: &Path) -> Site {
        Self::made(folder, format!("sqlite://{}", folder.join("store.db").display()))
    }

    /// With a store that is elsewhere; the node's key is in the folder.
    pub(crate) fn made(folder: &Path, url: String) -> Site {
        let desk = TempDir::new().unwrap();
        let register = desk.path().join("register");
        fs::create_dir(&register).unwrap();
        fs::create_dir(desk.path().join("tmp")).unwrap();
        fs::write(
            register.join("areas.csv"),
            "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR01002,Hill,2,XAR01\n",
        )
        .unwrap();
        fs::write(
            register.join("parties.csv"),
            "code,name,category\nXAR-P1,Front,armed_group\nXAR-P4,Army,armed_force\n",
        )
        .unwrap();
        let site = Site { folder: folder.to_owned(), url, desk, passwords: RefCell::default(), _own: None };
        let accounts = site.desk.path().join("accounts.json");
        let said = site.call(
            &[
                "init",
                "--situation",
                "XAR",
                "--name",
                "Arandia",
                "--register",
                register.to_str().unwrap(),
                "--accounts-out",
                accounts.to_str().unwrap(),
            ],
            None,
        );
        said.done();
        let made: Value = serde_json::from_slice(&fs::read(accounts).unwrap()).unwrap();
        for account in made["accounts"].as_array().unwrap() {
            let text = |key: &str| account[key].as_str().unwrap().to_owned();
            site.now_has(&text("login"), &text("password"));
        }
        site
    }

    /// Where its store is.
    pub(crate) fn location(&self) -> Location {
        Location::parse(&self.url).unwrap()
    }

    /// Where its store is, as calls say it.
    pub(crate) fn location_text(&self) -> &str {
        &self.url
    }

    /// The key of its node.
    pub(crate) fn node_key(&self) -> NodeKey {
        let text = fs::read_to_string(self.folder.join("store.db.node-key")).unwrap();
        NodeKey::from_text(text.trim()).unwrap()
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.folder.join("store.db")
    }

    pub(crate) fn password(&self, login: &str) -> String {
        self.passwords.borrow()[login].clone()
    }

    /// Calls of a login have another password from now on.
    pub(crate) fn now_has(&self, login: &str, password: &str) {
        self.passwords.borrow_mut().insert(login.to_owned(), password.to_owned());
    }

    /// A call that is not yet made: nothing of the caller's environment reaches it.
    pub(crate) fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
            .env("TMPDIR", self.desk.path().join("tmp"))
            .env("RUST_LOG", "trace")
            .env("SIXFOLD_STORE", &self.url)
            .env("SIXFOLD_NODE_KEY", self.folder.join("store.db.node-key"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Makes a call, with a password in the environment.
    pub(crate) fn call(&self, arguments: &[&str], password: Option<&str>) -> Said {
        let mut command = self.command(env!("CARGO_BIN_EXE_sixfold"), arguments);
        if let Some(password) = password {
            command.env("SIXFOLD_PASSWORD", password);
        }
        self.ended(command.spawn().unwrap())
    }

    /// Makes a call of somebody in the situation.
    pub(crate) fn by(&self, login: &str, arguments: &[&str]) -> Said {
        let arguments = [arguments, &["--situation", "XAR", "--login", login]].concat();
        self.call(&arguments, Some(&self.password(login)))
    }

    pub(crate) fn ended(&self, child: Child) -> Said {
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let said = Said {
            status: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        for password in self.passwords.borrow().values() {
            assert!(!said.out.contains(password) && !said.err.contains(password), "a password was shown");
        }
        said
    }

    /// A file outside the store's folder.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.desk.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Every document that is stored, by its external id; the audit must find nothing.
    pub(crate) fn sound(&self) -> BTreeMap<String, Value> {
        let said = self.call(&["audit", "verify"], None).done();
        assert_eq!(said.json()["findings"], Value::Array(Vec::new()), "{said:?}");
        let said = self.by("cochair-1", &["facts", "check"]).done();
        assert_eq!(said.json()["differing"], Value::Array(Vec::new()), "{said:?}");
        let export = ["export", "--for", "unicef"];
        let mut said = self.by("cochair-1", &export);
        if said.err.contains("more than 100 incidents") {
            let proposed = self.by("cochair-1", &["proposal", "export", "--for", "unicef"]).done().json();
            let text = |key: &str| proposed[key].as_str().unwrap();
            let approval = ["proposal", "approve", "--proposal", text("id"), "--digest", text("digest")];
            self.by("cochair-2", &approval).done();
            said = self.by("cochair-1", &export);
        }
        said.done()
            .out
            .lines()
            .map(|line| {
                let document: Value = serde_json::from_str(line).unwrap();
                (document["external_id"].as_str().unwrap().to_owned(), document)
            })
            .collect()
    }
}

/// Documents as a file has them, one a line.
pub(crate) fn lines(documents: &[Value]) -> Vec<u8> {
    documents.iter().flat_map(|document| format!("{document}\n").into_bytes()).collect()
}
