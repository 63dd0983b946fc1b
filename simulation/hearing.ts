import { ENGINE } from '../events/envelope.ts';
import type { Message } from '../events/envelope.ts';
import type { Errand, Submission } from '../workflows/process.ts';
import { answerTo } from './answer-to.ts';
import { complaintOf } from './case-laws.ts';
import { drawCommand } from './draw.ts';
import type { Scene } from './fields.ts';
import { randomOf } from './random.ts';
import type { Give, Step } from './story.ts';
import type { World } from './world.ts';

/** What a command given now would be drawn from. */
export function sceneOf({ state, revision, now, cast, terms }: World, salt: number): Scene {
  const seen = { state: complaintOf(state), next: revision + 1, now, cast };
  return { ...seen, terms, random: randomOf(salt) };
}

/** What each desk hears on this step. */
export function hearing(world: World, step: Step): readonly (readonly Submission[])[] {
  switch (step.does) {
    case 'look':
      return [[]];
    case 'give':
      return givenWith(world, step);
    case 'repeat':
      return [repeated(world, step.salt, step.changed)];
    case 'answer': {
      const ofName = world.errands.filter(({ name }) => plainName(name) === step.errand);
      const errand = ofName.at(-1 - step.back);
      if (errand === undefined) return [[]];
      const first = answered(errand, step.gaveUp ? [] : [answerTo(errand, world.now)]);
      return step.twice ? [[first], [answered(errand, [])]] : [[first]];
    }
  }
}

/** The name of an errand without the revision that called for it. */
export function plainName(name: string): string {
  return name.replace(/@\d+$/, '');
}

function answered({ name }: Errand<Message>, commands: readonly Message[]): Submission {
  return { id: `errand:${name}`, actor: ENGINE, errand: name, commands, causation: name };
}

function givenWith(
  world: World,
  { give, rival, together }: Extract<Step, { does: 'give' }>,
): readonly (readonly Submission[])[] {
  const first = given(world, give);
  if (rival === undefined) return [first];
  const second = given(world, rival);
  return together === true ? [[...first, ...second]] : [first, second];
}

function given(world: World, { type, by, salt, wild, saw }: Give): readonly Submission[] {
  const command = drawCommand(type, sceneOf(world, salt), wild);
  if (command === undefined) return [];
  const id = idOf(salt);
  const ifMatch = saw === undefined ? {} : { ifMatch: world.revision - (saw === 'older' ? 1 : 0) };
  if (saw === 'older') world.outdated.add(id);
  return [{ id, actor: by, commands: [command], ...ifMatch }];
}

function repeated(world: World, salt: number, changed: boolean): readonly Submission[] {
  const submission = world.submitted.get(idOf(salt))?.[0];
  const type = submission?.commands[0]?.type;
  if (submission === undefined || type === undefined) return [];
  if (!changed) return [submission];
  const other = drawCommand(type, sceneOf(world, salt + 1), true);
  return other === undefined ? [] : [{ ...submission, commands: [other] }];
}

export function idOf(salt: number): string {
  return `person:simulation:${salt}`;
}

export function saltOf(id: string): number | undefined {
  const [, salt] = /^person:simulation:(\d+)$/.exec(id) ?? [];
  return salt === undefined ? undefined : Number(salt);
}
