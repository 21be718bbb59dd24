/** Which version of the product runs. */
import { readFileSync } from 'node:fs'

/** In a checkout and in what is published alike, two folders above this file. */
const MANIFEST = new URL('../../package.json', import.meta.url)

export function productVersion(): string {
  return (JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string }).version
}
