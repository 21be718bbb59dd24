/**
 * Sessions: where a person is signed in, listed and ended. Owns what they may know of it; how a session comes about,
 * and what a browser holds of it, is oidc's.
 */
export type { Session } from './session.ts'
export type { SessionStore } from './session-store.ts'
