//! Templates of reports, their documents, and tables as anybody may describe them.

use disclosure::attack::{Depth, Verdict, attack};
use disclosure::tables::{Hidden, Publication};
use disclosure::{Budget, System};
use report::{Names, Template, Templates, html, parse};
use std::sync::LazyLock;

const FOLDER: &str = "concerns";
const SAMPLE: &str = include_str!("../../report-templates/concerns/sample.json");
const DECLARED: &str = include_str!("../../report-templates/concerns/template.toml");
const WORDS: &str = include_str!("../../report-templates/concerns/en.ftl");

static EMBEDDED: LazyLock<Templates> = LazyLock::new(|| Templates::embedded().unwrap());

fn names() -> Names {
    let mut names = Names::new("Arandia");
    names.party("XAR-F1", "Arandian Armed Forces", domain::violation::PartyCategory::ArmedForce);
    names.area("XAR01", "North", None);
    names
}

/// A template, or its words. The first byte says which.
pub(crate) fn template(bytes: &[u8]) -> bool {
    let Some((choice, bytes)) = bytes.split_first() else { return false };
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let read = Template::read(FOLDER, |name| {
        let file = match (choice % 2, name) {
            (0, "template.toml") => text,
            (1, "en.ftl") => text,
            (_, "template.toml") => DECLARED,
            (_, "sample.json") => SAMPLE,
            _ => WORDS,
        };
        // The words of one language are enough, and read fast.
        Ok(file.replace(r#"languages = ["en", "fr", "es", "ar"]"#, r#"languages = ["en"]"#))
    });
    match read {
        Ok(template) => {
            assert_eq!(template.name(), FOLDER);
            let document = parse(template.sample()).unwrap();
            for language in template.languages() {
                if let Ok(page) = html(&template, &document, &names(), language) {
                    assert!(!page.contains("<script"), "{page}");
                }
            }
            true
        }
        Err(refused) => {
            assert!(!refused.to_string().is_empty());
            false
        }
    }
}

/// A document that is read is written and read again as the same, and shown or refused.
pub(crate) fn tables(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(document) = parse(text) else { return false };
    let written = report::json(&document).unwrap();
    let again = parse(&written).unwrap_or_else(|refused| panic!("{refused}: {written}"));
    assert_eq!(report::json(&again).unwrap(), written);
    if let Ok(template) = EMBEDDED.get(&document.report) {
        if let Ok(page) = html(template, &document, &names(), "en") {
            assert!(!page.contains("<script"), "{page}");
        }
        let _ = report::csv(&document);
    }
    for publication in report::published(&[document]).unwrap_or_default() {
        if let Ok(system) = publication.system(None) {
            let _ = attack(&system, None, Depth::Width, &mut Budget::of(20));
        }
    }
    true
}

/// So many counts at most are tried one by one, each up to [`MOST`].
const FEW: usize = 4;
const MOST: i64 = 5;

/// What the attack says of a figure is true of every world, tried one by one where they are few.
pub(crate) fn publication(bytes: &[u8]) -> bool {
    let Ok(publication) = serde_json::from_slice::<Publication>(bytes) else { return false };
    let written = serde_json::to_string(&publication).unwrap();
    assert_eq!(serde_json::from_str::<Publication>(&written).unwrap(), publication);
    let otherwise = Some(Hidden { width: 3, may_be_zero: false, below: None });
    let Ok(system) = publication.system(otherwise) else { return false };
    let worlds = worlds(&system);
    let found = attack(&system, None, Depth::Width, &mut Budget::of(200));
    let Ok(report) = found else { return false };
    for (finding, target) in report.findings.iter().zip(&system.targets) {
        assert!(finding.reached.0 <= finding.reached.1);
        assert!(finding.least.is_none_or(|least| least <= finding.reached.0));
        assert!(finding.greatest.is_none_or(|greatest| finding.reached.1 <= greatest));
        for world in &worlds {
            let value = target.form.of(world).unwrap();
            assert!(finding.least.is_none_or(|least| least <= value), "{finding:?} {world:?}");
            assert!(finding.greatest.is_none_or(|greatest| value <= greatest), "{finding:?} {world:?}");
        }
        let values = worlds.iter().filter_map(|world| target.form.of(world));
        if let (Verdict::Breached, Some(least), Some(most)) =
            (finding.verdict, values.clone().min(), values.max())
        {
            let is_narrow = most - least < i64::from(target.width);
            assert!(is_narrow || (target.may_be_zero && least > 0), "{finding:?}: {least} to {most}");
        }
    }
    if let Some(proof) = &report.certificate {
        proof.verify(&system).unwrap();
        assert!(report.is_safe());
    }
    true
}

/// Worlds of few and small counts that fit everything published.
fn worlds(system: &System) -> Vec<Vec<i64>> {
    let mut worlds = vec![Vec::new()];
    if !(1..=FEW).contains(&system.atoms) {
        return Vec::new();
    }
    for _ in 0..system.atoms {
        let longer = |world: &Vec<i64>| {
            let world = world.clone();
            (0..=MOST).map(move |count| [&world[..], &[count]].concat())
        };
        worlds = worlds.iter().flat_map(longer).collect();
    }
    worlds.retain(|world| system.facts.iter().all(|fact| fact.holds(world)));
    worlds
}
