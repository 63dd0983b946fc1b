import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

/** The least a durable answer costs, to compare the shell with: one update, one local activity that does nothing. */
export const touch = defineUpdate('touch');

const { nothing } = proxyLocalActivities<{ nothing: () => Promise<void> }>({
  startToCloseTimeout: '6s',
  retry: { maximumAttempts: 1 },
});

export async function bare(): Promise<void> {
  setHandler(touch, () => nothing());
  await condition(() => false);
}
