//! Incidents that are likely the same one: found by opening and comparing, never by an index.
//!
//! The packed facts, unpacked once, rule out nearly all others and tell what is usual; of the rest the coded halves are
//! opened, and of those that may still be the same the identity halves, where the person may read them. Whether a pair
//! is shown depends on what else either of the two may be, so the links of both are looked at.

use super::{CaseError, Desk, on_all_cores};
use domain::access::{self, Permit, act};
use domain::audit::LogAct;
use domain::duplicates::{Likeness, Link, Neighbours, Outline, Sketch, Usual};
use domain::id::IncidentId;
use domain::interchange::{Incident, merge};
use domain::record::{CaseRecord, ToldApart};
use domain::violation::IncidentStatus;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::IncidentRow;
use vault::Compartment;

/// The likely duplicates of one incident that are shown.
const MOST_OF_ONE: usize = 20;
/// Incidents that are looked at at once on the way through all of them.
const STRIDE: usize = 100;
/// Records that one page opens before it says how to go on.
const MOST_OPENED: usize = 5_000;
/// Records that are read at once.
const PAGE: usize = 200;

/// An incident that may be another one.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub id: IncidentId,
    /// Its number: the place in lists.
    pub number: u32,
    /// The outside id.
    pub external_id: String,
    /// The version of the record that was compared.
    pub version: u64,
}

/// Two incidents that are likely the same one.
#[derive(Clone, Debug)]
pub struct LikelyPair {
    /// The newer one.
    pub one: Known,
    /// The older one.
    pub other: Known,
    /// How alike they are, and in what.
    pub likeness: Likeness,
}

/// A page of pairs.
#[derive(Clone, Debug)]
pub struct PairPage {
    /// The pairs: those of newer incidents first, the best of each first.
    pub pairs: Vec<LikelyPair>,
    /// Where the next page begins: with incidents before this number.
    pub next: Option<i64>,
}

/// The open incidents, in the order of their numbers, and what the packed facts say of them all.
#[derive(Default)]
struct Placed {
    numbers: Vec<u32>,
    neighbours: Neighbours,
    usual: Usual,
}

impl Placed {
    fn at(&self, number: u32) -> Option<usize> {
        self.numbers.binary_search(&number).ok()
    }

    fn numbered(&self, places: &[usize]) -> Vec<u32> {
        places.iter().filter_map(|at| self.numbers.get(*at).copied()).collect()
    }
}

/// An opened incident.
struct Seen {
    known: Known,
    coded: Sketch,
    /// Incidents from which people told it apart.
    apart: HashSet<IncidentId>,
}

/// A search for duplicates, with what it has opened so far.
struct Hunt<'d> {
    desk: &'d Desk,
    permit: Permit<act::FindDuplicates>,
    /// Where the person may read identity content, and has its key.
    identity: Option<Permit<act::ReadIdentity>>,
    logged: bool,
    placed: Placed,
    seen: HashMap<u32, Seen>,
    whole: HashMap<u32, Sketch>,
    /// What each incident may be, of those that were looked at.
    links: HashMap<u32, Vec<Link>>,
}

impl Desk {
    /// Open incidents that are likely the same as one, the most alike first.
    pub async fn duplicates_of(&self, id: IncidentId) -> Result<Vec<LikelyPair>, CaseError> {
        let finding = self.permit().await?;
        let permit = self.permit::<act::ReadCase>().await?;
        let row = self.store.incidents(&permit, &[id]).await?.pop().ok_or(CaseError::NotFound)?;
        let number = u32::try_from(row.number).map_err(|_| CaseError::Unreadable(id.to_string()))?;
        let mut hunt = self.hunt(finding, Some(number)).await?;
        let Some(this) = hunt.placed.at(number) else { return Ok(Vec::new()) };
        let mut pairs = hunt.likely(&[this], |_, _| true).await?;
        pairs.sort_by(|one, other| best_first(&one.likeness, &other.likeness));
        pairs.truncate(MOST_OF_ONE);
        Ok(pairs)
    }

    /// A page of pairs of open incidents that are likely the same, of which the newer one's number is before `before`.
    /// A page may have fewer pairs than `most`, or none, and still say where the next one begins.
    pub async fn duplicates(&self, before: Option<i64>, most: usize) -> Result<PairPage, CaseError> {
        let mut hunt = self.hunt(self.permit().await?, None).await?;
        let earlier = |number: &u32| before.is_none_or(|before| i64::from(*number) < before);
        let mut at = hunt.placed.numbers.partition_point(earlier);
        let mut pairs: Vec<LikelyPair> = Vec::new();
        while at > 0 && pairs.len() < most && hunt.seen.len() < MOST_OPENED {
            let start = at.saturating_sub(STRIDE);
            let these: Vec<usize> = (start..at).collect();
            pairs.extend(hunt.likely(&these, |this, other| other < this).await?);
            at = start;
        }
        pairs.sort_by(|one, other| {
            other.one.number.cmp(&one.one.number).then_with(|| best_first(&one.likeness, &other.likeness))
        });
        let mut next = (at > 0).then(|| hunt.placed.numbers.get(at).copied().map(i64::from)).flatten();
        if pairs.len() > most {
            // Cut between two incidents, so that the next page begins with one of them.
            let last = pairs[most - 1].one.number;
            pairs.retain(|pair| pair.one.number >= last);
            next = Some(i64::from(last));
        }
        Ok(PairPage { pairs, next })
    }

