use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "working_paper")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) version: i64,
    pub(crate) epoch: i32,
    pub(crate) paper_key: Vec<u8>,
    pub(crate) paper_body: Vec<u8>,
    pub(crate) talk_version: i64,
    pub(crate) talk_key: Option<Vec<u8>>,
    pub(crate) talk_body: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
