/**
 * Whether a text is one e-mail address and nothing else: no name, no list, no comment, no quotes, nothing that ends a
 * line or a header. Its host may have no dot, as in a local network.
 */
const BARE_ADDRESS =
  /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}\p{Cs}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}\p{Cs}]{1,253}$/u

export function isBareAddress(text: string): boolean {
  return text.length <= 254 && BARE_ADDRESS.test(text)
}
