//! Situations, registers, accounts, keys, records, packed facts and the log.
//!
//! Clear columns are the metadata budget of `docs/threat-model.md`: ids, versions, epochs, pseudonymous
//! logins, roles, registers. Every `*_key` and `*_body` column is ciphertext.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).binary_len(16).not_null().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().take()
}

fn table(name: &'static str, columns: Vec<ColumnDef>, key: &[&'static str]) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(name);
    for column in columns {
        create.col(column);
    }
    if !key.is_empty() {
        let mut index = Index::create();
        for column in key {
            index.col(*column);
        }
        create.primary_key(&mut index);
    }
    create
}

fn tables() -> Vec<TableCreateStatement> {
    let optional = |mut column: ColumnDef| column.null().take();
    vec![
        table("node", vec![number("number").primary_key().take(), text("name"), bytes("verify_key")], &[]),
        table(
            "situation",
            vec![
                number("number").primary_key().take(),
                id("id").unique_key().take(),
                text("code").unique_key().take(),
                text("name"),
            ],
            &[],
        ),
        table(
            "area",
            vec![
                number("situation"),
                number("number"),
                text("code"),
                text("name"),
                number("level"),
                ColumnDef::new("parent").integer().null().take(),
            ],
            &["situation", "number"],
        ),
        table(
            "party",
            vec![
                number("situation"),
                number("number"),
                text("code"),
                text("name"),
                text("category"),
                text("details"),
            ],
            &["situation", "number"],
        ),
        table(
            "partner",
            vec![number("situation"), number("number"), text("code"), text("name"), text("kind")],
            &["situation", "number"],
        ),
        table(
            "account",
            vec![
                id("id").primary_key().take(),
                text("login").unique_key().take(),
                text("status"),
                big("version"),
                number("credential_epoch"),
                bytes("kdf_salt"),
                number("kdf_memory_kib"),
                number("kdf_passes"),
                number("kdf_lanes"),
                bytes("locked_key"),
                bytes("public_key"),
                ColumnDef::new("initial_password").boolean().not_null().take(),
            ],
            &[],
        ),
        table(
            "former_key",
            vec![id("account"), big("version"), bytes("public_key")],
            &["account", "version"],
        ),
        table(
            "account_role",
            vec![id("account"), number("situation"), text("role")],
            &["account", "situation", "role"],
        ),
        table(
            "compartment_key",
            vec![
                number("situation"),
                text("compartment"),
                number("epoch"),
                bytes("public"),
                id("signer"),
                bytes("signature"),
            ],
            &["situation", "compartment", "epoch"],
        ),
        table(
            "key_grant",
            vec![
                number("situation"),
                text("compartment"),
                number("epoch"),
                id("account"),
                id("granter"),
                bytes("sealed_key"),
                bytes("signature"),
            ],
            &["situation", "compartment", "epoch", "account"],
        ),
        table(
            "custodian",
            vec![number("situation"), number("number"), text("public_key")],
            &["situation", "number"],
        ),
        table(
            "recovery_envelope",
            vec![
                number("situation"),
                text("compartment"),
                number("epoch"),
                bytes("custodians"),
                bytes("sealed_key"),
            ],
            &["situation", "compartment", "epoch", "custodians"],
        ),
        table(
            "naming_key",
            vec![
                number("situation").primary_key().take(),
                number("epoch"),
                bytes("name_key"),
                bytes("name_body"),
            ],
            &[],
        ),
        table(
            "submission",
            vec![
                id("id").primary_key().take(),
                number("situation"),
                optional(ColumnDef::new("account").binary_len(16).take()),
                big("received_hour"),
                number("epoch"),
                ColumnDef::new("sealed_body").blob().null().take(),
            ],
            &[],
        ),
        table(
            "incident",
            vec![
                big("number").primary_key().take(),
                id("id").unique_key().take(),
                number("situation"),
                big("version"),
                number("epoch"),
                bytes("case_key"),
                bytes("case_body"),
                big("identity_version"),
                bytes("identity_key"),
                bytes("identity_body"),
            ],
            &[],
        ),
        table(
            "incident_version",
            vec![
                big("number"),
                big("version"),
                number("epoch"),
                bytes("case_key"),
                bytes("case_body"),
                big("identity_version"),
                bytes("identity_digest"),
                ColumnDef::new("identity_key").blob().null().take(),
                ColumnDef::new("identity_body").blob().null().take(),
            ],
            &["number", "version"],
        ),
        table(
            "fact_block",
            vec![
                number("situation"),
                number("number"),
                big("version"),
                number("epoch"),
                bytes("fact_key"),
                bytes("fact_body"),
            ],
            &["situation", "number"],
        ),
        table(
            "fact_state",
            vec![
                number("situation").primary_key().take(),
                big("version"),
                number("epoch"),
                bytes("state_key"),
                bytes("state_body"),
            ],
            &[],
        ),
        table(
            "log_entry",
            vec![
                big("number").primary_key().take(),
                big("hour"),
                id("actor"),
                text("act"),
                number("situation"),
                id("object"),
                big("version"),
                ColumnDef::new("digest").binary_len(32).not_null().take(),
                ColumnDef::new("leaf").binary_len(32).not_null().take(),
            ],
            &[],
        ),
        table(
            "log_head",
            vec![
                number("id").primary_key().take(),
                big("size"),
                bytes("frontier"),
                text("checkpoint"),
                big("next_incident"),
            ],
            &[],
        ),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |name: &'static str, table: &'static str, columns: &[&'static str], unique: bool| {
        let mut create = Index::create();
        create.name(name).table(table);
        if unique {
            create.unique();
        }
        for column in columns {
            create.col(*column);
        }
        create
    };
    vec![
        index("area_code", "area", &["situation", "code"], true),
        index("party_code", "party", &["situation", "code"], true),
        index("partner_code", "partner", &["situation", "code"], true),
        index("incident_situation", "incident", &["situation", "number"], false),
        index("key_grant_account", "key_grant", &["account"], false),
        index("submission_situation", "submission", &["situation"], false),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables().into_iter().rev() {
            if let Some(name) = table.get_table_name() {
                manager.drop_table(Table::drop().table(name.clone()).take()).await?;
            }
        }
        Ok(())
    }
}
