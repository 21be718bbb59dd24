/**
 * The first tables. What is looked up has a column of its own and an index; the rest of a record is JSON (`body`).
 *
 * `…_key` columns hold the value as `toLowerCase()` of JavaScript makes it: SQLite's own `lower` and NOCASE know ASCII
 * alone. Times end in `_at`: milliseconds since the epoch, but seconds in `artifacts`, as its port has them.
 * STRICT makes a value of the wrong type an error. An artifact's id is ANY, since it may be kept as a BLOB.
 */
export const firstTables = `
  CREATE TABLE accounts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    email_verified INTEGER NOT NULL,
    username TEXT,
    username_key TEXT UNIQUE,
    password_hash TEXT,
    role TEXT NOT NULL,
    claims TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_login_at INTEGER
  ) STRICT;

  CREATE TABLE clients (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX clients_by_age ON clients (created_at, id);

  CREATE TABLE resource_servers (
    uri TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE consents (
    account_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account_id, client_id)
  ) STRICT;

  CREATE TABLE signing_keys (
    kid TEXT NOT NULL PRIMARY KEY,
    alg TEXT NOT NULL,
    encrypted_jwk TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    signs_at INTEGER NOT NULL,
    retires_at INTEGER
  ) STRICT;
  CREATE INDEX signing_keys_by_age ON signing_keys (created_at, kid);

  CREATE TABLE artifacts (
    kind TEXT NOT NULL,
    id ANY NOT NULL,
    payload TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    consumed_at INTEGER,
    PRIMARY KEY (kind, id)
  ) STRICT;
  CREATE INDEX artifacts_by_expiry ON artifacts (expires_at);

  CREATE TABLE pings (id INTEGER PRIMARY KEY) STRICT;
`
