import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json, JsonObject, Message } from '../events/envelope.ts';
import { Clear } from '../events/personal.ts';
import type { Box } from '../events/personal.ts';
import {
  documentCommands,
  engineCommands,
  importCommands,
  peopleCommands,
} from '../workflows/complaint/commands.ts';
import { LEFT_OUT, fieldOfCommand, isFieldOfCommand } from './fields-of-command.ts';
import { fieldNamed } from './fields.ts';
import type { Scene } from './fields.ts';

/**
 * Commands drawn from their own schemas, so that a new command is simulated as soon as it is in the catalogue: a field
 * takes what `fields.ts` knows of its name, one of its codes, or what its schema allows. What the schema refuses all
 * the same gives way to the command's example.
 */

const schemas: { readonly [type: string]: z.ZodType } = {
  ...peopleCommands,
  ...documentCommands,
  ...importCommands,
  ...engineCommands,
};

export const PEOPLE_COMMANDS: readonly string[] = Object.keys({
  ...peopleCommands,
  ...documentCommands,
});
export const ALL_COMMANDS: readonly string[] = Object.keys(schemas);

/** How often a draw that its schema refuses is tried again, and the share of optional fields that are given. */
const TRIES = 4;
const GIVEN = 0.35;
/** The same of those that matter more: a letter that covers nothing is refused in most regimes. */
const GIVEN_MORE: { readonly [name: string]: number } = {
  ...{ covers: 0.95, overlays: 1, about: 0.5, proof: 0.6 },
  // What a pause asks for beforehand, and what an agreement on time names.
  ...{ complainantToldAt: 0.9, complainantAgreedAt: 0.9, expectedAt: 0.9 },
  ...{ clock: 0.8, until: 0.8, notice: 0.7 },
};
const GIVEN_OWN = 0.9;
/** The share of fields of a senseless command that are drawn from the schema alone. */
const BLIND = 0.3;

/** The command with data that its schema accepts, sealed; `undefined` when neither draw nor example are. */
export function drawCommand(type: string, scene: Scene, wild: boolean): Message | undefined {
  const schema = schemas[type];
  if (schema === undefined) return undefined;
  const shape = shapeOf(type, schema);
  const example = exampleOf(schema);
  const draws = Array.from(
    { length: TRIES },
    () => () => drawn(shape, 'data', { type, scene, wild }, example),
  );
  for (const draw of [...draws, () => example]) {
    const parsed = schema.safeParse(draw());
    if (parsed.success) return { type, data: sealed(parsed.data) as JsonObject };
  }
  return undefined;
}

type Shape = z.core.JSONSchema.JSONSchema;
type Hand = { readonly type: string; readonly scene: Scene; readonly wild: boolean };

const shapes = new Map<string, Shape>();

function shapeOf(type: string, schema: z.ZodType): Shape {
  const known = shapes.get(type) ?? z.toJSONSchema(schema, { io: 'input' });
  shapes.set(type, known);
  return known;
}

/** Where a schema seals something, its JSON Schema leaves the example out. */
function exampleOf(schema: z.ZodType): unknown {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples[0] : undefined;
}

function drawn(shape: Shape, name: string, hand: Hand, example?: unknown): unknown {
  const { random } = hand.scene;
  if (shape.const !== undefined) return shape.const;
  const known = knownOf(shape, name, hand);
  if (known !== undefined) return known;
  const options = (shape.anyOf ?? shape.oneOf)?.filter((option) => typeof option === 'object');
  if (options !== undefined) return drawn(random.pick(options) ?? {}, name, hand, example);
  switch (shape.type) {
    case 'object':
      return drawnObject(shape, hand, example);
    case 'array':
      return drawnList(shape, name, hand);
    case 'integer':
      return Math.max(shape.minimum ?? 0, random.below(hand.scene.next + 2));
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return typeof example === 'string' ? example : (random.pick(WORDS) ?? '');
  }
}

/** What the command, its codes or the name of the field have to say, in this order. */
function knownOf(shape: Shape, name: string, { type, scene, wild }: Hand): unknown {
  const isBlind = wild && scene.random.chance(BLIND);
  const own = isBlind ? undefined : fieldOfCommand(type, name, scene);
  if (own !== undefined) return own;
  if (shape.enum !== undefined) return scene.random.pick(shape.enum);
  const known = isBlind ? undefined : fieldNamed(name, scene);
  // A name may mean a thing here and its number there.
  return shape.type === 'integer' && typeof known === 'object' ? undefined : known;
}

/** What a text says when nothing else is known of it. */
const WORDS = ['a', 'b', 'desk'];

function drawnObject(shape: Shape, hand: Hand, example: unknown): unknown {
  const given = typeof example === 'object' && example !== null ? Object.entries(example) : [];
  if (shape.properties === undefined) return Object.fromEntries(given);
  const examples = new Map<string, unknown>(given);
  const required = new Set(shape.required);
  return Object.fromEntries(
    Object.entries(shape.properties)
      .filter(([name]) => required.has(name) || isGiven(name, hand))
      .map(([name, inner]) => [
        name,
        typeof inner === 'object' ? drawn(inner, name, hand, examples.get(name)) : LEFT_OUT,
      ])
      .filter(([name = '', value]) => value !== LEFT_OUT || required.has(String(name))),
  );
}

function isGiven(name: string, { type, scene: { random } }: Hand): boolean {
  return random.chance(isFieldOfCommand(type, name) ? GIVEN_OWN : (GIVEN_MORE[name] ?? GIVEN));
}

function drawnList(shape: Shape, name: string, hand: Hand): unknown {
  const { items, minItems = 0 } = shape;
  if (typeof items !== 'object' || Array.isArray(items)) return [];
  const length = minItems + hand.scene.random.below(2);
  return Array.from({ length }, () => drawn(items, name, hand));
}

/** As the edge seals it: an equal text gives an equal box. */
function sealed(value: unknown): Json | undefined {
  if (value instanceof Clear) return boxOf(value.value);
  if (Array.isArray(value)) return value.map((item) => sealed(item) ?? null);
  if (typeof value !== 'object' || value === null) return value as Json | undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === undefined ? [] : [[name, sealed(inner)]],
    ),
  );
}

const boxes = new Map<string, Box>();

function boxOf(text: string): Box {
  const known = boxes.get(text) ?? {
    key: 'complaint-bank.000000000001#1',
    sealed: Buffer.from(text).toString('base64url'),
    commitment: createHash('sha256').update(text).digest('hex'),
  };
  boxes.set(text, known);
  return known;
}
