import { test } from 'vitest';
import { TUESDAY, clara, given, received } from './a-case.ts';
import { document } from './handling-samples.ts';

test('a document is filed by its commitment, once for equal content', () => {
  const file = { type: 'FileDocument', data: document } as const;
  const now = { at: TUESDAY, by: clara };
  given(received)
    .when(file, now)
    .then([{ type: 'DocumentFiled', data: { document: document.document, by: 'clara' } }]);
  given(given(received).after(file, now)).when(file, now).then([]);
});
