/**
 * What went wrong between us and the mail server, in the product's words and without the password: first what is wrong,
 * then, for what an operator can mend, how.
 */
import { DomainError } from '../../src/domain/errors.ts'

/** As nodemailer throws it. */
interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
  /** What Node called it. */
  originalCode?: string
}

/** A stable word; and what completes "The mail server …", with its cure. */
type Reason = [code: string, problem: string]

const WITHOUT_LOGIN: Reason = [
  'smtp_login_refused',
  'wants a user name and a password. Write them into SMTP_URL, before the host.',
]
const SILENT: Reason = ['smtp_silent', 'does not answer in time.']
const REASONS: Record<string, Reason> = {
  EAUTH: ['smtp_login_refused', 'refuses the user name or password. Correct them in SMTP_URL.'],
  ENOAUTH: WITHOUT_LOGIN,
  ETLS: [
    'smtp_without_tls',
    'offers no encryption that works. Begin SMTP_URL with smtps:// if the server expects TLS at once; ' +
      'end it with ?tls=off if the network in between is trusted.',
  ],
  EDNS: ['smtp_unreachable', 'has a name that cannot be resolved. Correct the host in SMTP_URL.'],
  ETIMEDOUT: SILENT,
  EABORT: SILENT,
}
const UNREACHABLE: Reason = [
  'smtp_unreachable',
  'cannot be reached, or ends the connection. Look whether it runs, and at host and port in SMTP_URL.',
]

/** By the code that Node gives to failures of certificates. */
const CERTIFICATE = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/

/** @param server as the settings name it */
export function explainSmtpError(error: unknown, server: string): DomainError {
  const failure = error as SmtpError
  const refused = refusedForGood(failure)
  if (refused !== undefined) {
    const [code, problem] = refused
    return new DomainError('invalid', code, `The mail server ${server} ${problem}`, { cause: error })
  }
  const [code, problem] = reasonOf(failure)
  return new DomainError('unavailable', code, `The mail server ${server} ${problem}`, { cause: error })
}

/** Answers about the connection, whatever command they follow (RFC 5321 §4.2.2; RFC 4954 §6). */
const OF_CONNECTION = [421, 503, 530]

/** Whether the answer is about the one recipient: the server itself is well. */
function isOfRecipient({ code, command, responseCode = 0 }: SmtpError): boolean {
  return (
    code === 'EENVELOPE' && command === 'RCPT TO' && responseCode > 0 && !OF_CONNECTION.includes(responseCode)
  )
}

/** What no later attempt changes (RFC 5321 §4.2.1). */
function refusedForGood(failure: SmtpError): Reason | undefined {
  const { code, responseCode = 0 } = failure
  if (responseCode < 500 || OF_CONNECTION.includes(responseCode)) return undefined
  if (isOfRecipient(failure)) {
    return ['recipient_refused', `refuses the address of the recipient (${responseCode}).`]
  }
  return code === 'EMESSAGE' ? ['mail_refused', `refuses the mail (${responseCode}).`] : undefined
}

function reasonOf(failure: SmtpError): Reason {
  const { code = '', command, responseCode = 0, originalCode = '' } = failure
  if (CERTIFICATE.test(originalCode)) {
    return [
      'smtp_certificate',
      `shows a certificate that cannot be trusted (${originalCode}). Use the host name that it was made for, ` +
        'or give its authority to Node with NODE_EXTRA_CA_CERTS.',
    ]
  }
  // RFC 4954 §6: authentication required.
  if (responseCode === 530) return WITHOUT_LOGIN
  if (code === 'EENVELOPE' && command === 'MAIL FROM') {
    return ['smtp_sender_refused', `refuses the sender (${responseCode}). Correct MAIL_FROM.`]
  }
  if (isOfRecipient(failure)) {
    return ['recipient_deferred', `does not take mail for the recipient at the moment (${responseCode}).`]
  }
  if (responseCode > 0 && REASONS[code] === undefined) {
    return ['smtp_busy', `does not take mail at the moment (${responseCode}).`]
  }
  return REASONS[code] ?? UNREACHABLE
}
