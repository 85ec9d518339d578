-- history.db, version 2. Every "sealed" column holds only ciphertext.

-- == Roll-ups ==

-- What is told of a series hour by hour (level 1, a block for 4 days) and day by day (level 2, a block
-- for 64 days). Block numbers are days since 1970-01-01, divided by the block's length.
CREATE TABLE rollup (
  id             INTEGER PRIMARY KEY,
  series         INTEGER NOT NULL,
  level          INTEGER NOT NULL,
  block          INTEGER NOT NULL,
  data_key       INTEGER NOT NULL,
  sealed_rollup  BLOB NOT NULL
);
CREATE UNIQUE INDEX rollup_by_series ON rollup (series, level, block);

-- How far a series is rolled up: hours that begin before to_day are, save those of days that are due.
-- Readings from before raw_from are no longer kept, hours from before hours_from neither. Days were
-- counted by the home's time zone number such.
CREATE TABLE rolled (
  series     INTEGER PRIMARY KEY,
  to_day     INTEGER NOT NULL,
  raw_from   INTEGER NOT NULL,
  hours_from INTEGER NOT NULL,
  zone       INTEGER NOT NULL
);

-- Days whose roll-ups are to be made anew, because a reading came late.
CREATE TABLE rollup_due (
  series INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  PRIMARY KEY (series, day)
) WITHOUT ROWID;

-- When the readings of a damaged row were; null where only the row itself knew.
ALTER TABLE damaged ADD COLUMN first_day INTEGER;
ALTER TABLE damaged ADD COLUMN last_day INTEGER;
