/** Which tenants and projects there are, and their life. */
import { randomBytes } from 'node:crypto'
import { type BrandInput, checkBrand, toBrandInput } from '#domain/branding'
import type { Clients } from '#domain/clients'
import { DomainError } from '#domain/errors'
import { newId } from '#lib/ids'
import type { Project, ProjectId, Tenant, TenantId, TrustedIssuer } from './tenant.ts'
import type { TenantDataStore, TenantExport } from './tenant-data-store.ts'
import { checkName, checkTrust } from './tenant-input.ts'
import type { TenantStore } from './tenant-store.ts'
import type { TokenEnding } from './token-ending.ts'

export interface Registry {
  /** @throws DomainError `invalid` */
  create(name: string, brand?: BrandInput): Promise<Tenant>
  /** Changes the named members. @throws DomainError `invalid`, `not_found` */
  update(id: string, input: { name?: string } & BrandInput): Promise<Tenant>
  find(id: string): Promise<Tenant | undefined>
  /** @throws DomainError `not_found`, as the others but `list` do */
  get(id: string): Promise<Tenant>
  /** Oldest first. */
  list(): Promise<Tenant[]>
  /** Ends all tokens of the tenant's clients, for good, and has none issued until it is resumed. */
  suspend(id: string): Promise<Tenant>
  resume(id: string): Promise<Tenant>
  /** With its database, projects and clients. What was interrupted can be repeated. */
  delete(id: string): Promise<void>
  /** Believes the ID tokens of this issuer from now on; an issuer that is trusted already gets the new audience. */
  trust(id: string, issuer: TrustedIssuer): Promise<Tenant>
  /** Everything that is known in the tenant's own database, and its registration. */
  export(id: string): Promise<TenantExport & { tenant: Tenant; projects: Project[] }>
  /** @throws DomainError `not_found` for the tenant, `invalid` */
  createProject(input: { tenantId: string; name: string }): Promise<Project>
  findProject(id: string): Promise<Project | undefined>
  /** Of one tenant or of all, oldest first. */
  listProjects(tenantId?: string): Promise<Project[]>
  /** With its clients. @throws DomainError `not_found` */
  deleteProject(id: string): Promise<void>
}

export interface RegistryDependencies {
  store: TenantStore
  data: TenantDataStore
  clients: Clients
  tokens: TokenEnding
}

const PAGE = 500
/** 120 random bits in base32, which are safe in names of files and databases whatever those make of letter case. */
const ID_LENGTH = 24
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** Above every epoch: of a deleted tenant no token is alive. */
const NO_EPOCH = Number.MAX_SAFE_INTEGER

export function createRegistry({ store, data, clients, tokens }: RegistryDependencies): Registry {
  async function get(id: string): Promise<Tenant> {
    return (await store.find(id as TenantId)) ?? noSuchTenant(id)
  }

  async function change(id: string, changes: (current: Tenant) => Partial<Tenant>): Promise<Tenant> {
    const changed = await store.update(id as TenantId, (current) => ({
      ...current,
      ...changes(current),
      updatedAt: Date.now(),
    }))
    return changed ?? noSuchTenant(id)
  }

  const suspend = async (id: string): Promise<Tenant> => {
    // No more tokens first, then the end of those there are: one that is being issued meanwhile is of the epoch before.
    const tenant = await change(id, ({ status, epoch }) => ({
      status: 'suspended',
      epoch: status === 'active' ? epoch + 1 : epoch,
    }))
    await tokens.endBefore(tenant.id, tenant.epoch)
    return tenant
  }

  const listProjects = (tenantId?: string): Promise<Project[]> =>
    readAll((after: Project | undefined) =>
      store.listProjects({
        limit: PAGE,
        ...(tenantId === undefined ? {} : { tenantId: tenantId as TenantId }),
        ...(after === undefined ? {} : { after }),
      }),
    )

  return {
    async create(name, brand = {}) {
      const now = Date.now()
      const tenant: Tenant = {
        id: newTenantId(),
        name: checkName(name),
        status: 'active',
        epoch: 0,
        issuers: [],
        brand: checkBrand(brand),
        createdAt: now,
        updatedAt: now,
      }
      // In this order: a database without a tenant is nobody's, a tenant without a database would fail its members.
      await data.create(tenant.id)
      await store.create(tenant)
      return tenant
    },
    update: (id, { name, ...brand }) =>
      change(id, (current) => ({
        name: checkName(name ?? current.name),
        brand: checkBrand({ ...toBrandInput(current.brand), ...brand }),
      })),
    find: (id) => store.find(id as TenantId),
    get,
    list: () =>
      readAll((after: Tenant | undefined) =>
        store.list({ limit: PAGE, ...(after === undefined ? {} : { after }) }),
      ),
    suspend,
    resume: (id) => change(id, () => ({ status: 'active' })),
    async delete(id) {
      const { id: tenantId } = await suspend(id)
      await tokens.endBefore(tenantId, NO_EPOCH)
      for (const project of await listProjects(tenantId)) await deleteProject(project.id)
      await data.drop(tenantId)
      await store.delete(tenantId)
    },
    async trust(id, input) {
      const trusted = checkTrust(input)
      return change(id, ({ issuers }) => ({
        issuers: [...issuers.filter(({ issuer }) => issuer !== trusted.issuer), trusted],
      }))
    },
    async export(id) {
      const tenant = await get(id)
      const [projects, content] = await Promise.all([listProjects(id), data.export(tenant.id)])
      return { tenant, projects, ...(content ?? noSuchTenant(id)) }
    },
    async createProject({ tenantId, name }) {
      const tenant = await get(tenantId)
      const id = newId('pj_') as ProjectId
      const project: Project = { id, tenantId: tenant.id, name: checkName(name), createdAt: Date.now() }
      await store.createProject(project)
      return project
    },
    findProject: (id) => store.findProject(id as ProjectId),
    listProjects,
    async deleteProject(id) {
      if (!(await deleteProject(id))) {
        throw new DomainError('not_found', 'no_such_project', `There is no project ${id}`)
      }
    },
  }

  /** Clients first: what was interrupted can be repeated as long as the project is there. */
  async function deleteProject(id: string): Promise<boolean> {
    for (const client of await clients.list({ projectId: id })) await clients.delete(client.id)
    return store.deleteProject(id as ProjectId)
  }
}

async function readAll<Row>(page: (after: Row | undefined) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = []
  for (;;) {
    const found = await page(all.at(-1))
    all.push(...found)
    if (found.length < PAGE) return all
  }
}

function newTenantId(): TenantId {
  const letters = [...randomBytes(ID_LENGTH)].map((byte) => BASE32[byte % BASE32.length])
  return `tn_${letters.join('')}` as TenantId
}

function noSuchTenant(id: string): never {
  throw new DomainError('not_found', 'no_such_tenant', `There is no tenant ${id}`)
}
