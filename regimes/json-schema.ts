import { z } from 'zod';
import { regime } from './regime.ts';

/** The schema of a regime file, for editors and for tools of others; what data say of each other it cannot say. */
export function regimeJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'A regime of Redress', ...z.toJSONSchema(regime, { io: 'input' }) };
}
