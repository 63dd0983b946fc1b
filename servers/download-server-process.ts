import { TestWorkflowEnvironment } from '@temporalio/testing';

// Started by download-server.ts: starts a server of the SDK's own choice once, so that its program is downloaded.
const [server, downloadDir = ''] = process.argv.slice(2);
const options = { server: { executable: { type: 'cached-download' as const, downloadDir } } };
const environment =
  server === 'dev'
    ? await TestWorkflowEnvironment.createLocal(options)
    : await TestWorkflowEnvironment.createTimeSkipping(options);
await environment.teardown();
