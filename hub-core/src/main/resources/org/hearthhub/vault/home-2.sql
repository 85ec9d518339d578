-- home.db, version 2. Every "sealed" column holds only ciphertext.

-- == Keys ==

-- A slot has an X25519 pair, so that a new tier key can be given to it while its secret is not at hand:
-- the private half sealed under the key that the secret stands for, the public half under the operating
-- tier's key named here. Null in a slot made by version 1 until its secret is used once. Kinds: 3 recovery
-- code, 4 systemd credential.
ALTER TABLE slot ADD COLUMN sealed_private_key BLOB;
ALTER TABLE slot ADD COLUMN public_sealed_by INTEGER;
ALTER TABLE slot ADD COLUMN sealed_public_key BLOB;

-- Forms: 1 sealed under the slot's own key, 2 by HPKE to its public half.
ALTER TABLE slot_key ADD COLUMN form INTEGER NOT NULL DEFAULT 1;

-- Of an owner's keys the one made last is in use, unless it is retired: then it only reads.
ALTER TABLE data_key ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
ALTER TABLE data_key ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

-- What was erased for good: which data keys, sealed under the operating tier's key named here. A backup
-- from before still holds them; whoever restores it destroys them again. States: 1 begun, 2 done.
CREATE TABLE erasure (
  id             INTEGER PRIMARY KEY,
  state          INTEGER NOT NULL,
  sealed_by      INTEGER NOT NULL,
  sealed_erasure BLOB NOT NULL
);

-- == Audit ==

-- One row: what the tree over the commitments consists of after the last entry (the roots of its
-- complete subtrees, RFC 6962), and the signature of its checkpoint. It changes in the commit of each
-- entry, so entries cannot be cut off the end unseen.
CREATE TABLE audit_head (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  size      INTEGER NOT NULL,
  subtrees  BLOB NOT NULL,
  signature BLOB NOT NULL
);

-- == Damage ==

-- Rows that no longer open, moved here as they were found, for inspection; as in history.db. Origin: the
-- number of their table in Binding.Table. Part: the collection of a record.
CREATE TABLE damaged (
  id     INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL,
  part   INTEGER NOT NULL,
  row    INTEGER NOT NULL,
  key    INTEGER NOT NULL,
  sealed BLOB NOT NULL
);
