use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "telephone")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) account: Vec<u8>,
    pub(crate) version: i64,
    pub(crate) secret_digest: Vec<u8>,
    pub(crate) added_hour: i64,
    pub(crate) expires_hour: i64,
    pub(crate) ended_hour: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
