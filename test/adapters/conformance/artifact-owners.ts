/** What every ArtifactStore must do for records that belong to somebody. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { ArtifactKey, OwnedArtifact } from '../../../src/oidc/artifact-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { WEIRD_TEXTS } from './records.ts'

const OWNER = 'ada'

export function artifactOwnersConformance(open: OpenStores): void {
  describe('an artifact store, of what is somebody’s,', () => {
    const stores = openForEach(open)
    const artifacts = () => stores().artifacts
    const session = (id: string): ArtifactKey => ({ kind: 'Session', id })
    const owned = (n = 0, owner = OWNER) => ({ payload: { n }, expiresAt: inAnHour(), owner })
    const idsOf = async (owner = OWNER) => ids(await artifacts().findByOwner('Session', owner))

    test('finds nothing where there is nothing', async () => {
      await artifacts().save(session('nobody’s'), { payload: {}, expiresAt: inAnHour() })
      expect(await idsOf()).toEqual([])
    })

    test('finds all of one kind and owner, whole, and nobody else’s', async () => {
      await artifacts().save(session('saved'), owned(1))
      await artifacts().create(session('created'), owned(2))
      await artifacts().save({ kind: 'Grant', id: 'grant' }, owned(3))
      await artifacts().save(session('other'), owned(4, 'eve'))
      expect(await idsOf()).toEqual(['created', 'saved'])
      const [saved] = (await artifacts().findByOwner('Session', OWNER)).filter(({ id }) => id === 'saved')
      const [record] = await artifacts().findMany([session('saved')])
      expect(saved).toEqual({ ...record, id: 'saved' })
    })

    test('finds one that gets its owner when it is replaced, and keeps it through further writes', async () => {
      await artifacts().save(session('late'), { payload: {}, expiresAt: inAnHour() })
      for (const n of [1, 2]) {
        const [record] = await artifacts().findMany([session('late')])
        expect(await artifacts().replace(session('late'), record?.version ?? 0, owned(n))).toBe(true)
      }
      await artifacts().consume(session('late'))
      expect(await artifacts().findByOwner('Session', OWNER)).toMatchObject([
        { id: 'late', payload: { n: 2 } },
      ])
    })

    test('finds no removed and no expired one', async () => {
      await artifacts().save(session('removed'), owned())
      await artifacts().save(session('stays'), owned())
      await artifacts().save(session('expires'), { ...owned(), expiresAt: nowSeconds() + 1 })
      await artifacts().remove(session('removed'))
      await sleep(1000 - (Date.now() % 1000) + 10)
      expect(await idsOf()).toEqual(['stays'])
    })

    test('takes any text as owner and as id', async () => {
      for (const text of WEIRD_TEXTS) await artifacts().save(session(text), owned(1, text))
      for (const text of WEIRD_TEXTS) expect(await idsOf(text)).toEqual([text])
    })

    test('misses none of 100 that are made at the same time', async () => {
      await Promise.all(upTo(100).map((n) => artifacts().create(session(`s${n}`), owned(n))))
      expect(await idsOf()).toEqual(
        upTo(100)
          .map((n) => `s${n}`)
          .sort(),
      )
    })
  })
}

function ids(found: OwnedArtifact[]): string[] {
  return found.map(({ id }) => id).sort()
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}

function inAnHour(): number {
  return nowSeconds() + 3600
}
