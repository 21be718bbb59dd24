/** Ids of tenants become names of files and databases, so that nothing else gets that far. */
import { DomainError } from '../src/domain/errors.ts'

const TENANT_ID = /^tn_[a-z0-9]{1,40}$/

export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text)
}

export function noSuchTenant(): DomainError {
  return new DomainError('not_found', 'no_such_tenant', 'There is no such tenant')
}

export function memberExists(email: string): DomainError {
  return new DomainError('conflict', 'member_exists', `${email} is a member already`)
}
