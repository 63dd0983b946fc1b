import type { Command } from 'commander';
import type { DeadLetter, Retried } from '../api/intake/dead-letters.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { shortened, tableText } from './table.ts';

/** `dead-letters list` and `dead-letters retry`: messages of the intake that could not be understood. */
export function addDeadLetterCommands(program: Command, out: () => Output): void {
  const letters = program
    .command('dead-letters')
    .description('messages of the intake that could not be understood · 未能受理的消息')
    .addHelpText(
      'after',
      '\nExamples:\n  redress dead-letters list\n  redress dead-letters retry 3-1207',
    );
  letters
    .command('list')
    .description('which, since when, and what is wrong with each · 列出')
    .addHelpText('after', '\nExample:\n  redress dead-letters list --json')
    .action(async () => {
      const { deadLetters } = await listed();
      out().result({ deadLetters }, listText(deadLetters));
    });
  letters
    .command('retry')
    .description('take them again, after what was wrong is mended · 重试')
    .argument('[id...]', 'which; all when none is named')
    .addHelpText(
      'after',
      '\nExamples:\n  redress dead-letters retry 3-1207\n  redress dead-letters retry',
    )
    .action(async (ids: readonly string[]) => {
      const { retried } = await retry(ids);
      out().result(
        { retried },
        retried.length === 0
          ? 'There is no dead letter.'
          : retried.map(({ id, outcome }) => `${id}: ${MEANING[outcome]}`).join('\n'),
      );
      const isLeft = retried.some(({ outcome }) => outcome === 'dead' || outcome === 'again');
      if (isLeft) process.exitCode = EXIT.refused;
    });
}

const MEANING: { readonly [One in Retried]: string } = {
  answered: 'taken and answered',
  dead: 'still cannot be understood',
  again: 'outcome unknown; retry it again',
  gone: 'the broker keeps it no longer; its sender must send it again',
};

async function listed(): Promise<{ readonly deadLetters: readonly DeadLetter[] }> {
  const { listDeadLetters, broker, prefix } = await opened();
  await using reached = broker;
  return { deadLetters: await listDeadLetters(reached, prefix) };
}

async function retry(ids: readonly string[]) {
  const { listDeadLetters, retryDeadLetter, broker, prefix } = await opened();
  const { houseOfHome } = await import('./house-of-home.ts');
  await using reached = broker;
  await using house = await houseOfHome();
  const known = await listDeadLetters(reached, prefix);
  const unknown = ids.filter((id) => !known.some((letter) => letter.id === id));
  if (unknown.length > 0)
    throw new CommandFailed(
      {
        en: `There is no dead letter ${unknown.join(', ')}.`,
        zh: `没有死信 ${unknown.join('、')}。`,
      },
      EXIT.usage,
    );
  const retried: { readonly id: string; readonly outcome: Retried }[] = [];
  for (const letter of known)
    if (ids.length === 0 || ids.includes(letter.id))
      retried.push({
        id: letter.id,
        outcome: await retryDeadLetter(house, reached, prefix, letter),
      });
  return { retried };
}

/** Loaded when it is needed: other commands start faster without. */
async function opened() {
  const { kafkaOfHome } = await import('./kafka-of-home.ts');
  const { kafkaBroker } = await import('../projections/broker/kafka-broker.ts');
  const letters = await import('../api/intake/dead-letters.ts');
  const { prefix, ...settings } = kafkaOfHome();
  return { ...letters, broker: kafkaBroker(settings), prefix };
}

function listText(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'There is no dead letter.';
  const rows = letters.map(({ id, receivedAt, problem: { code, detail, faults } }) => [
    ...[id, receivedAt, code],
    faults
      // `--json` has all of it: a wrong name is answered with all the names that there are.
      ?.flatMap(({ at, message, because }) => [`${at}: ${message}`, `  ${because.zh}`])
      .map((line) => shortened(line))
      .join('\n') ?? shortened(detail),
  ]);
  return tableText(['id', 'received', 'code', 'faults'], rows);
}
