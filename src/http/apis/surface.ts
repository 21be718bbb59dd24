/** One family of paths with one way of telling errors. */
import type { Route } from './define-route.ts'
import type { JsonSchema } from './json-schema.ts'

/** What ended a request: a status, a code, words, and headers. */
export interface Problem {
  status: number
  code: string
  /** Safe to show to whoever asked. */
  message: string
  /** The input that was wrong, and what is wrong with it, as the end of a sentence that begins with its name. */
  field?: { name: string; problem: string }
  headers: Record<string, string>
  /** What goes with this one code, such as what to go on with. */
  extra?: Record<string, unknown>
}

export interface ErrorFormat {
  /** Name of the schema in the OpenAPI document. */
  name: string
  schema: JsonSchema
  /** @param now milliseconds since the epoch */
  present(problem: Problem, now: number): Record<string, unknown>
}

export interface Surface {
  name: string
  description: string
  /** What lies below it and is no route is answered 404 in this surface's format. */
  base: string
  errors: ErrorFormat
  /** What the domain's codes are called here, where that differs. */
  codes: Record<string, string>
  routes: Route[]
}
