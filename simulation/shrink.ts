import type { Step, Story } from './story.ts';

/** How many stories are tried before the shortest so far is taken. */
const TRIES = 600;

/**
 * The shortest story found that still fails: halves, quarters and single steps are left out, then faults and rivals,
 * as long as what is left fails in the same way.
 */
export async function shrunk(
  story: Story,
  fails: (story: Story) => Promise<boolean>,
): Promise<Story> {
  let tries = 0;
  const stillFails = async (steps: readonly Step[]): Promise<boolean> => {
    tries += 1;
    return tries <= TRIES && (await fails({ ...story, steps }));
  };
  const shorter = await withoutSteps(story.steps, stillFails);
  return { ...story, steps: await plainer(shorter, stillFails) };
}

type StillFails = (steps: readonly Step[]) => Promise<boolean>;

async function withoutSteps(all: readonly Step[], fails: StillFails): Promise<readonly Step[]> {
  let steps = all;
  let size = Math.ceil(steps.length / 2);
  while (size >= 1) {
    const before = steps.length;
    for (let from = 0; from < steps.length;) {
      const rest = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (await fails(rest)) steps = rest;
      else from += size;
    }
    // A single step may become superfluous once another is gone.
    if (size > 1 || steps.length === before) size = Math.floor(size / 2);
  }
  return steps;
}

/** Faults, rivals and what callers said to have seen are left out where it fails without them too. */
async function plainer(all: readonly Step[], fails: StillFails): Promise<readonly Step[]> {
  let steps = all;
  for (const [index, step] of all.entries())
    for (const plain of plainerSteps(step)) {
      const tried = steps.with(index, plain);
      if (await fails(tried)) {
        steps = tried;
        break;
      }
    }
  return steps;
}

function plainerSteps(step: Step): readonly Step[] {
  const without = { ...step, faults: [] };
  if (step.does !== 'give') return step.faults.length > 0 ? [without] : [];
  const { rival: _rival, together: _together, ...alone } = step;
  const { saw: _saw, ...give } = step.give;
  const plain = { ...alone, faults: [], give };
  const isPlain = step.rival === undefined && step.give.saw === undefined;
  return isPlain && step.faults.length === 0
    ? []
    : [plain, { ...alone, faults: [] }, alone, without];
}
