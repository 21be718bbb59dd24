/** The languages of docs/clients on this machine: Debian's packages, installed where that is possible. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface Runtime {
  name: string
  packages: string[]
  /** A command that succeeds once the language and its libraries are there. */
  proof: [program: string, ...args: string[]]
}

export const PYTHON: Runtime = {
  name: 'Python with Authlib',
  packages: ['python3-authlib', 'python3-requests'],
  proof: ['/usr/bin/python3', '-c', 'import authlib, requests'],
}
export const RUBY: Runtime = {
  name: 'Ruby with openid_connect',
  packages: ['ruby', 'ruby-openid-connect'],
  proof: ['/usr/bin/ruby', '-e', 'require "openid_connect"'],
}
export const PHP: Runtime = {
  name: 'PHP with phpseclib',
  packages: ['php-cli', 'php-curl', 'php-phpseclib3'],
  proof: ['/usr/bin/php', '-r', 'curl_version(); require "phpseclib3/autoload.php";'],
}
export const JAVA: Runtime = {
  name: 'Java with Maven',
  packages: ['default-jdk-headless', 'maven'],
  proof: ['mvn', '--version'],
}

function isThere({ proof: [program, ...args] }: Runtime): boolean {
  return spawnSync(program, args).status === 0
}

/** Installs what is missing where that is possible; otherwise says, loudly, what is left out. */
export function ensureRuntime(runtime: Runtime): boolean {
  if (isThere(runtime)) return true
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install(runtime)
  if (isThere(runtime)) return true
  console.warn(
    `\n*** LEFT OUT: the example of docs/clients for ${runtime.name}, which is not here and may not be installed.\n` +
      `*** Install it (Debian: apt-get install ${runtime.packages.join(' ')}).\n`,
  )
  return false
}

function install({ name, packages }: Runtime): void {
  console.log(`Installing ${name} for its example (some seconds, once) …`)
  const options = { stdio: 'pipe', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  const lock = ['-o', 'DPkg::Lock::Timeout=300']
  try {
    execFileSync('apt-get', ['update', '-q', ...lock], options)
    execFileSync('apt-get', ['install', '-yq', '--no-install-recommends', ...lock, ...packages], options)
  } catch (error) {
    console.warn(`${name} could not be installed: ${(error as Error).message}`)
  }
}
