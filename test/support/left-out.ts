/** Tests that cannot run on a machine are never left out in silence; where a run decides on a change, not at all. */

/**
 * @param what the tests, and why they cannot run; @param cure what would let them
 * @throws Error in CI
 */
export function leaveOut(what: string, cure: string): void {
  if (process.env.CI) throw new Error(`${what} ${cure}`)
  console.warn(`\n*** LEFT OUT: ${what}\n*** ${cure}\n`)
}
