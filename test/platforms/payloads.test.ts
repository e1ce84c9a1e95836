import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Link } from '../../src/core/reply.ts';
import { shorten } from '../../src/core/suggest.ts';
import { writeModal } from '../../src/platforms/discord/modal.ts';
import { render as renderForDiscord } from '../../src/platforms/discord/render.ts';
import { formView } from '../../src/platforms/slack/form.ts';
import { homeView } from '../../src/platforms/slack/home.ts';
import { render as renderForSlack } from '../../src/platforms/slack/render.ts';
import { modal } from '../fakes/discord/modal.ts';
import type { Channel } from '../fakes/discord/model.ts';
import { loadOpenApi } from '../fakes/discord/openapi.ts';
import { buttonsOf, linksOf, menusOf } from '../fakes/discord/rows.ts';
import { draftOf } from '../fakes/discord/rules.ts';
import { checkBlocks, checkHome, takesAll } from '../fakes/slack/blocks.ts';
import { checkView } from '../fakes/slack/modals.ts';
import { see } from '../fakes/slack/seen.ts';
import { nasty } from './discord/nasty.ts';
import { everyReply, type Said } from './every-reply.ts';

/** Of a prompt, of one that is not expanded any more, and of what the service makes of one. */
const longest = { prompt: 800, pinned: 4000, expanded: 4000 };

const [english, chinese] = ['en-GB', 'zh-CN'];

const nasties = [
  ['letters', english, 'a'],
  ['letters, in Chinese', chinese, 'a'],
  ['backticks', english, '`'],
  ['marks of every kind', chinese, '&<>*_~|[]()#`\\:@{}"'],
  ['right to left', english, 'שועל בשחר \u200f(fox) العربية '],
  ['families', chinese, '👩‍👩‍👧‍👦'],
  ['one letter under marks', english, '\u0301'],
  ['a ligature', chinese, '﷽'],
  ['Chinese', english, '黎明时分的狐狸，'],
  ['lines', chinese, 'a fox\n'],
  ['mentions', english, '@everyone <@1> <!channel> '],
] as const;

/** So many of it as fit, from a beginning that is no blank. */
function filled(piece: string, length: number): string {
  const whole = [...`e${piece.repeat(length)}`].slice(0, length).join('');
  return whole.trim();
}

describe('whatever the commands say, and about whatever words', () => {
  const openApi = loadOpenApi();

  it.each(nasties)('fits into Discord: %s', async (_, locale, piece) => {
    await fitsDiscord(locale, filled(piece, longest.prompt), filled(piece, longest.expanded));
  });

  it.each(nasties)('fits into Slack: %s', async (_, locale, piece) => {
    await fitsSlack(locale, filled(piece, longest.prompt), filled(piece, longest.expanded));
  });

  it.each(nasties.slice(2, 8))('fits when the words are the service’s own: %s', async (_, locale, piece) => {
    const words = filled(piece, longest.pinned);
    await fitsDiscord(locale, words, words);
    await fitsSlack(locale, words, words);
  });

  it('fits into both, whatever it is', async () => {
    const words = nasty.filter((text) => text.trim() !== '');
    const property = fc.asyncProperty(
      fc.constantFrom(english, chinese),
      words,
      words,
      async (locale, prompt, expanded) => {
        await fitsDiscord(locale, prompt, expanded);
        await fitsSlack(locale, prompt, expanded);
      },
    );
    await fc.assert(property, { numRuns: 4 });
  });

  async function fitsDiscord(locale: string, prompt: string, expanded: string): Promise<void> {
    for (const said of await everyReply({ platform: 'discord', locale, prompt, expanded })) {
      const { flags, components } = draftFor(said);
      expect(flags).toBeGreaterThan(0);
      expectLabels(
        said,
        buttonsOf(components).map(({ label }) => label),
        menusOf(components).map(({ label }) => label),
        linksOf(components),
      );
      expectModal(said);
    }
  }

  function draftFor({ reply }: Said) {
    const json = renderForDiscord(reply);
    const uploads = json.attachments.map(({ id, filename }) => {
      const upload = { filename, bytes: 1000, sha: id, type: 'image/png', content: new Uint8Array() };
      return [id, upload] as const;
    });
    expect(openApi?.('POST', '/channels/1400000000000000003/messages', json) ?? []).toEqual([]);
    return draftOf({ json, uploads: new Map(uploads) }, channel, []);
  }

  function expectModal({ reply: { form }, invocation: { locale }, what }: Said): void {
    const command = commands.find(({ name }) => name === form?.command);
    if (!form || !command) return;
    const data = writeModal(command, form, locale);
    // Words that are longer than a form can hold are not cut: the reply's own words are shown then.
    if (!data && String(form.fields['prompt'] ?? form.fields['text']).length > 4000) return;
    expect(modal.safeParse(data).error, what).toBeUndefined();
    const path = '/interactions/1400000000000000001/token/callback';
    expect(openApi?.('POST', path, { type: 9, data }) ?? []).toEqual([]);
  }

  async function fitsSlack(locale: string, prompt: string, expanded: string): Promise<void> {
    for (const said of await everyReply({ platform: 'slack', locale, prompt, expanded })) {
      const { reply, invocation, what } = said;
      const files = new Map((reply.images ?? []).map(({ image }) => [image.key, 'F0123456789']));
      const { blocks, text } = renderForSlack(reply, `/imagine · ${shorten(prompt)}`, files, 'https://fake.slack.com/');
      expect(text.length).toBeLessThanOrEqual(4000);
      const checked = checkBlocks(blocks, takesAll);
      if ('error' in checked) throw new Error(`${what}: ${checked.error} ${checked.messages.join(' ')}`);
      const { buttons, menus, pages } = see(checked.value);
      expectLabels(
        said,
        buttons,
        menus.map(({ label }) => label),
        pages,
      );
      expectView(said);
      for (const cards of [false, true]) {
        const shown = renderForSlack(reply, undefined, files, 'https://fake.slack.com/', cards);
        expect(checkBlocks(shown.blocks, takesAll), what).not.toHaveProperty('error');
        const home = homeView(reply, invocation, { commands, me: {} }, files, cards);
        expect(checkHome(home, takesAll), what).not.toHaveProperty('error');
      }
    }
  }

  function expectView({ reply: { form }, invocation, what }: Said): void {
    const command = commands.find(({ name }) => name === form?.command);
    if (!form || !command) return;
    const responseUrl = 'https://hooks.slack.com/commands/T0123456789/1234567890123/aaaaaaaaaaaaaaaaaaaaaaaa';
    const subject = { channel: 'C0123456789', ts: '1700000000.000001' };
    const view = formView(command, form, invocation, { responseUrl, pressed: true, subject });
    expect(checkView(view), what).not.toHaveProperty('error');
  }
});

/** What people can do next is still there, however long the words are. */
function expectLabels(
  { reply: { buttons = [], menus = [], links = [] }, what }: Said,
  pressed: readonly string[],
  chosen: readonly string[],
  opened: readonly Link[],
) {
  expect(pressed, what).toEqual(buttons.map(({ label }) => label));
  expect(chosen, what).toEqual(menus.map(({ label }) => label));
  expect(opened, what).toEqual(links);
}

const channel: Channel = {
  ...{
    id: '1400000000000000003',
    name: 'general',
    type: 0,
    nsfw: false,
    hidden: false,
    parent: undefined,
    owner: undefined,
    context: 0,
    guild: undefined,
  },
  ...{ permissions: 0n, botIsIn: true, uploadLimit: 10_000_000, messages: [] },
};
