/** What a passkey's form brings: the token that went with the question, and the browser's answer as JSON. */
export function passkeyAnswer(fields: URLSearchParams): { token: string; response: unknown } {
  return { token: fields.get('challenge') ?? '', response: parse(fields.get('credential') ?? '') }
}

/** Undefined for what is no JSON, which no passkey answers. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
