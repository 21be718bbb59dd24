/** Comparing secrets. */
import { timingSafeEqual } from 'node:crypto'

/** Whether both are the same, in a time that tells only whether they are equally long. */
export function isSameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
