/**
 * What people do with their accounts: further members of an account, what it proves itself by, and counters. Times end
 * in `_at`: milliseconds since the epoch.
 */
export const accountCare = `
  ALTER TABLE accounts ADD COLUMN bio TEXT;
  ALTER TABLE accounts ADD COLUMN pending_email TEXT;
  ALTER TABLE accounts ADD COLUMN password_changed_at INTEGER;
  ALTER TABLE accounts ADD COLUMN disabled_at INTEGER;

  CREATE TABLE factors (
    account_id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE limits (
    key TEXT NOT NULL PRIMARY KEY,
    points INTEGER NOT NULL,
    resets_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX limits_by_end ON limits (resets_at);
`
