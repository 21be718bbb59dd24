/** Look-ups for the engine. It asks again while it answers an error: a store that was away is not waited for twice. */
import { forEngine, TemporarilyUnavailable } from './engine-errors.ts'
import { requestMemo } from './request-memo.ts'

/**
 * @param model of the engine; within one request it is asked for no more once its store was away
 * @throws TemporarilyUnavailable, and what `find` throws
 */
export async function lookUp<Found>(model: string, find: () => Promise<Found>): Promise<Found> {
  const outages = requestMemo()?.outages
  const met = outages?.get(model)
  if (met !== undefined) throw met
  try {
    return await forEngine(find)
  } catch (error) {
    if (error instanceof TemporarilyUnavailable) outages?.set(model, error)
    throw error
  }
}
