/** Who is told of events, how far each has been told, and who does the telling. */
export const deliveries = `
  CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE delivery_cursors (
    subscriber TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE stalled_deliveries (
    subscriber TEXT NOT NULL,
    subject TEXT NOT NULL,
    position INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    since INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (subscriber, subject)
  ) STRICT;

  CREATE TABLE dead_letters (
    subscriber TEXT NOT NULL,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    died_at INTEGER NOT NULL,
    error TEXT NOT NULL,
    marked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (subscriber, position)
  ) STRICT;
  CREATE INDEX dead_letters_marked ON dead_letters (subscriber, position) WHERE marked = 1;
`
