import type { Ports } from '../../cli/installation.ts';

/**
 * Ports for the servers of one test: while one of them is down, another that starts on this machine would take a usual
 * port.
 */
export function ownPorts(): Ports {
  const first = FIRST + (process.pid % TESTS) * PORTS_PER_TEST;
  return { postgres: first, temporal: first + 1, temporalPages: first + 2, api: first + 3 };
}

/** Below those that the system hands out itself. */
const FIRST = 20_000;
const TESTS = 1_000;
const PORTS_PER_TEST = 10;
