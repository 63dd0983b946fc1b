import { describe, expect, test } from 'vitest';
import type { Message } from '../../events/envelope.ts';
import { CALENDARS, REGIMES, readCalendars, readShelf } from '../../regimes/shelf.ts';
import { complaintKind } from '../../workflows/complaint/complaint.ts';
import type { AnyProcess } from '../../workflows/process.ts';
import { desk } from '../../activities/desk.ts';
import { simulateCases } from '../../simulation/simulate.ts';
import type { Simulated } from '../../simulation/simulate.ts';
import type { Subject } from '../../simulation/world.ts';

const shelf = readShelf(REGIMES);
const calendars = readCalendars(CALENDARS);
const right: Subject = { kind: complaintKind, shelf, calendars };
/** A few seconds on a busy machine; `redress simulate --cases 10000` is the long one. */
const CASES = 120;
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

describe('the simulation', () => {
  test('finds every law kept, under a seed of its own', async () => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    const said = `seed ${seed}; alone: redress simulate --seed ${seed} --case <n>`;
    const simulated = await simulateCases(right, seed, numbers(CASES));
    expect(simulated.broken, said).toEqual([]);
    expect(simulated.cases).toBe(CASES);
    expect(simulated.faultsInjected, said).toBeGreaterThan(0);
    expect(simulated.breaches, said).toBeGreaterThan(0);
  });

  test('tells the same of the same seed', async () => {
    const once = await simulateCases(right, 11, numbers(10));
    expect(await simulateCases(right, 11, numbers(10))).toEqual(once);
    expect(await simulateCases(right, 12, numbers(10))).not.toEqual(once);
  });
});

/** A complaint with one rule that is wrong. */
function wrong(change: (process: AnyProcess) => Partial<AnyProcess>): Subject {
  const { process } = complaintKind;
  return {
    shelf,
    calendars,
    kind: { ...complaintKind, process: { ...process, ...change(process) } },
  };
}

/** Of the first few cases that break, the one that is told shortest: how far a story shrinks is a matter of luck. */
async function firstBroken(subject: Subject): Promise<Simulated['broken'][number]> {
  const found: Simulated['broken'][number][] = [];
  for (const number of numbers(60)) {
    if (found.length === A_FEW) break;
    found.push(...(await simulateCases(subject, 7, [number])).broken);
  }
  const [shortest] = found.toSorted((one, other) => one.story.length - other.story.length);
  return shortest ?? expect.fail('The simulation found nothing.');
}
const A_FEW = 3;

describe('a wrong process is found, and told in a few steps:', () => {
  test('one that loses a breach', async () => {
    const lossy = wrong(({ deadlines }) => ({
      deadlines: (state) => deadlines(state).filter(({ name }) => !name.includes('-breach')),
    }));
    const { broken, story } = await firstBroken(lossy);
    expect(broken.map(({ law }) => law)).toContain('breach-recorded');
    expect(story.length).toBeLessThanOrEqual(3);
    expect(story[0]).toMatch(/ReceiveComplaint|ImportCase/);
  });

  test('one that moves a deadline silently', async () => {
    const sly = wrong(({ evolve }) => ({
      evolve: (state, event, revision) => {
        const next = evolve(state, event, revision) as { clocks: readonly { dueAt: string }[] };
        if (event.type !== 'ComplaintClassified') return next;
        const dueAt = '2031-01-01T00:00:00.000Z';
        return { ...next, clocks: next.clocks.map((clock) => ({ ...clock, dueAt })) };
      },
    }));
    const { broken, story } = await firstBroken(sly);
    expect(broken.map(({ law }) => law)).toContain('promise-moves-silently');
    expect(story.length).toBeLessThanOrEqual(3);
    expect(story.at(-1)).toContain('ClassifyComplaint');
  });

  test('one that does a command twice', async () => {
    const eager = wrong(({ decide }) => ({
      decide: (state, command, context) => {
        const decision = decide(state, command, context);
        const isTwice = command.type === 'RecordFinding' && 'events' in decision;
        return isTwice ? { events: [...decision.events, ...decision.events] } : decision;
      },
    }));
    const { broken, story } = await firstBroken(eager);
    expect(broken.map(({ law }) => law)).toContain('recorded-once');
    expect(story.length).toBeLessThanOrEqual(3);
  });

  test('one whose rule throws', async () => {
    const brittle = wrong(({ decide }) => ({
      decide: (state, command, context) => {
        if (command.type === 'AssignCase') throw new Error('nobody there');
        return decide(state, command, context);
      },
    }));
    const { broken, story } = await firstBroken(brittle);
    expect(broken).toContainEqual({
      law: 'rule-holds',
      says: expect.stringContaining('nobody there') as string,
    });
    expect(story.length).toBeLessThanOrEqual(3);
  });

  test('one whose deadline is refused', async () => {
    const refused = { code: 'no', because: { en: 'No.', zh: '不。' } };
    const stubborn = wrong(({ decide }) => ({
      decide: (state, command: Message, context) =>
        command.type === 'WarnOfDeadline' ? { refused } : decide(state, command, context),
    }));
    const { broken } = await firstBroken(stubborn);
    expect(broken.map(({ law }) => law)).toContain('accepted');
  });
});

describe('a wrong desk is found:', () => {
  test('one that does again, under another name, what it does not know the outcome of', async () => {
    const openDesk: Subject['openDesk'] = (parts) => {
      const inner = desk(parts);
      return {
        visit: async (stream, submissions, now) => {
          try {
            return await inner.visit(stream, submissions, now);
          } catch {
            const again = submissions.map((one) => ({ ...one, id: `${one.id}/again` }));
            return inner.visit(stream, again, now);
          }
        },
      };
    };
    const { broken, story } = await firstBroken({ ...right, openDesk });
    expect(broken.map(({ law }) => law)).toContain('submitted');
    // Down to the decision at most, when it is the telling whose outcome is not known.
    expect(story.length).toBeLessThanOrEqual(8);
  });

  test('one whose clock is a day behind', async () => {
    const openDesk: Subject['openDesk'] = (parts) => {
      const inner = desk(parts);
      const behind = (now: string): string =>
        new Date(Date.parse(now) - 24 * 3_600_000).toISOString();
      return { visit: (stream, submissions, now) => inner.visit(stream, submissions, behind(now)) };
    };
    const { broken } = await firstBroken({ ...right, openDesk });
    expect(broken.map(({ law }) => law)).toContain('decided-now');
  });
});
