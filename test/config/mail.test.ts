/** Which mail server and which sender the settings name, and what is refused. */
import { describe, expect, it } from 'vitest'
import { load, problems } from './load-settings.ts'

const smtpOf = (url: string) => load({ SMTP_URL: url }).mail.smtp
const fromOf = (text: string) => load({ MAIL_FROM: text }).mail.from

describe('SMTP_URL', () => {
  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, tls: 'required' }],
    ['smtp://mail.example.com:25', { port: 25, tls: 'required' }],
    ['smtps://mail.example.com', { port: 465, tls: 'implicit' }],
    ['smtps://localhost:4650/', { port: 4650, tls: 'implicit' }],
    ['smtp://relay:25?tls=off', { host: 'relay', port: 25, tls: 'off' }],
    ['smtp://LOCALHOST:1025', { host: 'localhost', tls: 'if_offered' }],
    ['smtp://127.0.0.1', { tls: 'if_offered' }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, tls: 'if_offered' }],
    ['smtp://127.0.0.2', { tls: 'required' }],
    ['smtp://localhost.example.com', { tls: 'required' }],
  ])('%s', (url, expected) => expect(smtpOf(url)).toMatchObject(expected))

  it('holds a user name and a password, which may hold anything that is escaped', () => {
    expect(smtpOf('smtp://ana%40example.com:p%3A%2F%40%25%C3%BC@mail.example.com')).toMatchObject({
      user: 'ana@example.com',
      password: 'p:/@%ü',
    })
    expect(smtpOf('smtp://mail.example.com')).toMatchObject({ user: null, password: '' })
  })

  it.each([
    'mail.example.com:587',
    'http://mail.example.com',
    'smtp://',
    'smtp:mail.example.com',
    'smtp://user:s3cret@mail.example.com:99999',
    'smtp://user:s3cret@mail.example.com/path',
    'smtp://user:s3cret@mail.example.com#x',
    'smtp://user:s3cret@mail.example.com?secure=false',
    'smtp://user:s3cret@mail.example.com?tls=on',
    'smtps://user:s3cret@mail.example.com?tls=off',
    'smtp://user:s3cret%zz@mail.example.com',
  ])('is refused without a word of the password: %s', (url) => {
    const [problem = '', ...others] = problems({ SMTP_URL: url })
    expect(problem).toMatch(/^SMTP_URL (must|takes|has) /)
    expect(problem).not.toContain('s3cret')
    expect(others).toEqual([])
  })
})

describe('MAIL_FROM', () => {
  it.each([
    ['no-reply@example.org', { name: null, address: 'no-reply@example.org' }],
    ['Example <no-reply@example.org>', { name: 'Example', address: 'no-reply@example.org' }],
    ['"Example, Inc." <no-reply@example.org>', { name: 'Example, Inc.', address: 'no-reply@example.org' }],
    ['Größe & Söhne <post@example.org>', { name: 'Größe & Söhne', address: 'post@example.org' }],
    ['<post@mailhost>', { name: null, address: 'post@mailhost' }],
  ])('%s', (text, expected) => expect(fromOf(text)).toEqual(expected))

  it.each([
    'Example',
    'Example <>',
    'a@example.org, b@example.org',
    'Example <a@example.org>, Evil <b@example.org>',
    'Example <a@example.org>\r\nBcc: b@example.org',
    'Exa\r\nBcc: b@example.org\r\nmple <a@example.org>',
    'a@b@example.org',
    'Example a@example.org',
    'evil@example.com <a@example.org>',
  ])('is refused: %j', (text) => {
    expect(problems({ MAIL_FROM: text })).toEqual([expect.stringMatching(/^MAIL_FROM must be an address/)])
  })

  it('is made from the issuer where it is absent', () => {
    expect(load({ ISSUER: 'https://id.example.org:8443' }).mail.from).toEqual({
      name: 'Gatehouse',
      address: 'no-reply@id.example.org',
    })
    expect(load({ ISSUER: 'http://[::1]:3000' }).mail.from.address).toBe('no-reply@localhost')
  })
})
