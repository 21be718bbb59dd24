/** Password hashing, with real hashes: what they are, what they cost, and how many wait. */
import { availableParallelism } from 'node:os'
import argon2 from 'argon2'
import { describe, expect, it } from 'vitest'
import { createPasswordHasher } from '#lib/password-hash'

const PASSWORD = 'correct horse battery'

class Busy extends Error {}

const hasher = createPasswordHasher(() => new Busy())

describe('a hash', () => {
  it('is argon2id at the floor that is recommended, with a salt of its own', async () => {
    const [one, other] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)])
    expect(one).toMatch(/^\$argon2id\$v=19\$[mtp=\d,]+\$[\w+/]{22,}\$[\w+/]{43}$/)
    expect(one.split('$')[3]?.split(',').sort()).toEqual(['m=19456', 'p=1', 't=2'])
    expect(other).not.toBe(one)
    expect(hasher.needsRehash(one)).toBe(false)
  })

  it('is matched by its password alone', async () => {
    const hash = await hasher.hash(PASSWORD)
    const tries = [PASSWORD, `${PASSWORD} `, '', hash, 'Correct horse battery']
    const results = await Promise.all(tries.map((password) => hasher.verify(hash, password)))
    expect(results).toEqual([true, false, false, false, false])
  })

  it('takes every character into account, a NUL and what comes after it included', async () => {
    const hash = await hasher.hash('before\0after')
    expect(await hasher.verify(hash, 'before\0after')).toBe(true)
    expect(await hasher.verify(hash, 'before')).toBe(false)
    expect(await hasher.verify(hash, 'before\0other')).toBe(false)
  })

  it('made with weaker parameters, or another algorithm, still counts but needs another', async () => {
    const weaker = await argon2.hash(PASSWORD, {
      type: argon2.argon2id,
      memoryCost: 8192,
      timeCost: 1,
      parallelism: 1,
    })
    const another = await argon2.hash(PASSWORD, {
      type: argon2.argon2i,
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
    })
    expect(await hasher.verify(weaker, PASSWORD)).toBe(true)
    expect([weaker, another].map((hash) => hasher.needsRehash(hash))).toEqual([true, true])
  })
})

/** `argon2` wraps the C code of the algorithm's authors: what it makes and accepts is right. */
describe('beside the reference implementation', () => {
  const passwords = ['', PASSWORD, 'pässwörd \u{1f511}', 'before\0after', 'x'.repeat(4096)]

  it('makes what that accepts', async () => {
    for (const password of passwords) {
      const hash = await hasher.hash(password)
      expect(await argon2.verify(hash, password), hash).toBe(true)
      expect(await argon2.verify(hash, `${password}x`), hash).toBe(false)
    }
  })

  const { argon2d, argon2i, argon2id } = argon2
  const variants = ([argon2d, argon2i, argon2id] as const).flatMap((type) => [
    {
      type,
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
      hashLength: 32,
      salt: Buffer.alloc(16, 1),
      version: 0x13,
    },
    {
      type,
      memoryCost: 1027,
      timeCost: 3,
      parallelism: 4,
      hashLength: 64,
      salt: Buffer.alloc(33, 2),
      version: 0x13,
    },
    {
      type,
      memoryCost: 64,
      timeCost: 1,
      parallelism: 8,
      hashLength: 16,
      salt: Buffer.alloc(8, 3),
      version: 0x13,
    },
    {
      type,
      memoryCost: 8,
      timeCost: 10,
      parallelism: 1,
      hashLength: 100,
      salt: Buffer.alloc(48, 4),
      version: 0x13,
    },
    {
      type,
      memoryCost: 256,
      timeCost: 2,
      parallelism: 2,
      hashLength: 4,
      salt: Buffer.alloc(12, 5),
      version: 0x10,
    },
  ])

  it.each(variants)('accepts what that makes, type $type with m=$memoryCost', async (variant) => {
    for (const password of passwords) {
      const hash = await argon2.hash(password, variant)
      expect(hasher.canVerify(hash)).toBe(true)
      expect(await hasher.verify(hash, password), hash).toBe(true)
      expect(await hasher.verify(hash, `${password}x`), hash).toBe(false)
    }
  })
})

describe('no hash', () => {
  it('is matched by nothing', async () => {
    for (const password of ['', PASSWORD, '\x02'.repeat(32)])
      expect(await hasher.verify(null, password)).toBe(false)
  })

  it('costs what a real one costs', async () => {
    const hash = await hasher.hash(PASSWORD)
    const least = { none: Number.POSITIVE_INFINITY, real: Number.POSITIVE_INFINITY }
    for (let round = 0; round < 8; round += 1) {
      least.none = Math.min(least.none, await costOf(() => hasher.verify(null, 'wrong')))
      least.real = Math.min(least.real, await costOf(() => hasher.verify(hash, 'wrong')))
    }
    expect(least.none).toBeGreaterThan(least.real / 2)
    expect(least.none).toBeLessThan(least.real * 2)
  })
})

/** Of the processor, whatever else the machine does; in microseconds. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

describe('the queue', () => {
  it('has an end: whoever comes then is told at once, and those who wait get their turn', async () => {
    const places = availableParallelism() + 64
    const queued = createPasswordHasher(() => new Busy())
    const waiting = Array.from({ length: places }, (_, index) =>
      index % 2 === 0 ? queued.verify(null, PASSWORD) : queued.hash(PASSWORD),
    )
    let served = 0
    const count = () => (served += 1)
    for (const work of waiting) void work.then(count, count)
    await expect(queued.verify(null, PASSWORD)).rejects.toThrow(Busy)
    await expect(queued.hash(PASSWORD)).rejects.toThrow(Busy)
    expect(served).toBe(0)
    const results = await Promise.allSettled(waiting)
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await queued.verify(null, PASSWORD)).toBe(false)
  })
})
