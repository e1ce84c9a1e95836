import { commands } from '../../commands/index.ts';
import type { Album, Kept } from '../../src/core/album.ts';
import type { Command } from '../../src/core/command.ts';
import type { Order } from '../../src/core/generation.ts';
import type { Invocation } from '../../src/core/invocation.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import { albumOf, recipeOf } from '../fakes/album.ts';
import { contextOf } from '../fakes/context.ts';
import { generationOf, recordedGenerate } from '../fakes/generation.ts';

export interface CallParts extends Omit<Parameters<typeof contextOf>[0], 'generate' | 'album'> {
  readonly kept?: readonly Kept[];
  /** Used instead of one made of `kept`, for a second call. */
  readonly album?: Album;
}

export interface Called {
  readonly replies: readonly Reply[];
  /** The last reply. */
  readonly last: Reply | undefined;
  /** The code of what was thrown. */
  readonly problem: string | undefined;
  readonly orders: readonly Order[];
  readonly album: Album;
}

/** Runs one command in one call, with nothing but its context around it. */
export async function call(command: Command, text: string, parts: CallParts = {}): Promise<Called> {
  const { kept = [], album = albumOf(kept), ...rest } = parts;
  const { generate, orders } = recordedGenerate([], async ({ request, n }) =>
    generationOf(request, { recipe: recipeOf(900 + n) }),
  );
  const context = contextOf({ commands, ...rest, album, generate });
  const replies: Reply[] = [];
  let problem: string | undefined;
  try {
    for await (const reply of command.run({ kind: 'text', text }, context)) replies.push(reply);
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    problem = thrown.code;
  }
  return { replies, last: replies.at(-1), problem, orders, album };
}

/** A call that came from a button or reaction under the message of an invocation. */
export function under(about: string, changes: Partial<Invocation> = {}) {
  return { about, invocation: changes };
}
