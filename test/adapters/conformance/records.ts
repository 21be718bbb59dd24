/** Valid records for the suites; every call makes a new one. */
import { randomUUID } from 'node:crypto'
import type { AccountId, NewAccount } from '../../../src/domain/accounts/account-store.ts'
import type { Client, ClientId } from '../../../src/domain/clients/client-store.ts'
import type { NewEvent } from '../../../src/domain/events/event-store.ts'
import type { ResourceServer } from '../../../src/domain/resource-servers/resource-server-store.ts'
import type { StoredKey } from '../../../src/domain/signing-keys/key-store.ts'
import type { Member, MemberId } from '../../../src/domain/tenants/tenant-data-store.ts'
import type { Project, ProjectId, Tenant, TenantId } from '../../../src/domain/tenants/tenant-store.ts'

/** Ids and names that break stores which build queries or keys out of text. */
export const WEIRD_TEXTS = [
  'with.dots.and.more',
  '$where',
  '__proto__',
  "'; DROP TABLE accounts; --",
  '"double" `back` \\slash',
  'new\nline\r\tand tab',
  'nul\0left',
  'nul\0right',
  'nul',
  '{hash}:*[a-z]?',
  '%percent_underscore',
  'Ünïcödé ✓ 🗝',
  ' ',
]

export function aNewAccount(members: Partial<NewAccount> = {}): NewAccount {
  const id = randomUUID()
  return {
    id: id as AccountId,
    email: `${id}@example.com`,
    emailVerified: false,
    username: null,
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
    role: 'user',
    claims: { name: 'Ada Lovelace', address: { locality: 'London' } },
    bio: null,
    pendingEmail: null,
    passwordChangedAt: null,
    disabledAt: null,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    lastLoginAt: null,
    ...members,
  }
}

export function aClient(members: Partial<Omit<Client, 'id'>> & { id?: string } = {}): Client {
  const { id = randomUUID(), ...rest } = members
  return {
    id: id as ClientId,
    name: 'Example',
    redirectUris: ['https://app.example.com/callback'],
    postLogoutRedirectUris: [],
    grantTypes: ['authorization_code', 'refresh_token'],
    scope: null,
    resources: [],
    authMethod: 'client_secret_basic',
    jwks: null,
    jwksUri: null,
    pkce: 'required',
    firstParty: false,
    applicationType: 'web',
    secrets: [{ hash: 'hash', createdAt: 1_700_000_000_000 }],
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    ...rest,
  }
}

export function aResourceServer(members: Partial<ResourceServer> = {}): ResourceServer {
  return {
    uri: `https://api.example.com/${randomUUID()}`,
    scopes: ['read', 'write'],
    alg: 'ES256',
    accessTokenTtlSeconds: 3600,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    ...members,
  }
}

export function aKey(members: Partial<StoredKey> = {}): StoredKey {
  return {
    kid: randomUUID(),
    alg: 'RS256',
    encryptedJwk: 'sealed',
    createdAt: 1_700_000_000_000,
    signsAt: 1_700_000_000_000,
    retiresAt: null,
    ...members,
  }
}

export function anEvent(members: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'auth.login_succeeded',
    time: 1_700_000_000_000,
    subject: randomUUID(),
    data: { ip: '192.0.2.1' },
    ...members,
  }
}

/** A new one, in the form that the domain gives them. */
export function aTenantId(): TenantId {
  return `tn_${randomUUID().replaceAll('-', '').slice(0, 24)}` as TenantId
}

export function aTenant(members: Partial<Tenant> = {}): Tenant {
  return {
    id: aTenantId(),
    name: 'Acme',
    status: 'active',
    epoch: 0,
    issuers: [],
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
    ...members,
  }
}

export function aProject(members: Partial<Project> = {}): Project {
  return {
    id: randomUUID() as ProjectId,
    tenantId: 'tn_example' as TenantId,
    name: 'Shop',
    createdAt: 1_700_000_000_000,
    ...members,
  }
}

export function aMember(members: Partial<Member> = {}): Member {
  const id = randomUUID()
  return {
    id: id as MemberId,
    email: `${id}@example.com`,
    accountId: null,
    assignments: [
      { roles: ['editor'], scopes: ['read', 'write'], resources: ['articles'], groups: ['press'] },
    ],
    createdAt: 1_700_000_000_000,
    ...members,
  }
}
