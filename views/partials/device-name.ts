import type { Messages } from '../messages/index.ts'

/** What a browser says about itself, as far as it is understood. */
export type Device = { browser?: string | undefined; system?: string | undefined }

/** As "Firefox on Windows". */
export function deviceName({ frame }: Messages, { browser, system }: Device): string {
  if (browser !== undefined && system !== undefined) return frame.deviceOn(browser, system)
  return browser ?? system ?? frame.unknownDevice
}