    /// Says that an incident is not another one, though it is like it: they are not shown together again. Gives the
    /// version of the record that says so.
    pub async fn tell_apart(
        &self,
        id: IncidentId,
        other: IncidentId,
        reason: &str,
    ) -> Result<u64, CaseError> {
        let permit = self.permit::<act::ChangeStage>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut rows = write.incidents(&[id, other]).await?;
        let mut take = |id| {
            let at = rows.iter().position(|row| row.id == id).ok_or(CaseError::NotFound)?;
            Ok::<IncidentRow, CaseError>(rows.swap_remove(at))
        };
        let row = take(id)?;
        let mut record = self.keys.open_to_change(&row)?;
        let external_id = match id == other {
            true => String::new(),
            false => self
                .keys
                .open_case(&take(other)?)
                .and_then(|record| Ok(document(&record, other)?.external_id))?,
        };
        let told = ToldApart {
            id: other,
            external_id,
            by: self.actor.account,
            recorded_on: self.now.today,
            reason: reason.trim().to_owned(),
            version: None,
        };
        if !record.tell_apart(id, told)? {
            return Ok(row.version);
        }
        let version = row.version + 1;
        self.replace_case(&mut write, row, record, LogAct::ToldApart).await?;
        write.commit().await?;
        Ok(version)
    }

    /// A search among the open incidents, and one more that is asked for.
    async fn hunt(
        &self,
        permit: Permit<act::FindDuplicates>,
        asked: Option<u32>,
    ) -> Result<Hunt<'_>, CaseError> {
        let identity = access::permit::<act::ReadIdentity>(&self.actor).ok();
        let identity = identity.filter(|_| self.keys.current(Compartment::Identity).is_ok());
        let registers = &self.situation.registers;
        let (mut numbers, mut outlines, mut usual) = (Vec::new(), Vec::new(), Usual::default());
        self.each_block(&permit, |block| {
            for facts in block.unpack()? {
                let open = facts.status == IncidentStatus::Open;
                if open {
                    usual.add(&facts, registers);
                }
                if open || asked == Some(facts.number) {
                    numbers.push(facts.number);
                    outlines.push(Outline::of(&facts, registers));
                }
            }
            Ok(())
        })
        .await?;
        usual.settle();
        let placed = Placed { numbers, neighbours: Neighbours::of(outlines), usual };
        let (seen, whole, links) = Default::default();
        Ok(Hunt { desk: self, permit, identity, logged: false, placed, seen, whole, links })
    }
}

fn document(record: &CaseRecord, id: IncidentId) -> Result<Incident, CaseError> {
    record.content.incident().map_err(|_| CaseError::Unreadable(id.to_string()))
}

fn best_first(one: &Likeness, other: &Likeness) -> std::cmp::Ordering {
    other.score.total_cmp(&one.score).then_with(|| other.bits.total_cmp(&one.bits))
}

