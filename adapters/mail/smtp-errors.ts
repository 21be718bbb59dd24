/** What went wrong between us and the mail server, in the product's words: with a cure, and without the password. */
import { DomainError } from '../../src/domain/errors.ts'

/** As nodemailer throws it. */
interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
  /** What Node called it. */
  originalCode?: string
}

const CURES: Record<string, [code: string, message: string]> = {
  EAUTH: ['smtp_login_refused', 'refuses the user name or password in SMTP_URL'],
  ENOAUTH: ['smtp_login_refused', 'wants a user name and a password in SMTP_URL'],
  ETLS: [
    'smtp_without_tls',
    'offers no encryption that works. Begin SMTP_URL with smtps:// where the server expects TLS at once, ' +
      'or end it with ?tls=off where the network between is trusted',
  ],
  EDNS: ['smtp_unreachable', 'has a name that cannot be resolved; is SMTP_URL right?'],
  ETIMEDOUT: ['smtp_silent', 'does not answer in time'],
  EABORT: ['smtp_silent', 'does not answer in time'],
}

/** By the code that Node gives to failures of certificates. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/

/** @param server as the settings name it */
export function explainSmtpError(error: unknown, server: string): DomainError {
  const { code = '', command, responseCode = 0, originalCode = '' } = error as SmtpError
  const isForGood = responseCode >= 500 && responseCode !== 503
  if (isForGood && code === 'EENVELOPE' && command === 'RCPT TO') {
    return new DomainError(
      'invalid',
      'recipient_refused',
      `The mail server refuses the address (${responseCode})`,
      {
        cause: error,
      },
    )
  }
  if (isForGood && code === 'EMESSAGE') {
    return new DomainError('invalid', 'mail_refused', `The mail server refuses the mail (${responseCode})`, {
      cause: error,
    })
  }
  const [word, problem] = reasonOf(code, command, responseCode, originalCode)
  return new DomainError('unavailable', word, `The mail server ${server} ${problem}`, { cause: error })
}

function reasonOf(
  code: string,
  command: string | undefined,
  responseCode: number,
  originalCode: string,
): [code: string, message: string] {
  if (CERTIFICATE.test(originalCode)) {
    return [
      'smtp_certificate',
      `shows a certificate that cannot be trusted (${originalCode}). Use the name it was made for, ` +
        'or give its authority to Node with NODE_EXTRA_CA_CERTS',
    ]
  }
  // RFC 4954 §6: authentication required.
  if (responseCode === 530) return CURES.ENOAUTH as [string, string]
  if (code === 'EENVELOPE' && command === 'MAIL FROM') {
    return ['smtp_sender_refused', `refuses the sender (${responseCode}); is MAIL_FROM right?`]
  }
  if (responseCode > 0 && CURES[code] === undefined) return ['smtp_busy', `says "not now" (${responseCode})`]
  return CURES[code] ?? ['smtp_unreachable', 'cannot be reached, or ended the connection']
}
