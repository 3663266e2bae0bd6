use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i64,
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) version: i64,
    pub(crate) epoch: i32,
    pub(crate) case_key: Vec<u8>,
    pub(crate) case_body: Vec<u8>,
    pub(crate) identity_version: i64,
    pub(crate) identity_key: Vec<u8>,
    pub(crate) identity_body: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
