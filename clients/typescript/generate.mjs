/**
 * Writes `schema.ts` from the OpenAPI document of a running server: `npm install && npm run generate -- URL`, where URL is
 * its issuer (http://localhost:3000 by default). The digest in the heading is that of the document without the issuer, by
 * which the project's tests tell whether the file is of today.
 */
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const issuer = process.argv[2] ?? 'http://localhost:3000'
const text = await (await fetch(`${issuer}/openapi.json`)).text()
const plain = text.replaceAll(issuer, 'https://id.example.com')
const digest = createHash('sha256').update(plain).digest('hex')

const types = astToString(await openapiTS(plain, { immutable: true, alphabetize: true }))
await writeFile(
  new URL('schema.ts', import.meta.url),
  `// Generated from /openapi.json by \`npm run generate\`; do not edit. Document: sha256 ${digest}\n\n${types}`,
)
