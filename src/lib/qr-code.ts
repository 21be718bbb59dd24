/** QR codes as dots, for whoever draws them. */
import { encode } from 'uqr'

/** Row by row, without the quiet zone; true is dark. */
export function qrModules(text: string): boolean[][] {
  return encode(text, { border: 0, ecc: 'M' }).data
}
