/** What every ArtifactStore must do. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Artifact, ArtifactKey, ArtifactStore, JsonObject } from '../../../src/oidc/artifact-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { WEIRD_TEXTS } from './records.ts'

const KEY: ArtifactKey = { kind: 'AuthorizationCode', id: 'code' }

export function artifactStoreConformance(open: OpenStores): void {
  describe('an artifact store', () => {
    const stores = openForEach(open)
    const artifacts = () => stores().artifacts
    const find = (key = KEY) => findIn(artifacts(), key)

    test('finds what was saved', async () => {
      const payload = {
        text: 'a',
        number: 1.5,
        nothing: null,
        list: [1, { deep: true }],
        lone: '\ud800',
        '': '',
      }
      const expiresAt = inAnHour()
      await artifacts().save(KEY, { payload, expiresAt })
      expect(await find()).toEqual({ payload, expiresAt, version: expect.any(Number), consumedAt: null })
    })

    test('overwrites by saving, and thereby makes a used record unused', async () => {
      await artifacts().save(KEY, { payload: { n: 1 }, expiresAt: inAnHour() })
      await artifacts().consume(KEY)
      await artifacts().save(KEY, { payload: { n: 2 }, expiresAt: inAnHour() + 1 })
      expect(await find()).toMatchObject({ payload: { n: 2 }, expiresAt: inAnHour() + 1, consumedAt: null })
      expect(await artifacts().consume(KEY)).toBe(true)
    })

    test('creates for one out of 50 parallel callers, and keeps what that one gave', async () => {
      const results = await Promise.all(
        upTo(50).map((n) => artifacts().create(KEY, { payload: { n }, expiresAt: inAnHour() })),
      )
      expect(results.filter(Boolean)).toHaveLength(1)
      expect((await find())?.payload).toEqual({ n: results.indexOf(true) + 1 })
    })

    test('does not create over a live record, used or not', async () => {
      const artifact = { payload: {}, expiresAt: inAnHour() }
      await artifacts().save(KEY, artifact)
      expect(await artifacts().create(KEY, artifact)).toBe(false)
      await artifacts().consume(KEY)
      expect(await artifacts().create(KEY, artifact)).toBe(false)
      expect((await find())?.consumedAt).toEqual(expect.any(Number))
      await artifacts().remove(KEY)
      expect(await artifacts().create(KEY, artifact)).toBe(true)
    })

    test('replaces for one out of 50 parallel callers that saw the same version', async () => {
      await artifacts().save(KEY, { payload: {}, expiresAt: inAnHour() })
      const { version } = (await find()) as Artifact
      const results = await Promise.all(
        upTo(50).map((n) => artifacts().replace(KEY, version, { payload: { n }, expiresAt: inAnHour() + 1 })),
      )
      expect(results.filter(Boolean)).toHaveLength(1)
      const found = (await find()) as Artifact
      expect(found).toMatchObject({ payload: { n: results.indexOf(true) + 1 }, expiresAt: inAnHour() + 1 })
      expect(await artifacts().replace(KEY, version, { payload: {}, expiresAt: inAnHour() })).toBe(false)
      expect(await artifacts().replace(KEY, found.version, { payload: {}, expiresAt: inAnHour() })).toBe(true)
    })

    test('does not replace what is absent, nor what was removed and created anew', async () => {
      const artifact = { payload: {}, expiresAt: inAnHour() }
      expect(await artifacts().replace(KEY, 1, artifact)).toBe(false)
      await artifacts().create(KEY, artifact)
      const { version } = (await find()) as Artifact
      await artifacts().remove(KEY)
      expect(await artifacts().replace(KEY, version, artifact)).toBe(false)
      await artifacts().create(KEY, artifact)
      expect(await artifacts().replace(KEY, version, artifact)).toBe(false)
    })

    test('changes the version with every write, a consume too', async () => {
      const artifact = { payload: {}, expiresAt: inAnHour() }
      const versions: unknown[] = []
      const note = async () => versions.push((await find())?.version)
      await artifacts().create(KEY, artifact)
      await note()
      await artifacts().save(KEY, artifact)
      await note()
      await artifacts().replace(KEY, versions.at(-1) as number, artifact)
      await note()
      await artifacts().consume(KEY)
      await note()
      await find()
      await artifacts().consume(KEY)
      expect(new Set(versions).size).toBe(4)
      expect((await find())?.version).toBe(versions.at(-1))
      expect(versions.every(Number.isSafeInteger)).toBe(true)
    })

    test('lets one out of 50 parallel callers consume, and nobody after', async () => {
      const payload = { n: 1 }
      const expiresAt = inAnHour()
      await artifacts().save(KEY, { payload, expiresAt })
      const before = nowSeconds()
      const results = await Promise.all(upTo(50).map(() => artifacts().consume(KEY)))
      expect(results.filter(Boolean)).toHaveLength(1)
      expect(await artifacts().consume(KEY)).toBe(false)
      const found = await find()
      expect(found).toMatchObject({ payload, expiresAt })
      expect(found?.consumedAt).toBeGreaterThanOrEqual(before)
      expect(found?.consumedAt).toBeLessThanOrEqual(nowSeconds())
    })

    test('does not consume what is absent, nor create it thereby', async () => {
      expect(await artifacts().consume(KEY)).toBe(false)
      expect(await find()).toBeUndefined()
    })

    test('keeps a used record used when it is replaced', async () => {
      await artifacts().save(KEY, { payload: { n: 1 }, expiresAt: inAnHour() })
      await artifacts().consume(KEY)
      const used = (await find()) as Artifact
      expect(await artifacts().replace(KEY, used.version, { payload: { n: 2 }, expiresAt: inAnHour() })).toBe(
        true,
      )
      expect(await find()).toMatchObject({ payload: { n: 2 }, consumedAt: used.consumedAt })
      expect(await artifacts().consume(KEY)).toBe(false)
    })

    test('finds many in the order asked for, with undefined for what is absent', async () => {
      const keys = upTo(5).map((n): ArtifactKey => ({ kind: 'Session', id: `s${n}` }))
      for (const key of keys.slice(1)) {
        await artifacts().save(key, { payload: { id: key.id }, expiresAt: inAnHour() })
      }
      const asked = [...keys.toReversed(), ...keys.slice(0, 2)]
      const found = await artifacts().findMany(asked)
      expect(found.map((artifact) => artifact?.payload.id)).toEqual([
        's5',
        's4',
        's3',
        's2',
        undefined,
        undefined,
        's2',
      ])
      expect(await artifacts().findMany([])).toEqual([])
    })

    test('removes at once, and takes removing what is absent as done', async () => {
      await artifacts().save(KEY, { payload: {}, expiresAt: inAnHour() })
      await artifacts().remove(KEY)
      expect(await find()).toBeUndefined()
      expect(await artifacts().consume(KEY)).toBe(false)
      await expect(artifacts().remove(KEY)).resolves.toBeUndefined()
    })

    test('keeps kinds apart', async () => {
      const other: ArtifactKey = { kind: 'RefreshToken', id: KEY.id }
      await artifacts().save(KEY, { payload: { n: 1 }, expiresAt: inAnHour() })
      await artifacts().save(other, { payload: { n: 2 }, expiresAt: inAnHour() })
      await artifacts().consume(KEY)
      expect(await find(other)).toMatchObject({ payload: { n: 2 }, consumedAt: null })
      await artifacts().remove(other)
      expect(await find()).toMatchObject({ payload: { n: 1 } })
    })

    test('keeps ids apart whatever they contain', async () => {
      const ids = [
        ...WEIRD_TEXTS,
        '',
        '\ud800',
        '\ud801',
        '\ufffd',
        'é',
        'e\u0301',
        'A',
        'a',
        'a '.repeat(300),
      ]
      for (const id of ids) {
        expect(
          await artifacts().create({ kind: 'UsedProof', id }, { payload: { id }, expiresAt: inAnHour() }),
          id,
        ).toBe(true)
      }
      const keys = ids.map((id): ArtifactKey => ({ kind: 'UsedProof', id }))
      const found = await artifacts().findMany(keys)
      expect(found.map((artifact) => artifact?.payload)).toEqual(ids.map((id) => ({ id })))
      for (const key of keys) expect(await artifacts().consume(key)).toBe(true)
      for (const key of keys) await artifacts().remove(key)
      expect(await artifacts().findMany(keys)).toEqual(keys.map(() => undefined))
    })

    test('takes a payload of 1 MiB of JSON and refuses one byte more', async () => {
      const largest = payloadOf(1_048_576)
      const expiresAt = inAnHour()
      await artifacts().save(KEY, { payload: largest, expiresAt })
      const { version, ...kept } = (await find()) as Artifact
      expect(kept.payload).toEqual(largest)
      const tooLarge = { payload: payloadOf(1_048_577), expiresAt }
      for (const attempt of [
        () => artifacts().save(KEY, tooLarge),
        () => artifacts().create(KEY, tooLarge),
        () => artifacts().create({ kind: 'Session', id: 'new' }, tooLarge),
        () => artifacts().replace(KEY, version, tooLarge),
      ]) {
        await expect(attempt()).rejects.toMatchObject({
          name: 'DomainError',
          kind: 'invalid',
          code: 'artifact_too_large',
        })
      }
      expect((await find())?.version).toBe(version)
      expect(await find({ kind: 'Session', id: 'new' })).toBeUndefined()
    })

    test('measures a payload in bytes, not in characters', async () => {
      const payload = { text: 'ä'.repeat(600_000) }
      await expect(artifacts().save(KEY, { payload, expiresAt: inAnHour() })).rejects.toMatchObject({
        code: 'artifact_too_large',
      })
    })

    test('is not changed by changing what went in or came out', async () => {
      const payload = { list: [1] }
      await artifacts().save(KEY, { payload, expiresAt: inAnHour() })
      payload.list.push(2)
      const found = (await find()) as Artifact
      ;(found.payload.list as number[]).push(3)
      expect((await find())?.payload).toEqual({ list: [1] })
    })
  })

  // Real time, since a store may have a clock of its own; side by side, since each test waits for a second or two.
  describe.concurrent('an artifact store, as time passes', () => {
    async function withStore(work: (artifacts: ArtifactStore) => Promise<void>): Promise<void> {
      const stores = await open()
      try {
        await work(stores.artifacts)
      } finally {
        await stores.close()
      }
    }

    test('has a record until the second in which it expires, and not in that second', () =>
      withStore(async (artifacts) => {
        const expiresAt = nowSeconds() + 2
        await artifacts.save(KEY, { payload: {}, expiresAt })
        await sleep(expiresAt * 1000 - Date.now() - 200)
        const found = await findIn(artifacts, KEY)
        // A machine that paused for longer than that proves nothing either way.
        if (Date.now() < expiresAt * 1000) expect(found).toBeDefined()
        await until(expiresAt)
        expect(await findIn(artifacts, KEY)).toBeUndefined()
      }))

    test('does not consume, replace or bring back an expired record', () =>
      withStore(async (artifacts) => {
        const expiresAt = nowSeconds() + 2
        await artifacts.save(KEY, { payload: {}, expiresAt })
        const version = (await findIn(artifacts, KEY))?.version ?? 0
        await until(expiresAt)
        expect(await artifacts.consume(KEY)).toBe(false)
        expect(await artifacts.replace(KEY, version, { payload: {}, expiresAt: inAnHour() })).toBe(false)
        expect(await findIn(artifacts, KEY)).toBeUndefined()
      }))

    test('does not extend the life of a record that is consumed', () =>
      withStore(async (artifacts) => {
        const expiresAt = await writtenInTime(async (expiresAt) => {
          await artifacts.save(KEY, { payload: {}, expiresAt })
          await artifacts.consume(KEY)
        })
        await until(expiresAt)
        expect(await findIn(artifacts, KEY)).toBeUndefined()
      }))

    test('creates over an expired record, for one caller, as if nothing had been there', () =>
      withStore(async (artifacts) => {
        const expiresAt = nowSeconds() + 2
        await artifacts.save(KEY, { payload: { old: true }, expiresAt })
        await artifacts.consume(KEY)
        await until(expiresAt)
        const results = await Promise.all(
          upTo(20).map((n) => artifacts.create(KEY, { payload: { n }, expiresAt: inAnHour() })),
        )
        expect(results.filter(Boolean)).toHaveLength(1)
        expect(await findIn(artifacts, KEY)).toMatchObject({
          payload: { n: results.indexOf(true) + 1 },
          consumedAt: null,
        })
      }))

    test('extends a life by saving or replacing, and shortens it so', () =>
      withStore(async (artifacts) => {
        const [saved, replaced, shortened] = upTo(3).map(
          (n): ArtifactKey => ({ kind: 'Session', id: `s${n}` }),
        ) as [ArtifactKey, ArtifactKey, ArtifactKey]
        const expiresAt = await writtenInTime(async (expiresAt) => {
          await artifacts.save(saved, { payload: {}, expiresAt })
          await artifacts.save(saved, { payload: {}, expiresAt: inAnHour() })
          await artifacts.save(replaced, { payload: {}, expiresAt })
          const version = (await findIn(artifacts, replaced))?.version ?? 0
          await artifacts.replace(replaced, version, { payload: {}, expiresAt: inAnHour() })
          await artifacts.save(shortened, { payload: {}, expiresAt: inAnHour() })
          await artifacts.save(shortened, { payload: {}, expiresAt })
        })
        await until(expiresAt)
        const found = await artifacts.findMany([saved, replaced, shortened])
        expect(found.map((artifact) => artifact !== undefined)).toEqual([true, true, false])
      }))

    test('takes a record that has expired already, and has it not', () =>
      withStore(async (artifacts) => {
        await artifacts.save(KEY, { payload: {}, expiresAt: nowSeconds() })
        expect(await findIn(artifacts, KEY)).toBeUndefined()
        await artifacts.save(KEY, { payload: {}, expiresAt: 0 })
        expect(await artifacts.consume(KEY)).toBe(false)
      }))

    test('removes expired records alone, no more than asked for', () =>
      withStore(async (artifacts) => {
        for (const n of upTo(10)) {
          const expiresAt = n <= 7 ? nowSeconds() - n : inAnHour()
          await artifacts.save({ kind: 'UsedProof', id: `p${n}` }, { payload: {}, expiresAt })
        }
        const removed = [await artifacts.removeExpired(5), await artifacts.removeExpired(5)]
        // A store that expires by itself has nothing to remove.
        expect([
          [5, 2],
          [0, 0],
        ]).toContainEqual(removed)
        expect(await artifacts.removeExpired(5)).toBe(0)
        const keys = upTo(10).map((n): ArtifactKey => ({ kind: 'UsedProof', id: `p${n}` }))
        const found = await artifacts.findMany(keys)
        expect(found.map((artifact) => artifact !== undefined)).toEqual(upTo(10).map((n) => n > 7))
      }))
  })
}

async function findIn(artifacts: ArtifactStore, key: ArtifactKey): Promise<Artifact | undefined> {
  const [found] = await artifacts.findMany([key])
  return found
}

/** Members whose JSON has exactly that many bytes. */
function payloadOf(bytes: number): JsonObject {
  const empty = JSON.stringify({ text: '' }).length
  return { text: 'x'.repeat(bytes - empty) }
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

const HOUR_FROM_START = nowSeconds() + 3600

/** The same second throughout a run, so that it can be compared. */
function inAnHour(): number {
  return HOUR_FROM_START
}

/**
 * Writes what expires in a second or two; anew, where a machine that paused was not done by then.
 * @returns the second in which it expires
 */
async function writtenInTime(write: (expiresAt: number) => Promise<void>): Promise<number> {
  for (;;) {
    const expiresAt = nowSeconds() + 2
    await write(expiresAt)
    if (Date.now() < expiresAt * 1000) return expiresAt
  }
}

async function until(second: number): Promise<void> {
  while (Date.now() < second * 1000) await sleep(second * 1000 - Date.now() + 1)
}
