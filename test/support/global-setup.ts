/** What the tests need on the machine, made ready once, before any of them: a browser, Redis, a MongoDB server. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './chromium.ts'
import { leaveOut } from './left-out.ts'
import { ensureMongo } from './mongo-server.ts'
import { ensureRedis } from './redis-servers.ts'
import { tellVaults } from './vault-server.ts'

const PACKAGES = ['chromium', 'fonts-noto-core']

export async function setup(): Promise<void> {
  ensureRedis()
  await ensureMongo()
  tellVaults()
  if (findChromium() === undefined && mayInstall()) install()
  if (findChromium() === undefined) {
    leaveOut(
      'every test of the pages in a real browser, since there is no Chromium and it may not be installed here.',
      'Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    )
  }
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

function install(): void {
  console.log('Installing Chromium for the tests of the pages (about a minute, once) …')
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'pipe', env: environment })
    execFileSync('apt-get', ['install', '-yq', '--no-install-recommends', ...PACKAGES], {
      stdio: 'pipe',
      env: environment,
    })
  } catch (error) {
    console.warn(`Chromium could not be installed: ${(error as Error).message}`)
  }
}
