/** gatehouse serve */
import type { Command } from './command.ts'
import { refuseArguments } from './read-arguments.ts'

export const serveCommand: Command = {
  name: 'serve',
  usage: '',
  summary: 'Run the server until SIGTERM or SIGINT',
  details: ['It is configured by environment variables, or by the same names in a file .env.'],
  async run(args, { serve }) {
    refuseArguments(args)
    await serve()
  },
}
