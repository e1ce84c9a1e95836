import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reply, ReplyImage } from '../../../src/core/reply.ts';
import { render } from '../../../src/platforms/slack/render.ts';
import { nastyTexts } from '../../contracts/surface-contract.ts';
import { checkBlocks, takesAll } from '../../fakes/slack/blocks.ts';
import { see } from '../../fakes/slack/seen.ts';
import { openPlay, type Play, pictureOf, quietly, scripted } from './play.ts';

const url = 'https://fake.slack.com/';
const plainImage = { type: 'image/png' as const, width: 1, height: 1, bytes: 1 };

/** A page as `/history` and `/gallery` show it. */
function pageOf(images: readonly ReplyImage[], changes: Partial<Reply> = {}): Reply {
  const abouts = images.map(({ of = { about: '' } }) => of);
  const menu = (label: string, command: string, options?: string) => ({
    label,
    choices: abouts.map((of, at) => ({
      ...of,
      label: `${label} ${at + 1}`,
      command,
      ...(options && { with: options }),
    })),
  });
  return {
    state: 'done',
    whisper: true,
    text: 'Your pictures',
    images,
    facts: images.map((_, at) => ({ label: `${at + 1}. a fox`, value: `7K3Q-9XWM-2D4${at}`, exact: true })),
    menus: [menu('Open', 'show', '--whole'), menu('Reroll', 'reroll'), menu('Settings', 'show')],
    buttons: [{ label: 'Next', command: 'history' }],
    ...changes,
  };
}

function drawn(count: number, changes: Partial<ReplyImage> = {}): ReplyImage[] {
  return Array.from({ length: count }, (_, picture) => ({
    image: { ...plainImage, key: String(picture) },
    ...{ alt: `fox ${picture}`, name: 'a.png', of: { about: 'slack:1.2', picture } },
    ...changes,
  }));
}

const files = new Map(Array.from({ length: 21 }, (_, number) => [String(number), `F${number}`]));

