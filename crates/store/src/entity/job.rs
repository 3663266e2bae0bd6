use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) situation: i32,
    pub(crate) account: Vec<u8>,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) failure: Option<String>,
    pub(crate) done: i64,
    pub(crate) total: i64,
    pub(crate) node: Vec<u8>,
    pub(crate) running_as: Option<Vec<u8>>,
    pub(crate) created_at: i64,
    pub(crate) lease_until: i64,
    pub(crate) expires_at: i64,
    pub(crate) epoch: i32,
    pub(crate) question_key: Vec<u8>,
    pub(crate) question_body: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
