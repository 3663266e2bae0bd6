//! The words of the dictionary in the languages of the field.

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use std::sync::LazyLock;
use unic_langid::{LanguageIdentifier, langid};

/// The languages, the one that everything falls back to first.
pub const LANGUAGES: &[&str] = &["en", "fr", "es", "ar"];

/// The language files, read once.
pub struct Languages {
    bundles: Vec<(&'static str, FluentBundle<FluentResource>)>,
}

impl std::fmt::Debug for Languages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.bundles.iter().map(|(language, _)| language)).finish()
    }
}

/// The text of a language's file.
pub(super) fn text(language: &str) -> (&'static str, LanguageIdentifier) {
    match language {
        "fr" => (include_str!("../../languages/fr.ftl"), langid!("fr")),
        "es" => (include_str!("../../languages/es.ftl"), langid!("es")),
        "ar" => (include_str!("../../languages/ar.ftl"), langid!("ar")),
        _ => (include_str!("../../languages/en.ftl"), langid!("en")),
    }
}

/// The languages of the dictionary.
pub fn languages() -> &'static Languages {
    static ALL: LazyLock<Languages> = LazyLock::new(|| {
        let bundles = LANGUAGES.iter().map(|language| {
            let (text, id) = text(language);
            // What can be read of a file with a fault is kept; a test refuses the fault.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.add_resource_overriding(resource);
            (*language, bundle)
        });
        Languages { bundles: bundles.collect() }
    });
    &ALL
}

impl Languages {
    /// The words of a key in a language, in English where the language has none, and the key itself
    /// where no language has any.
    pub fn label(&self, language: &str, key: &str) -> String {
        self.in_language(language, key)
            .or_else(|| self.in_language(LANGUAGES[0], key))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The label of a code of an option list.
    pub fn option(&self, language: &str, list: &str, code: &str) -> String {
        self.label(language, &format!("option-{list}-{code}"))
    }

    fn in_language(&self, language: &str, key: &str) -> Option<String> {
        // A region does not change the words: fr-CD is French.
        let language = language.split(['-', '_']).next()?;
        let (_, bundle) = self.bundles.iter().find(|(known, _)| *known == language)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, None, &mut errors).into_owned())
    }
}
