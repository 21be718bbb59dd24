/** A budget is one for all processes: whoever asks them in parallel gets no more than whoever asks one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Nodes } from '../support/nodes.ts'
import { deployments } from './deployments.ts'

const LIMIT = 20

describe.each(await deployments())('%s', (_name, start) => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await start({ RATE_LIMIT: String(LIMIT) })
  }, 60_000)
  afterAll(() => nodes?.stop())

  it('together answer as many parallel requests of one address as the budget has, and no more', async () => {
    const answers = await Promise.all(Array.from({ length: 3 * LIMIT }, () => fetch(`${nodes.issuer}/v2/me`)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(LIMIT)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2 * LIMIT)
  })
})
