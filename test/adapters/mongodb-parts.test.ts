import { MongoNetworkError, MongoServerError } from 'mongodb'
import { describe, expect, test } from 'vitest'
import { translateError, violatedIndex } from '../../adapters/mongodb/errors.ts'
import { createTurns } from '../../adapters/mongodb/in-turn.ts'
import { recordKey } from '../../adapters/mongodb/record-key.ts'
import { DomainError } from '../../src/domain/errors.ts'

describe('a value that is taken', () => {
  test.each([
    [
      'emailKey',
      { keyPattern: { emailKey: 1 }, message: 'E11000 duplicate key error collection: g.accounts' },
    ],
    ['_id', { keyPattern: { _id: 1 }, message: 'E11000 duplicate key error' }],
    [
      'emailKey',
      { message: 'E11000 duplicate key error collection: g.accounts index: emailKey dup key: { : "a" }' },
    ],
    ['_id', { message: 'E11000 duplicate key error collection: g.accounts index: _id_ dup key: { : "a" }' }],
    ['number', { message: "Duplicate key violation on the requested collection: Index 'number'" }],
    ['_id', { message: "Duplicate key violation on the requested collection: Index '_id_'" }],
    ['', { message: 'Duplicate key' }],
  ])('is that of the index %j', (index, description) => {
    expect(violatedIndex(new MongoServerError({ code: 11000, ...description }))).toBe(index)
  })

  test('is nothing else that goes wrong', () => {
    for (const code of [1, 91, 189, 11600, 11602, 13436, 16908292]) {
      const error = new MongoServerError({ code, message: "deadlock detected: Index 'emailKey'" })
      expect(violatedIndex(error)).toBeUndefined()
      expect(translateError(error)).toMatchObject({
        kind: 'unavailable',
        code: 'store_unavailable',
        cause: error,
      })
    }
    const reset = new MongoNetworkError('ECONNRESET')
    expect(translateError(reset)).toMatchObject({ kind: 'unavailable', cause: reset })
  })

  test('is no excuse for a bug of ours, which stays what it is', () => {
    const bug = new TypeError('undefined is not a function')
    expect(translateError(bug)).toBe(bug)
  })
})

describe('a record key', () => {
  test('is different for different parts, whatever they contain', () => {
    const parts = [
      '',
      'a',
      'A',
      'a"',
      '","',
      '\\',
      '\0',
      '\ud800',
      '\ud801',
      '\ufffd',
      'x'.repeat(511),
      'x'.repeat(512),
    ]
    const pairs = parts.flatMap((first) => parts.map((second) => [first, second]))
    const keys = [...pairs, ...parts.map((part) => [part])].map((pair) => recordKey(...pair))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('fits every index, and is well-formed', () => {
    for (const part of ['é'.repeat(100_000), '\ud800'.repeat(100_000)]) {
      expect(Buffer.byteLength(recordKey('UsedProof', part))).toBeLessThanOrEqual(512)
    }
    expect(recordKey('UsedProof', '\ud800\0')).toMatch(/^[ -~]*$/)
  })
})

describe('those who take turns', () => {
  test('come one after the other, and do not wait for other keys', async () => {
    const turns = createTurns()
    const log: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const first = turns.take('a', () => promise.then(() => log.push('first')))
    const second = turns.take('a', async () => log.push('second'))
    await turns.take('b', async () => log.push('other'))
    resolve()
    await Promise.all([first, second])
    expect(log).toEqual(['other', 'first', 'second'])
  })

  test('go on after a failure', async () => {
    const turns = createTurns()
    const failing = turns.take('a', () => Promise.reject(new RangeError('no')))
    const next = turns.take('a', async () => 'done')
    await expect(failing).rejects.toThrow('no')
    await expect(next).resolves.toBe('done')
  })

  test('do not all wait for a server that was away for the first', async () => {
    const turns = createTurns()
    const away = new DomainError('unavailable', 'store_unavailable', 'away')
    const failing = turns.take('a', () => Promise.reject(away))
    const next = turns.take('a', async () => 'done')
    await expect(failing).rejects.toBe(away)
    await expect(next).rejects.toBe(away)
    await expect(turns.take('a', async () => 'done')).resolves.toBe('done')
  })
})
