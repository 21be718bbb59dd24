/** A certificate for localhost, 127.0.0.1 and 127.0.0.2 that is its own authority, for servers of a test. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leaveOut } from './left-out.ts'

export interface Certificate {
  /** In PEM; also what a client trusts as its authority. */
  certificateFile: string
  keyFile: string
  remove(): void
}

/**
 * Undefined, with a line that says so, where there is no `openssl` to make one.
 * @throws Error in CI
 */
export function makeCertificate(): Certificate | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-certificate-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1,IP:127.0.0.2,DNS:localhost']
  try {
    const files = ['-keyout', keyFile, '-out', certificateFile]
    execFileSync('openssl', [...request, ...names, ...files], { stdio: 'pipe' })
    return { certificateFile, keyFile, remove }
  } catch (error) {
    remove()
    leaveOut(
      `every test with TLS, since openssl failed: ${(error as Error).message}.`,
      'Install it (Debian: apt-get install openssl).',
    )
    return undefined
  }
}
