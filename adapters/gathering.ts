/**
 * What is asked for in one turn of the event loop, asked for together: a server across the network is busy with each
 * question for longer than with what is in it, and so is its client.
 */

/**
 * @param askAll answers all questions in their order; when it rejects, so does every answer
 * @param patienceMs for how long questions may wait, where others are under way, for the answers to those, to be asked
 *   together with all that come until then; 0 by default
 */
export function createGathering<Question, Answer>(
  askAll: (questions: Question[]) => Promise<Answer[]>,
  patienceMs = 0,
): (question: Question) => Promise<Answer> {
  let waiting: { question: Question; resolve(answer: Answer): void; reject(error: unknown): void }[] = []
  let underWay = 0
  let impatience: NodeJS.Timeout | undefined

  async function ask(): Promise<void> {
    const asked = waiting
    waiting = []
    underWay += 1
    try {
      const answers = await askAll(asked.map(({ question }) => question))
      for (const [n, { resolve }] of asked.entries()) resolve(answers[n] as Answer)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    } finally {
      underWay -= 1
      if (impatience !== undefined) goOn()
    }
  }

  function goOn(): void {
    clearTimeout(impatience)
    impatience = undefined
    // After everything that came in with this turn.
    setImmediate(ask)
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ question, resolve, reject }) > 1) return
      if (underWay === 0 || patienceMs === 0) setImmediate(ask)
      else impatience = setTimeout(goOn, patienceMs)
    })
}
