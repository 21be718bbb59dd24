/** `/health`: the process is alive. `/ready`: it may be sent traffic; 503 names the store that is down. */
import type { Middleware } from 'koa'
import { READING, requireMethod } from '../middleware/refusal.ts'

export interface HealthDependencies {
  /** Name of each store → a check that rejects when it is down. */
  checks: Record<string, () => Promise<void>>
}

const CHECK_MS = 2000

export function health({ checks }: HealthDependencies): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/health' && ctx.path !== '/ready') return next()
    requireMethod(ctx, READING)
    ctx.set('Cache-Control', 'no-store')
    if (ctx.path === '/health') {
      ctx.body = { status: 'ok' }
      return
    }
    const down = await storesDown(checks)
    ctx.status = down.length === 0 ? 200 : 503
    ctx.body = down.length === 0 ? { status: 'ready' } : { status: 'unavailable', down }
  }
}

async function storesDown(checks: HealthDependencies['checks']): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const timeout = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error('timeout')), CHECK_MS).unref()
      })
      try {
        await Promise.race([check(), timeout])
        return []
      } catch {
        return [name]
      }
    }),
  )
  return results.flat()
}
