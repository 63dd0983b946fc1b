import { APPLICATION_ROLE } from '../events/log/postgres/pools.ts';

/**
 * A new version of a read model is built in schema `read_next`, in tables of the same names and shape, with a
 * checkpoint and parked streams of its own. The application may not create or drop tables: it calls these functions,
 * which do so as the owner, and only for tables of read models – those in `read` that have a column `stream`.
 * Constraints, indexes, storage settings and grants are copied under their own names, so that the table that is
 * switched in is the very table a migration would have left.
 */
export const buildFunctions = `
  create schema read_next;
  grant usage on schema read_next to ${APPLICATION_ROLE};
  create table read_next.checkpoints (like read.checkpoints including all);
  create table read_next.parked (like read.parked including all);
  grant select, insert, update, delete on read_next.checkpoints, read_next.parked to ${APPLICATION_ROLE};

  alter table read.rebuilds
    add column equal_rows integer, add column changed_rows integer, add column missing_rows integer;

  create function read_next.name_of(named text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp as $$
    declare parts text[] := parse_ident(named);
    begin
      if cardinality(parts) <> 2 or parts[1] <> 'read' or parts[2] in ('parked', 'checkpoints', 'rebuilds')
        or not exists (
          select from pg_attribute where attrelid = to_regclass(format('read.%I', parts[2]))
            and attname = 'stream' and not attisdropped
        )
      then raise exception '% is no table of a read model.', named using errcode = 'insufficient_privilege';
      end if;
      return parts[2];
    end $$;

  create function read_next.drop_build(tables text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare named text;
    begin
      foreach named in array tables loop
        execute format('drop table if exists read_next.%I', read_next.name_of(named));
      end loop;
    end $$;

  create function read_next.begin_build(tables text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
      named text;
      name text;
      source oid;
      settings text;
      definition text;
    begin
      perform read_next.drop_build(tables);
      foreach named in array tables loop
        name := read_next.name_of(named);
        source := to_regclass(format('read.%I', name));
        execute format('create table read_next.%1$I (like read.%1$I including all excluding indexes)', name);
        select array_to_string(reloptions, ', ') into settings from pg_class where oid = source;
        if settings is not null then
          execute format('alter table read_next.%I set (%s)', name, settings);
        end if;
        for definition in
          select format('add constraint %I %s', conname, pg_get_constraintdef(oid)) from pg_constraint
          where conrelid = source and contype in ('p', 'u', 'x')
        loop
          execute format('alter table read_next.%I %s', name, definition);
        end loop;
        for definition in
          select pg_get_indexdef(indexrelid) from pg_index
          where indrelid = source and not exists (
            select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x')
          )
        loop
          execute regexp_replace(definition, ' ON read[.]', ' ON read_next.');
        end loop;
        for definition in
          select format('grant %s on read_next.%I to %s', privilege_type, name,
            case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end)
          from pg_class, aclexplode(relacl) where pg_class.oid = source and grantee <> relowner
        loop
          execute definition;
        end loop;
      end loop;
    end $$;

  -- A table that was just filled has no statistics yet: its first readers would get bad plans.
  create function read_next.analyze_build(tables text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare named text;
    begin
      foreach named in array tables loop
        execute format('analyze read_next.%I', read_next.name_of(named));
      end loop;
    end $$;

  create function read_next.switch_build(tables text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare named text; name text;
    begin
      foreach named in array tables loop
        name := read_next.name_of(named);
        execute format('drop table read.%I', name);
        execute format('alter table read_next.%I set schema read', name);
      end loop;
    end $$;

  revoke execute on all functions in schema read_next from public;
  grant execute on function read_next.begin_build, read_next.drop_build, read_next.analyze_build,
    read_next.switch_build to ${APPLICATION_ROLE};
`;

/**
 * Columns of JSON are left out: what is sampled of them is compared value by value, which takes longer than all other
 * columns, and no query chooses its rows by what stands in them.
 */
export const analyzePlainColumns = `
  create or replace function read_next.analyze_build(tables text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare named text; name text; plain text;
    begin
      foreach named in array tables loop
        name := read_next.name_of(named);
        select string_agg(quote_ident(attname), ', ') into plain from pg_attribute
        where attrelid = to_regclass(format('read_next.%I', name)) and attnum > 0 and not attisdropped
          and atttypid not in ('json'::regtype, 'jsonb'::regtype);
        execute format('analyze read_next.%I (%s)', name, plain);
      end loop;
    end $$;
`;
