/** The most used passwords: what is tried first against every account. */

/** Of the list by rank. Further down are passwords that are merely not rare. */
const RANKS = 10_000

let loading: Promise<Set<string>> | undefined

/** @param password in lower case */
export async function isCommonPassword(password: string): Promise<boolean> {
  // Half a megabyte that nobody needs who never sets a password, such as most commands.
  loading ??= load()
  return (await loading).has(password)
}

async function load(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set((dictionary['passwords-common'] as string[]).slice(0, RANKS))
}
