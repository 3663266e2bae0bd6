//! Several second factors of a kind, each with an id and a count of signatures; and the browsers that are known.
//!
//! SQLite cannot change a primary key, so the table is made anew and the rows are moved.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn second_factor(name: &'static str, of_one_kind: &[&'static str]) -> TableCreateStatement {
    let mut create = Table::create();
    create
        .table(name)
        .col(ColumnDef::new("account").binary_len(16).not_null())
        .col(ColumnDef::new("kind").text().not_null())
        .col(ColumnDef::new("sealed_body").blob().not_null())
        .col(ColumnDef::new("used_step").big_integer().not_null());
    let mut key = Index::create();
    key.col("account").col("kind");
    for column in of_one_kind {
        key.col(*column);
    }
    if !of_one_kind.is_empty() {
        create
            .col(ColumnDef::new("id").binary_len(16).not_null())
            .col(ColumnDef::new("counter").big_integer().not_null());
    }
    create.primary_key(&mut key);
    create
}

async fn moved(
    manager: &SchemaManager<'_>,
    to: TableCreateStatement,
    columns: &str,
    values: &str,
) -> Result<(), DbErr> {
    manager.create_table(to).await?;
    let copy = format!(
        "INSERT INTO second_factor_new ({columns}) SELECT {values} FROM second_factor WHERE kind = 'totp'"
    );
    manager.get_connection().execute_unprepared(&copy).await?;
    manager.drop_table(Table::drop().table("second_factor").take()).await?;
    manager.rename_table(Table::rename().table("second_factor_new", "second_factor").take()).await
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The one-time codes that are there are the only ones of their account.
        let zeros = match manager.get_database_backend() {
            sea_orm_migration::sea_orm::DbBackend::Postgres => "decode(repeat('00', 16), 'hex')",
            _ => "zeroblob(16)",
        };
        moved(
            manager,
            second_factor("second_factor_new", &["id"]),
            "account, kind, sealed_body, used_step, id, counter",
            &format!("account, kind, sealed_body, used_step, {zeros}, 0"),
        )
        .await?;
        manager
            .create_table(
                Table::create()
                    .table("known_device")
                    .col(ColumnDef::new("id").binary_len(32).not_null().primary_key())
                    .col(ColumnDef::new("account").binary_len(16).not_null())
                    .col(ColumnDef::new("used_day").big_integer().not_null())
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("known_device_account").table("known_device").col("account").take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("known_device").take()).await?;
        // An account without a one-time code is asked for none: its passkeys mean nothing to an older program.
        moved(
            manager,
            second_factor("second_factor_new", &[]),
            "account, kind, sealed_body, used_step",
            "account, kind, sealed_body, used_step",
        )
        .await
    }
}
