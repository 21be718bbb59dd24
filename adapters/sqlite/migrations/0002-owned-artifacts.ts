/** Artifacts by whose they are: a person's sessions and grants. Most artifacts are nobody's and cost the index nothing. */
export const ownedArtifacts = `
  ALTER TABLE artifacts ADD COLUMN owner ANY;
  CREATE INDEX artifacts_by_owner ON artifacts (owner, kind) WHERE owner IS NOT NULL;
`
