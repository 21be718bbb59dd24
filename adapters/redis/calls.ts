/** A call of a port: it ends in time, whatever Redis does, and fails in the domain's words. */
import { TIMES } from './connection.ts'
import { unavailable } from './errors.ts'

/** @throws DomainError `unavailable`, code `store_unavailable` */
export type Call = <Result>(work: (deadline: number) => Promise<Result>) => Promise<Result>

export const call: Call = async (work) => {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Redis did not answer within ${TIMES.answer} ms`)),
      TIMES.answer,
    )
  })
  try {
    return await Promise.race([work(performance.now() + TIMES.answer), timeout])
  } catch (error) {
    throw unavailable(error)
  } finally {
    clearTimeout(timer)
  }
}
