/** What a page is drawn with for whoever asked: their language, and our assets. */
import type { Context } from 'koa'
import type { Html } from '#lib/html'
import type { Frame } from '#views/layout'
import { catalogues } from '#views/messages/index'
import { findLanguage, type Language } from '#views/messages/languages'
import type { Assets } from './assets.ts'

/** What is known of the reader beside what their browser says. */
export interface Reader {
  /** What the app asked for: language tags, separated by spaces (OpenID Connect Core 1.0 §3.1.2.1). */
  uiLocales?: string | undefined
  /** What the person chose for their account. */
  accountLocale?: string | undefined
}

/** Once a reader is given, whatever else the same request shows is in their language too. */
export type FrameOf = (ctx: Context, reader?: Reader) => Frame

export function createFrameOf({ stylesheet, script }: Pick<Assets, 'stylesheet' | 'script'>): FrameOf {
  return (ctx, reader) => {
    const known: Language | undefined = reader === undefined ? ctx.state.language : undefined
    const language = known ?? chooseLanguage(ctx, reader ?? {})
    ctx.state.language = language
    return { language, messages: catalogues[language], stylesheet, script }
  }
}

function chooseLanguage(ctx: Context, { uiLocales = '', accountLocale = '' }: Reader): Language {
  const accepted = ctx.acceptsLanguages()
  const browser = Array.isArray(accepted) ? accepted : []
  return findLanguage([...uiLocales.split(' '), accountLocale, ...browser]) ?? 'en'
}

export function sendPage(ctx: Context, { language }: Frame, page: Html): void {
  ctx.set('Content-Language', language)
  ctx.vary('Accept-Language')
  ctx.type = 'html'
  ctx.body = page.text
}
