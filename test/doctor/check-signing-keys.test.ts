/** What the doctor says of the lives of keys. */
import { expect, test } from 'vitest'
import { type KeyInfo, type KeyStatus, SIGNING_ALGS } from '#domain/signing-keys'
import { checkLives } from '../../src/doctor/check-signing-keys.ts'

const NOW = Date.parse('2025-08-17T12:00:00Z')
const DAY_MS = 86_400_000

function keys(status: KeyStatus, ageDays: number): KeyInfo[] {
  const signsAt = NOW - ageDays * DAY_MS
  return SIGNING_ALGS.map((alg) => ({ kid: `${alg}-${ageDays}`, alg, status, signsAt, retiresAt: null }))
}

test('one current key for each algorithm is fine, whatever there is beside them', () => {
  expect(checkLives([...keys('retiring', 500), ...keys('current', 365)], NOW)).toMatchObject({ ok: true })
  expect(checkLives(keys('current', 365), NOW)).not.toHaveProperty('warning')
})

test('an algorithm that no key signs with is named', () => {
  const found = checkLives([...keys('retiring', 1), ...keys('current', 0).slice(1)], NOW)
  expect(found).toMatchObject({ ok: false, problem: 'No key signs RS256.' })
})

test('keys that have been signing for more than a year are told of', () => {
  const found = checkLives(keys('current', 366), NOW)
  expect(found).toMatchObject({ ok: true, warning: 'The keys have been signing for 366 days.' })
})
