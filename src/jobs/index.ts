/**
 * Work on a clock, beside the requests: what must happen although nobody asks for it. Every node runs every job, so
 * each job must bear that another node does the same.
 */
export { startDeliveringEvents } from './deliver-events.ts'
export { startFollowingKeys } from './follow-keys.ts'
export { startRemovingExpired } from './remove-expired.ts'
