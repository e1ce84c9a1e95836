import sharp from 'sharp';
import { z } from 'zod';
import { type Command, command } from '../../../src/core/command.ts';
import type { Images } from '../../../src/core/image.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import { Problem } from '../../../src/core/problem.ts';
import type { Reply } from '../../../src/core/reply.ts';

/** A command's words, of which these tests need few. */
function manuals<Key extends string>(summary: string, options: Record<Key, string>) {
  return { en: { summary, options } };
}

const styles = ['watercolour', 'woodcut', 'pencil'].map((value) => ({ label: `Style: ${value}`, value }));

/** Commands that say everything a reply can say, and do nothing that costs. */
export function playground(images: Images): readonly Command[] {
  async function shown({ id }: Invocation, count: number, spoiler: boolean): Promise<Reply> {
    const numbers = Array.from({ length: count }, (_, at) => at);
    return {
      state: 'done',
      text: count === 1 ? 'AI-generated' : 'AI-generated: 4 of 4',
      quote: 'a red fox in morning mist, between the birches',
      images: await Promise.all(numbers.map((at) => picture(images, at, spoiler && at % 2 === 0))),
      facts: [
        { label: 'Seed', value: '42', exact: true },
        { label: 'Recipe', value: '7K3Q-9XWM-2D4H', exact: true },
        { label: 'Time', value: '7.2 s' },
        { label: 'Made from', value: 'this one', message: { key: id, channel: 'c', community: undefined } },
      ],
      buttons: [
        ...numbers.map((at) => ({ label: `New ${at + 1}`, command: 'again', about: id, picture: at })),
        { label: 'New wording', command: 'again', about: id, with: '--kind wording' },
        { label: 'Edit', command: 'edit', about: id, picture: 0 },
        { label: 'Delete', command: 'remove', about: id },
        { label: 'Nothing', command: 'nothing', about: id },
        { label: 'Old', command: 'gone', about: id },
      ],
      links: [{ label: 'Open on the web', url: 'https://easel.example/g/7fKq2mXw9bTc4RdLh8sNvPzY' }],
      menus: [
        {
          label: 'Same seed, other shape',
          choices: ['16:9', '1:1'].map((shape) => ({
            label: `Shape ${shape}`,
            command: 'again',
            about: id,
            with: `--kind "${shape}"`,
          })),
        },
      ],
    };
  }

  const paint = command({
    name: 'paint',
    manuals: manuals('Paint', {
      prompt: 'What to paint',
      style: 'A style',
      steps: 'How long it is worked on',
      seed: 'The same seed repeats a picture',
      guidance: 'How strongly the words count',
      shape: 'Its shape',
      upscale: 'Double its size',
      enhance: 'Let the service add words',
      watermark: 'Words in a corner',
      parent: 'Where it came from',
    }),
    options: z.object({
      prompt: z.string().trim().min(1).max(800).meta({ positional: true, main: true }),
      style: z.string().max(40).optional().meta({ suggested: true, main: true }),
      steps: z.int().min(1).max(50).optional(),
      seed: z.int().min(1).max(2147483646).optional().meta({ suggested: true }),
      guidance: z.number().min(1).max(10).default(3.5),
      shape: z.enum(['1:1', '16:9']).optional(),
      upscale: z.boolean().default(true),
      enhance: z.boolean().optional(),
      watermark: z.string().max(100).optional(),
      parent: z.string().optional().meta({ silent: true }),
    }),
    suggest: {
      style: async (typed) => styles.filter(({ value }) => value.startsWith(typed)),
    },
    async *run(options, { invocation: { about, picture } }) {
      if (options.prompt.includes('bad')) throw new Problem('prompt_refused', {});
      yield { state: 'done', text: JSON.stringify({ ...options, about, picture }) };
    },
  });
  const gallery = command({
    name: 'gallery',
    manuals: manuals('Show pictures', { count: 'How many', spoiler: 'Hidden' }),
    options: z.object({ count: z.int().default(1), spoiler: z.boolean().default(false) }),
    async *run({ count, spoiler }, { invocation }) {
      yield await shown(invocation, count, spoiler);
    },
  });
  const again = command({
    name: 'again',
    hidden: true,
    manuals: manuals('Another one', { kind: 'Which' }),
    options: z.object({ kind: z.string().default('new') }),
    async *run({ kind }, { invocation: { about, picture } }) {
      const key = about ?? '';
      yield {
        state: 'done',
        text: `again: ${kind} of ${picture}`,
        facts: [{ label: 'Made from', value: 'that', message: { key, channel: 'c', community: undefined } }],
      };
    },
  });
  const edit = command({
    name: 'edit',
    manuals: manuals('Change a picture', {}),
    options: z.object({}),
    async *run(_, { invocation: { about, picture } }) {
      const fields = {
        prompt: 'a red fox\nin mist',
        style: '',
        seed: 42,
        shape: '16:9',
        upscale: false,
        parent: 'R-1',
      };
      yield {
        state: 'done',
        whisper: true,
        text: 'Change what you like. The seed stays the same unless you change it.',
        form: { command: 'paint', about, picture, fields },
        buttons: [{ label: 'Open the form', command: 'edit', about }],
      };
    },
  });
  const remove = command({
    name: 'remove',
    manuals: manuals('Delete a picture', {}),
    options: z.object({}),
    async *run(_, { invocation: { about } }) {
      const buttons = [{ label: 'Undo', command: 'restore', about }];
      yield { state: 'done', where: 'subject', text: 'Deleted.', buttons };
    },
  });
  const restore = command({
    name: 'restore',
    manuals: manuals('Bring it back', {}),
    options: z.object({}),
    async *run(_, { invocation }) {
      const reply = await shown({ ...invocation, id: invocation.about ?? '' }, 1, false);
      yield { ...reply, where: 'subject' };
    },
  });
  const nothing = command({
    name: 'nothing',
    manuals: manuals('Say nothing', {}),
    options: z.object({}),
    async *run() {
      // What it is about says it all.
    },
  });
  return [paint, gallery, again, edit, remove, restore, nothing];
}

/** A picture of coloured rings, for people to look at. */
async function picture(images: Images, at: number, spoiler: boolean) {
  const [width, height] = at % 2 === 0 ? [512, 341] : [384, 512];
  const hue = 20 + at * 70;
  const rings = [0.45, 0.35, 0.25, 0.15].map(
    (part, ring) =>
      `<circle cx="50%" cy="50%" r="${part * 100}%" fill="hsl(${hue + ring * 12},60%,${40 + ring * 12}%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue},50%,25%)"/>${rings.join('')}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).png().toBuffer();
  const image = await images.put(bytes, 'image/png', { width, height });
  return { image, alt: `AI-generated picture ${at + 1}: a red fox`, name: `easel-${at + 42}.png`, spoiler };
}
