/** Scope values as clients and servers write them: separated by spaces (RFC 6749 §3.3). */

/** Printable ASCII without space, quote and backslash. */
const SCOPE_VALUE = /^[\x21\x23-\x5B\x5D-\x7E]+$/

export const SCOPE_RULE = 'must be scope values of printable ASCII, separated by spaces (RFC 6749 §3.3)'

/** Each value once; undefined when one of them is no scope value. */
export function parseScopeValues(text: string): string[] | undefined {
  const values = [...new Set(text.split(' ').filter((value) => value !== ''))]
  return values.every((value) => SCOPE_VALUE.test(value)) ? values : undefined
}
