/**
 * Mail into a folder, where no server is named: one whole message (RFC 5322) to a file, which any mail program opens.
 * The folder holds links that open accounts, so nobody but its owner may read it.
 */
import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { DomainError } from '../../src/domain/errors.ts'
import type { Mail, Mailer } from '../../src/domain/mail/mailer.ts'
import { compose, type Sender } from './compose.ts'

/** Told of every mail once it can be read. */
export type OnWritten = (written: { file: string; subject: string; link?: string }) => void

export function openFileMailer(folder: string, from: Sender, onWritten: OnWritten): Mailer {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true })

  async function write(mail: Mail): Promise<string> {
    const { message } = await transport.sendMail(compose(mail, from))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Sorted by name they are sorted by time.
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(4).toString('hex')}`
    const [aside, file] = [join(folder, `.${name}.tmp`), join(folder, `${name}.eml`)]
    try {
      await writeFile(aside, message, { mode: 0o600, flag: 'wx', flush: true })
      await rename(aside, file)
    } catch (error) {
      await rm(aside, { force: true })
      throw error
    }
    return file
  }

  return {
    async send(mail) {
      const file = await write(mail).catch((error) => {
        throw cannotWrite(folder, error)
      })
      onWritten({ file, subject: mail.subject, ...(mail.link === undefined ? {} : { link: mail.link }) })
    },
    async check() {
      try {
        await access(folder, constants.W_OK)
      } catch (error) {
        // It is made for the first mail.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw cannotWrite(folder, error)
      }
    },
    async close() {},
  }
}

function cannotWrite(folder: string, cause: unknown): DomainError {
  return new DomainError('unavailable', 'mail_not_written', `Mail cannot be written into ${folder}`, {
    cause,
  })
}
