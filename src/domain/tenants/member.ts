/** People as one tenant knows them: what each may do there, and why. */

export type MemberId = string & { readonly __brand: 'MemberId' }

/** What somebody may do, each value once. */
export interface Authorization {
  roles: string[]
  scopes: string[]
  /** What they may reach; the names are the tenant's own. */
  resources: string[]
  groups: string[]
}

export interface Member {
  /** Names the member in tokens as long as no account is known to be theirs. A new one for whoever is added again. */
  id: MemberId
  /** As it was written; letter case tells nobody apart. */
  email: string
  /** The account that is known to be theirs; null until one has shown it. */
  accountId: string | null
  /** By issuer, whom that one knows them as. An address that somebody else is given over there is not theirs here. */
  subjects?: Record<string, string>
  /**
   * Each says that these roles and groups brought these scopes and resources, so that a permission can be traced to
   * where it came from. Scopes and resources of one without roles and groups were given for themselves.
   */
  assignments: Authorization[]
  /** Milliseconds since the epoch. */
  createdAt: number
}

/** Somebody as an OpenID provider names them. */
export interface Identity {
  issuer: string
  subject: string
}

export const KINDS = ['roles', 'scopes', 'resources', 'groups'] as const satisfies (keyof Authorization)[]

/** All assignments added up. */
export function authorizationOf({ assignments }: Pick<Member, 'assignments'>): Authorization {
  const all = (kind: keyof Authorization) => [
    ...new Set(assignments.flatMap((assignment) => assignment[kind])),
  ]
  return { roles: all('roles'), scopes: all('scopes'), resources: all('resources'), groups: all('groups') }
}

/** Where a scope or a resource came from. Both lists are empty where it was given for itself. */
export interface Reason {
  roles: string[]
  groups: string[]
}

/** Every reason for each value, in the order in which they came. */
export function reasonsFor(
  kind: 'scopes' | 'resources',
  { assignments }: Pick<Member, 'assignments'>,
): Record<string, Reason[]> {
  const reasons = new Map<string, Reason[]>()
  for (const { roles, groups, [kind]: values } of assignments) {
    for (const value of values) reasons.set(value, [...(reasons.get(value) ?? []), { roles, groups }])
  }
  return Object.fromEntries(reasons)
}
