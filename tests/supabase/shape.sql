-- A new database in the shape of a hosted Supabase project, from what Supabase documents about it: who owns what, who is a
-- member of whom, what is granted by default. Run by a superuser in a database owned by `postgres`; the roles may be there.
-- Left out: what no policy of ours meets (realtime, vault, GraphQL, extensions with their functions).

do $$
declare
  made record;
begin
  for made in
    select * from (values
      ('supabase_admin', 'superuser createdb createrole replication bypassrls login'),
      ('postgres', 'nosuperuser createdb createrole replication bypassrls login'),
      ('anon', 'nologin'),
      ('authenticated', 'nologin'),
      ('service_role', 'nologin bypassrls'),
      ('authenticator', 'login noinherit'),
      ('supabase_auth_admin', 'login noinherit'),
      ('supabase_storage_admin', 'login noinherit'),
      ('dashboard_user', 'nologin createdb createrole replication')
    ) as wanted (name, attributes)
  loop
    if to_regrole(made.name) is null then
      execute format('create role %I %s', made.name, made.attributes);
    end if;
  end loop;
  -- From PostgreSQL 16 on CREATEROLE alone no longer lets anyone hand out a role that somebody else made.
  if current_setting('server_version_num')::integer >= 160000 then
    grant anon, authenticated, service_role to postgres with admin option;
  else
    grant anon, authenticated, service_role to postgres;
  end if;
end $$;

grant anon, authenticated, service_role to authenticator;
grant set on parameter session_replication_role to postgres;
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role supabase_auth_admin set search_path = auth;

grant usage on schema public to anon, authenticated, service_role;
create schema extensions;
grant usage on schema extensions to postgres, anon, authenticated, service_role;

-- Whatever `postgres` (or Supabase itself) makes in public is everybody's, unless somebody takes it away again.
alter default privileges for role postgres in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on functions to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public grant all on sequences to postgres, anon, authenticated, service_role;

create schema auth authorization supabase_admin;
grant usage on schema auth to anon, authenticated, service_role, postgres;
grant all on schema auth to supabase_auth_admin;

create table auth.users (
  id uuid primary key,
  aud text,
  role text,
  email text unique,
  raw_app_meta_data jsonb,
  raw_user_meta_data jsonb,
  is_anonymous boolean not null default false,
  created_at timestamptz default now(),
  updated_at timestamptz
);
alter table auth.users owner to supabase_auth_admin;
alter table auth.users enable row level security;
grant select, insert, update, delete, references on auth.users to postgres;

-- A claim of its own (as PostgREST sent them before version 9) comes before the same one among all claims.
create function auth.uid() returns uuid language sql stable
as $$ select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
create function auth.role() returns text language sql stable
as $$ select coalesce(nullif(current_setting('request.jwt.claim.role', true), ''),
  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role') $$;
create function auth.email() returns text language sql stable
as $$ select coalesce(nullif(current_setting('request.jwt.claim.email', true), ''),
  nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email') $$;
create function auth.jwt() returns jsonb language sql stable
as $$ select coalesce(nullif(current_setting('request.jwt.claim', true), ''),
  nullif(current_setting('request.jwt.claims', true), ''))::jsonb $$;
alter function auth.uid() owner to supabase_auth_admin;
alter function auth.role() owner to supabase_auth_admin;
alter function auth.email() owner to supabase_auth_admin;
alter function auth.jwt() owner to supabase_auth_admin;

create schema storage authorization supabase_admin;
grant usage on schema storage to anon, authenticated, service_role, postgres;
create table storage.buckets (id text primary key, name text not null unique, owner_id text, public boolean default false);
create table storage.objects (
  id uuid primary key default gen_random_uuid(), bucket_id text references storage.buckets (id), name text, owner_id text
);
create index objects_of_bucket on storage.objects (bucket_id);
alter table storage.buckets owner to supabase_storage_admin;
alter table storage.objects owner to supabase_storage_admin;
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
grant all on storage.buckets, storage.objects to anon, authenticated, service_role, postgres;
