/**
 * The log of events. `position` is given at commit, by one writer at a time, so that none appears below one that could
 * be read before; AUTOINCREMENT never gives one again. An index by subject holds the rows of one subject by position.
 */
export const events = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    time INTEGER NOT NULL,
    subject TEXT NOT NULL,
    client_id TEXT,
    data TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_subject ON events (subject);
  CREATE INDEX events_by_client ON events (client_id, time) WHERE client_id IS NOT NULL;
  CREATE INDEX events_by_type ON events (type, time);
  CREATE INDEX events_by_time ON events (time);
`
