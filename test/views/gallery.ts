import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright-core'
import { accentStylesheet } from '../../views/accent.ts'
import { findLanguage } from '../../views/messages/languages.ts'
import { png } from '../support/pictures.ts'
import { samples } from './samples/index.ts'

export const css = readFileSync(new URL('../../views/assets/gatehouse.css', import.meta.url), 'utf8')
export const script = readFileSync(new URL('../../views/assets/gatehouse.js', import.meta.url), 'utf8')

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
const ASSETS: Record<string, [type: string, content: string | Buffer]> = {
  '/assets/logo.png': ['image/png', png(96, 96)],
  '/assets/gatehouse.css': ['text/css', css],
  '/assets/gatehouse.js': ['text/javascript', script],
  ...Object.fromEntries(
    ['ffd400', '1a0033', 'e0004d', '008a3e'].map((colour) => [
      `/assets/accent.${colour}.css`,
      ['text/css', accentStylesheet(`#${colour}`)] as [string, string],
    ]),
  ),
}

/**
 * Serves the samples under `/page/state?lang=xx` as production does: with the same policy, and nothing from elsewhere.
 */
export async function openGallery(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gallery')
    const [type = 'text/html', content] = ASSETS[pathname] ?? []
    const found = samples.find(({ page, state }) => pathname === `/${page}/${state}`)
    const language = findLanguage([searchParams.get('lang') ?? ''])
    response.statusCode = found === undefined && content === undefined ? 404 : 200
    response.setHeader('content-type', `${type}; charset=utf-8`)
    response.end(content ?? found?.render(language).text ?? 'no such sample')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, close }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
