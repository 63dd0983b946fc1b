import type { Command } from 'commander';
import { checkInstitutionName } from '../keys/institution-keys.ts';
import { periodNamed } from '../projections/returns/period.ts';
import type { Period } from '../projections/returns/period.ts';
import { CommandFailed, EXIT } from './output.ts';
import type { Output } from './output.ts';
import { packGiven, withPackOptions } from './pack-options.ts';
import type { PackOptions } from './pack-options.ts';
import { manyText } from './packed-text.ts';

/** `pack period`: all cases that were received in a period, as one file. */
export function addPackPeriod(pack: Command, out: () => Output): void {
  withPackOptions(
    pack
      .command('period')
      .description('all cases received from one day to another · 期间证据包')
      .argument('<from>', 'the first day, as 2026-01-01')
      .argument('<to>', 'the last day, as 2026-03-31'),
  )
    .addHelpText(
      'after',
      '\nA case is received on the day by which returns count it: in the zone of its regime, or as the source of an import states it.\n\nExample:\n  redress pack period 2026-01-01 2026-03-31 --out q1.zip --purpose "inspection 2026-4" --as sun',
    )
    .action(async (from: string, to: string, options: PackOptions) => {
      const period = periodFrom(from, to);
      const given = packGiven(options);
      checkInstitutionName(given.institution);
      const { packPeriodOfHome } = await import('./pack-period-home.ts');
      const made = await packPeriodOfHome({ ...given, period }, out());
      out().result(made, manyText(made));
    });
}

function periodFrom(from: string, to: string): Period {
  const period = periodNamed(`${from}..${to}`);
  if (period !== undefined) return period;
  throw new CommandFailed(
    {
      en: `${from} to ${to} is no period: two days, the earlier first, as 2026-01-01 2026-03-31.`,
      zh: `${from} 至 ${to} 不是期间：请写两个日期，先后有序，如 2026-01-01 2026-03-31。`,
    },
    EXIT.usage,
  );
}
