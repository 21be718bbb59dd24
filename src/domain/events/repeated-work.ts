/**
 * Work that is done again and again: at once while there is more of it, else after a while, or when somebody says that
 * there is. Nothing is left behind by a pause, however many there are: each has a timer and no promise of others, which
 * would remember everybody who ever waited for it.
 */

export interface RepeatedWork {
  /** There is something to do. Said in the middle of the work, it is done once more. */
  wake(): void
  /** Begins nothing more, and ends a pause. */
  stop(): void
  ended: Promise<void>
}

export interface Pauses {
  /** Milliseconds where nothing was to be done, and where something went wrong, which no `wake` shortens. */
  idleMs: number
  afterProblemMs: number
  onProblem(error: unknown): void
}

/** @param work says whether there may be more right away */
export function repeatWork(work: () => Promise<boolean>, pauses: Pauses): RepeatedWork {
  let isStopped = false
  let isWoken = false
  let isIdle = false
  let endPause = () => {}

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      timer.unref()
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function idle(): Promise<void> {
    if (isWoken) return
    isIdle = true
    await pause(pauses.idleMs)
    isIdle = false
  }

  async function repeat(): Promise<void> {
    while (!isStopped) {
      isWoken = false
      try {
        const hasMore = await work()
        if (!hasMore && !isStopped) await idle()
      } catch (error) {
        pauses.onProblem(error)
        if (!isStopped) await pause(pauses.afterProblemMs)
      }
    }
  }

  return {
    wake() {
      isWoken = true
      if (isIdle) endPause()
    },
    stop() {
      isStopped = true
      endPause()
    },
    ended: repeat(),
  }
}
