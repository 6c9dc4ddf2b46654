-- public: domain tables, exposed on Supabase. mentor_program: Django's own tables, not exposed.
-- private: helper functions, callable by policies but not exposed.
create schema if not exists mentor_program;
create schema if not exists private;

-- A Supabase project gives every new table, sequence and function in public to every client, before anyone has said who
-- may see what: not what we make, neither now nor later. The server's own role keeps the four verbs on tables.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public grant select, insert, update, delete on tables to service_role;

revoke all on schema mentor_program from public;
revoke all on schema private from public;
grant usage on schema public to anon, authenticated, service_role;
grant usage on schema private to authenticated, service_role;
