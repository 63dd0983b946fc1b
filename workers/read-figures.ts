import { z } from 'zod';
import { institutionEvents } from '../events/institution/institution-events.ts';
import { instant } from '../events/words.ts';
import { readStated } from './read-stated.ts';

const figures = z.array(institutionEvents.FigureStated.schema.extend({ statedAt: instant }));

/** What an earlier release kept of an institution's size in a file of the home; it is imported into the log. */
export function readFigures(home: string, institution: string): z.infer<typeof figures> {
  return [...readStated({ home, folder: 'figures', schema: figures }, institution)];
}
