/** Running scripts of ours, which Redis keeps by name. */
import type { Call } from './calls.ts'
import { accepted, refusalOf } from './errors.ts'
import type { Script } from './scripts.ts'
import type { Servers } from './servers.ts'

export type Values = (string | number)[]

/** Runs a script on one key; what it answers. @throws DomainError `unavailable`, also when Redis refuses */
export type RunScript = (script: Script, key: string, values: Values) => Promise<unknown>

/** Sends the script by name; a server that has forgotten it, or never had it, gets the text. */
export function createRunScript(servers: Servers, call: Call): RunScript {
  return (script, key, values) =>
    call(async (deadline) => {
      let [reply] = await servers.write(key, [['EVALSHA', script.sha1, 1, key, ...values]], deadline)
      if (refusalOf(reply) === 'NOSCRIPT') {
        ;[reply] = await servers.write(key, [['EVAL', script.text, 1, key, ...values]], deadline)
      }
      return accepted(reply)
    })
}
