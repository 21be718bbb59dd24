/** What every ConsentStore must do. */
import { describe, expect, test } from 'vitest'
import type { Consent } from '../../../src/domain/consents/consent-store.ts'
import { type OpenStores, openForEach, upTo } from './open-for-each.ts'
import { WEIRD_TEXTS } from './records.ts'

export function consentStoreConformance(open: OpenStores): void {
  describe('a consent store', () => {
    const stores = openForEach(open)
    const consents = () => stores().consents

    test('creates a consent out of nothing, then changes the one that stands', async () => {
      expect(await consents().find('ada', 'app')).toBeUndefined()
      const created = await consents().change('ada', 'app', (current) => {
        expect(current).toBeUndefined()
        return aConsent('ada', 'app', ['openid'])
      })
      expect(created).toEqual(aConsent('ada', 'app', ['openid']))
      expect(await consents().find('ada', 'app')).toEqual(created)
      const changed = await consents().change('ada', 'app', (current) => {
        expect(current).toEqual(created)
        return aConsent('ada', 'app', ['openid', 'email'])
      })
      expect(await consents().find('ada', 'app')).toEqual(changed)
      expect(changed.scopes).toEqual(['openid', 'email'])
    })

    test('adds up 50 parallel consents of one person', async () => {
      await Promise.all(
        upTo(50).map((n) =>
          consents().change('ada', 'app', (current) =>
            aConsent('ada', 'app', [...(current?.scopes ?? []), `s${n}`]),
          ),
        ),
      )
      const scopes = (await consents().find('ada', 'app'))?.scopes
      expect(scopes?.toSorted()).toEqual(
        upTo(50)
          .map((n) => `s${n}`)
          .toSorted(),
      )
    })

    test('keeps what stands when the change throws', async () => {
      const created = await consents().change('ada', 'app', () => aConsent('ada', 'app', ['openid']))
      const fault = new RangeError('no')
      for (const client of ['app', 'other']) {
        const failing = consents().change('ada', client, () => {
          throw fault
        })
        await expect(failing).rejects.toBe(fault)
      }
      expect(await consents().find('ada', 'app')).toEqual(created)
      expect(await consents().find('ada', 'other')).toBeUndefined()
    })

    test('keeps accounts and clients apart whatever their ids contain', async () => {
      const pairs = WEIRD_TEXTS.flatMap((account) => WEIRD_TEXTS.map((client) => [account, client] as const))
      pairs.push(['a', 'b:c'], ['a:b', 'c'], ['a"', 'b'], ['a', '"b'])
      for (const [account, client] of pairs) {
        await consents().change(account, client, () => aConsent(account, client, [`${account}|${client}`]))
      }
      for (const [account, client] of pairs) {
        expect((await consents().find(account, client))?.scopes).toEqual([`${account}|${client}`])
      }
    })

    test('is not changed by changing what went in or came out', async () => {
      const given = aConsent('ada', 'app', ['openid'])
      const pristine = structuredClone(given)
      const created = await consents().change('ada', 'app', () => given)
      for (const held of [given, created, await consents().find('ada', 'app')]) {
        held?.scopes.push('admin')
        held?.resources['https://api.example.com']?.push('admin')
      }
      expect(await consents().find('ada', 'app')).toEqual(pristine)
    })

    test('lists what one person has allowed', async () => {
      const both = [await allow('ada', 'app'), await allow('ada', 'other')]
      await allow('bob', 'app')
      const listed = await consents().list('ada')
      expect(listed.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))).toEqual(both)
      expect(await consents().list('eve')).toEqual([])
    })

    test('is removed by one of several callers, and can be given anew', async () => {
      await allow('ada', 'app')
      const other = await allow('ada', 'other')
      const removed = await Promise.all(upTo(5).map(() => consents().remove('ada', 'app')))
      expect(removed.filter(Boolean)).toHaveLength(1)
      expect(await consents().find('ada', 'app')).toBeUndefined()
      expect(await consents().list('ada')).toEqual([other])
      await consents().change('ada', 'app', (current) => {
        expect(current).toBeUndefined()
        return aConsent('ada', 'app', ['openid'])
      })
      expect(await consents().find('ada', 'app')).toEqual(aConsent('ada', 'app', ['openid']))
      expect(await consents().remove('ada', 'nothing')).toBe(false)
    })

    function allow(accountId: string, clientId: string): Promise<Consent> {
      return consents().change(accountId, clientId, () => aConsent(accountId, clientId, ['openid']))
    }
  })
}

function aConsent(accountId: string, clientId: string, scopes: string[]): Consent {
  return {
    accountId: accountId as Consent['accountId'],
    clientId: clientId as Consent['clientId'],
    scopes,
    claims: ['email'],
    resources: { 'https://api.example.com': ['read'] },
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
  }
}
