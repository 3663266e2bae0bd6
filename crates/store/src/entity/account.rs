use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Vec<u8>,
    pub(crate) login: String,
    pub(crate) status: String,
    pub(crate) version: i64,
    pub(crate) credential_epoch: i32,
    pub(crate) kdf_salt: Vec<u8>,
    pub(crate) kdf_memory_kib: i32,
    pub(crate) kdf_passes: i32,
    pub(crate) kdf_lanes: i32,
    pub(crate) locked_key: Vec<u8>,
    pub(crate) public_key: Vec<u8>,
    pub(crate) initial_password: bool,
    pub(crate) password_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
