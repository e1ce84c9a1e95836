import { z } from 'zod';
import { type Command, type Context, command, type Manual } from '../../../src/core/command.ts';
import type { Image } from '../../../src/core/image.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import type { Reply } from '../../../src/core/reply.ts';

/** Kinds of options that a form shows in its own way, with more than it has places for. */
export const options = z.object({
  prompt: z.string().trim().min(1).max(800).optional().meta({ positional: true, main: true }),
  aspect: z.enum(['1:1', '16:9']).optional().meta({ main: true }),
  loud: z.boolean().optional().meta({ main: true }),
  count: z.int().min(1).max(4).optional().meta({ main: true, suggested: true }),
  style: z.string().max(64).optional().meta({ suggested: true }),
  seed: z.int().min(1).optional(),
  kind: z.enum(['new', 'exact']).optional().meta({ silent: true }),
});

export type Options = z.output<typeof options>;

/** A call of a sample command, as the command saw it. */
export interface Called {
  readonly invocation: Invocation;
  readonly options: Options;
}

type Script = (called: Called, context: Context) => AsyncIterable<Reply> | Iterable<Reply>;
type Changes = Partial<Pick<Command, 'hidden' | 'onReply' | 'recognises' | 'reaction'>> & {
  readonly door?: { readonly on: 'message' | 'person'; readonly option?: keyof Options; readonly name: string };
  readonly suggest?: (typed: string, context: Context) => Promise<readonly { label: string; value: string }[]>;
};

/** Commands of tests, which say what they are told, and remember what they were asked. */
export function createSamples() {
  const called: Called[] = [];
  return {
    called,
    command(name: string, script: Script, { door, suggest, reaction, ...rest }: Changes = {}): Command {
      const lines = Object.fromEntries(Object.keys(options.shape).map((key) => [key, `What ${key} is`]));
      const manual = (summary: string, label: string): Manual & { options: Record<keyof Options, string> } => ({
        summary,
        options: { prompt: '', aspect: '', loud: '', count: '', style: '', seed: '', kind: '', ...lines },
        labels: { prompt: label },
        ...(door && { door: summary }),
      });
      const english = door?.name ?? `Does ${name}`;
      return command({
        name,
        ...rest,
        ...(reaction && { reaction }),
        ...(door && { door: { on: door.on, ...(door.option && { option: door.option }) } }),
        manuals: { en: manual(english, 'Words'), zh: manual(`${english} 吧`, '文字') },
        options,
        async *run(given, context) {
          const call = { invocation: context.invocation, options: given };
          called.push(call);
          yield* script(call, context);
        },
        ...(suggest && { suggest: { style: suggest, count: suggest } }),
      });
    },
  };
}

/** A picture in a reply. */
export function pictured(image: Image, changes: Partial<Reply> = {}): Reply {
  return { state: 'done', text: 'Here', images: [{ image, alt: 'a fox', name: 'easel-1.png' }], ...changes };
}
