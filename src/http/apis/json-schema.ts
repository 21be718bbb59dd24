/** The part of JSON Schema 2020-12 that requests and responses are described in, and what it means to TypeScript. */

export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly items?: JsonSchema
  readonly description?: string
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly writeOnly?: boolean
}

interface Plain {
  string: string
  integer: number
  number: number
  boolean: boolean
  null: null
}

type Members<P, R extends string> = {
  [Name in keyof P as Name extends R ? Name : never]: FromSchema<P[Name]>
} & { [Name in keyof P as Name extends R ? never : Name]?: FromSchema<P[Name]> }

type RequiredOf<S> = S extends { readonly required: readonly (infer Name extends string)[] } ? Name : never

/** The type of the values that a schema, written `as const`, lets through. */
export type FromSchema<S> = S extends { readonly enum: readonly (infer Value)[] }
  ? Value
  : S extends { readonly properties: infer P }
    ? Members<P, RequiredOf<S>>
    : S extends { readonly items: infer Item }
      ? FromSchema<Item>[]
      : S extends { readonly type: keyof Plain }
        ? Plain[S['type']]
        : S extends { readonly type: readonly (infer Name)[] }
          ? Plain[Name & keyof Plain]
          : unknown
