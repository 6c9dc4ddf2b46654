-- public: domain tables, exposed on Supabase. mentor_program: Django's own tables, not exposed.
-- private: helper functions, callable by policies but not exposed.
create schema if not exists mentor_program;
create schema if not exists private;

revoke all on schema mentor_program from public;
revoke all on schema private from public;
grant usage on schema public to anon, authenticated, service_role;
grant usage on schema private to authenticated, service_role;
