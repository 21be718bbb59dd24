/** Recovery codes: what a person keeps on paper for the day on which the phone is gone. Each works once. */
import { randomInt } from 'node:crypto'

const COUNT = 10
/** 50 bits each, and no letter or digit that is taken for another one. */
const LENGTH = 10
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes such as `k3v9q-7mx2d`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
  })
}

/** A code however it was typed; undefined for what is no recovery code. */
export function normalizeRecoveryCode(typed: string): string | undefined {
  const code = typed.toLowerCase().replace(/[\s-]/g, '')
  return code.length === LENGTH && /^[a-z0-9]+$/.test(code) ? code : undefined
}
