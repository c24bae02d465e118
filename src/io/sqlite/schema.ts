/** Written into `meta.schema`; a ledger with a higher number was written by a newer version and is refused. */
export const SCHEMA_VERSION = 1;

/**
 * `entries` is the truth; the other tables are indexes over it, written in the same transaction and compared with a
 * replay by `ledger verify`. Claims are unique here, in the database: `shared = 1` marks one that a person allowed.
 */
export const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY, key TEXT NOT NULL, account TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX entries_by_key ON entries (key);
CREATE TABLE orders (key TEXT PRIMARY KEY, account TEXT NOT NULL, state TEXT NOT NULL, unsettled INTEGER NOT NULL) STRICT;
CREATE INDEX orders_unsettled ON orders (account) WHERE unsettled = 1;
CREATE TABLE claims (
  account TEXT NOT NULL, claim TEXT NOT NULL, key TEXT NOT NULL, shared INTEGER NOT NULL,
  PRIMARY KEY (account, claim, key)
) STRICT;
CREATE UNIQUE INDEX one_claim ON claims (account, claim) WHERE shared = 0;
CREATE INDEX claims_by_key ON claims (key);
CREATE TABLE order_ids (account TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (account, id, key)) STRICT;
`;
