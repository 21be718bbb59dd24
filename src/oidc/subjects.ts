/** Whom tokens are about, asked for once in a request. */
import type { Accounts, Subject } from '#domain/accounts'
import { requestMemo } from './request-memo.ts'

export interface Subjects {
  find(id: string): Promise<Subject | undefined>
  /**
   * Asks now for whom this request will need if all else is well: the question leaves with what the store is asked for in
   * this turn of the event loop. That it fails concerns only whoever asks for the answer.
   */
  foresee(id: unknown): void
}

export function createSubjects(accounts: Pick<Accounts, 'findSubject'>): Subjects {
  return {
    find: (id) => requestMemo()?.subjects.get(id) ?? accounts.findSubject(id),
    foresee(id) {
      const memo = requestMemo()
      if (memo === undefined || typeof id !== 'string') return
      const finding = accounts.findSubject(id)
      finding.catch(() => {})
      memo.subjects.set(id, finding)
    },
  }
}
