/** One request to Vault (or OpenBao): its namespace, its certificate authority, its limits in time and size. */
import { readFileSync } from 'node:fs'
import { Agent, fetch } from 'undici'
import { StoreOpenError } from '../errors.ts'
import { VaultError } from './errors.ts'

export interface VaultSettings {
  address: string
  /** A token, or null where the two below log in. */
  token: string | null
  roleId: string | null
  secretId: string | null
  namespace: string | null
  /** A file of PEM certificates that are believed beside those of the system's own. */
  caFile: string | null
}

export interface VaultRequest {
  method: 'GET' | 'POST'
  /** Below `/v1/`. */
  path: string
  body?: Record<string, unknown>
  token?: string
}

export interface VaultAnswer {
  status: number
  /** Undefined where there is no body. */
  body: Record<string, unknown> | undefined
}

/** @throws VaultError `unreachable`, `sealed`, `denied` */
export interface VaultConnection {
  send(request: VaultRequest): Promise<VaultAnswer>
  close(): Promise<void>
}

const CONNECT_MS = 1500
/** For the whole of a request: whoever waits for it is told after this that the secret could not be checked. */
const ANSWER_MS = 2000
const ANSWER_BYTES = 256 * 1024

/** @throws StoreOpenError when the certificates cannot be read */
export function connect({ address, namespace, caFile }: VaultSettings): VaultConnection {
  const ca = caFile === null ? {} : { ca: readCertificates(caFile) }
  const agent = new Agent({ connect: { timeout: CONNECT_MS, ...ca }, maxResponseSize: ANSWER_BYTES })

  return {
    async send({ method, path, body, token }) {
      const headers = {
        ...(token === undefined ? {} : { 'x-vault-token': token }),
        ...(namespace === null ? {} : { 'x-vault-namespace': namespace }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const answer = await answerTo(`${address}/v1/${path}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        dispatcher: agent,
        // A redirect to another node would carry the token along, wherever it leads.
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      if (answer.status === 503) throw new VaultError('sealed', 'Vault is sealed, or is not active')
      if (answer.status === 403) throw new VaultError('denied', `Vault does not allow ${method} ${path}`)
      return answer
    },
    close: () => agent.close(),
  }
}

async function answerTo(url: string, init: Parameters<typeof fetch>[1]): Promise<VaultAnswer> {
  try {
    const response = await fetch(url, init)
    const text = await response.text()
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    if (body !== undefined && (typeof body !== 'object' || body === null))
      throw new Error('the answer is no object')
    return { status: response.status, body: body as VaultAnswer['body'] }
  } catch (cause) {
    throw new VaultError('unreachable', `Vault does not answer at ${new URL(url).origin}`, cause)
  }
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StoreOpenError(`VAULT_CACERT ${file} cannot be read: ${(error as Error).message}.`, error)
  }
}
