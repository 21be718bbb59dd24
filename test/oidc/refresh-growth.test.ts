/** However often a grant is refreshed, the store stays as large as it was: used tokens are not kept one by one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
// @ts-expect-error the engine declares no types for what lies inside of it
import als from 'oidc-provider/lib/helpers/als.js'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../adapters/sqlite/index.ts'
import { createSecrets } from '../../src/lib/secrets.ts'
import { createArtifactKeys } from '../../src/oidc/artifact-keys.ts'
import { createLiveness } from '../../src/oidc/liveness.ts'
import { createRefreshTokens } from '../../src/oidc/refresh-tokens.ts'
import { anAccount, aRelyingParty } from '../support/relying-party.ts'
import { startApp } from '../support/start-app.ts'
import { obtainTokens, refresh } from './support/steps.ts'

/** Sign-ins of one grant that are refreshed side by side, so that their writes share commits. */
const SIGN_INS = 100
const REFRESHES_EACH = 1000

const LATER = Math.floor(Date.now() / 1000) + 30 * 86_400
const GRANT = 'g'.repeat(43)

/** Rows by kind, and the bytes of their payloads; random versions do not count. */
function contentOf(file: string): Record<string, unknown>[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database
    .prepare('SELECT kind, count(*) AS rows, sum(length(payload)) AS bytes FROM artifacts GROUP BY kind')
    .all()
  database.close()
  return rows.map((row) => ({ ...row }))
}

describe('the store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it(`is as large after ${SIGN_INS * REFRESHES_EACH} refreshes of one grant as before`, async () => {
    const file = join(folder, 'gatehouse.sqlite')
    const stores = openSqliteStores({ file })
    const store = stores.artifacts
    const keys = createArtifactKeys(createSecrets(Buffer.alloc(32, 1)))
    const tokens = createRefreshTokens({
      store,
      keys,
      liveness: createLiveness(store, keys),
      announcements: { issued: async () => {}, revoked: async () => {}, sessionEnded: async () => {} },
      graceSeconds: 10,
    })
    const payload = { accountId: 'a', clientId: 'c', grantId: GRANT, scope: 'openid offline_access' }
    await store.save(keys.plain('Grant', GRANT), { payload: { accountId: 'a' }, expiresAt: LATER + 86_400 })

    const start = async (): Promise<string> => {
      const token = tokens.newToken(payload)
      await tokens.save(token, payload, LATER)
      return token
    }
    /** What the engine does for one refresh, as far as it concerns the store. */
    const rotate = (used: string): Promise<string> =>
      als.run({ oidc: { route: 'token', entities: { RotatedRefreshToken: { jti: used } } } }, async () => {
        const found = await tokens.find(used)
        if (found === undefined || 'consumed' in found) throw new Error('the token is not alive')
        const next = tokens.newToken(payload)
        await tokens.save(next, payload, LATER)
        return next
      })

    const begun = await Promise.all(Array.from({ length: SIGN_INS }, start))
    const once = await Promise.all(begun.map(rotate))
    const before = contentOf(file)
    await Promise.all(
      once.map(async (first) => {
        let token = first
        for (let n = 1; n < REFRESHES_EACH; n++) token = await rotate(token)
      }),
    )
    const after = contentOf(file)
    await stores.close()
    expect(after.map(({ kind, rows }) => [kind, rows])).toEqual(before.map(({ kind, rows }) => [kind, rows]))
    // A count of rotations with three digits more is all that a family grows by.
    expect(Number(after[1]?.bytes) - Number(before[1]?.bytes)).toBeLessThanOrEqual(3 * SIGN_INS)
  }, 300_000)

  it('is as large when the refreshes come over HTTP', async () => {
    const app = await startApp({}, { jobs: false })
    const rp = await aRelyingParty(app, { grantTypes: ['authorization_code', 'refresh_token'] })
    const { email } = await anAccount(app)
    const asked = { scope: 'openid offline_access', prompt: 'consent' }
    const file = join(app.dataDir, 'gatehouse.sqlite')
    let { refresh_token: token } = await obtainTokens(app, rp, email, asked)
    token = (await refresh(app, rp, token)).body.refresh_token
    const before = contentOf(file)
    for (let n = 0; n < 50; n++) token = (await refresh(app, rp, token)).body.refresh_token
    const after = contentOf(file)
    await app.stop()
    expect(after.map(({ kind, rows }) => [kind, rows])).toEqual(before.map(({ kind, rows }) => [kind, rows]))
  })
})
