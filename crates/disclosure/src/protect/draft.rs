//! What is to be published, before it is protected.

use crate::form::Form;
use crate::system::{Fact, GREATEST, MOST_ATOMS, MOST_FACTS, MOST_TERMS, MOST_TIMES, System, Target, limit};
use crate::{Error, Result, Source};

/// What may be done with a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Shown, unless it must be hidden to protect another.
    Open,
    /// Shown in any case: official, or out already.
    Fixed,
    /// Hidden in any case, though nothing is promised of it: an earlier release hid it.
    Withheld,
    /// Hidden, and nobody may learn it.
    Protected {
        /// How far apart the least and the greatest whole number must lie that it can still be.
        width: u32,
        /// Whether zero must be among them.
        may_be_zero: bool,
    },
}

/// One displayed number, or one that could be computed and must not be.
#[derive(Clone, Debug)]
pub struct Figure {
    /// How its table names it.
    pub name: String,
    /// What it sums.
    pub form: Form,
    /// What may be done with it.
    pub role: Role,
}

/// True counts and everything that is to be shown of them.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The count of each atom.
    pub counts: Vec<i64>,
    /// Every figure, including those that are only computed from others.
    pub figures: Vec<Figure>,
    /// What is known in any case: structural zeros, earlier releases, bounds that cannot be withdrawn.
    pub facts: Vec<Fact>,
}

impl Draft {
    /// Checks sizes, that counts are not negative, and that what is known anyway is true of them.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::Malformed`] and [`Error::Contradiction`].
    pub fn check(&self) -> Result<()> {
        limit("counts", self.counts.len(), MOST_ATOMS)?;
        limit("figures", self.figures.len(), MOST_FACTS)?;
        let terms = self.figures.iter().map(|figure| figure.form.terms().len()).sum();
        limit("terms of all figures", terms, MOST_TERMS)?;
        let often = |figure: &Figure| {
            figure.form.terms().iter().any(|(_, times)| times.saturating_abs() > MOST_TIMES)
        };
        if let Some(figure) = self.figures.iter().find(|figure| often(figure)) {
            return Err(Error::Malformed(format!(
                "{} takes a count more than ten thousand times",
                figure.name
            )));
        }
        if self.counts.iter().any(|count| !(0..=GREATEST).contains(count)) {
            return Err(Error::Malformed("a count is negative or above a thousand million".into()));
        }
        for figure in &self.figures {
            let value = figure.form.of(&self.counts).filter(|value| value.abs() <= GREATEST);
            if value.is_none() {
                return Err(Error::Malformed(format!("{} is no sum of the counts", figure.name)));
            }
        }
        self.published(|_| true).check()?;
        for fact in &self.facts {
            if !fact.holds(&self.counts) {
                let what = "something that is known in any case does not hold of the counts".into();
                return Err(Error::Contradiction { what });
            }
        }
        Ok(())
    }

    /// What an attacker knows once the figures that are not `hidden` are out.
    #[must_use]
    pub fn published(&self, hidden: impl Fn(usize) -> bool) -> System {
        let mut system = System { atoms: self.counts.len(), facts: self.facts.clone(), targets: Vec::new() };
        for (at, figure) in self.figures.iter().enumerate() {
            if let Role::Protected { width, may_be_zero } = figure.role {
                let (name, form) = (figure.name.clone(), figure.form.clone());
                system.targets.push(Target { name, form, width, may_be_zero, below: None });
            }
            if !hidden(at)
                && let Some(value) = figure.form.of(&self.counts)
            {
                let source = if figure.role == Role::Fixed { Source::Invariant } else { Source::Published };
                system.facts.push(Fact::exactly(figure.form.clone(), value, source));
            }
        }
        system
    }
}
