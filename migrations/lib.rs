//! The schema, one change a file, up and down, the same code for SQLite and PostgreSQL.
//!
//! Files that have landed are never edited: a change is a new file. See `README.md` beside this one.

use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, sea_orm::DbErr};
pub use sea_orm_migration::{MigrationStatus, MigratorTrait};

mod columns;
mod m20261124_000001_sealed_core;
mod m20261124_000002_sessions;
mod m20261124_000003_key_version;
mod m20261124_000004_attachments;
mod m20261124_000005_passkeys;
mod m20261124_000006_working_papers;
mod m20261124_000007_jobs;
mod m20261124_000008_proposals;
mod m20261124_000009_releases;
mod m20261128_000010_boundaries;
mod m20261128_000011_area_names;
mod m20261128_000012_telephones;
mod m20261128_000013_erased;
mod m20261128_000014_closing;
mod m20261128_000015_field;
mod m20261128_000017_retired_nodes;
mod m20261128_000018_settings;
mod m20261128_000019_referrals;
mod m20261129_000020_log_objects;

pub use m20261129_000020_log_objects::FEW as FEW_IN_THE_LOG;

/// A change that is made as a whole or not at all, on SQLite too: one that was cut short would be neither the schema before
/// it nor the one after, and could not be made again.
struct Whole(Box<dyn MigrationTrait>);

impl MigrationName for Whole {
    fn name(&self) -> &str {
        self.0.name()
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Whole {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        self.0.down(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The ordered list of changes.
pub struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let all: Vec<Box<dyn MigrationTrait>> = vec![
            Box::new(m20261124_000001_sealed_core::Migration),
            Box::new(m20261124_000002_sessions::Migration),
            Box::new(m20261124_000003_key_version::Migration),
            Box::new(m20261124_000004_attachments::Migration),
            Box::new(m20261124_000005_passkeys::Migration),
            Box::new(m20261124_000006_working_papers::Migration),
            Box::new(m20261124_000007_jobs::Migration),
            Box::new(m20261124_000008_proposals::Migration),
            Box::new(m20261124_000009_releases::Migration),
            Box::new(m20261128_000010_boundaries::Migration),
            Box::new(m20261128_000011_area_names::Migration),
            Box::new(m20261128_000012_telephones::Migration),
            Box::new(m20261128_000013_erased::Migration),
            Box::new(m20261128_000014_closing::Migration),
            Box::new(m20261128_000015_field::Migration),
            Box::new(m20261128_000017_retired_nodes::Migration),
            Box::new(m20261128_000018_settings::Migration),
            Box::new(m20261128_000019_referrals::Migration),
            Box::new(m20261129_000020_log_objects::Migration),
        ];
        all.into_iter().map(|one| Box::new(Whole(one)) as Box<dyn MigrationTrait>).collect()
    }
}
