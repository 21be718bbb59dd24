/** The clock of the jobs. */

/** Runs the work now and then again and again, never twice at once. @returns stops it */
export function every(intervalMs: number, work: () => Promise<void>): () => void {
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    await work()
    if (stopped) return
    timer = setTimeout(run, intervalMs)
    timer.unref()
  }

  void run()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
