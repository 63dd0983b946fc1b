import { Argument } from 'commander';
import type { Command } from 'commander';
import { given } from '../api/given.ts';
import { packedReturn } from '../api/return-shapes.ts';
import { checkInstitutionName } from '../keys/institution-keys.ts';
import { RETURN_NAMES } from '../projections/returns/returns.ts';
import type { ReturnName } from '../projections/returns/returns.ts';
import { assertOption } from './assert-option.ts';
import type { Output } from './output.ts';
import { packGiven, withPackOptions } from './pack-options.ts';
import type { PackOptions } from './pack-options.ts';
import { manyText } from './packed-text.ts';

type Options = PackOptions & { readonly at?: string };

/** `pack return`: a return with the cases and events behind each of its cells. */
export function addPackReturn(pack: Command, out: () => Output): void {
  withPackOptions(
    pack
      .command('return')
      .description('a return with the cases and events behind each cell · 报表证据包')
      .addArgument(new Argument('<name>', 'which return').choices(RETURN_NAMES))
      .argument('<period>', 'as 2026-03, 2026-Q1, 2026-H1 or 2026, as the return allows'),
  )
    .option(
      '--at <pin>',
      'what it is pinned to: a position, an instant in UTC, or position@instant; the head when not given',
    )
    .addHelpText(
      'after',
      '\nExample:\n  redress pack return cn-bulletin 2026-Q1 --out q1.zip --purpose "filed return 2026-Q1" --as sun',
    )
    .action(async (name: ReturnName, period: string, options: Options) => {
      const { at } = options;
      assertOption('--at', at, packedReturn.at);
      const order = { ...packGiven(options), name, period, ...given({ at }) };
      checkInstitutionName(order.institution);
      const { packReturnOfHome } = await import('./pack-return-home.ts');
      const made = await packReturnOfHome(order);
      out().result(made, manyText(made));
    });
}
