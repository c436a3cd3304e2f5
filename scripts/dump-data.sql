-- Writes all rows of a Munjigi database as one SQL script, from one snapshot, while it is in use. For where pg_dump is not
-- to be had: the embedded PostgreSQL has none, and one of an older PostgreSQL refuses. Any psql will do (docs/backup.md):
--   PGPASSWORD="$(cat data/postgres.password)" psql -Xq -h "$PWD/data/pg" -U munjigi -d postgres -f scripts/dump-data.sql > munjigi.sql
-- The script replaces what is in the tables of the database it is loaded into, which must be of the same release.
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned
begin isolation level repeatable read read only;
select '\set ON_ERROR_STOP on';
select 'begin;';
select format($$do 'begin if (select max(created_at) from drizzle.__drizzle_migrations) <> %s then
  raise exception ''these rows are of another release: load them with the release that wrote them''; end if; end';$$,
  max(created_at)) from drizzle.__drizzle_migrations;
select format('truncate %s;', string_agg(oid::regclass::text, ', '))
from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r';
-- Referenced tables first.
with recursive level as (
  select oid, 0 as depth from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
  union all
  select c.conrelid, depth + 1 from level join pg_constraint c on c.confrelid = level.oid and c.contype = 'f' and c.conrelid <> level.oid
), ordered as (
  select level.oid::regclass::text as name, max(depth) as depth, (
    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = level.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
  from level group by level.oid
)
select format('select %L', format('copy %s (%s) from stdin;', name, columns)),
  format('copy %s (%s) to stdout', name, columns), $$select '\.'$$
from ordered order by depth, name
\gexec
select format('select setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value)
from pg_sequences where schemaname = 'public' and last_value is not null;
select 'commit;';
commit;
