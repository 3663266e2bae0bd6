//! Making a release anew from what was frozen with it, and checking why it was safe.

use super::intake::bytes_of;
use super::releases::{Working, protected};
use super::{CaseError, Desk, Release};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::access::act;
use domain::id::ReleaseId;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use report::ReportError;
use report::release::{Edition, Proof, verify};
use serde::{Deserialize, Serialize};
use std::io::Read;
use store::ReleaseRow;
use tokio::sync::Semaphore;

/// Why what was tried on a release found nothing.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proven {
    /// How many releases had been out when it was attacked.
    pub(super) seen: u64,
    /// The proofs against each attacker, as JSON that is deflated and written in base64: they are larger than all else
    /// that is kept of a release, and nobody but [`Desk::reproduce_release`] reads them.
    packed: String,
}

/// One release at a time is made anew: it takes a core for as long as protecting it did.
static AT_WORK: Semaphore = Semaphore::const_new(1);

/// More than proofs ever take unpacked.
const MAX_PROOFS: u64 = 1 << 28;

impl Proven {
    /// # Errors
    /// [`CaseError::Output`] if they cannot be packed: a release is not kept with half a proof.
    pub(super) fn new(seen: u64, proofs: &[Proof]) -> Result<Proven, CaseError> {
        let mut packing = ZlibEncoder::new(Vec::new(), Compression::default());
        serde_json::to_writer(&mut packing, proofs).map_err(|error| CaseError::Output(error.into()))?;
        let packed = packing.finish().map_err(CaseError::Output)?;
        Ok(Proven { seen, packed: BASE64_STANDARD.encode(packed) })
    }

    fn proofs(&self) -> Option<Vec<Proof>> {
        let packed = BASE64_STANDARD.decode(&self.packed).ok()?;
        serde_json::from_reader(ZlibDecoder::new(&packed[..]).take(MAX_PROOFS)).ok()
    }
}

/// What came of making a release anew: the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reproduced {
    /// For each attacker how many figures the certificate kept with the release still proves safe, by additions alone; those of
    /// which more was known before are not among them.
    /// None where no certificate was kept: the release was drafted before they were, or gives figures away.
    pub proven: Option<Vec<usize>>,
}

/// Why a release is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReproduced {
    /// The log no longer holds what it held when the release was drafted.
    #[error(
        "the checkpoint in the release no longer verifies against the log: run `sixfold audit verify`, and find out \
         what happened before anybody relies on the release"
    )]
    Checkpoint,
    /// Other bytes come out.
    #[error(
        "what comes out now is not what was released: this program counts or protects otherwise than the one that \
         drafted it; reproduce it with the version of that day"
    )]
    Differs,
    /// The certificate proves nothing.
    #[error(
        "{0}: attack the released files anew (`sixfold attack`), and withdraw the release if that finds anything"
    )]
    Unproven(String),
}

impl Desk {
    /// Makes a release anew from what was frozen with it, compares it to the byte, and checks the proof that it was
    /// safe, without searching anything.
    ///
    /// # Errors
    /// [`CaseError::NotReproduced`] where the log is not the one that it was counted from, other bytes come out, or the
    /// proof does not hold.
    pub async fn reproduce_release(&self, id: ReleaseId) -> Result<Reproduced, CaseError> {
        let permit = self.permit::<act::ReviewReleases>().await?;
        let _turn = AT_WORK.try_acquire().map_err(|_| CaseError::Crowded)?;
        let rows = self.all_releases(&permit).await?;
        let row = rows.iter().find(|row| row.id == id).ok_or(CaseError::NotFound)?;
        let (release, working) = (self.open_release(row)?, self.open_working(row)?);
        if !self.checkpoint_holds(&release.checkpoint).await? {
            return Err(NotReproduced::Checkpoint.into());
        }
        let out: Vec<ReleaseRow> = rows.iter().filter(|row| row.ordinal.is_some()).cloned().collect();
        let earlier = |seen: u64| {
            let seen = usize::try_from(seen).unwrap_or(usize::MAX).min(out.len());
            self.editions(&out[..seen])
        };
        again(release, working, earlier)
    }
}

