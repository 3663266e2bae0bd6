//! Sessions of the server, second factors, the end of a generated password's life, the version of a
//! situation's registers, and the digest of a submission, which stays when its content is forgotten.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn id(name: &'static str, length: u32) -> ColumnDef {
    ColumnDef::new(name).binary_len(length).not_null().take()
}

fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(id("id", 32).primary_key())
                    .col(id("handle", 16).unique_key())
                    .col(id("account", 16))
                    .col(ColumnDef::new("credential_epoch").integer().not_null())
                    .col(ColumnDef::new("second_factor").boolean().not_null())
                    .col(big("created_at"))
                    .col(big("seen_at"))
                    .col(big("confirmed_at"))
                    .col(big("expires_at"))
                    .col(ColumnDef::new("sealed_key").blob().not_null())
                    .take(),
            )
            .await?;
        manager
            .create_index(Index::create().name("session_account").table("session").col("account").take())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("second_factor")
                    .col(id("account", 16))
                    .col(ColumnDef::new("kind").text().not_null())
                    .col(ColumnDef::new("sealed_body").blob().not_null())
                    .col(big("used_step"))
                    .primary_key(Index::create().col("account").col("kind"))
                    .take(),
            )
            .await?;
        // By which a node knows that the registers it keeps in memory are those in the store.
        manager
            .alter_table(
                Table::alter()
                    .table("situation")
                    .add_column(ColumnDef::new("register_version").big_integer().not_null().default(1))
                    .take(),
            )
            .await?;
        // So that other content under the id of a triaged report is noticed, and not taken for the same.
        manager
            .alter_table(
                Table::alter()
                    .table("submission")
                    .add_column(ColumnDef::new("sealed_digest").binary_len(32).null())
                    .take(),
            )
            .await?;
        // Until when a generated password may be used; without it, until it is changed.
        manager
            .alter_table(
                Table::alter()
                    .table("account")
                    .add_column(ColumnDef::new("password_until").big_integer().null())
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("account").drop_column("password_until").take()).await?;
        manager.alter_table(Table::alter().table("submission").drop_column("sealed_digest").take()).await?;
        manager.alter_table(Table::alter().table("situation").drop_column("register_version").take()).await?;
        manager.drop_table(Table::drop().table("second_factor").take()).await?;
        manager.drop_table(Table::drop().table("session").take()).await
    }
}
