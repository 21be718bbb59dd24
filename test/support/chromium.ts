/** The browser that the tests of the pages need, where this machine has one. */
import { existsSync } from 'node:fs'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

/** Path of the program; undefined where there is none. CHROMIUM_PATH says where it is and overrules the usual places. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH ?? ''
  const places = named === '' ? USUAL_PLACES : [named]
  return places.find((place) => existsSync(place))
}
