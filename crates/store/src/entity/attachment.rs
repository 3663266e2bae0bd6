use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) incident: Option<Vec<u8>>,
    pub(crate) account: Option<Vec<u8>>,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) begun_hour: i64,
    pub(crate) chunks: i32,
    pub(crate) epoch: i32,
    pub(crate) content_digest: Option<Vec<u8>>,
    pub(crate) file_key: Vec<u8>,
    pub(crate) description_body: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
