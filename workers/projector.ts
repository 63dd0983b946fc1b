import type { Logger } from 'pino';
import { registerRunner } from '../projections/metrics.ts';
import { rebuildOnRequest } from '../projections/rebuilder.ts';
import { runProjections } from '../projections/runner.ts';
import { continueTraces } from './continue-traces.ts';
import type { AssembledHouse } from './house.ts';

/** The projector's role: keeps the read models up to date or stands by, and does the rebuilds that are asked for. */
export async function projector(
  { log, database, metrics, readModels: models }: AssembledHouse,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { onTaken, onWorking } = registerRunner(metrics);
  const onParked = (model: string, stream: string, revision: number, reason: string): void =>
    logger.error({ model, stream, revision, reason }, 'a stream was parked');
  const rebuilding = rebuildOnRequest(
    {
      ...{ log, database, models, onParked },
      onFault: (error) => logger.warn({ err: error }, 'a rebuild failed'),
    },
    signal,
  );
  const running = runProjections(
    {
      ...{ log, database, models: [...models.values()], onParked, onTaken },
      onProjected: (model, events, began) => continueTraces(`project ${model}`, events, began),
      onWorking: (working) => {
        onWorking(working);
        logger.info(working ? 'the projector works' : 'the projector stands by');
      },
      onFault: (error, model) => logger.warn({ model, err: error }, 'the projector tries again'),
    },
    signal,
  );
  await Promise.all([rebuilding, running]);
}
