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

/// The note with settings of a tier; if it is short, with its tables by party and area for the task force alone, and
/// one by kind of party instead.
fn with_policy(settings: &str, is_short: bool) -> Result<Template> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates/ghn");
    Template::read("ghn", |name| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        if name != "template.toml" {
            return Ok(text);
        }
        let mut text = text.replacen("[cover]", &format!("{settings}\n\n[cover]"), 1);
        for table in ["by_party", "by_area"].into_iter().filter(|_| is_short) {
            for part in ["verified", "late", "unverified"] {
                let id = format!("id = \"{part}.{table}\"");
                text = text.replacen(&id, &format!("{id}\ntiers = [\"internal\"]"), 1);
            }
        }
        let first = "[[sheet.table]]\n";
        let by_kind = "id = \"more\"\nrows = \"party_category\"\ncount = \"violations\"\npart = \"verified\"\ncolumns = [\"total\"]";
        Ok(if is_short { text.replacen(first, &format!("{first}{by_kind}\n\n{first}"), 1) } else { text })
    })
}

#[test]
fn every_setting_below_its_floor_is_refused_with_file_key_and_remedy() {
    let below = [
        ("public", "areas = \"any\"", "areas: is any; make it level-1 or none"),
        ("partner", "areas = \"any\"", "areas: is any; make it level-1 or none"),
        ("public", "sensitive_by_area = true", "sensitive_by_area: is true; make it false"),
        ("public", "shortest_period = 2", "shortest_period: is 2; make it at least 3 months"),
        ("partner", "shortest_period = 1", "shortest_period: is 1; make it at least 3 months"),
        ("partner", "longest_period = 2", "longest_period: is 2; make it at least 3 months"),
        ("public", "ordinary.children = 9", "ordinary.children: is 9; make it at least 10"),
        ("partner", "ordinary.children = 4", "ordinary.children: is 4; make it at least 5"),
        ("public", "ordinary.incidents = 2", "ordinary.incidents: is 2; make it at least 3"),
        ("partner", "ordinary.incidents = 1", "ordinary.incidents: is 1; make it at least 2"),
        ("public", "ordinary.width = 4", "ordinary.width: is 4; make it at least 5"),
        ("partner", "ordinary.width = 2", "ordinary.width: is 2; make it at least 3"),
        ("public", "sensitive.children = 9", "sensitive.children: is 9; make it at least 10"),
        ("partner", "sensitive.children = 9", "sensitive.children: is 9; make it at least 10"),
        ("public", "sensitive.incidents = 2", "sensitive.incidents: is 2; make it at least 3"),
        ("partner", "sensitive.incidents = 2", "sensitive.incidents: is 2; make it at least 3"),
        ("public", "sensitive.width = 4", "sensitive.width: is 4; make it at least 5"),
        ("partner", "sensitive.width = 4", "sensitive.width: is 4; make it at least 5"),
        ("public", "sensitive.greatest_share = 81", "sensitive.greatest_share: is 81; make it at most 80"),
        ("partner", "sensitive.greatest_share = 90", "sensitive.greatest_share: is 90; make it at most 80"),
        ("public", "sensitive.hides_existence = false", "sensitive.hides_existence: is false; make it true"),
        ("partner", "sensitive.hides_existence = false", "sensitive.hides_existence: is false; make it true"),
        (
            "public",
            "violations.abduction.children = 9",
            "violations.abduction.children: is 9; make it at least 10",
        ),
        (
            "partner",
            "ordinary.children = 8\nviolations.abduction.children = 7",
            "violations.abduction.children: is 7; make it at least 8",
        ),
        (
            "partner",
            "violations.attack_on_school.incidents = 1",
            "violations.attack_on_school.incidents: is 1; make it at least 2",
        ),
        ("public", "violations.killing.width = 4", "violations.killing.width: is 4; make it at least 5"),
        (
            "partner",
            "violations.killing = { sensitive = true, children = 5 }",
            "violations.killing.children: is 5; make it at least 10",
        ),
        (
            "public",
            "violations.sexual_violence.hides_existence = false",
            "violations.sexual_violence.hides_existence: is false; make it true",
        ),
        (
            "public",
            "violations.sexual_violence.greatest_share = 81",
            "violations.sexual_violence.greatest_share: is 81; make it at most 80",
        ),
        (
            "public",
            "violations.sexual_violence.sensitive = false",
            "violations.sexual_violence.sensitive: is false; make it true",
        ),
    ];
    for (tier, setting, expected) in below {
        let error = with_policy(&format!("[policy.{tier}]\n{setting}"), false).unwrap_err().to_string();
        assert!(error.starts_with(&format!("ghn/template.toml: policy.{tier}.{expected}")), "{error}");
        assert!(error.ends_with("docs/reports.md has the floor of each setting"), "{error}");
    }
}

