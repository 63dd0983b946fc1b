import { sleep } from '@temporalio/workflow';
import { attend } from '../../workflows/attend.ts';

/** The shell with a change that no running history knows of: a timer of its own beside it. */
export async function complaint(stream: string): Promise<void> {
  void sleep('1 hour');
  await attend(stream);
}
