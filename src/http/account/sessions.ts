/** Where the person is signed in, and ending it. */
import { sessionsPage } from '#views/account/sessions'
import { sendPage } from '../frame.ts'
import { originOf } from '../middleware/request-context.ts'
import {
  type AccountDependencies,
  type AccountForm,
  type AccountPage,
  doneIn,
  goTo,
} from './account-route.ts'
import { deviceIn } from './device-in.ts'

const PATH = '/account/sessions'

export function showSessions(): AccountPage {
  return async (ctx, { frame, session }) => {
    const page = sessionsPage({
      frame,
      sessions: session.sessions.map(({ id, ip, seenAt, signedInAt, userAgent }) => ({
        id,
        device: deviceIn(userAgent),
        ip,
        seenAt,
        signedInAt,
        isThis: id === session.sessionId,
      })),
      now: Date.now(),
      done: doneIn(ctx, {
        sessionEnded: frame.messages.account.sessionEnded,
        othersEnded: frame.messages.account.othersEnded,
      }),
      endAction: `${PATH}/end`,
      endOthersAction: `${PATH}/end-others`,
    })
    sendPage(ctx, frame, page)
  }
}

export function endSession({ sessions }: AccountDependencies): AccountForm {
  return async (ctx, { account }, fields) => {
    await sessions.end(account.id, fields.get('session') ?? '', originOf(ctx))
    goTo(ctx, PATH, 'sessionEnded')
  }
}

export function endOthers({ sessions }: AccountDependencies): AccountForm {
  return async (ctx, { account, session }) => {
    const others = session.sessions.filter(({ id }) => id !== session.sessionId)
    for (const { id } of others) await sessions.end(account.id, id, originOf(ctx))
    goTo(ctx, PATH, 'othersEnded')
  }
}
