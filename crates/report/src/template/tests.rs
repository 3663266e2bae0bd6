use super::*;

/// Reads the embedded GHN after a change to one of its files.
fn changed(file: &str, from: &str, to: &str) -> Result<Template> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates/ghn");
    Template::read("ghn", |name| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        if name == file {
            assert!(text.contains(from), "{file} has no {from:?}");
            return Ok(text.replacen(from, to, 1));
        }
        Ok(text)
    })
}

fn refusal(file: &str, from: &str, to: &str) -> String {
    changed(file, from, to).unwrap_err().to_string()
}

#[test]
fn the_ghn_has_fourteen_tables() {
    let ghn = changed("template.toml", "# The", "# The").unwrap();
    assert_eq!(ghn.tables(domain::tables::Tier::Public).count(), 14);
    assert_eq!(ghn.late_boundary(), Boundary::Quarter);
    assert_eq!(ghn.languages().collect::<Vec<_>>(), ["en", "fr", "es", "ar"]);
}

#[test]
fn mistakes_are_refused_with_file_key_and_remedy() {
    let mistakes = [
        (
            "name = \"ghn\"",
            "name = \"other\"",
            "ghn/template.toml: name: is \"other\"; name the report as its folder",
        ),
        ("name = \"ghn\"", "name = \"ghn\"\ncolour = 3", "ghn/template.toml: line 8: unknown field `colour`"),
        (
            "\"boys\", \"girls\"",
            "\"boys\", \"horses\"",
            "sheet.table verified.victims: columns: \"horses\" is not a column",
        ),
        (
            "keys = [\"killing\"",
            "keys = [\"weather\"",
            "keys: \"weather\" is not a violation type; use codes",
        ),
        (
            "id = \"verified.incidents\"",
            "id = \"verified.victims\"",
            "sheet.table verified.victims: id: is used twice",
        ),
        ("tab = \"tab-verified-by-party\"\n", "", "sheet.table verified.by_party: tab: is missing"),
        (
            "\"verified.victims\", \"verified.incidents\"",
            "\"verified.by_area\"",
            "has no total by violation type",
        ),
        ("table = \"verified.by_party\"", "table = \"by_weather\"", "there is no table \"by_weather\""),
        (
            "series = [\"total\"]",
            "series = [\"groups\"]",
            "table verified.incidents has no column \"groups\"",
        ),
        ("languages = [\"en\"", "languages = [\"../en\"", "languages: \"../en\" has no shared wording"),
        ("tiers = [\"internal\"", "tiers = [\"secret\"", "unknown variant `secret`"),
        ("title = \"sheet-late\"", "title = \"sheet-verified\"", "“متحقَّق منها” names two sheets"),
    ];
    for (from, to, expected) in mistakes {
        let error = refusal("template.toml", from, to);
        assert!(error.contains(expected), "{error}\nshould contain: {expected}");
    }
}

#[test]
fn a_missing_or_unusable_word_is_refused_by_language() {
    let error = refusal("fr.ftl", "unit-incidents =", "unit-events =");
    assert!(error.starts_with("ghn/fr.ftl: unit-incidents: has no message"), "{error}");
    assert!(error.ends_with("add `unit-incidents = …`"), "{error}");
    let error =
        refusal("es.ftl", "sheet-late = Verificadas con retraso", "sheet-late = Con retraso: verificadas");
    assert!(error.contains("ghn/es.ftl: sheet-late: is not a name that a sheet can have"), "{error}");
    let error = refusal("en.ftl", "title = ", "date = now\ntitle = ");
    assert!(error.contains("none that the shared wording has"), "{error}");
}

#[test]
fn a_sample_that_does_not_fit_is_refused() {
    let error = refusal("sample.json", "\"verified.victims\"", "\"verified.weather\"");
    assert!(error.starts_with("ghn/sample.json: document:") && error.contains("verified.weather"), "{error}");
}

/// The note with one more table, of a sheet of its own.
fn with_table(table: &str) -> String {
    let sheet = "[[sheet]]\ntitle = \"sheet-late\"\nabout = \"about-late\"";
    let more = format!("[[sheet.table]]\nid = \"more\"\n{table}\n\n{sheet}");
    match changed("template.toml", sheet, &more) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn tables_of_wider_tiers_are_those_that_disclosure_control_knows() {
    let counts = "count = \"violations\"\npart = \"verified\"\ncolumns = [\"total\"]";
    assert_eq!(with_table(&format!("rows = [\"party\", \"quarter\"]\n{counts}")), "");
    let weapons = format!("rows = \"details.weapon\"\n{counts}");
    let refused = with_table(&weapons);
    let expected = "ghn/template.toml: sheet.table more: count, part, rows, columns, where: at the partner tier: it \
                    tells figures apart by details.weapon";
    assert!(refused.starts_with(expected), "{refused}");
    assert!(refused.ends_with("tiers = [\"internal\"]"), "{refused}");
    assert_eq!(with_table(&format!("tiers = [\"internal\"]\n{weapons}")), "");
    let children = with_table("count = \"children\"\ncolumns = [\"total\"]");
    assert!(children.contains("it counts children"), "{children}");
    let months = with_table(&format!("rows = \"month\"\n{counts}"));
    assert!(months.contains("is split by months") && months.contains("split it by quarter"), "{months}");
    assert!(with_table(&format!("tiers = []\n{counts}")).contains("more: tiers: is empty"));
}

#[test]
fn what_a_tier_does_not_have_is_neither_drawn_nor_told() {
    let annual = crate::Templates::embedded().unwrap();
    let annual = annual.get("annual").unwrap();
    let ids = |tier| annual.tables(tier).map(|table| table.id.clone()).collect::<Vec<_>>();
    let (internal, public) = (ids(Tier::Internal), ids(Tier::Public));
    assert!(internal.contains(&"recruitment.by_role".to_owned()) && public.len() < internal.len());
    assert!(
        public.iter().all(|id| internal.contains(id)) && !public.contains(&"children.verified".to_owned())
    );
    assert!(annual.sheets(Tier::Public).iter().all(|sheet| !sheet.tables.is_empty()));
    let told = |tier| {
        let sentences = annual.paragraphs(tier).iter().flat_map(|paragraph| &paragraph.sentences);
        sentences.map(|sentence| sentence.message.clone()).collect::<Vec<_>>()
    };
    assert!(told(Tier::Internal).contains(&"text-total-children".to_owned()));
    let public = annual.paragraphs(Tier::Public).iter().flat_map(|paragraph| &paragraph.sentences);
    let total = public.clone().find(|sentence| sentence.message == "text-total").unwrap();
    assert_eq!(total.unless, None, "nothing tells it otherwise");
    let known = ids(Tier::Public);
    for (_, table, _) in public.flat_map(|sentence| sentence.names()) {
        assert!(known.iter().any(|id| id == table), "{table}");
    }
}
