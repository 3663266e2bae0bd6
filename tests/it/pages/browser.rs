//! A Chromium of the test's own, driven over WebDriver.

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::prelude::*;

/// How long something on a page may take on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

/// A browser with a profile of its own. It is gone with the value.
pub(super) struct Browser {
    pub(super) driver: WebDriver,
    process: Child,
    profile: PathBuf,
    _own: Option<TempDir>,
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end();
    }
}

/// The driver and its port; none where it ended before it listened.
fn driver() -> Option<(Child, u16)> {
    let mut process = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("these tests need Chromium and its driver: run them with ./test, which installs them");
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port = lines.map_while(Result::ok).find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').trim().parse::<u16>().ok()
    });
    if port.is_none() {
        process.wait().unwrap();
    }
    Some((process, port?))
}

impl Browser {
    /// Starts one that asks for pages in a language.
    pub(super) async fn start(language: &str) -> Browser {
        let profile = TempDir::new().unwrap();
        let mut browser = Browser::start_in(language, profile.path()).await;
        browser._own = Some(profile);
        browser
    }

    /// Starts one with a profile that may have been another's.
    pub(super) async fn start_in(language: &str, profile: &Path) -> Browser {
        // It ends by itself where another test takes the port that it chose, between the choice and the taking.
        let (process, port) =
            (0..5).find_map(|_| driver()).expect("the driver says on which port it listens");
        let mut wanted = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            // What glides away under a click is not clicked.
            "--force-prefers-reduced-motion",
            "--window-size=1200,900",
            &format!("--lang={language}"),
            &format!("--accept-lang={language}"),
            &format!("--user-data-dir={}", profile.display()),
        ] {
            wanted.add_arg(argument).unwrap();
        }
        let driver = WebDriver::new(&format!("http://127.0.0.1:{port}"), wanted).await.unwrap();
        driver.set_script_timeout(LONGEST).await.unwrap();
        driver.set_page_load_timeout(LONGEST).await.unwrap();
        Browser { driver, process, profile: profile.to_owned(), _own: None }
    }

    /// Ends it as a battery does, and leaves its profile as it is in that moment.
    pub(super) async fn kill(mut self) {
        self.end();
        // What held the profile is gone when its lock names nobody.
        let _ = std::fs::remove_file(self.profile.join("SingletonLock"));
    }

    /// Ends the driver and every process of its browser at once: a driver that is killed leaves its browser behind.
    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let name = format!("--user-data-dir={}", self.profile.display());
        for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            let said = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let is_ours = said.split(|byte| *byte == 0).any(|argument| argument == name.as_bytes());
            if let (true, Some(id)) = (is_ours, Pid::from_raw(id)) {
                let _ = kill_process(id, Signal::KILL);
            }
        }
    }

    pub(super) async fn goto(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
    }

    /// The one thing that a selector finds, when it is there.
    pub(super) async fn find(&self, selector: &str) -> WebElement {
        let query = self.driver.query(By::Css(selector)).wait(LONGEST, Duration::from_millis(50));
        match query.first().await {
            Ok(found) => found,
            Err(error) => panic!("{selector}: {error}\n{}", self.text().await),
        }
    }

    pub(super) async fn count(&self, selector: &str) -> usize {
        self.driver.find_all(By::Css(selector)).await.unwrap().len()
    }

    pub(super) async fn click(&self, selector: &str) {
        let found = self.find(selector).await;
        found.scroll_into_view().await.unwrap();
        found.click().await.unwrap();
    }

    pub(super) async fn fill(&self, selector: &str, text: &str) {
        let found = self.find(selector).await;
        found.clear().await.unwrap();
        found.send_keys(text).await.unwrap();
    }

    /// Waits until the page says something.
    pub(super) async fn says(&self, text: &str) {
        let until = tokio::time::Instant::now() + LONGEST;
        while !self.text().await.contains(text) {
            assert!(
                tokio::time::Instant::now() < until,
                "{text:?} is not on the page:\n{}",
                self.text().await
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the browser is at a path.
    pub(super) async fn at(&self, path: &str) {
        let until = tokio::time::Instant::now() + LONGEST;
        while self.path().await != path {
            assert!(tokio::time::Instant::now() < until, "at {} and not {path}", self.path().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(super) async fn path(&self) -> String {
        self.driver.current_url().await.unwrap().path().to_owned()
    }

    /// What a person reads.
    pub(super) async fn text(&self) -> String {
        let text = self.run("return document.body ? document.body.innerText : ''").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script of the test's on the page; its rules for its own scripts do not bind it.
    pub(super) async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    pub(super) async fn run_with(&self, script: &str, values: Vec<Value>) -> Value {
        let mut tries = 0;
        loop {
            match self.driver.execute(script, values.clone()).await {
                Ok(answer) => return answer.json().clone(),
                // The page is being replaced in this moment.
                Err(_) if tries < 40 => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("{error}"),
            }
            tries += 1;
        }
    }

    /// Runs a script that ends by calling its last argument.
    pub(super) async fn run_to_end(&self, script: &str) -> Value {
        self.driver.execute_async(script, Vec::new()).await.unwrap().json().clone()
    }

    /// Something that only the browser's own protocol does.
    pub(super) async fn protocol(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap()
    }

    /// Makes the window so many pixels wide, as a telephone's is.
    pub(super) async fn wide(&self, pixels: u32) {
        let size = json!({"width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": false});
        self.protocol("Emulation.setDeviceMetricsOverride", size).await;
    }
}
