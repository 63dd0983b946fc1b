import { Option } from 'commander';
import type { Command } from 'commander';
import { ClaimsMalformed, TOKEN_ROLES, developmentToken } from '../api/actor.ts';
import { apiClient } from '../api/client.ts';
import type { Client } from '../api/client.ts';
import { inChinese } from '../events/chinese-words.ts';
import { checkInstitutionName, readInstitutionKeys } from '../keys/institution-keys.ts';
import { homeOf, tokenSecret } from '../workers/configuration.ts';
import { INSTITUTION, apiAddress } from './address.ts';
import { CommandFailed, EXIT } from './output.ts';

/** Who a command acts as. */
export type CallerOptions = {
  readonly token?: string;
  readonly as: string;
  readonly role: (typeof TOKEN_ROLES)[number];
  readonly rank?: string;
  readonly unit: string;
  readonly institution: string;
  readonly client: string;
};

const HOURS = 12;

export function withCaller(command: Command): Command {
  return command
    .option(
      '--token <token>',
      'a token; otherwise REDRESS_TOKEN, or a development token of the home',
    )
    .option('--as <id>', 'who acts, for a development token', 'clerk-1')
    .addOption(new Option('--role <role>', 'his role').choices(TOKEN_ROLES).default('clerk'))
    .option('--rank <rank>', 'his rank; the role when not given')
    .option('--unit <unit>', 'his unit', 'consumer-protection')
    .option('--institution <name>', 'for which institution', INSTITUTION)
    .option('--client <name>', 'the calling system', 'cli');
}

/**
 * A development token of the home. Throws `InstitutionKeysFault` when the home does not know the institution, and
 * `CommandFailed` naming each option that no token can carry.
 */
export async function tokenFor(options: CallerOptions, home = homeOf()): Promise<string> {
  readInstitutionKeys(home, options.institution);
  const { as: sub, role, rank = role, unit, institution, client } = options;
  const claims = { sub, role, rank, unit, institution, client };
  try {
    return await developmentToken(claims, tokenSecret(home), HOURS);
  } catch (error) {
    if (!(error instanceof ClaimsMalformed)) throw error;
    const faults = error.faults.map(({ at, ...rest }) => ({
      ...rest,
      at: at === 'sub' ? 'as' : at,
    }));
    const because = {
      en: faults.map(({ at, message }) => `--${at} ${message}.`).join(' '),
      zh: faults.map(({ at, message }) => `--${at} ${inChinese(message)}。`).join(''),
    };
    throw new CommandFailed(because, EXIT.usage, error);
  }
}

export async function clientFor(options: CallerOptions): Promise<Client> {
  const given = options.token ?? process.env['REDRESS_TOKEN'];
  checkInstitutionName(options.institution);
  const address = apiAddress(homeOf());
  const token = given === undefined || given === '' ? await tokenFor(options) : given;
  return apiClient(address, token);
}
