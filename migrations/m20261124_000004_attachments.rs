//! Attachments and their chunks.
//!
//! Clear are ids, the number of chunks, version, epoch, state, hour and, as long as an attachment is on its way,
//! whose it is. Name, type, exact size and content are ciphertext.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn id(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).binary_len(16).not_null().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("attachment")
                    .col(id("id").primary_key())
                    .col(number("situation"))
                    .col(id("incident").null())
                    .col(id("account").null())
                    .col(ColumnDef::new("state").text().not_null())
                    .col(ColumnDef::new("version").big_integer().not_null())
                    .col(ColumnDef::new("begun_hour").big_integer().not_null())
                    .col(number("chunks"))
                    .col(number("epoch"))
                    .col(ColumnDef::new("content_digest").binary_len(32).null())
                    .col(bytes("file_key"))
                    .col(bytes("description_body"))
                    .take(),
            )
            .await?;
        let index = |name: &'static str, columns: &[&'static str]| {
            let mut index = Index::create().name(name).table("attachment").take();
            for column in columns {
                index.col(*column);
            }
            index
        };
        manager.create_index(index("attachment_incident", &["incident"])).await?;
        manager.create_index(index("attachment_account", &["account"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("attachment_chunk")
                    .col(id("attachment"))
                    .col(number("number"))
                    .col(ColumnDef::new("sealed_digest").binary_len(32).not_null())
                    .col(bytes("sealed_body"))
                    .primary_key(Index::create().col("attachment").col("number"))
                    .take(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["attachment_chunk", "attachment"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
