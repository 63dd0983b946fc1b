import { figures } from '../projections/returns/figures.ts';
import type { Figure } from '../projections/returns/figures.ts';
import { readStated } from './read-stated.ts';

/** What an institution has stated of its own size. */
export function readFigures(home: string, institution: string): readonly Figure[] {
  return readStated({ home, folder: 'figures', schema: figures }, institution);
}
