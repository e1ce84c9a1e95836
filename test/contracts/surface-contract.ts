import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Images } from '../../src/core/image.ts';
import type { Address } from '../../src/core/journal.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Surface } from '../../src/core/surface.ts';
import { memoryImages, pngBytes } from '../fakes/images.ts';

/** What a person sees of one message: markup resolved, escapes and invisible characters gone. */
export interface Shown {
  /** Our words, with the sections of help. */
  readonly text: string;
  /** The prompt; undefined when none is shown. */
  readonly quote: string | undefined;
  /** `sha` is the SHA-256 of the delivered bytes, in hex. */
  readonly images: readonly { readonly sha: string; readonly alt: string; readonly name: string }[];
  /** The line of facts; empty when none are shown. */
  readonly facts: string;
}

export interface SurfaceUnderTest {
  readonly surface: Surface;
  /** The surface as another process finds it that knows the call and this address; undefined when it cannot. */
  attach(address: Address, acknowledged: boolean): Promise<Surface | undefined>;
  /** What the asker sees now. Waits for, or moves the clock past, whatever the platform does in its own time. */
  shown(): Promise<Shown>;
  /** How many messages the invocation has left in the chat. */
  messages(): number;
  close(): Promise<void>;
}

/** What the journal knew of the last reply: where it was shown, and that the platform was told. */
interface Written {
  readonly moved: boolean;
  readonly acknowledged: boolean;
}

const working: Reply = { state: 'working', text: 'Painting…', quote: 'a fox at dawn', since: 1_700_000_000_000 };
const failed: Reply = { state: 'failed', text: 'The safety filter refused this prompt.' };

/**
 * What every surface promises. An implementation is done when it passes. `open` gives a fresh, unanswered invocation's
 * surface. `lasting` says whether another process can go on with it.
 */
