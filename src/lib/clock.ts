/** The two units of time that protocols and people use, named so that they cannot be mistaken for each other. */

/** Seconds since the epoch, whole: what `exp`, `iat` and every expiry in the stores count in. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
