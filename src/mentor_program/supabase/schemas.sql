-- public: domain tables, exposed on Supabase. mentor_program: Django's own tables, not exposed.
-- private: helper functions, callable by policies but not exposed.
create schema if not exists mentor_program;
create schema if not exists private;

revoke all on schema mentor_program from public;
revoke all on schema private from public;
grant usage on schema public to anon, authenticated, service_role;
grant usage on schema private to authenticated, service_role;

-- What is made in `private` from now on is not callable by everyone, which is PostgreSQL's default for functions.
alter default privileges in schema private revoke execute on functions from public;
