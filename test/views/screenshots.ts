import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser, openGallery } from './gallery.ts'
import { mailSamples } from './mail-samples.ts'
import { samples } from './samples/index.ts'

/**
 * Writes every sample as PNG: on a desk in light and dark, on a phone in light and dark. Mails too, as mail-KIND-LANGUAGE.
 *
 *     npm run screenshots -- [folder] [part of a name, as consent] [language, as ar]
 */
const VIEWS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
] as const

const [folder = 'screenshots', part = '', language = 'en'] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const gallery = await openGallery()
const browser = await launchBrowser()
try {
  for (const { name, ...options } of VIEWS) {
    const context = await browser.newContext(options)
    const tab = await context.newPage()
    for (const { page, state } of samples) {
      if (!`${page}-${state}`.includes(part)) continue
      await tab.goto(`${gallery.url}/${page}/${state}?lang=${language}`)
      await tab.screenshot({ path: join(folder, `${page}-${state}-${name}.png`), fullPage: true })
    }
    for (const { kind, language, render } of mailSamples) {
      const mail = `mail-${kind}-${language}`
      if (!mail.includes(part)) continue
      await tab.setContent(render().html)
      await tab.screenshot({ path: join(folder, `${mail}-${name}.png`), fullPage: true })
    }
    await context.close()
  }
} finally {
  await browser.close()
  await gallery.close()
}
