/** The limit on how long one waits for an answer. What was asked goes on; nobody hears of its end any more. */

export class NoAnswerError extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${milliseconds} ms`)
    this.name = 'NoAnswerError'
  }
}

/** @throws NoAnswerError, and whatever `work` throws in time */
export async function answerWithin<Result>(
  milliseconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(milliseconds)), milliseconds)
  })
  try {
    return await Promise.race([work(), tooLate])
  } finally {
    clearTimeout(timer)
  }
}
