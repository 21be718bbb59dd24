/** How long a password would hold out. It informs whoever chooses one; nothing is refused because of it. */

/** 0 is guessed at once, 4 practically never. */
export type PasswordStrength = 0 | 1 | 2 | 3 | 4

/** The estimate takes longer the longer the text is, and what comes after this cannot make it worse. */
const LOOKED_AT = 64

type Estimate = (password: string, own: string[]) => PasswordStrength

let loading: Promise<Estimate> | undefined

/** @param own what the person has told of themselves, which makes a poor password */
export async function estimatePassword(password: string, own: string[] = []): Promise<PasswordStrength> {
  loading ??= load()
  return (await loading)(password.slice(0, LOOKED_AT), own)
}

async function load(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return (password, own) => zxcvbn.check(password, own).score
}
