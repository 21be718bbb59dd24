/** What was found about one thing, and how to mend it. */

export interface Check {
  /** What was looked at. */
  name: string
  ok: boolean
  /** Where it is not ok: what is wrong. */
  problem?: string
  /** Where it is ok: what an operator should know all the same. */
  warning?: string
  cure?: string
}

export function passed(name: string): Check {
  return { name, ok: true }
}

export function warned(name: string, warning: string, cure: string): Check {
  return { name, ok: true, warning, cure }
}

export function failed(name: string, problem: string, cure: string): Check {
  return { name, ok: false, problem, cure }
}

/** @param message whose first sentence says what is wrong, and the rest what to do, as those of start problems do */
export function failedSaying(name: string, message: string): Check {
  const end = message.search(/[.?!] (?=[A-Z])/) + 1
  return end === 0
    ? failed(name, message, 'The log of that server may tell more.')
    : failed(name, message.slice(0, end), message.slice(end + 1))
}
