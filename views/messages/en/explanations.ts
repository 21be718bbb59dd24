/** What the error codes of the APIs mean, for developers: the pages below `/errors`. */

export interface Explanation {
  title: string
  /** What happened, and why. */
  why: string
  /** How to mend it. */
  cure: string
}

export const explanations = {
  whyHeading: 'What happened, and why',
  cureHeading: 'How to mend it',
  helpHeading: 'If you ask for help',
  help: 'Name the code, and the identifier of the request that failed: its answer carries it in the header X-Request-Id.',
  ownRequest: 'The request for this page',
  /** By code. English is said where the codes are declared, which the documentation of the APIs reads too. */
  codes: {} as Record<string, Explanation>,
}
