/** Passkeys of the account: added, named, removed. */
import { DomainError } from '#domain/errors'
import { originOf } from '../middleware/request-context.ts'
import { passkeyAnswer } from '../pages/passkey-answer.ts'
import {
  type AccountDependencies,
  type AccountForm,
  type AccountVisit,
  goTo,
  problemsOf,
} from './account-route.ts'
import { refuseSecurity } from './security.ts'

const PATH = '/account/security'

export function addPasskey(deps: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    const { frame, session } = visit
    const name = (fields.get('passkey-name') ?? '').trim() || frame.messages.security.passkeyDefaultName
    try {
      await deps.factors.passkeys.finishRegistration(
        session,
        { ...passkeyAnswer(fields), name },
        originOf(ctx),
      )
      goTo(ctx, PATH, 'passkeyAdded')
    } catch (error) {
      await refuseSecurity(deps, ctx, visit, { passkeyName: inWords(visit, error) })
    }
  }
}

export function renamePasskey(deps: AccountDependencies): AccountForm {
  return async (ctx, visit, fields) => {
    try {
      const name = fields.get('passkey-name') ?? ''
      await deps.factors.passkeys.rename(visit.account.id, fields.get('passkey') ?? '', name)
      goTo(ctx, PATH)
    } catch (error) {
      await refuseSecurity(deps, ctx, visit, { passkeyName: inWords(visit, error) })
    }
  }
}

export function removePasskey({ factors }: AccountDependencies): AccountForm {
  return async (ctx, { session }, fields) => {
    await factors.passkeys.remove(session, fields.get('passkey') ?? '', originOf(ctx))
    goTo(ctx, PATH, 'passkeyRemoved')
  }
}

/** Beside the name, which is the one field there is. */
function inWords({ frame }: AccountVisit, error: unknown): string {
  const { passkeyFailed } = frame.messages.security
  if (error instanceof DomainError && ['invalid_passkey', 'link_expired'].includes(error.code))
    return passkeyFailed
  return problemsOf(frame, error).name ?? passkeyFailed
}
