import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright-core'
import { samples } from './samples.ts'

export const css = readFileSync(new URL('../../views/assets/gatehouse.css', import.meta.url), 'utf8')

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data: https:"

/** Serves the samples under `/page/state` as production does: with the same policy, and nothing from elsewhere. */
export async function openGallery(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY)
    if (request.url === '/assets/gatehouse.css') {
      response.setHeader('content-type', 'text/css; charset=utf-8')
      response.end(css)
      return
    }
    const found = samples.find(({ page, state }) => request.url === `/${page}/${state}`)
    response.statusCode = found === undefined ? 404 : 200
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(found?.render().text ?? 'no such sample')
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
