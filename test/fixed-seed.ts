import fc from 'fast-check';

/**
 * Properties draw the same examples in every run, so that a change is judged by what it changes. To look further:
 * REDRESS_PROPERTY_SEED=<number> draws others, REDRESS_PROPERTY_RUNS=<number> draws more of those that set no number.
 */
const SEED = Number(process.env['REDRESS_PROPERTY_SEED'] ?? 20_261_124);
const RUNS = process.env['REDRESS_PROPERTY_RUNS'];

fc.configureGlobal({
  seed: SEED,
  ...(RUNS === undefined ? {} : { numRuns: Number(RUNS) }),
});
