import { defineConfig } from 'vitest/config'

/** The main flows, which must go the same way whatever the server keeps its records in. */
const FLOWS = [
  'authorization-code',
  'claims',
  'client-authentication',
  'dpop',
  'introspection',
  'kept-out',
  'logout',
  'par',
  'prompts',
  'refresh',
  'resource-indicators',
  'revocation',
  'token-ends',
  'token-exchange',
]

export default defineConfig({
  test: {
    pool: 'forks',
    // Only what hangs is to be ended by them: what takes a second on an idle machine may take many on a busy one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'redis and mongodb',
          include: [
            ...FLOWS.map((flow) => `test/oidc/${flow}.test.ts`),
            'test/http/*/life.test.ts',
            'test/http/tenant/{generate-token,token-ends}.test.ts',
          ],
          globalSetup: ['test/support/global-setup.ts', 'test/support/shared-mongo-setup.ts'],
        },
      },
    ],
  },
})
