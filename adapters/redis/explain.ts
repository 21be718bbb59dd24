/** Why Redis could not be opened, in words for the operator, with what to do. Never with a password. */
import { UnfitServerError } from '../errors.ts'
import { textOf } from './address.ts'
import { withoutArguments } from './errors.ts'
import type { RedisTarget } from './parse-url.ts'

interface Reason {
  /** Found in the error's code or message. */
  sign: RegExp
  /** Completes "Redis at … ". */
  words: string
  /** Whether waiting cannot help. */
  final?: boolean
}

const REASONS: Reason[] = [
  {
    sign: /Sentinel.*(NOAUTH|WRONGPASS|invalid password)/,
    words: 'has Sentinels with a password of their own. Give it by ?sentinelPassword=… in REDIS_URL.',
    final: true,
  },
  {
    sign: /WRONGPASS|invalid password/,
    words: 'refused the user or the password. Correct them in REDIS_URL.',
    final: true,
  },
  {
    sign: /NOAUTH/,
    words: 'asks for a password. Put it into REDIS_URL, as in redis://:password@host.',
    final: true,
  },
  { sign: /NOPERM/, words: 'does not allow this user what is needed:', final: true },
  {
    sign: /DB index is out of range/,
    words: 'has no database with that number. Correct it in REDIS_URL.',
    final: true,
  },
  {
    sign: /cluster support disabled/,
    words: 'is no Cluster. Begin REDIS_URL with redis:// or rediss://.',
    final: true,
  },
  {
    sign: /No such master/,
    words: 'is unknown to the Sentinels. Correct the name at the end of REDIS_URL.',
    final: true,
  },
  {
    sign: /unknown command .?SENTINEL/i,
    words: 'cannot be asked for: these are no Sentinels. Begin REDIS_URL with redis:// or redis+cluster://.',
    final: true,
  },
  {
    sign: /PEM/,
    words: 'cannot be reached: the file named by ?ca= in REDIS_URL holds no certificate.',
    final: true,
  },
  {
    sign: /ALTNAME|SELF_SIGNED|UNABLE_TO|CERT_|certificate/,
    words: 'has a certificate that is not trusted. Name the file of its authority by ?ca=FILE in REDIS_URL:',
    final: true,
  },
  {
    sign: /EPROTO|WRONG_VERSION_NUMBER|PACKET_LENGTH/,
    words: 'does not speak TLS. Begin REDIS_URL with redis, not rediss:',
    final: true,
  },
  {
    sign: /ECONNREFUSED/,
    words: 'refuses connections. Is it running, and are host and port in REDIS_URL right?',
  },
  { sign: /ENOTFOUND|EAI_AGAIN/, words: 'has a host name that is not known. Correct it in REDIS_URL:' },
  {
    sign: /ECONNRESET|socket hang up|connection was lost/,
    words: 'ends connections at once. If it speaks TLS, begin REDIS_URL with rediss:',
  },
  { sign: /ETIMEDOUT|[Tt]imed? ?out/, words: 'did not answer within 5 seconds:' },
]

/** A server without TLS takes the greeting for the beginning of a command, and waits for the rest. */
const TLS_SILENCE: Reason = {
  sign: /ETIMEDOUT/,
  words:
    'did not answer in TLS within 5 seconds. If it does not speak TLS, begin REDIS_URL with redis, not rediss.',
}

/** Whether an opening that failed so would fail again. */
export function isFinal(error: unknown): boolean {
  return error instanceof UnfitServerError || reasonOf(error)?.final === true
}

export function explain(target: RedisTarget, error: unknown): string {
  if (error instanceof UnfitServerError) return `${nameOf(target)} ${error.message}`
  const { message } = withoutArguments(error)
  const words =
    (target.tls && TLS_SILENCE.sign.test(message) ? TLS_SILENCE : reasonOf(error))?.words ?? 'cannot be used:'
  return `${nameOf(target)} ${words}${words.endsWith(':') ? ` ${message}` : ''}`
}

function reasonOf(error: unknown): Reason | undefined {
  const { message, code } = error as { message?: unknown; code?: unknown }
  return REASONS.find(({ sign }) => sign.test(`${code} ${message}`))
}

function nameOf(target: RedisTarget): string {
  const hosts = target.hosts.map(textOf).join(', ')
  if (target.topology === 'standalone') return `Redis at ${hosts}`
  return target.topology === 'cluster'
    ? `The Redis Cluster at ${hosts}`
    : `The Redis master ${JSON.stringify(target.name)} of the Sentinels at ${hosts}`
}
