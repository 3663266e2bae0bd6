//! The pairs to which telephones encrypt their forms, and how the field client is called.

use crate::columns::{big, blob, bytes, text, whole};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("form_key")
            .col(whole("situation"))
            .col(whole("number"))
            // SubjectPublicKeyInfo, in DER.
            .col(blob("public"))
            .col(bytes("signer", 16))
            .col(bytes("signature", 64))
            // Of the intake key under which the private half is.
            .col(whole("epoch"))
            .col(blob("private_key"))
            .col(blob("private_body"))
            .primary_key(Index::create().col("situation").col("number"))
            .take();
        manager.create_table(table).await?;
        let table = Table::create()
            .table("field_face")
            .col(whole("situation").primary_key().take())
            .col(big("version"))
            .col(text("face"))
            .take();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["field_face", "form_key"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        Ok(())
    }
}
