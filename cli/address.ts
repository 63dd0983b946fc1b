import { findServer } from '../servers/running.ts';
import { CommandFailed, EXIT } from './output.ts';

/** Everything that runs for one home: servers and the product's own processes, and how to reach them. */
export type Installation = {
  readonly home: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly temporalPages?: string;
  readonly api: string;
};

/** The institution that a home is set up with. */
export const INSTITUTION = 'demobank';

/** The API of a home, or the one that `REDRESS_API` names. */
export function apiAddress(home: string): string {
  const named = process.env['REDRESS_API'];
  if (named !== undefined && named !== '') return named;
  const found = findServer(home, 'api')?.addresses['url'];
  if (found !== undefined) return found;
  throw new CommandFailed(
    {
      en: 'No API is running for this home. Start one with `redress up`, or name one with REDRESS_API.',
      zh: '本安装未运行接口服务。请用 `redress up` 启动，或以 REDRESS_API 指定。',
    },
    EXIT.unavailable,
  );
}

export function addressesOf({ api, temporalPages, home }: Installation) {
  return { home, api, documentation: `${api}/docs`, temporal: temporalPages ?? null };
}

export function addressText(installation: Installation): string {
  const { home, documentation, temporal } = addressesOf(installation);
  return [
    `API and its documentation   ${documentation}`,
    `Temporal's pages            ${temporal ?? installation.temporalAddress}`,
    `State, keys, logs, letters  ${home}`,
  ].join('\n');
}