#[test]
fn what_is_no_setting_is_refused_by_its_line() {
    for (settings, expected) in [
        ("[policy.public]\ncolour = 3", "unknown field `colour`, expected one of `areas`, `parties`"),
        ("[policy.public.ordinary]\nsources = 4", "unknown field `sources`, expected one of `children`"),
        ("[policy.public.ordinary]\ngreatest_share = 4", "unknown field `greatest_share`"),
        ("[policy.internal]\nareas = \"none\"", "unknown field `internal`, expected `partner` or `public`"),
        ("[policy.public]\nareas = \"level-2\"", "unknown variant `level-2`"),
        ("[policy.public]\nshortest_period = -3", "invalid value"),
        (
            "[policy.public.violations.abductions]\nchildren = 15",
            "unknown variant `abductions`, expected one of `killing`, `maiming`, `recruitment_use`",
        ),
        (
            "[policy.public.violations.abduction]\nsources = 3",
            "unknown field `sources`, expected one of `sensitive`",
        ),
    ] {
        let error = with_policy(settings, false).unwrap_err().to_string();
        assert!(error.starts_with("ghn/template.toml: line ") && error.contains(expected), "{error}");
        assert!(error.contains("docs/reports.md"), "{error}");
    }
}

#[test]
fn what_would_hold_no_figure_is_refused() {
    for (setting, expected) in [
        (
            "attack_on_hospital.children = 20",
            "attack_on_hospital.children: is set, and the type is counted by incidents",
        ),
        ("abduction.greatest_share = 20", "abduction.greatest_share: is set, and only what is sensitive has"),
    ] {
        let error = with_policy(&format!("[policy.public]\nviolations.{setting}"), false);
        let error = error.unwrap_err().to_string();
        assert!(
            error.starts_with("ghn/template.toml: policy.public.violations.") && error.contains(expected),
            "{error}"
        );
        assert!(
            error.ends_with("set incidents instead") || error.contains("add sensitive = true"),
            "{error}"
        );
    }
}

#[test]
fn what_a_policy_forbids_no_table_of_its_tier_asks() {
    for (setting, table, remedy) in [
        ("areas = \"none\"", "verified.by_area", "leave area out"),
        ("parties = \"kind\"", "verified.by_party", "tell them by party_category"),
        ("parties = \"none\"", "verified.by_party", "leave party and party_category out"),
    ] {
        let settings = format!("[policy.partner]\n{setting}");
        let error = with_policy(&settings, false).unwrap_err().to_string();
        let start = format!(
            "ghn/template.toml: sheet.table {table}: count, part, rows, columns, where: at the partner tier:"
        );
        assert!(error.starts_with(&start) && error.contains(remedy), "{error}");
        assert!(error.ends_with("tiers = [\"internal\"]"), "{error}");
        let short = with_policy(&settings, true);
        if setting == "parties = \"none\"" {
            let error = short.unwrap_err().to_string();
            assert!(error.contains("sheet.table more") && error.contains(remedy), "{error}");
        } else {
            short.unwrap();
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates/perpetrators");
    let error = Template::read("perpetrators", |name| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        Ok(text.replacen("[cover]", "[policy.partner]\nshortest_period = 12\n\n[cover]", 1))
    });
    let error = error.unwrap_err().to_string();
    assert!(error.contains("is split by quarters") && error.contains("split it by year"), "{error}");
}

/// What a template sets is the policy of its tier; the rest is the floor, and other tiers are as they were.
#[test]
fn settings_are_over_the_floor() {
    let settings =
        "[policy.public]\nlongest_period = 24\nordinary.children = 15\nsensitive.greatest_share = 60";
    let template = with_policy(settings, false).unwrap();
    let floor = disclosure::Policy::floor(disclosure::Tier::Public);
    let policy = template.policy(Tier::Public);
    assert_eq!((policy.ordinary.children, policy.sensitive.greatest_share), (15, 60));
    assert_eq!(policy.plan().longest_period, Some(24));
    assert_eq!(policy.sensitive.children, floor.sensitive.children);
    assert_eq!(template.policy(Tier::Partner), disclosure::Policy::floor(disclosure::Tier::Partner));
    let docs = include_str!("../../../../docs/reports.md");
    let (_, example) = docs.split_once("```toml\n[policy.public]").unwrap();
    let example = format!("[policy.public]{}", example.split_once("```").unwrap().0);
    let policy = with_policy(&example, true).unwrap().policy(Tier::Public);
    assert_eq!((policy.sensitive.width, policy.plan().shortest_period), (9, 12));
    // A type has the rules of its class, which are set above it, but for its own.
    let abduction = policy.violations["abduction"];
    let own = disclosure::policy::Rules { children: 25, incidents: 4, width: 7, ..policy.ordinary };
    assert_eq!((abduction.sensitive, abduction.rules), (false, own));
    let recruitment = policy.violations["recruitment_use"];
    assert!(recruitment.sensitive && recruitment.rules.hides_existence);
    assert_eq!((recruitment.rules.children, recruitment.rules.greatest_share), (30, 60));
    let error = refusal(
        "template.toml",
        "tiers = [\"internal\", \"partner\", \"public\"]\nlate_boundary = \"quarter\"",
        "tiers = [\"internal\", \"partner\"]\nlate_boundary = \"quarter\"\n[policy.public]\nareas = \"none\"",
    );
    assert!(error.starts_with("ghn/template.toml: policy.public: is there, and the report"), "{error}");
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
