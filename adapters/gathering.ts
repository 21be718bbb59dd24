/**
 * What is asked for in one turn of the event loop, asked for together: a server across the network is busy with each
 * question for longer than with what is in it, and so is its client.
 */

/**
 * @param askAll answers all questions in their order; when it rejects, so does every answer
 * @param patienceMs for how long questions may wait, to be asked together with all that come until then; 0 by default.
 *   They do so where the last ones came together, so that there is company to wait for; and where others are under
 *   way, until those are answered. Who asks alone, one thing after another, never waits.
 */
export function createGathering<Question, Answer>(
  askAll: (questions: Question[]) => Promise<Answer[]>,
  patienceMs = 0,
): (question: Question) => Promise<Answer> {
  let waiting: { question: Question; resolve(answer: Answer): void; reject(error: unknown): void }[] = []
  let underWay = 0
  let hadCompany = false
  let patience: NodeJS.Timeout | undefined

  async function ask(): Promise<void> {
    const asked = waiting
    waiting = []
    underWay += 1
    hadCompany = asked.length > 1
    try {
      const answers = await askAll(asked.map(({ question }) => question))
      for (const [n, { resolve }] of asked.entries()) resolve(answers[n] as Answer)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    } finally {
      underWay -= 1
      if (patience !== undefined && !hadCompany) goOn()
    }
  }

  function goOn(): void {
    clearTimeout(patience)
    patience = undefined
    // After everything that came in with this turn.
    setImmediate(ask)
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ question, resolve, reject }) > 1) return
      if (patienceMs > 0 && (underWay > 0 || hadCompany)) patience = setTimeout(goOn, patienceMs)
      else setImmediate(ask)
    })
}
