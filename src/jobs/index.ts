/** Work on a clock, beside the requests. */
export { startFollowingKeys } from './follow-keys.ts'
export { startRemovingExpired } from './remove-expired.ts'
