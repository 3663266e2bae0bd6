-- Two roles for one store: `sixfold_owner` makes and changes tables (init, migrate), `sixfold` reads and writes rows and
-- can change no table, nor take anything out of the log. Run as PostgreSQL's superuser:
--     sudo -u postgres psql -v ON_ERROR_STOP=1 -f roles.sql
-- Passwords, where the roles need them: \password sixfold_owner and \password sixfold.
CREATE ROLE sixfold_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE sixfold LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE DATABASE sixfold OWNER sixfold_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE sixfold FROM PUBLIC;
GRANT CONNECT ON DATABASE sixfold TO sixfold;
\connect sixfold
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO sixfold_owner;
GRANT USAGE ON SCHEMA public TO sixfold;
ALTER DEFAULT PRIVILEGES FOR ROLE sixfold_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sixfold;
ALTER DEFAULT PRIVILEGES FOR ROLE sixfold_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO sixfold;
