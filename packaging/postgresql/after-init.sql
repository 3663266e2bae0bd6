-- After `sixfold init`, and again after each `sixfold migrate`, as the owner of the tables: the log and the list of what was erased
-- only grow, and only who migrates says which changes of the schema were made.
REVOKE UPDATE, DELETE, TRUNCATE ON log_entry FROM sixfold;
REVOKE UPDATE, DELETE, TRUNCATE ON erased FROM sixfold;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON seaql_migrations FROM sixfold;
