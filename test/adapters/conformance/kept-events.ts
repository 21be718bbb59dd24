/** What every store that takes events with a change must do: keep both, or neither. */
import { describe, expect, test } from 'vitest'
import type { Stores } from '../../../adapters/stores.ts'
import type { Consent } from '../../../src/domain/consents/consent-store.ts'
import type { NewEvent } from '../../../src/domain/events/event-store.ts'
import { type OpenStores, openForEach } from './open-for-each.ts'
import { aNewAccount } from './records.ts'

export function keptEventsConformance(open: OpenStores): void {
  describe('the events of a change', () => {
    const stores = openForEach(open)

    test('of an account are kept with it, in their order, and with its removal', async () => {
      const { accounts } = stores()
      const { id } = await accounts.create(aNewAccount(), [anEvent('created'), anEvent('more')])
      await accounts.update(id, { bio: 'x' }, { events: [anEvent('updated')] })
      await accounts.remove(id, [anEvent('removed')])
      expect(await announcedIn(stores())).toEqual(['created', 'more', 'updated', 'removed'])
    })

    test('of an account that was refused, or not changed, are not kept', async () => {
      const { accounts } = stores()
      const { id, email } = await accounts.create(aNewAccount())
      const other = await accounts.create(aNewAccount())
      const events = [anEvent('never')]
      await expect(accounts.create(aNewAccount({ email }), events)).rejects.toThrow()
      await expect(accounts.update(other.id, { email }, { events })).rejects.toThrow()
      await accounts.update(id, { bio: 'x' }, { events, where: { passwordHash: 'other' } })
      await accounts.remove(id)
      await accounts.update(id, { bio: 'x' }, { events })
      await accounts.remove(id, events)
      expect(await announcedIn(stores())).toEqual([])
    })

    test('of a consent are kept with it, and with its removal', async () => {
      const { consents } = stores()
      const consent = { accountId: 'ada', clientId: 'app', scopes: [] as string[] } as Consent
      await consents.change('ada', 'app', () => consent, [anEvent('granted')])
      await consents.change('ada', 'app', () => consent, [anEvent('granted again')])
      await consents.remove('ada', 'app', [anEvent('revoked')])
      await consents.remove('ada', 'app', [anEvent('never')])
      expect(await announcedIn(stores())).toEqual(['granted', 'granted again', 'revoked'])
    })

    test('of factors are kept with them, and not where somebody else was faster', async () => {
      const { factors } = stores()
      const record = { accountId: 'ada', totp: null, recoveryCodeHashes: [], passkeys: [], devices: [] }
      await factors.replace(record, 0, [anEvent('first')])
      await factors.replace(record, 0, [anEvent('never')])
      const version = (await factors.find('ada'))?.version ?? 0
      await factors.replace(record, version, [anEvent('second')])
      await factors.replace(record, version, [anEvent('never')])
      expect(await announcedIn(stores())).toEqual(['first', 'second'])
    })
  })
}

let events = 0

function anEvent(reason: string): NewEvent {
  events += 1
  const time = 1_700_000_000_000 + events
  return { id: `event-${events}`, type: 'auth.profile_updated', time, subject: 'ada', data: { reason } }
}

/** By what an event was called above, whether it is in the log already or waits in an outbox. */
async function announcedIn({ events: log, outboxes }: Stores): Promise<(string | undefined)[]> {
  const waiting = await Promise.all(outboxes.map((outbox) => outbox.take(100)))
  const all = [
    ...(await log.read(0, 100)),
    ...waiting.flatMap((taken) => taken.waiting.map(({ event }) => event)),
  ]
  return all.map(({ data }) => data.reason)
}
