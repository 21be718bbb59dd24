/** As much of a browser as a sign-in needs: cookies by path, redirects, and the first form of a page. */
import { type Answer, type Connection, formPost, type HttpRequest } from './connection.ts'
import { PEOPLE } from './fixture.ts'

interface Cookie {
  name: string
  value: string
  path: string
}

export interface Browser {
  /** The address of who sits there. */
  person: string
  get(path: string): Promise<Answer>
  submit(path: string, fields: Record<string, string>): Promise<Answer>
  /** As one whose session is over: all that is left is by what Gatehouse knows it again. */
  forgetSession(): void
}

const DEVICE_COOKIE = 'gatehouse_device'

let next = 0

/** Of one person after the other, so that nobody signs in twice at once. */
export function createBrowser(connection: Connection): Browser {
  const jar = new Map<string, Cookie>()
  next = (next + 1) % PEOPLE.length
  const person = PEOPLE[next]?.email ?? ''

  async function send(request: HttpRequest): Promise<Answer> {
    const pathname = request.path.split('?')[0] ?? ''
    const cookie = [...jar.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
    const answer = await connection.send({
      ...request,
      headers: { ...request.headers, accept: 'text/html', ...(cookie === '' ? {} : { cookie }) },
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) keep(line)
    return answer
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/'
    if (value === '') jar.delete(`${name} ${path}`)
    else jar.set(`${name} ${path}`, { name, value, path })
  }

  return {
    person,
    get: (path) => send({ method: 'GET', path }),
    submit: (path, fields) => send(formPost(path, fields)),
    forgetSession() {
      for (const [key, { name }] of jar) if (name !== DEVICE_COOKIE) jar.delete(key)
    },
  }
}

/** The page's first form: where it goes, and what it carries unseen. */
export function firstForm(html: string): { action: string; hidden: Record<string, string> } {
  const [, attributes = '', inside = ''] = /<form([^>]*)>(.*?)<\/form>/s.exec(html) ?? []
  const hidden: Record<string, string> = {}
  for (const [input] of inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    hidden[attribute(input, 'name')] = attribute(input, 'value')
  }
  return { action: attribute(attributes, 'action'), hidden }
}

function attribute(tag: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}
