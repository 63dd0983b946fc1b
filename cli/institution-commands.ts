import type { Command } from 'commander';
import { createInstitutionKeys, institutionsOf } from '../keys/institution-keys.ts';
import { InstitutionKeysFault } from '../keys/key-faults.ts';
import { homeOf } from '../workers/configuration.ts';
import type { Output } from './output.ts';
import { tableText } from './table.ts';

/** `institution …`: for whom a home keeps complaints. */
export function addInstitutionCommands(program: Command, out: () => Output): void {
  const group = program
    .command('institution')
    .description('for whom this home keeps complaints · 机构')
    .addHelpText(
      'after',
      '\nExamples:\n  redress institution add onebank\n  redress institution list',
    );

  group
    .command('add')
    .description('make the keys of a new institution, once · 新增机构并生成密钥')
    .argument('<name>', '2 to 16 small letters and digits')
    .addHelpText('after', '\nExample:\n  redress institution add onebank')
    .action((name: string) => {
      const home = homeOf();
      if (institutionsOf(home).includes(name))
        throw new InstitutionKeysFault(
          'institution-keys-exist',
          `${name} has its keys already. They are made once: case numbers follow from them. / 机构 ${name} 已有密钥，不再生成。`,
        );
      const { file } = createInstitutionKeys(home, name);
      out().result(
        { institution: name, file },
        `Made the keys of ${name} in ${file}. Back them up now, apart from the database.\n` +
          `已为机构 ${name} 生成密钥，请立即与数据库分开备份。`,
      );
    });

  group
    .command('list')
    .description('the institutions whose keys are here · 列出机构')
    .addHelpText('after', '\nExample:\n  redress institution list --json')
    .action(() => {
      const institutions = institutionsOf(homeOf());
      out().result(
        { institutions },
        institutions.length === 0
          ? 'None yet. `redress up` makes demobank; `redress institution add` makes another.'
          : tableText(
              ['institution'],
              institutions.map((name) => [name]),
            ),
      );
    });
}
