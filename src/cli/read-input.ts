/** Reads what commands are given otherwise than as arguments: files of JSON, and standard input. */
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { DomainError } from '#domain/errors'

/** @throws DomainError `invalid` with code `unreadable_input` */
export async function readBytes(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw refuse(`The file ${file} cannot be read (${cause.code})`, cause)
  })
}

/** @throws as `readBytes`, and for what is not UTF-8 */
export async function readText(file: string): Promise<string> {
  return decode(await readBytes(file), `The file ${file}`)
}

/** @throws DomainError `invalid` with code `unreadable_input`, which never quotes the content: it may be a secret */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return JSON.parse(text)
  } catch {
    throw refuse(`The file ${file} does not hold JSON`)
  }
}

/** @throws as `readJsonFile`, and when the file holds anything but an object */
export async function readJsonObject(file: string): Promise<Record<string, unknown>> {
  const value = await readJsonFile(file)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(`The file ${file} does not hold a JSON object`)
  }
  return value as Record<string, unknown>
}

/** Standard input to its end, without the one line break that `echo` adds. @throws as `readJsonFile` */
export async function readPassword(): Promise<string> {
  const text = decode(await buffer(process.stdin), 'The password on standard input')
  return text.replace(/\r?\n$/, '')
}

/** Bytes that are no UTF-8 would all become the same replacement character, and with them different passwords. */
function decode(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse(`${what} is not UTF-8`)
  }
}

function refuse(message: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'unreadable_input', message, { cause })
}
