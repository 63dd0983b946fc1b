import { readRegime } from '../../regimes/faults.ts';
import type { Regime } from '../../regimes/regime.ts';
import { REGIMES, readShelf } from '../../regimes/shelf.ts';

/** A regime nobody has: data alone, as a file would hold it. */
export function atlantis(): Loose {
  return {
    name: 'atlantis-2030',
    version: '1',
    title: {
      en: 'Atlantis: complaints under water (invented)',
      zh: '亚特兰蒂斯：水下投诉（虚构）',
    },
    invented: true,
    source: 'Invented for a test',
    zone: 'Atlantic/Azores',
    effectiveFrom: '2026-01-01',
    kinds: [
      { name: 'dry', title: { en: 'Dry', zh: '干' }, article: 'tide 1', mark: 'V' },
      { name: 'wet', title: { en: 'Wet', zh: '湿' }, article: 'tide 1', mark: 'M' },
    ],
    clocks: [
      {
        name: 'surface',
        title: { en: 'Surface', zh: '浮出' },
        startsWith: 'received',
        length: { count: 2, unit: 'month' },
        startDayCounts: false,
        metBy: ['decided', 'told'],
        limit: 'legal',
        article: 'tide 2',
        mark: 'S',
        extensions: [
          {
            name: 'storm',
            title: { en: 'Storm', zh: '风暴' },
            to: { total: { count: 3, unit: 'month' } },
            approvers: ['head'],
            notice: true,
            letter: 'storm',
            article: 'tide 3',
            mark: 'M',
          },
        ],
        warnings: [{ percent: 50, article: 'house proposal', mark: 'P' }],
        ladder: [{ rank: 'head', percent: 90, article: 'house proposal', mark: 'P' }],
      },
    ],
    notices: [
      {
        name: 'storm',
        title: { en: 'Storm', zh: '风暴' },
        occasion: 'extended',
        medium: 'any',
        content: [],
        limit: 'legal',
        article: 'tide 3',
        mark: 'V',
      },
    ],
    reopening: {
      title: { en: 'Once, within a week', zh: '一周内一次' },
      within: { count: 1, unit: 'week' },
      limit: 'legal',
      article: 'tide 6',
      mark: 'V',
    },
    thresholds: [
      {
        name: 'shoal',
        title: { en: 'Three or more', zh: '三人以上' },
        of: 'complainants',
        atLeast: 3,
        marks: 'mass',
        limit: 'legal',
        article: 'tide 8',
        mark: 'V',
      },
    ],
    markers: [
      {
        name: 'mass',
        title: { en: 'A shoal', zh: '鱼群' },
        steps: [{ name: 'ring-bell', title: { en: 'Ring the bell', zh: '鸣钟' } }],
        tell: 'head',
        clock: {
          metBy: 'ring-bell',
          within: { count: 90, unit: 'minute' },
          limit: 'legal',
          article: 'tide 8',
          mark: 'V',
        },
        limit: 'legal',
        article: 'tide 8',
        mark: 'V',
      },
    ],
    signOff: [
      {
        name: 'small',
        title: { en: 'Small', zh: '小额' },
        upTo: { amount: '100.00', currency: 'EUR' },
        rank: 'supervisor',
        limit: 'target',
        article: 'house proposal',
        mark: 'P',
      },
      {
        name: 'any',
        title: { en: 'Any', zh: '其他' },
        rank: 'head',
        limit: 'target',
        article: 'house proposal',
        mark: 'P',
      },
    ],
  };
}

export type Loose = { [field: string]: unknown };

/** A regime from data that must be right. */
export function asRegime(value: unknown): Regime {
  const found = readRegime(value);
  if ('faults' in found) throw new Error(JSON.stringify(found.faults));
  return found.regime;
}

/** One that ships, by its name. */
export function shipped(name: string): Regime {
  const found = readShelf(REGIMES).find(({ regime }) => regime.name === name);
  if (found === undefined) throw new Error(`${name} does not ship`);
  return found.regime;
}

/** Data with the value at a path of keys and places replaced; `undefined` removes it. */
export function changed(value: Loose, path: string, to: unknown): Loose {
  const copy = structuredClone(value);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let here: Loose = copy;
  for (const key of keys) here = here[key] as Loose;
  if (to === undefined) delete here[last];
  else here[last] = to;
  return copy;
}
