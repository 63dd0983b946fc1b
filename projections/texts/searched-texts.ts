import type { ComplaintEvent } from '../../events/complaint/complaint-events.ts';
import type { Box } from '../../events/personal.ts';

/** A sealed text that a case can be found by, and what it is. */
export type SearchedText = { readonly field: string; readonly box: Box };

/**
 * What a case can be found by: who complains, by which number, what was said, found and answered. Letters repeat it,
 * means of contact and identity numbers are nobody's way to look for a case, and what only some may read is left out.
 */
export function searchedTexts(event: ComplaintEvent): readonly SearchedText[] {
  switch (event.type) {
    case 'ComplaintReceived': {
      const { complainant, reference, matter, narrative } = event.data;
      return texts({ complainant: complainant.name, reference, matter, narrative });
    }
    case 'CaseImported': {
      const { reference, narrative } = event.data;
      return texts({ reference, narrative: narrative?.text });
    }
    case 'ImportedFactsChanged':
      return texts({ narrative: event.data.narrative?.text });
    case 'CaseTakenOver':
      return texts({ complainant: event.data.complainant?.name });
    case 'RepresentativesNamed':
      return event.data.representatives.map(({ name }, index) => ({
        field: `representative-${index + 1}`,
        box: name,
      }));
    case 'MandateRecorded':
      return texts({ representative: event.data.name });
    case 'NewFactsReceived':
      return texts({ facts: event.data.facts });
    case 'FindingRecorded':
      return texts({ finding: event.data.finding });
    case 'ContactRecorded':
      return texts({ contact: event.data.note });
    case 'TaskAnswered':
      return texts({ answer: event.data.answer });
    case 'DecisionProposed':
      return texts({ reasons: event.data.reasons });
    default:
      return [];
  }
}

function texts(fields: { readonly [field: string]: Box | undefined }): readonly SearchedText[] {
  return Object.entries(fields).flatMap(([field, box]) =>
    box === undefined ? [] : [{ field, box }],
  );
}
