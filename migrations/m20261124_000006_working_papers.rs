//! Working papers of incidents, questions to those who reported them, what each person has seen, and how long
//! steps may wait.

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

fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The id is a keyed function of the incident's: whose paper it is, the row does not say.
        manager
            .create_table(
                Table::create()
                    .table("working_paper")
                    .col(id("id").primary_key())
                    .col(number("situation"))
                    .col(big("version"))
                    .col(number("epoch"))
                    .col(bytes("paper_key"))
                    .col(bytes("paper_body"))
                    .col(big("talk_version"))
                    .col(ColumnDef::new("talk_key").blob().null())
                    .col(ColumnDef::new("talk_body").blob().null())
                    .take(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("working_paper_situation")
                    .table("working_paper")
                    .col("situation")
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("question")
                    .col(id("id").primary_key())
                    .col(number("situation"))
                    .col(big("asked_hour"))
                    .col(ColumnDef::new("account").binary_len(16).null())
                    .col(ColumnDef::new("sealed_body").blob().null())
                    .take(),
            )
            .await?;
        manager
            .create_index(Index::create().name("question_account").table("question").col("account").take())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("allowed_days")
                    .col(number("situation").primary_key())
                    .col(big("version"))
                    .col(number("initial"))
                    .col(number("technical"))
                    .take(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("seen_mark")
                    .col(number("situation"))
                    .col(id("account"))
                    .col(bytes("sealed_body"))
                    .primary_key(Index::create().col("situation").col("account"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["seen_mark", "allowed_days", "question", "working_paper"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