impl Hunt<'_> {
    /// The pairs of some incidents with others, as far as they are wanted, that are likely one.
    async fn likely(
        &mut self,
        these: &[usize],
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Result<Vec<LikelyPair>, CaseError> {
        self.link(these).await?;
        let mut candidates: Vec<(u32, u32)> = Vec::new();
        let mut others: BTreeSet<usize> = BTreeSet::new();
        for this in these {
            let Some(&number) = self.placed.numbers.get(*this) else { continue };
            for link in self.links.get(&number).into_iter().flatten() {
                let Some(other) = self.placed.at(link.to).filter(|other| wanted(*this, *other)) else {
                    continue;
                };
                candidates.push((number, link.to));
                others.insert(other);
            }
        }
        candidates.retain(|(one, other)| self.alike(*one, *other).is_some_and(|alike| alike.is_likely()));
        others.retain(|at| {
            self.placed
                .numbers
                .get(*at)
                .is_some_and(|number| candidates.iter().any(|(_, other)| other == number))
        });
        self.link(&others.into_iter().collect::<Vec<_>>()).await?;
        Ok(candidates.into_iter().filter_map(|(one, other)| self.pair(one, other)).collect())
    }

    /// Finds what each of these may be.
    async fn link(&mut self, these: &[usize]) -> Result<(), CaseError> {
        let numbers = self.placed.numbered(these);
        let new: Vec<usize> = these
            .iter()
            .zip(&numbers)
            .filter(|(_, number)| !self.links.contains_key(number))
            .map(|(at, _)| *at)
            .collect();
        let placed = &self.placed;
        let pairs: Vec<(u32, u32)> = tokio::task::block_in_place(|| {
            let of_one = |this: &usize| {
                let number = placed.numbered(&[*this]);
                let others = placed.numbered(&placed.neighbours.to(*this));
                number.iter().flat_map(|one| others.iter().map(|other| (*one, *other))).collect::<Vec<_>>()
            };
            on_all_cores(&new, of_one).concat()
        });
        self.open(&pairs).await?;
        let hunt = &*self;
        let may_be = tokio::task::block_in_place(|| on_all_cores(&pairs, |pair| hunt.may_be(pair)));
        let pairs: Vec<(u32, u32)> =
            pairs.into_iter().zip(may_be).filter(|(_, may_be)| *may_be).map(|(pair, _)| pair).collect();
        if self.identity.is_some() {
            self.open_identity(&pairs).await?;
        }
        let hunt = &*self;
        let alike =
            tokio::task::block_in_place(|| on_all_cores(&pairs, |(one, other)| hunt.alike(*one, *other)));
        self.links.extend(hunt.placed.numbered(&new).into_iter().map(|number| (number, Vec::new())));
        for ((one, to), likeness) in pairs.into_iter().zip(alike) {
            if let Some(likeness) = likeness.filter(Likeness::is_link) {
                self.links.entry(one).or_default().push(Link { to, bits: likeness.bits });
            }
        }
        Ok(())
    }

    /// Opens the coded halves of the incidents of pairs.
    async fn open(&mut self, pairs: &[(u32, u32)]) -> Result<(), CaseError> {
        let registers = &self.desk.situation.registers;
        for rows in self.rows(pairs, |hunt, number| hunt.seen.contains_key(number)).await? {
            let keys = &self.desk.keys;
            let opened = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| {
                    let record = keys.open_case(row)?;
                    let incident = document(&record, row.id)?;
                    let coded = Sketch::of(&incident, registers);
                    let number =
                        u32::try_from(row.number).map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
                    let known =
                        Known { id: row.id, number, external_id: incident.external_id, version: row.version };
                    let apart = record.told_apart.iter().map(|told| told.id).collect();
                    Ok::<_, CaseError>((number, Seen { known, coded, apart }))
                })
            });
            for one in opened {
                let (number, seen) = one?;
                self.seen.insert(number, seen);
            }
        }
        Ok(())
    }

    /// Opens the identity halves too. That they are read is in the log before the first of them is opened, once a
    /// search.
    async fn open_identity(&mut self, pairs: &[(u32, u32)]) -> Result<(), CaseError> {
        let Some(permit) = &self.identity else { return Ok(()) };
        if !self.logged && !pairs.is_empty() {
            let desk = self.desk;
            let what = vault::digest_of(&[b"duplicates"]);
            desk.log_reading(permit, desk.situation.row.id.0, 0, what).await?;
            self.logged = true;
        }
        let registers = &self.desk.situation.registers;
        for rows in self.rows(pairs, |hunt, number| hunt.whole.contains_key(number)).await? {
            let keys = &self.desk.keys;
            let opened = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| {
                    let whole = merge(keys.open_case(row)?.content.value(), keys.open_identity(row)?);
                    let whole =
                        Incident::from_value(whole).map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
                    Ok::<_, CaseError>((row.number as u32, Sketch::of(&whole, registers)))
                })
            });
            for one in opened {
                let (number, sketch) = one?;
                self.whole.insert(number, sketch);
            }
        }
        Ok(())
    }

    /// The records of the incidents of pairs that were not opened before.
    async fn rows(
        &self,
        pairs: &[(u32, u32)],
        opened: impl Fn(&Self, &u32) -> bool,
    ) -> Result<Vec<Vec<IncidentRow>>, CaseError> {
        let numbers: BTreeSet<u32> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
        let numbers: Vec<i64> =
            numbers.iter().filter(|number| !opened(self, number)).map(|number| i64::from(*number)).collect();
        let mut pages = Vec::new();
        for page in numbers.chunks(PAGE) {
            pages.push(self.desk.store.incidents_numbered(&self.permit, page).await?);
        }
        Ok(pages)
    }

    /// Whether the coded halves of a pair leave it open that they are linked.
    fn may_be(&self, (one, other): &(u32, u32)) -> bool {
        let (Some(one), Some(other)) = (self.seen.get(one), self.seen.get(other)) else { return false };
        let apart = one.apart.contains(&other.known.id) || other.apart.contains(&one.known.id);
        let likeness = || Likeness::of(&one.coded, &other.coded, &self.placed.usual);
        !apart && if self.identity.is_some() { likeness().may_be_link() } else { likeness().is_link() }
    }

    /// How alike two opened incidents are.
    fn alike(&self, one: u32, other: u32) -> Option<Likeness> {
        let sketch = |number| self.whole.get(&number).or_else(|| Some(&self.seen.get(&number)?.coded));
        Some(Likeness::of(sketch(one)?, sketch(other)?, &self.placed.usual))
    }

    fn pair(&self, one: u32, other: u32) -> Option<LikelyPair> {
        let (here, there) = (self.seen.get(&one)?, self.seen.get(&other)?);
        let links = |number| self.links.get(&number).map_or(&[][..], Vec::as_slice);
        let likeness = self.alike(one, other)?.among((one, links(one)), (other, links(other)));
        likeness.is_likely().then(|| LikelyPair {
            one: here.known.clone(),
            other: there.known.clone(),
            likeness,
        })
    }
}
