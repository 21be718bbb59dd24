/**
 * What is asked for in one turn of the event loop, asked for together: a server across the network is busy with each
 * question for longer than with what is in it, and so is its client.
 */

/** @param askAll answers all questions in their order; when it rejects, so does every answer */
export function createGathering<Question, Answer>(
  askAll: (questions: Question[]) => Promise<Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: { question: Question; resolve(answer: Answer): void; reject(error: unknown): void }[] = []

  async function ask(): Promise<void> {
    const asked = waiting
    waiting = []
    try {
      const answers = await askAll(asked.map(({ question }) => question))
      for (const [n, { resolve }] of asked.entries()) resolve(answers[n] as Answer)
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      // After everything that came in with this turn.
      if (waiting.push({ question, resolve, reject }) === 1) setImmediate(ask)
    })
}
