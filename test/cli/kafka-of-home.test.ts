import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { kafkaOfHome } from '../../cli/kafka-of-home.ts';

test('where no broker runs, it is said how one is started', () => {
  const home = mkdtempSync(join(tmpdir(), 'redress-no-kafka-'));
  vi.stubEnv('REDRESS_HOME', home);
  vi.stubEnv('KAFKA_BROKERS', '');
  try {
    expect(() => kafkaOfHome()).toThrow(
      expect.objectContaining({
        because: {
          en: expect.stringContaining('`redress up --kafka`') as string,
          zh: expect.stringContaining('`redress up --kafka`') as string,
        },
      }),
    );
    vi.stubEnv('KAFKA_BROKERS', 'kafka1:9092');
    expect(kafkaOfHome().brokers).toEqual(['kafka1:9092']);
  } finally {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  }
});
