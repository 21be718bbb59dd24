import type { Html } from '#lib/html'
import { errorPage } from './error.ts'

export type NotFoundProps = { stylesheet: string; requestId?: string | undefined }

export function notFoundPage({ stylesheet, requestId }: NotFoundProps): Html {
  return errorPage({
    stylesheet,
    requestId,
    heading: 'There is no page here',
    message: 'The address may be mistyped, or the page has moved.',
    advice: 'If an app sent you here, go back to it and start again from there.',
  })
}
