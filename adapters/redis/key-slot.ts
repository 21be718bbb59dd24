/** Where a Redis Cluster keeps a key: the slot that every client must compute as the servers do. */

export const SLOTS = 16_384

/** CRC16 (polynomial 1021, as in XMODEM) of the key's bytes. For keys without braces, which ours are. */
export function slotOf(key: string): number {
  let crc = 0
  for (const byte of Buffer.from(key)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc % SLOTS
}