export function surfaceContract(
  name: string,
  open: (images: Images) => Promise<SurfaceUnderTest>,
  { lasting = true }: { readonly lasting?: boolean } = {},
): void {
  describe(`surface: ${name}`, () => {
    let images: Images;
    let chat: SurfaceUnderTest;

    beforeEach(async () => {
      images = memoryImages();
      chat = await open(images);
    });
    afterEach(() => chat.close());

    async function picture(changes: Partial<Reply> = {}): Promise<Reply & { key: string }> {
      const image = await images.put(pngBytes(100_000), 'image/png', { width: 512, height: 512 });
      return {
        state: 'done',
        text: 'AI-generated',
        quote: 'a fox at dawn',
        images: [{ image, alt: 'AI-generated picture: a fox at dawn', name: 'easel-42.png' }],
        facts: [
          { label: 'Seed', value: '42', exact: true },
          { label: 'Time', value: '7.2 s' },
        ],
        key: image.key,
        ...changes,
      };
    }

    it('shows progress with the words and the prompt', async () => {
      await chat.surface.show(working);
      expect(await chat.shown()).toMatchObject({ text: expect.stringContaining('Painting…'), quote: 'a fox at dawn' });
    });

    it('replaces progress by the picture: same bytes, alt text, name, prompt, every fact, one message', async () => {
      const done = await picture();
      await chat.surface.show(working);
      await chat.surface.show({ ...working, text: 'Painting again…' });
      await chat.surface.show(done);
      const shown = await chat.shown();
      expect(shown.images).toEqual([
        { sha: done.key, alt: 'AI-generated picture: a fox at dawn', name: 'easel-42.png' },
      ]);
      expect(shown.quote).toBe('a fox at dawn');
      expect(shown.text).toContain('AI-generated');
      expect(shown.text).not.toContain('Painting');
      for (const fact of ['Seed', '42', 'Time', '7.2 s']) expect(shown.facts).toContain(fact);
      expect(chat.messages()).toBe(1);
    });

    it('looks the same when the same reply is shown twice', async () => {
      const done = await picture();
      await chat.surface.show(working);
      await chat.surface.show(done);
      const once = await chat.shown();
      await chat.surface.show(done);
      expect(await chat.shown()).toEqual(once);
      expect(chat.messages()).toBe(1);
    });

    it('replaces progress by a problem, of which nothing else is left', async () => {
      await chat.surface.show(working);
      await chat.surface.show(failed);
      expect(await chat.shown()).toMatchObject({ text: failed.text, quote: undefined, images: [], facts: '' });
      expect(chat.messages()).toBe(1);
    });

    it.each([false, true])('takes a last word as the first one (whisper: %s)', async (whisper) => {
      await chat.surface.show({ ...failed, whisper });
      expect((await chat.shown()).text).toBe(failed.text);
      expect(chat.messages()).toBe(1);
    });

    it('tells a problem after a whole picture could not be shown', async () => {
      const { images: shown = [], ...done } = await picture();
      const gone = shown.map((each) => ({ ...each, image: { ...each.image, key: 'f'.repeat(64) } }));
      await chat.surface.show(working);
      await expect(chat.surface.show({ ...done, images: gone })).rejects.toMatchObject({ name: 'Problem' });
      await chat.surface.show(failed);
      expect(await chat.shown()).toMatchObject({ text: failed.text, images: [] });
    });

    it('tells the next reply after one whose showing was ended', async () => {
      const done = await picture();
      const ended = AbortSignal.abort(new Error('enough'));
      await chat.surface.show(working);
      // What takes no time may be shown all the same.
      await chat.surface.show(done, ended).catch((error: unknown) => expect(error).toBe(ended.reason));
      await chat.surface.show(failed);
      expect((await chat.shown()).text).toContain(failed.text);
      expect(chat.messages()).toBe(1);
    });

    it.each(nastyTexts)('shows %j as it was typed', async (quote) => {
      await chat.surface.show(working);
      await chat.surface.show(await picture({ quote, images: [] }));
      expect((await chat.shown()).quote).toBe(quote);
    });

    it.each([
      ['backticks', '`'.repeat(800)],
      ['one letter with marks', `e${'\u0301'.repeat(799)}`],
      ['ampersands', '&<>*_~|'.repeat(114)],
      ['families', '👩‍👩‍👧‍👦'.repeat(72)],
    ])('fits 800 characters of %s into the limits', async (_, quote) => {
      const { images: shown = [], ...done } = await picture({ quote });
      await chat.surface.show({ ...working, quote });
      await chat.surface.show({ ...done, images: shown.map((each) => ({ ...each, alt: quote.repeat(4) })) });
      expect((await chat.shown()).images).toHaveLength(1);
    });

    it('fits long help into the limits', async () => {
      const rows = Array.from({ length: 25 }, (_, row) => ({ term: `--option-${row}`, text: '*'.repeat(100) }));
      const sections = Array.from({ length: 6 }, (_, section) => ({ heading: `/command-${section}`, rows }));
      await chat.surface.show({ state: 'done', whisper: true, text: 'Help', sections });
      expect((await chat.shown()).text).toContain('--option-0');
    });

    it('has an address of plain strings', async () => {
      await chat.surface.show(working);
      const address = chat.surface.address();
      expect(JSON.parse(JSON.stringify(address))).toEqual(address);
      expect(Object.values(address).every((value) => typeof value === 'string')).toBe(true);
    });

    it('cannot be found by an address that is none of its own', async () => {
      expect(await chat.attach({}, true)).toBeUndefined();
      expect(await chat.attach({ id: 'x' }, false)).toBeUndefined();
    });

    if (!lasting) {
      it('ends with its process', async () => {
        await chat.surface.show(working);
        expect(await chat.attach(chat.surface.address(), true)).toBeUndefined();
      });
      return;
    }

    describe('after its process was killed', () => {
      /** Shows the first replies, of which the last was not written down, then all of them again from another process. */
      async function replay(replies: readonly Reply[], shown: number, { moved, acknowledged }: Written) {
        const whole = await open(images);
        for (const reply of replies) await whole.surface.show(reply);
        const expected = await whole.shown();
        await whole.close();

        let address = chat.surface.address();
        for (const [at, reply] of replies.slice(0, shown).entries()) {
          await chat.surface.show(reply);
          if (moved || at < shown - 1) address = chat.surface.address();
        }
        const again = await chat.attach(JSON.parse(JSON.stringify(address)), acknowledged);
        if (!again) throw new Error('There is nothing to attach to');
        for (const reply of replies) await again.show(reply);
        expect(await chat.shown()).toEqual(expected);
        expect(chat.messages()).toBe(1);
        await again.show(replies.at(-1) ?? working);
        expect(await chat.shown()).toEqual(expected);
        expect(chat.messages()).toBe(1);
      }

      const yes = { moved: true, acknowledged: true };
      it.each([
        ['before anything was shown', 0, { moved: false, acknowledged: false }],
        ['while the first word was shown', 1, { moved: false, acknowledged: false }],
        ['before the first word was written down as acknowledged', 1, { moved: true, acknowledged: false }],
        ['before the first word’s place was written down', 1, { moved: false, acknowledged: true }],
        ['after the first word', 1, yes],
        ['while progress was shown', 2, { moved: false, acknowledged: true }],
        ['after progress', 2, yes],
        ['while the picture was shown', 3, { moved: false, acknowledged: true }],
        ['after the picture', 3, yes],
      ])('goes on %s: the same look, one message', async (_, shown, written) => {
        const { key: _key, ...done } = await picture();
        await replay([working, { ...working, text: 'Painting again…' }, done], shown, written);
      });

      it.each([
        ['before it was shown', 0, { moved: false, acknowledged: false }],
        ['while it was shown', 1, { moved: false, acknowledged: false }],
        ['after it was shown', 1, yes],
      ])('says a last word once, aloud or not, %s', async (_, shown, written) => {
        await replay([{ ...failed, whisper: true }], shown, written);
      });

      it('says a last word once, aloud', () => replay([failed], 1, { moved: false, acknowledged: false }));

      it('replaces progress by a problem', () => replay([working, failed], 2, { moved: false, acknowledged: true }));
    });
  });
}

/** Each is alive somewhere: a mention, a link, a format, a command, a tag. */
export const nastyTexts = [
  '@everyone @here <@1> <@!1> <@&2> <#3> <!channel> <!here> <!subteam^S1>',
  '</imagine:1> <t:0:R> <:fox:1> <id:guide> :fox_face:',
  '[a fox](https://example.com) <https://example.com|fox> https://example.com/?a=1&b=2 www.example.com',
  '**bold** __under__ *it* _it_ ~~gone~~ ||spoiler|| `code` ```block```',
  '# heading',
  '-# small',
  '- list',
  '1. first',
  '> quote',
  '&lt;b&gt; & < > \\ \\* \\\\',
  'שועל בשחר ‏(fox) العربية',
  '👩‍👩‍👧‍👦 é 🇫🇷 ﷽',
];
