/** Mail into a folder, for whoever has no mail server yet. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OnWritten, openFileMailer } from '../../../adapters/mail/file-mailer.ts'
import { aMail, FROM } from './a-mail.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-mail-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a mail without a mail server', () => {
  it('is a whole message in a file of its own, which nobody else may read', async () => {
    const folder = join(root, 'data', 'mail')
    await openFileMailer(folder, FROM, () => {}).send(aMail())
    const [name = '', ...others] = readdirSync(folder)
    expect(others).toEqual([])
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[\da-f]{8}\.eml$/)
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const mail = await PostalMime.parse(readFileSync(join(folder, name)))
    expect(mail).toMatchObject({
      subject: aMail().subject,
      from: FROM,
      to: [{ address: 'ana@example.com' }],
      messageId: '<0b9f.verify_email@example.org>',
    })
    expect(mail.text?.trimEnd()).toBe(aMail().text.trimEnd())
    expect(mail.date).toBeTruthy()
  })

  it('is told of once it can be read, with its link', async () => {
    const folder = join(root, 'told')
    const told: [Parameters<OnWritten>[0], boolean][] = []
    const mailer = openFileMailer(folder, FROM, (written) =>
      told.push([written, statSync(written.file).size > 0]),
    )
    await mailer.send(aMail({ link: 'https://id.example.org/verify-email?token=t' }))
    await mailer.send(aMail())
    const { subject } = aMail()
    const file = expect.any(String)
    expect(told).toEqual([
      [{ file, subject, link: 'https://id.example.org/verify-email?token=t' }, true],
      [{ file, subject }, true],
    ])
    // Two of one millisecond have names in any order.
    const files = readdirSync(folder).map((name) => join(folder, name))
    expect(told.map(([written]) => written.file).toSorted()).toEqual(files.toSorted())
  })

  it('leaves nothing half written, of however many at once', async () => {
    const folder = join(root, 'many')
    const mailer = openFileMailer(folder, FROM, () => {})
    await Promise.all(Array.from({ length: 40 }, () => mailer.send(aMail())))
    const names = readdirSync(folder)
    expect(names.filter((name) => name.endsWith('.eml'))).toHaveLength(40)
    expect(names).toHaveLength(40)
  })

  it('waits for a folder that can be written to', async () => {
    const file = join(root, 'no-folder')
    writeFileSync(file, '')
    const mailer = openFileMailer(file, FROM, () => {})
    await expect(mailer.send(aMail())).rejects.toMatchObject({ kind: 'unavailable' })
    rmSync(file)
    await mailer.check()
    mkdirSync(file)
    await mailer.check()
    await mailer.send(aMail())
    expect(readdirSync(file)).toHaveLength(1)
  })
})
