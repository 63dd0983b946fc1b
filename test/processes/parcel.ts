import type { Message } from '../../events/envelope.ts';
import { kind } from '../../workflows/process.ts';
import type { Process, Refusal, Words } from '../../workflows/process.ts';

/**
 * A small process for testing the kernel: a parcel is sent, reminds until it is fetched, and asks the world to
 * ring a bell. It knows nothing of complaints, so that a test of the shell fails for the shell's own reasons.
 */
type Parcel = {
  readonly status: 'none' | 'waiting' | 'fetched';
  readonly reminders: readonly { readonly at: string; readonly revision: number }[];
  readonly bells: readonly { readonly name: string; readonly activity: string }[];
  readonly rung: number;
  readonly reminded: number;
};

type Command =
  | { type: 'SendParcel'; data: { remindAt: string[] } }
  | { type: 'Remind'; data: { at: string; reference: string } }
  | { type: 'RingBell'; data: { activity: string } }
  | { type: 'ConfirmBell'; data: { name: string; heard: boolean } }
  | { type: 'FetchParcel'; data: Record<string, never> }
  | { type: 'Look'; data: Record<string, never> }
  | { type: 'Explode'; data: Record<string, never> };

type Event =
  | { type: 'ParcelSent'; data: { remindAt: string[] } }
  | { type: 'Reminded'; data: { reference: string; now: string } }
  | { type: 'BellOrdered'; data: { activity: string } }
  | { type: 'BellRung'; data: { name: string; heard: boolean } }
  | { type: 'ParcelFetched'; data: Record<string, never> };

export const parcel: Process<Parcel, Command, Event> = {
  name: 'parcel',
  initial: { status: 'none', reminders: [], bells: [], rung: 0, reminded: 0 },
  decide: (state, command, context) => {
    if (command.type === 'Explode') throw new Error('This rule is broken.');
    if (command.type === 'SendParcel')
      return state.status === 'none'
        ? { events: [{ type: 'ParcelSent', data: { remindAt: command.data.remindAt } }] }
        : { events: [] };
    if (state.status === 'none') return { refused: no('no-such-parcel') };
    switch (command.type) {
      case 'Remind':
        return {
          events: [
            {
              type: 'Reminded',
              data: { reference: command.data.reference, now: context.now },
            },
          ],
        };
      case 'RingBell':
        return { events: [{ type: 'BellOrdered', data: { activity: command.data.activity } }] };
      case 'ConfirmBell':
        return { events: [{ type: 'BellRung', data: command.data }] };
      case 'FetchParcel':
        return state.status === 'fetched'
          ? { refused: no('already-fetched') }
          : { events: [{ type: 'ParcelFetched', data: {} }] };
      case 'Look':
        return { events: [] };
    }
  },
  evolve: (state, event, revision) => {
    switch (event.type) {
      case 'ParcelSent':
        return {
          ...state,
          status: 'waiting',
          reminders: event.data.remindAt.map((at) => ({ at, revision })),
        };
      case 'Reminded':
        return {
          ...state,
          reminded: state.reminded + 1,
          reminders: state.reminders.filter((one) => nameOf(one) !== event.data.reference),
        };
      case 'BellOrdered':
        return {
          ...state,
          bells: [...state.bells, { name: `bell@${revision}`, activity: event.data.activity }],
        };
      case 'BellRung':
        return {
          ...state,
          rung: state.rung + (event.data.heard ? 1 : 0),
          bells: state.bells.filter((bell) => bell.name !== event.data.name),
        };
      case 'ParcelFetched':
        return { ...state, status: 'fetched', reminders: [] };
    }
  },
  deadlines: (state) =>
    state.reminders.map((one) => ({
      name: nameOf(one),
      at: one.at,
      command: { type: 'Remind', data: { at: one.at, reference: nameOf(one) } },
    })),
  errands: (state) =>
    state.bells.map((bell) => ({
      name: bell.name,
      activity: bell.activity,
      input: { bell: bell.name },
      withinSeconds: 30,
      otherwise: { type: 'ConfirmBell', data: { name: bell.name, heard: false } },
    })),
  closed: (state) => state.status === 'fetched',
};

function nameOf(one: { readonly at: string; readonly revision: number }): string {
  return `remind-${one.at}@${one.revision}`;
}

function no(code: string): Refusal {
  return { code, because: { en: `Refused: ${code}.`, zh: `拒绝：${code}。` } };
}

const words: Words = {
  check: (event: Message) => {
    if (event.data['remindAt'] === 'malformed') throw new TypeError('remindAt must be a list.');
    return 1;
  },
  read: ({ type, data }) => ({ type, data }),
};

export const parcelKind = kind(parcel, words);
