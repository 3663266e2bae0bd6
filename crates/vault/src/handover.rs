//! A handover: much content sealed to people outside, in a form that no program of ours is needed to open.
//!
//! What leaves for good is sealed in the age format (<https://age-encryption.org/v1>), version 1, to X25519 recipients:
//! several programs read it, on every system. It is the one thing here that is no envelope of this crate, and the one whose
//! keys this crate does not make.

use crate::VaultError;
use age::stream::StreamWriter;
use age::x25519::Recipient;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

/// More keys than this are no handover but a publication.
pub const MOST_ADDRESSEES: usize = 16;

/// A public key of whoever may open a handover: `age1` and 58 letters and digits, as `age-keygen` prints it.
#[derive(Clone)]
pub struct Addressee(Recipient);

impl FromStr for Addressee {
    type Err = VaultError;

    fn from_str(text: &str) -> Result<Addressee, VaultError> {
        let malformed = |_| VaultError::Malformed("a public key of age: age1 and 58 letters and digits");
        text.trim().parse().map(Addressee).map_err(malformed)
    }
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What is written into it comes out sealed, 64 KiB at a time. One that is not finished opens as cut short: with an error
/// after as much of it as there is.
///
/// After an error it takes whatever else is written, and drops it: a writer around it that ends itself as it is dropped says
/// nothing more.
pub struct Handover<W: Write> {
    inside: StreamWriter<W>,
    is_broken: bool,
}

/// Begins a handover that any one of the addressees opens.
///
/// # Errors
/// [`VaultError::Malformed`] without an addressee or with more than sixteen; [`io::Error`] where the head of the handover
/// cannot be written.
pub fn seal_handover<W: Write>(to: &[Addressee], out: W) -> Result<io::Result<Handover<W>>, VaultError> {
    if to.is_empty() || to.len() > MOST_ADDRESSEES {
        return Err(VaultError::Malformed("the keys of a handover: one to sixteen"));
    }
    let recipients = to.iter().map(|one| &one.0 as &dyn age::Recipient);
    let sealer = age::Encryptor::with_recipients(recipients).map_err(|_| VaultError::Entropy)?;
    Ok(sealer.wrap_output(out).map(|inside| Handover { inside, is_broken: false }))
}

impl<W: Write> Handover<W> {
    /// Ends it, and gives back what it was written to.
    ///
    /// # Errors
    /// [`io::Error`] where the last of it cannot be written: then it opens as cut short.
    pub fn finish(self) -> io::Result<W> {
        if self.is_broken {
            return Err(io::Error::other("the handover could not be written"));
        }
        self.inside.finish()
    }
}

impl<W: Write> Write for Handover<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_broken {
            return Ok(bytes.len());
        }
        self.inside.write(bytes).inspect_err(|_| self.is_broken = true)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_broken { Ok(()) } else { self.inside.flush() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::secrecy::ExposeSecret;
    use age::x25519::Identity;
    use std::io::Read;

    fn addressee(identity: &Identity) -> Addressee {
        identity.to_public().to_string().parse().unwrap()
    }

    fn opened(sealed: &[u8], identity: &Identity) -> Result<Vec<u8>, String> {
        let open = age::Decryptor::new(sealed).map_err(|error| error.to_string())?;
        let mut plain = Vec::new();
        let key = std::iter::once(identity as &dyn age::Identity);
        open.decrypt(key)
            .map_err(|error| error.to_string())?
            .read_to_end(&mut plain)
            .map_err(|error| error.to_string())?;
        Ok(plain)
    }

    #[test]
    fn each_addressee_opens_it_and_nobody_else() {
        let (one, other, stranger) = (Identity::generate(), Identity::generate(), Identity::generate());
        let plain: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
        let mut handover = seal_handover(&[addressee(&one), addressee(&other)], Vec::new()).unwrap().unwrap();
        handover.write_all(&plain).unwrap();
        let sealed = handover.finish().unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
        assert_eq!(opened(&sealed, &one).unwrap(), plain);
        assert_eq!(opened(&sealed, &other).unwrap(), plain);
        assert!(opened(&sealed, &stranger).is_err());
        // Cut short, or with a bit that fell over, it does not open as something shorter.
        assert!(opened(&sealed[..sealed.len() - 1], &one).is_err());
        assert!(opened(&sealed[..sealed.len() - 70_000], &one).is_err());
        for at in [0, 30, sealed.len() / 2, sealed.len() - 1] {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(opened(&altered, &one).is_err(), "{at}");
        }
    }

    /// A disk on which there is room for so many bytes.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_handover_that_could_not_be_written_is_never_finished() {
        let mut handover =
            seal_handover(&[addressee(&Identity::generate())], Full(100_000)).unwrap().unwrap();
        assert!(handover.write_all(&[7; 200_000]).is_err());
        assert!(handover.write_all(&[7; 200_000]).is_ok(), "dropped, and nobody is told twice");
        assert!(handover.finish().is_err());
    }

    #[test]
    fn a_key_is_read_whole_or_not_at_all() {
        let identity = Identity::generate();
        let text = identity.to_public().to_string();
        let read: Addressee = format!("  {text}\n").parse().unwrap();
        assert_eq!((read.to_string(), format!("{read:?}")), (text.clone(), text.clone()));
        let secret = identity.to_string().expose_secret().to_owned();
        let mut wrong = text.clone();
        wrong.pop();
        for bad in ["", "age1", &text[..60], &wrong, &secret, "ssh-ed25519 AAAA"] {
            assert!(matches!(bad.parse::<Addressee>(), Err(VaultError::Malformed(_))), "{bad}");
        }
        assert!(matches!(seal_handover(&[], Vec::new()), Err(VaultError::Malformed(_))));
        assert!(matches!(seal_handover(&vec![read; 17], Vec::new()), Err(VaultError::Malformed(_))));
    }
}
