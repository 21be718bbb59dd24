/**
 * Redis' failures in the domain's words. A failure as the client library has it carries the command with all its
 * arguments, which for the greeting is the password: what is passed on is a copy that has the text and the code alone.
 */
import { DomainError } from '../../src/domain/errors.ts'

/** Failovers take some seconds; most other faults are shorter. */
const RETRY_AFTER_SECONDS = 2

/** What the port says whenever Redis cannot be reached, does not answer in time, or refuses. */
export function unavailable(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause
  return new DomainError(
    'unavailable',
    'store_unavailable',
    'The session store is not available at present',
    {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: withoutArguments(cause),
    },
  )
}

/** A copy of an error without the command that failed, neither as a member nor, as old servers have it, in the text. */
export function withoutArguments(error: unknown): Error {
  const { name, message, code } = (error instanceof Error ? error : new Error(String(error))) as Error & {
    code?: unknown
  }
  const copy = new Error(message.replace(/,? with args beginning with.*/s, ''))
  copy.name = name
  return typeof code === 'string' ? Object.assign(copy, { code }) : copy
}

/** Redis' word for a refusal, such as READONLY or OOM; undefined for what is no refusal. */
export function refusalOf(reply: unknown): string | undefined {
  return reply instanceof Error && reply.name === 'ReplyError' ? reply.message.split(' ', 1)[0] : undefined
}

/** A reply that is none. @throws the refusal */
export function accepted(reply: unknown): unknown {
  if (reply instanceof Error) throw reply
  return reply
}
