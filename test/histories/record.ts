import { mkdirSync, mkdtempSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { up } from '../../cli/installation.ts';
import { scenarios } from '../../cli/demo/complaints.ts';
import { lives } from '../../cli/demo/lives.ts';
import { peopleOf } from '../../cli/demo/people.ts';
import { tokenFor } from '../../cli/caller.ts';
import { removeHome } from '../../servers/postgres.ts';

/**
 * Records the workflow histories of the demonstration's scenarios from a real server, for the replay test. Run it
 * when the shell is changed on purpose: `node test/histories/record.ts <release>` adds a folder of that name; the
 * folders of releases that may still run stay, and must replay.
 */
const release = process.argv[2];
if (release === undefined || !/^[\w.-]+$/.test(release))
  throw new Error('Name the release: node test/histories/record.ts 0.1.0');
const folder = join(import.meta.dirname, release);
const home = mkdtempSync(join(tmpdir(), 'redress-record-'));
chmodSync(home, 0o755);
try {
  const { api, temporalAddress, temporalNamespace } = await up(home, false, console.log);
  const people = await peopleOf(api, (options) => tokenFor(options, home));
  const cases = await Promise.all(
    scenarios().map(async ({ name, complaint, about, life }) => {
      let number = '';
      const onCase = (made: string): void => void (number = made);
      const received = { ...complaint, receivedAt: new Date().toISOString() };
      await lives[life]({ people, about, key: name, complaint: received, onCase });
      return { name, number };
    }),
  );
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace: temporalNamespace });
  mkdirSync(folder, { recursive: true });
  for (const { name, number } of cases) {
    const history = await client.workflow.getHandle(`complaint-demobank.${number}`).fetchHistory();
    const file = join(folder, `${name}.json`);
    writeFileSync(file, `${historyToJSON(history)}\n`);
    console.log(file);
  }
  await connection.close();
} finally {
  await removeHome(home);
}
