import { APPLICATION_ROLE } from '../../events/log/postgres/pools.ts';

/**
 * The texts go with the key they were sealed under, in its transaction: also those of a build under way, and whoever
 * destroys the key. No statement writes a text without holding its key's row.
 */
export const textsTable = `
  create table read.texts (
    stream text collate "C" not null,
    revision integer not null,
    field text collate "C" not null,
    generation integer not null,
    text text not null,
    pairs text[] collate "C" not null,
    primary key (stream, revision, field)
  );
  comment on column read.texts.text is 'Erasable: personal data in clear, gone with the key of its case.';
  comment on column read.texts.pairs is 'Erasable: personal data in clear, gone with the key of its case.';
  create index texts_by_pair on read.texts using gin (pairs);
  grant select, insert, update, delete on read.texts to ${APPLICATION_ROLE};

  create function read.erase_texts() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      delete from read.texts where stream = new.stream and generation = new.generation;
      if to_regclass('read_next.texts') is not null then
        execute 'delete from read_next.texts where stream = $1 and generation = $2'
          using new.stream, new.generation;
      end if;
      return null;
    end $$;
  create trigger erase_texts after update on keys.case_keys
    for each row when (new.wrapped is null) execute function read.erase_texts();
  alter table keys.case_keys enable always trigger erase_texts;
`;

export type TextRow = {
  stream: string;
  revision: number;
  field: string;
  generation: number;
  text: string;
  pairs: string[];
};
