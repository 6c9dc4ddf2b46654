-- What the web process may do as itself: users, sessions and the like. Domain tables only as the person it acts for.
grant usage on schema mentor_program to mentor_program_web;
grant select, insert, update, delete on all tables in schema mentor_program to mentor_program_web;
grant usage on all sequences in schema mentor_program to mentor_program_web;
revoke insert, update, delete on mentor_program.django_migrations from mentor_program_web;

-- Held by the role itself, so that it also comes through a pooler.
alter role mentor_program_web set search_path = mentor_program, public;
