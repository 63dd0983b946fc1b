import { describe, expect, test } from 'vitest';
import { runCommand } from '../../servers/run-command.ts';
import { counted, vectors } from './vectors.ts';

describe('the deadlines of the regulations', () => {
  test.each(vectors.map((vector) => [vector.article, vector] as const))(
    '%s',
    (_article, vector) => {
      expect(counted(vector.answer()).lastDay).toBe(vector.lastDay);
    },
  );
});

test('are the same wherever the machine stands', async () => {
  const program = new URL('./count-in-a-zone.ts', import.meta.url).pathname;
  const answers = await Promise.all(
    ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Shanghai'].map(async (zone) => {
      const environment = { ...process.env, TZ: zone };
      const said = await runCommand(process.execPath, [program], { environment });
      return JSON.parse(said.trim().split('\n').at(-1) ?? '') as {
        offset: number;
        vectors: unknown;
        others: string;
      };
    }),
  );
  expect(answers.map(({ offset }) => offset)).toEqual([-840, 480, -480]);
  for (const answer of answers) {
    expect(answer.vectors).toEqual(vectors.map((vector) => vector.answer()));
    expect(answer.others).toBe(answers[0]?.others);
  }
});
