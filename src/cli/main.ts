/**
 * The command line: work by hand, on the server's own stores, while it runs or not. Owns how commands are called and
 * what they print; the rules are the domain's. What lies outside of this room is loaded when a command asks for it,
 * so that help is there at once.
 */
import { run } from './run.ts'

const code = await run(process.argv.slice(2), {
  async openCore() {
    const [{ createCore }, { loadConfig }] = await Promise.all([import('../core.ts'), import('#config')])
    return createCore(loadConfig())
  },
  examine: async () => (await import('#doctor')).examineDeployment(),
  serve: async () => (await import('../serve.ts')).serve(),
  startProblem: async (error) => (await import('../start-problem.ts')).startProblem(error),
})
// Otherwise as it is: a server that could not start has set its own.
if (code !== 0) process.exitCode = code