/// A release made anew from what it was made of, beside as many releases as had been out.
fn again(
    release: Release,
    working: Working,
    earlier: impl Fn(u64) -> Result<Vec<Edition>, CaseError>,
) -> Result<Reproduced, CaseError> {
    let Working { exact, edition, seen, attempts, proven } = working;
    let new = Edition { document: exact, ..edition.clone() };
    let made = Release { document: protected(&new, &earlier(seen)?)?, ..release.clone() };
    if bytes_of(&made) != bytes_of(&release) {
        return Err(NotReproduced::Differs.into());
    }
    let Some(proven) = proven else { return Ok(Reproduced { proven: None }) };
    let proofs = proven.proofs().ok_or_else(|| CaseError::Unreadable(release.id.to_string()))?;
    // What is proven is what its audience holds.
    let edition = Edition { document: release.document, policy: release.policy, ..edition };
    let earlier = earlier(proven.seen)?;
    match tokio::task::block_in_place(|| verify(&edition, &earlier, &attempts, &proofs)) {
        Ok(proven) => Ok(Reproduced { proven: Some(proven) }),
        Err(ReportError::Disclosure(error)) => Err(NotReproduced::Unproven(error.to_string()).into()),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casework::releases::attacked;
    use report::release::Excused;
    use serde_json::{Value, json};

    fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).unwrap()
    }

    /// A release of one table, in which girls are few.
    fn released() -> (Release, impl Fn() -> Working) {
        let fine = [("boy", 30), ("girl", 2), ("unknown", 40)].map(|(sex, count)| {
            json!({"month": "2025-10-01", "part": "in_time", "kind": "killing", "sex": sex, "parties": [], "area": "",
                "year": 2025, "count": count})
        });
        let row = json!({"key": "killing", "boys": 30, "girls": 2, "unknown": 40, "total": 72});
        let exact = json!({
            "schema": "sixfold.tables/1", "report": "ghn", "situation": "XAR", "tier": "public",
            "period": {"from": "2025-10-01", "to": "2025-12-31"}, "attribution": "joint", "as_of": "2026-01-10",
            "area_level": 1, "tables": [{"id": "verified.victims", "rows": [row]}],
        });
        let new = Edition {
            document: read(exact),
            fine: read(json!({"violations": fine, "several": [], "incidents": [], "categories": {}})),
            policy: disclosure::Policy::floor(disclosure::Tier::Public),
            exempt: Default::default(),
            knowledge: 0,
        };
        let document = protected(&new, &[]).unwrap();
        assert_ne!(document, new.document);
        let edition = Edition { document: document.clone(), ..new.clone() };
        let working = move || {
            let (attempts, proven) = attacked(&edition, &[]).unwrap();
            Working { exact: new.document.clone(), edition: edition.clone(), seen: 0, attempts, proven }
        };
        let release = Release {
            schema: "sixfold.release/1".to_owned(),
            id: ReleaseId([7; 16]),
            drafted_on: jiff::civil::date(2026, 1, 10),
            counting_rules: "1".to_owned(),
            template: String::new(),
            checkpoint: String::new(),
            supersedes: None,
            policy: working().edition.policy,
            exempt: Vec::new(),
            amendments: Vec::new(),
            narrative: String::new(),
            names: None,
            document,
        };
        (release, working)
    }

    fn outcome(release: &Release, working: Working) -> Result<Reproduced, String> {
        again(release.clone(), working, |_| Ok(Vec::new())).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_as_it_was_is_told_apart() {
        let (release, working) = released();
        let attempts = working().attempts;
        assert_eq!(attempts[0].known_before, 0);
        let proven = attempts.iter().map(|attempt| attempt.protected).collect();
        assert_eq!(outcome(&release, working()).unwrap(), Reproduced { proven: Some(proven) });
        let mut other = release.clone();
        other.document.tables[0].rows[0].suppressed.clear();
        assert!(outcome(&other, working()).unwrap_err().contains("is not what was released"));
        // What is kept of a release that was drafted before proofs were.
        let mut before = serde_json::to_value(working()).unwrap();
        before.as_object_mut().unwrap().remove("proven");
        assert_eq!(outcome(&release, read(before)).unwrap(), Reproduced { proven: None });
        let mut forged = working();
        let mut proofs = forged.proven.unwrap().proofs().unwrap();
        proofs[0].pairs.fill((0, 0));
        forged.proven = Some(Proven::new(0, &proofs).unwrap());
        let told = outcome(&release, forged).unwrap_err();
        assert!(
            told.contains("does not differ by") && told.contains("attack the released files anew"),
            "{told}"
        );
        // Figures that are excused though the co-chairs were shown that nothing had been known of them.
        let mut forged = working();
        let mut proofs = forged.proven.unwrap().proofs().unwrap();
        proofs[0].pairs.fill((0, 0));
        proofs[0].excused = (0..attempts[0].protected)
            .map(|figure| Excused { figure, width: 0, may_be_zero: false })
            .collect();
        forged.proven = Some(Proven::new(0, &proofs).unwrap());
        let told = outcome(&release, forged).unwrap_err();
        assert!(told.contains("of 0 figures that more had been known"), "{told}");
    }

    /// A release that was frozen before plans were settings comes out as the same bytes.
    #[test]
    fn a_release_frozen_without_a_plan_is_made_anew_to_the_byte() {
        let (mut release, working) = released();
        release.policy.plan = None;
        let frozen = bytes_of(&release);
        assert!(!String::from_utf8_lossy(&frozen).contains("shortest_period"));
        let release: Release = serde_json::from_slice(&frozen).unwrap();
        assert_eq!(bytes_of(&release), frozen);
        let mut working = working();
        working.edition.policy.plan = None;
        assert!(outcome(&release, working).unwrap().proven.is_some());
    }
}
