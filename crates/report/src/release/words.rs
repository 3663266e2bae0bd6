//! Names and their numbers.

use std::collections::HashMap;

/// Names and their numbers.
#[derive(Debug, Default)]
pub(super) struct Words {
    number: HashMap<String, u32>,
    words: Vec<String>,
}

impl Words {
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.number.get(word) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.number.insert(word.to_owned(), number);
        number
    }

    pub(super) fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }
}
