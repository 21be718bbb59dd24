/**
 * A browser without a window and without script: keeps cookies by path, sends forms as they stand in the page,
 * follows redirects within one origin and stops where they leave it.
 */
export interface Page {
  url: URL
  status: number
  headers: Headers
  body: string
}

export interface Agent {
  /** Cookies by name and path, as they would be sent. */
  cookies: Map<string, { value: string; path: string; attributes: string }>
  /** Follows redirects; a redirect to another origin (an app's) is answered as the page with that URL and no body. */
  get(url: string | URL): Promise<Page>
  post(url: string | URL, fields: Record<string, string>, headers?: Record<string, string>): Promise<Page>
  /** Sends the form of the page whose action ends so, with its hidden fields and these. */
  submit(page: Page, actionEnd: string, fields: Record<string, string>): Promise<Page>
  /** One request, no redirect followed. */
  request(url: string | URL, init?: RequestInit): Promise<Response>
}

const MAX_REDIRECTS = 10

/** @param origin where the agent is at home, such as the issuer */
export function createAgent(origin: string): Agent {
  const cookies: Agent['cookies'] = new Map()

  function cookieHeader(url: URL): string {
    return [...cookies.entries()]
      .filter(([, { path }]) => url.pathname === path || url.pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ')
  }

  function keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const name = pair.slice(0, pair.indexOf('='))
      const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/'
      const expires = attributes.find((part) => /^expires=/i.test(part))?.slice(8)
      const key = `${name} ${path}`
      if (expires !== undefined && Date.parse(expires) < Date.now()) cookies.delete(key)
      else cookies.set(key, { value: pair.slice(name.length + 1), path, attributes: attributes.join('; ') })
    }
  }

  async function request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url, origin)
    const headers = new Headers({ accept: 'text/html', ...Object.fromEntries(new Headers(init.headers)) })
    const jar = cookieHeader(target)
    if (jar !== '' && !headers.has('cookie')) headers.set('cookie', jar)
    const response = await fetch(target, { ...init, headers, redirect: 'manual' })
    keep(response)
    return response
  }

  async function follow(url: URL, init: RequestInit, left = MAX_REDIRECTS): Promise<Page> {
    const response = await request(url, init)
    const location = response.headers.get('location')
    const { status, headers } = response
    if (status < 300 || status >= 400 || location === null) {
      return { url, status, headers, body: await response.text() }
    }
    await response.arrayBuffer()
    const next = new URL(location, url)
    if (next.origin !== new URL(origin).origin || next.pathname === '/callback') {
      return { url: next, status, headers, body: '' }
    }
    if (left === 0) throw new Error(`too many redirects, the last to ${next.href}`)
    return follow(next, {}, left - 1)
  }

  const agent: Agent = {
    cookies,
    request,
    get: (url) => follow(new URL(url, origin), {}),
    post: (url, fields, headers = {}) =>
      follow(new URL(url, origin), {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin, ...headers },
      }),
    submit(page, actionEnd, fields) {
      const form = formsIn(page.body).find(({ action }) => action.endsWith(actionEnd))
      if (form === undefined) throw new Error(`no form …${actionEnd} on ${page.url.href} (${page.status})`)
      return agent.post(new URL(form.action, page.url), { ...form.hidden, ...fields })
    },
  }
  return agent
}

interface Form {
  action: string
  hidden: Record<string, string>
}

function formsIn(body: string): Form[] {
  return [...body.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', content = '']) => ({
    action: attribute(attributes, 'action') ?? '',
    hidden: Object.fromEntries(
      [...content.matchAll(/<input\b([^>]*)>/g)]
        .map(([, input = '']) => input)
        .filter((input) => attribute(input, 'type') === 'hidden')
        .map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? '']),
    ),
  }))
}

function attribute(text: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1]
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
