/** Work on a clock, beside the requests. */
export { startRemovingExpired } from './remove-expired.ts'
