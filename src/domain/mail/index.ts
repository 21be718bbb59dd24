/**
 * Mail: what people are told by mail. Owns which messages there are, when each is sent and to whom, and the port of what
 * carries them away; does not know their words, nor how mail travels.
 */
export type { Mail, Mailer } from './mailer.ts'
export type { LinkKind, Message, MessageKind, NoticeKind, RenderedMessage, RenderMessage } from './message.ts'
export { LINK_KINDS, NOTICE_KINDS } from './message.ts'
export { createMailSubscribers, type MailDependencies } from './subscribers.ts'
