/** The first tables of a tenant's own file. `email_key` as in the first tables of the main one. */
export const tenantFirstTables = `
  CREATE TABLE members (
    email_key TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
  ) STRICT;
  CREATE INDEX identities_by_member ON identities (member_id);
`
