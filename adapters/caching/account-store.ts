/** AccountStore that remembers whom tokens are about: userinfo and every sign-in at an app ask for them. */
import type { AccountStore, Subject } from '../../src/domain/accounts/account-store.ts'
import { createRemembering, type Freshness } from './remember.ts'
import { toSubject } from './subject.ts'

/** @param freshness such that no change is missed: whoever is kept out is so at once */
export function cachedAccountStore(store: AccountStore, freshness: Freshness): AccountStore {
  const remembering = createRemembering<Subject>(freshness)
  return {
    ...store,
    findSubject: (id) => remembering.find(id, async () => toSubject(await store.findSubject(id))),
    update: (id, change, options) => remembering.changing(id, () => store.update(id, change, options)),
    remove: (id, events) => remembering.changing(id, () => store.remove(id, events)),
  }
}