function seen(reply: Reply, known = files) {
  const checked = checkBlocks(JSON.parse(JSON.stringify(render(reply, 'Ada', known, url, true).blocks)), takesAll);
  if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join(' ')}`);
  return see(checked.value);
}

describe('pictures with something to do about each', () => {
  it('stand side by side as cards, each with its words and its buttons', () => {
    const { cards, alts, menus, buttons, contexts } = seen(pageOf(drawn(2)));
    const pressed = ['Open', 'Reroll', 'Settings'];
    expect(cards).toEqual([
      { title: '1. a fox', body: '7K3Q-9XWM-2D40', alt: 'fox 0', buttons: pressed },
      { title: '2. a fox', body: '7K3Q-9XWM-2D41', alt: 'fox 1', buttons: pressed },
    ]);
    expect([alts, menus, buttons, contexts]).toEqual([[], [], ['Next'], [['Your pictures', 'Ada']]]);
  });

  it('lead to their messages', () => {
    const message = { key: 'slack:C1/1700000000.000100', channel: 'C1', community: 'T1' };
    const facts = [1, 2].map((number) => ({ label: `${number}. a fox`, value: '7K3Q', exact: true, message }));
    const linked = seen(pageOf(drawn(2), { facts }));
    expect(linked.links).toEqual(Array(2).fill('https://fake.slack.com/archives/C1/p1700000000000100'));
  });

  it('have their lines of a table, as in an exhibition', () => {
    const rows = [1, 2].map((number) => ({ term: `7K3Q-${number}`, text: `${number}. ★ 5 a fox · Ada` }));
    const shown = seen(pageOf(drawn(2), { facts: [], sections: [{ heading: 'Pictures', rows }] }));
    expect(shown.cards.map(({ title, body }) => [title, body])).toEqual([
      ['1. ★ 5 a fox · Ada', '7K3Q-1'],
      ['2. ★ 5 a fox · Ada', '7K3Q-2'],
    ]);
    expect(shown.lines).toEqual([]);
  });

  it.each<[string, Reply]>([
    ['one alone', pageOf(drawn(1))],
    ['more than ten', pageOf(drawn(11))],
    ['a hidden one among them', pageOf([...drawn(2), ...drawn(1, { spoiler: true })])],
    ['nothing to do about one', pageOf(drawn(2), { menus: pageOf(drawn(1)).menus ?? [] })],
    ['a choice about something else', pageOf(drawn(2), { menus: pageOf(drawn(3)).menus ?? [] })],
    ['something said about all of them', pageOf(drawn(2), { facts: [{ label: 'Stars', value: '3' }] })],
    [
      'as many facts that are not theirs',
      pageOf(drawn(2), { facts: ['Seed', 'Time'].map((label) => ({ label, value: '3' })) }),
    ],
    ['nothing said about which they are', pageOf(drawn(2).map(({ of: _, ...image }) => image))],
    ['one that Slack does not have', pageOf([...drawn(2), ...drawn(1, { image: { ...plainImage, key: 'other' } })])],
  ])('stand one below the other with %s', (_, reply) => {
    expect(seen(reply).cards).toEqual([]);
    expect(seen(reply).alts.length).toBeGreaterThan(0);
  });

  it('keep more than three ways to go on in menus', () => {
    const { menus = [] } = pageOf(drawn(2));
    const more = pageOf(drawn(2), { menus: [...menus, ...menus.map((menu) => ({ ...menu, label: 'Also' }))] });
    expect(seen(more)).toMatchObject({
      cards: [{ buttons: ['Open', 'Reroll', 'Settings'] }, {}],
      menus: [{ label: 'Also' }, { label: 'Also' }, { label: 'Also' }],
    });
  });

  it('fit every limit of Slack, whatever is said about them, and nothing of it comes alive', () => {
    const text = fc.oneof(
      fc.constantFrom('', ...nastyTexts, '&'.repeat(900), '字'.repeat(900)),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10 }),
        text,
        text,
        text,
        fc.boolean(),
        (count, alt, label, value, exact) => {
          const facts = drawn(count).map((_, at) => ({ label: `${at + 1}.${label}`, value, exact }));
          const given = pageOf(drawn(count, { alt }), { facts, text: label });
          const { cards, live } = seen(given);
          expect([cards.length, live]).toEqual([count, []]);
          expect(JSON.stringify(render(given, 'Ada', files, url, true).blocks).length).toBeLessThanOrEqual(12_000);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a page of pictures', () => {
  let play: Play;
  afterEach(() => play.close());

  async function open(prepare: (play: Play) => void = () => undefined) {
    const images: ReplyImage[] = [];
    const history = scripted('history', () => [pageOf(images)]);
    const reroll = scripted('reroll', quietly);
    const show = scripted('show', quietly);
    play = await openPlay([history, reroll, show]);
    prepare(play);
    for (let picture = 0; picture < 3; picture++)
      images.push(await pictureOf(play, picture, { of: { about: 'slack:7', picture } }));
    const direct = play.slack.direct(play.ada);
    const ask = async () => {
      const before = direct.messages().length;
      await play.ada.types(play.channel, '/history');
      return direct.message(
        (each) => direct.messages().indexOf(each) === before && play.slack.images(each).length === 3,
      );
    };
    return { ask, reroll, show };
  }

  it('comes to direct messages as cards, whose buttons are about their pictures', async () => {
    const { ask, reroll, show } = await open();
    const page = await ask();
    expect(see(page.blocks).cards.map(({ title }) => title)).toEqual(['1. a fox', '2. a fox', '3. a fox']);
    await play.ada.presses(page, 'Reroll', 2);
    await play.ada.presses(page, 'Open', 1);
    expect(reroll.calls).toMatchObject([{ about: 'slack:7', picture: 2, input: { text: '' } }]);
    expect(show.calls).toMatchObject([{ about: 'slack:7', picture: 1, input: { text: '--whole' } }]);
  });

  it('stands one below the other where Slack takes no cards, which is remembered', async () => {
    const { ask } = await open(({ slack }) => {
      slack.cards.message = false;
    });
    for (const updates of [2, 3]) {
      const { cards, alts, menus } = see((await ask()).blocks);
      expect([cards, alts, menus.map(({ label }) => label)]).toEqual([
        [],
        ['fox 0', 'fox 1', 'fox 2'],
        ['Open', 'Reroll', 'Settings'],
      ]);
      expect(play.slack.calls('chat.update')).toHaveLength(updates);
    }
  });

  it('is not taken for one without cards because of a file that is not scanned', async () => {
    const { ask } = await open(({ slack }) => slack.plan('chat.update', { kind: 'error', error: 'invalid_blocks' }, 2));
    expect(see((await ask()).blocks).cards).toHaveLength(3);
    expect(see((await ask()).blocks).cards).toHaveLength(3);
  });
});
