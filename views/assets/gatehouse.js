/*
 * The little that needs a script: passkeys, the meter of a new password, copying and printing. A module without
 * imports; every text it shows stands in the page.
 */

// --- Passkeys ---

/** @param {ArrayBuffer} bytes */
const toBase64Url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const descriptors = (list = []) => list.map((one) => ({ ...one, id: fromBase64Url(one.id) }))

/** Options as JSON → as browsers take them (Web Authentication §5.1.8, §5.1.9), which not all do by themselves yet. */
function readOptions(text, use) {
  const json = JSON.parse(text)
  const options = { ...json, challenge: fromBase64Url(json.challenge) }
  if (use === 'get') return { ...options, allowCredentials: descriptors(json.allowCredentials) }
  return {
    ...options,
    user: { ...json.user, id: fromBase64Url(json.user.id) },
    excludeCredentials: descriptors(json.excludeCredentials),
  }
}

/** What a passkey answered, as JSON (Web Authentication §5.1, toJSON). */
function writeCredential(credential) {
  const { id, type, rawId, response, authenticatorAttachment } = credential
  const members = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const answer = Object.fromEntries(
    members.filter((name) => response[name]).map((name) => [name, toBase64Url(response[name])]),
  )
  if (response.getTransports) answer.transports = response.getTransports()
  return JSON.stringify({
    id,
    type,
    rawId: toBase64Url(rawId),
    response: answer,
    authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  })
}

/** The one request that waits at present; a browser takes no second one. */
let waiting

async function ask(form, more = {}) {
  waiting?.abort()
  waiting = new AbortController()
  const { options, passkey: use } = form.dataset
  const publicKey = readOptions(options, use)
  const credential = await navigator.credentials[use]({ publicKey, signal: waiting.signal, ...more })
  if (!credential) return
  form.elements.credential.value = writeCredential(credential)
  form.submit()
}

async function offerAutofill(form) {
  const field = document.querySelector('input[autocomplete="username"]:not([hidden])')
  if (!field || !(await window.PublicKeyCredential?.isConditionalMediationAvailable?.())) return
  field.autocomplete = 'username webauthn'
  // Whoever has pressed the button meanwhile is being asked already.
  if (waiting) return
  // The person may well type a password instead, which ends this without a word.
  ask(form, { mediation: 'conditional' }).catch(() => {})
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const status = form.querySelector('[data-status]')
    status.textContent = ''
    try {
      await ask(form)
    } catch {
      status.textContent = form.dataset.failed
    }
  })
  if (form.dataset.passkey === 'get') offerAutofill(form)
}

// --- The meter of a new password ---

/** From 0, guessed at once, to 4. It only informs: length counts most, then variety; repetition counts for little. */
function strengthOf(password) {
  const distinct = new Set(password.toLowerCase()).size
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u, /\p{Lo}/u].filter((kind) =>
    kind.test(password),
  )
  const bits = Math.min(password.length, distinct * 2) * (2 + kinds.length * 0.75)
  return [28, 40, 56, 72].filter((least) => bits >= least).length
}

for (const part of document.querySelectorAll('[data-strength-of]')) {
  const field = document.getElementById(part.dataset.strengthOf)
  const levels = part.dataset.levels.split('|')
  const show = () => {
    const strength = strengthOf(field.value)
    part.querySelector('meter').value = field.value === '' ? 0 : strength + 1
    part.querySelector('p').textContent = field.value === '' ? '' : levels[strength]
  }
  field.addEventListener('input', show)
  show()
}

// --- Copying and printing ---

for (const button of document.querySelectorAll('button[data-copy]')) {
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy)
    const lines = [...source.querySelectorAll('code')].map((line) => line.textContent)
    await navigator.clipboard.writeText(lines.join('\n') || source.textContent.replaceAll(' ', ''))
    const label = button.querySelector('span')
    const before = label.textContent
    label.textContent = button.dataset.copied
    setTimeout(() => {
      label.textContent = before
    }, 2000)
  })
}

for (const button of document.querySelectorAll('button[data-print]')) {
  button.addEventListener('click', () => print())
}
