-- home.db, version 1: keys, sealed records, audit. Every "sealed" column holds only ciphertext.

-- Which migrations made this file; the checksum is that of the SQL that was run.
CREATE TABLE migration (
  version  INTEGER PRIMARY KEY,
  checksum BLOB NOT NULL
);

-- One row. The id is random and the same in history.db.
CREATE TABLE vault (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  vault_id BLOB NOT NULL
);

-- A tier's key exists in no file but wrapped by the slots. Tiers: 1 operating, 2 history. The
-- highest id of a tier is the one in use. The history tier also has an X25519 pair, so that a hub whose
-- history is locked can seal to it: the public half sealed under the operating tier's key named here,
-- the private half under the history tier's own.
CREATE TABLE tier_key (
  id                 INTEGER PRIMARY KEY,
  tier               INTEGER NOT NULL,
  public_sealed_by   INTEGER,
  sealed_public_key  BLOB,
  sealed_private_key BLOB
);

-- One way to unlock. Kinds: 1 passphrase, 2 key file. What is said about it is sealed under the
-- operating tier's key named here.
CREATE TABLE slot (
  id              INTEGER PRIMARY KEY,
  kind            INTEGER NOT NULL,
  parameters      BLOB NOT NULL,
  about_sealed_by INTEGER NOT NULL,
  sealed_about    BLOB NOT NULL
);

-- The tier keys that a slot opens.
CREATE TABLE slot_key (
  slot       INTEGER NOT NULL,
  tier_key   INTEGER NOT NULL,
  sealed_key BLOB NOT NULL,
  PRIMARY KEY (slot, tier_key)
) WITHOUT ROWID;

-- Keys of the past: one or more per device, one or more for audit payloads. The id is random. Forms:
-- 1 sealed under the tier key named here, 2 reserved for HPKE to its public half. The owner is sealed
-- under the operating tier's key named here. What a deleted key sealed can never be read again.
CREATE TABLE data_key (
  id              INTEGER PRIMARY KEY,
  tier_key        INTEGER NOT NULL,
  form            INTEGER NOT NULL,
  sealed_key      BLOB NOT NULL,
  owner_sealed_by INTEGER NOT NULL,
  sealed_owner    BLOB NOT NULL
);

-- Records of a collection, in the order they were first written; the id is random.
CREATE TABLE record (
  ordinal       INTEGER PRIMARY KEY,
  collection    INTEGER NOT NULL,
  id            INTEGER NOT NULL UNIQUE,
  tier_key      INTEGER NOT NULL,
  sealed_fields BLOB NOT NULL
);

-- Who did what. The commitment is SHA-256(0x00 || salt || entry), a leaf of an RFC 6962 tree; salt and
-- entry are in the sealed blob, which is null once an entry was erased.
CREATE TABLE audit (
  sequence     INTEGER PRIMARY KEY,
  commitment   BLOB NOT NULL,
  data_key     INTEGER NOT NULL,
  sealed_entry BLOB
);
