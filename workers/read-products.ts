import { z } from 'zod';
import { code } from '../events/words.ts';
import { readStated } from './read-stated.ts';

/** The codes of the products that an institution has; an empty list is of one that takes any. */
export function readProducts(home: string, institution: string): readonly string[] {
  return readStated({ home, folder: 'products', schema: z.array(code) }, institution);
}
