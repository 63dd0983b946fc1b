import { condition, defineUpdate, setHandler, sleep } from '@temporalio/workflow';

export const wake = defineUpdate<string, [string]>('wake');

/** Takes a word, sleeps for 60 days, and says the word. For temporal-test.test.ts. */
export async function sleeper(): Promise<string> {
  let word: string | undefined;
  setHandler(wake, (given) => {
    word = given;
    return `heard ${given}`;
  });
  await condition(() => word !== undefined);
  await sleep('60 days');
  return word ?? '';
}
