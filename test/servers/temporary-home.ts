import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { removeHome } from '../../servers/postgres.ts';
import { findRunning } from '../../servers/running.ts';

/** Homes for the tests of a file, each removed with all that runs for it; given addresses are out of the way. */
export function temporaryHomes(): () => string {
  let homes: string[] = [];
  beforeEach(() => {
    for (const name of [
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
      'KAFKA_BROKERS',
    ]) {
      vi.stubEnv(name, '');
    }
    vi.stubEnv('TEMPORAL_NAMESPACE', undefined);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const home of homes) {
      await removeHome(home);
      expect(findRunning(home)).toEqual([]);
    }
    homes = [];
  });
  return () => {
    const home = mkdtempSync(join(tmpdir(), 'redress-servers-'));
    homes.push(home);
    return home;
  };
}
