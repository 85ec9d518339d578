-- history.db, version 1: readings. Every "sealed" column holds only ciphertext.

CREATE TABLE migration (
  version  INTEGER PRIMARY KEY,
  checksum BLOB NOT NULL
);

CREATE TABLE vault (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  vault_id BLOB NOT NULL
);

-- One row: how many readings had been committed when the journal was last shortened.
CREATE TABLE progress (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  committed INTEGER NOT NULL
);

-- What is not in chunks yet: per commit one part for each device. Readings are numbered from 0 as they
-- are committed; a part holds those from first on.
CREATE TABLE journal (
  first        INTEGER PRIMARY KEY,
  readings     INTEGER NOT NULL,
  data_key     INTEGER NOT NULL,
  sealed_part  BLOB NOT NULL
);

-- Full chunks: only ever appended, save where readings arrived too late for their place. Chunks of a
-- series do not overlap; their order is by first_day, then id. Days are counted from 1970-01-01 UTC.
CREATE TABLE chunk (
  id           INTEGER PRIMARY KEY,
  series       INTEGER NOT NULL,
  first_day    INTEGER NOT NULL,
  last_day     INTEGER NOT NULL,
  readings     INTEGER NOT NULL,
  data_key     INTEGER NOT NULL,
  sealed_chunk BLOB NOT NULL
);
CREATE INDEX chunk_by_series ON chunk (series, first_day);

-- The newest, still growing chunk of each series; nothing in chunk is later. Readings of the series with
-- a number below journal_to are packed; the journal is read again from there after a crash.
CREATE TABLE open_chunk (
  series       INTEGER PRIMARY KEY,
  first_day    INTEGER NOT NULL,
  last_day     INTEGER NOT NULL,
  readings     INTEGER NOT NULL,
  journal_to   INTEGER NOT NULL,
  data_key     INTEGER NOT NULL,
  sealed_chunk BLOB NOT NULL
);

-- Rows that no longer open, moved here as they were found, for inspection. Origin: the number of their
-- table in Binding.Table.
CREATE TABLE damaged (
  id       INTEGER PRIMARY KEY,
  origin   INTEGER NOT NULL,
  row      INTEGER NOT NULL,
  series   INTEGER,
  readings INTEGER NOT NULL,
  data_key INTEGER NOT NULL,
  sealed   BLOB NOT NULL
);
