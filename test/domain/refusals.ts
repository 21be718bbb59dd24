/** Asserting that something is refused, and why. */
import { expect } from 'vitest'
import { DomainError, type ErrorKind } from '#domain/errors'

/** The error that the work is refused with. */
export async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof DomainError)) expect.fail(`was not refused by the domain: ${String(error)}`)
  return error
}

/** Asserts kind, code and, where it is about an input, which. */
export async function expectRefusal(
  work: Promise<unknown>,
  kind: ErrorKind,
  code: string,
  field?: string,
): Promise<void> {
  const error = await refusal(work)
  expect({ kind: error.kind, code: error.code }).toEqual({ kind, code })
  if (field !== undefined) expect(Object.keys(error.fields ?? {})).toEqual([field])
}
