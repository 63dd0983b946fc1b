import { Command } from 'commander';
import { addAuditCommands } from './audit-commands.ts';
import { addBenchCommands } from './bench-commands.ts';
import { addCalendarCommands } from './calendar-commands.ts';
import { addCaseCommands } from './case-commands.ts';
import { addDeadLetterCommands } from './dead-letter-commands.ts';
import { addDemoCommand } from './demo/demo-command.ts';
import { addFigureCommands } from './figure-commands.ts';
import { addImportCommands } from './import-commands.ts';
import { addInstallationCommands } from './installation-commands.ts';
import { addInstitutionCommands } from './institution-commands.ts';
import { addListCommands } from './list-commands.ts';
import { addLetterCommand } from './letter-command.ts';
import { addMigrateLogCommand } from './migrate-log-command.ts';
import { output } from './output.ts';
import type { Output } from './output.ts';
import { addPackCommands } from './pack-commands.ts';
import { addParkedCommands } from './parked-commands.ts';
import { addProcessCommands } from './process-commands.ts';
import { addRebuildCommand } from './rebuild-command.ts';
import { addReconcileCommand } from './reconcile-command.ts';
import { addRegimeCommands } from './regime-commands.ts';
import { addRegisterCommand } from './register-command.ts';
import { addReplayCommands } from './replay-commands.ts';
import { addReportCommand } from './report-command.ts';
import { addReturnCommands } from './return-commands.ts';
import { addSimulateCommand } from './simulate-command.ts';
import { addSubmitCommand } from './submit-command.ts';
import { addTestCommand } from './test-command.ts';
import { inBothLanguages } from './usage-words.ts';
import { addWhatIfCommand } from './whatif-command.ts';

/** All commands, ready to parse; `out` is where they say what came of it. */
export function redress(): { readonly program: Command; readonly out: () => Output } {
  const program = new Command('redress')
    .description('Consumer complaints at banks and insurers · 金融消费投诉处理引擎')
    .option('--json', 'results as JSON, one line each, on standard output')
    .addHelpText(
      'after',
      `
Exit codes: 0 done; 1 refused, or a check failed; 2 the command was wrong, or names a file that cannot be read; 65 what it was given to read is wrong; 69 a server is missing or away; 70 a fault of ours; 130 interrupted before it was done.
Start with: redress demo`,
    )
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(inBothLanguages(text)) })
    .showSuggestionAfterError();
  const out = () => output(program.opts<{ json?: boolean }>().json === true);
  addDemoCommand(program, out);
  addTestCommand(program, out);
  addSimulateCommand(program, out);
  addInstallationCommands(program, out);
  addProcessCommands(program, out);
  addInstitutionCommands(program, out);
  addSubmitCommand(program, out);
  addCaseCommands(program, out);
  addLetterCommand(program, out);
  addImportCommands(program, out);
  addListCommands(program, out);
  addRegisterCommand(program, out);
  addReportCommand(program, out);
  addReturnCommands(program, out);
  addFigureCommands(program, out);
  addReplayCommands(program, out);
  addWhatIfCommand(program, out);
  addRebuildCommand(program, out);
  addReconcileCommand(program, out);
  addParkedCommands(program, out);
  addAuditCommands(program, out);
  addPackCommands(program, out);
  addMigrateLogCommand(program, out);
  addDeadLetterCommands(program, out);
  addRegimeCommands(program, out);
  addCalendarCommands(program, out);
  addBenchCommands(program, out);
  finish(program, program, 'redress');
  return { program, out };
}

/** `--json` may stand after any command as well as before it, and a wrong line is told where help is. */
function finish(program: Command, command: Command, line: string): void {
  command.showHelpAfterError(`See \`${line} --help\`.`);
  for (const child of command.commands) {
    child.exitOverride().option('--json', 'results as JSON');
    child.hook('preAction', (_this, action) => {
      if (action.opts<{ json?: boolean }>().json === true) program.setOptionValue('json', true);
    });
    finish(program, child, `${line} ${child.name()}`);
  }
}
