/** Tenants, their projects, and whose each client is. What a tenant knows of people lies in a file of its own. */
export const tenants = `
  CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX tenants_by_age ON tenants (created_at, id);

  CREATE TABLE projects (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    tenant_id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX projects_by_age ON projects (created_at, id);
  CREATE INDEX projects_by_tenant ON projects (tenant_id, created_at, id);

  ALTER TABLE clients ADD COLUMN project_id TEXT;
  CREATE INDEX clients_by_project ON clients (project_id, created_at, id) WHERE project_id IS NOT NULL;
`
