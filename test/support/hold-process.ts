/** Lets a process stand still, connections and all. */
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * With SIGSTOP. Answers when every thread of it stands, which on a busy machine is some milliseconds after the signal:
 * until then it may still answer what it is asked. Where the system does not tell, it is taken for done.
 */
export async function holdProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  while (!(await statesOf(pid)).every((state) => 'TtZX'.includes(state))) await sleep(1)
}

/** A letter for each thread, as proc(5) has them. */
async function statesOf(pid: number): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const states = threads.map((thread) =>
    readFile(`/proc/${pid}/task/${thread}/stat`, 'utf8').then(
      // The name before it may hold anything.
      (line) => line.slice(line.lastIndexOf(')') + 2)[0] ?? 'X',
      () => 'X',
    ),
  )
  return Promise.all(states)
}
