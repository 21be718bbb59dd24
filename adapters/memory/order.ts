/** Order of strings in every adapter: by their bytes in UTF-8, as databases do, not by UTF-16 units as `<` does. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
