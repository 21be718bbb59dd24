import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createGathering } from '../../adapters/gathering.ts'

/** What was asked for together, each to be answered when the test says so. */
function asker() {
  const asked: { questions: string[]; answer(): void; fail(): void }[] = []
  const askAll = (questions: string[]) =>
    new Promise<string[]>((resolve, reject) => {
      asked.push({
        questions,
        answer: () => resolve(questions.map((question) => `re: ${question}`)),
        fail: () => reject(new Error('away')),
      })
    })
  return { asked, askAll, questions: () => asked.map(({ questions }) => questions) }
}

test('what is asked for in one turn is asked for together, each with its own answer', async () => {
  const { asked, askAll, questions } = asker()
  const ask = createGathering(askAll)
  const answers = Promise.all([ask('a'), ask('b')])
  await nextTurn()
  const later = ask('c')
  await nextTurn()
  expect(questions()).toEqual([['a', 'b'], ['c']])
  for (const { answer } of asked) answer()
  expect(await answers).toEqual(['re: a', 're: b'])
  expect(await later).toBe('re: c')
})

test('what comes while others are under way is asked for when those are answered, together', async () => {
  const { asked, askAll, questions } = asker()
  const ask = createGathering(askAll, 60_000)
  const first = ask('a')
  await nextTurn()
  const others = [ask('b')]
  await nextTurn()
  others.push(ask('c'))
  await nextTurn()
  expect(questions()).toEqual([['a']])
  asked[0]?.answer()
  expect(await first).toBe('re: a')
  await nextTurn()
  expect(questions()).toEqual([['a'], ['b', 'c']])
  asked[1]?.fail()
  await expect(Promise.all(others)).rejects.toThrow('away')
})

test('where the last ones came together, those who come next wait for company, and who comes alone does not', async () => {
  const { asked, questions } = asker()
  const ask = createGathering(async (together: string[]) => {
    asked.push({ questions: together, answer: () => {}, fail: () => {} })
    return together
  }, 20)
  await Promise.all([ask('a'), ask('b')])
  const next = [ask('c')]
  await nextTurn()
  await nextTurn()
  expect(questions()).toEqual([['a', 'b']])
  next.push(ask('d'))
  await Promise.all(next)
  expect(questions()).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  await ask('e')
  const alone = ask('f')
  await nextTurn()
  expect(questions().slice(2)).toEqual([['e'], ['f']])
  await alone
})

test('those who wait do not fail with those before them, and are asked for when no answer comes', async () => {
  const { asked, askAll, questions } = asker()
  const ask = createGathering(askAll, 5)
  const lost = ask('a')
  await nextTurn()
  const waiting = ask('b')
  await expect.poll(questions, { timeout: 10_000 }).toEqual([['a'], ['b']])
  const impatient = ask('c')
  await expect.poll(questions, { timeout: 10_000 }).toEqual([['a'], ['b'], ['c']])
  asked[0]?.fail()
  await expect(lost).rejects.toThrow('away')
  for (const { answer } of asked) answer()
  expect(await Promise.all([waiting, impatient])).toEqual(['re: b', 're: c'])
})
