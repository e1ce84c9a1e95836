import { z } from 'zod';
import { commands } from '../../commands/index.ts';
import { slackManifest } from '../../src/platforms/slack/manifest.ts';
import type { FakeForm } from '../fakes/slack/forms.ts';
import { hashOf } from '../fakes/slack/http.ts';
import type { FakeMessage, FakeWhisper } from '../fakes/slack/model.ts';
import { see } from '../fakes/slack/seen.ts';
import type { FakeSlack } from '../fakes/slack.ts';
import type { Chat, Fits, Form, Person, PersonOptions, Room, Shown, ShownImage } from './chat.ts';
import { emojiSigns } from './emoji-signs.ts';
import { type Book, createBook } from './slack-book.ts';
import { formOf } from './slack-form.ts';

export function slackChat(slack: FakeSlack): Chat {
  const { shortcuts, slash_commands } = slackManifest({ commands, mode: 'socket' }).features;
  slack.install(shortcuts);
  const own = slash_commands.map(({ command }) => command);
  const general = slack.channel('#general');
  const book = createBook();
  const room = roomOf(slack, general, book);
  return {
    name: 'slack',
    room,
    newRoom: () => roomOf(slack, slack.channel('#another'), book),
    async adultRoom() {
      const made = slack.channel('#adults');
      // Slack knows no such channels.
      const guardian = slack.user('Guardian', { is_admin: true });
      await guardian.types(made, '/easel rules --restricted');
      await guardian.whisper();
      return roomOf(slack, made, book);
    },
    hiddenRoom: () => roomOf(slack, slack.channel('#hidden', { kind: 'private' }), book),
    requests: () => slack.requests.length,
    leaves: (words, where, cancels) => leave(slack, words, where, cancels),
    person: (name, options) => personOf(slack, { own, room, book }, name, options),
    bytes: ({ sha }) => slack.bytesOf(sha),
    violations: () => slack.requests.flatMap(({ method, answer }) => (answer === 'invalid_blocks' ? [method] : [])),
  };
}

/** Version 1 knew the button that cancels, and nothing else that can be pressed. */
async function leave(slack: FakeSlack, text: string, room: Room, cancels: string | undefined): Promise<Shown> {
  const words = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
  const label = { type: 'plain_text', text: 'Cancel', emoji: false };
  const button = { type: 'button', text: label, action_id: 'v1:cancel:0', value: cancels };
  const blocks = [words, ...(cancels === undefined ? [] : [{ type: 'actions', elements: [button] }])];
  const inert = { unfurl_links: 'false', unfurl_media: 'false', mrkdwn: 'false', link_names: 'false', parse: 'none' };
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams({ ...inert, channel: room.id, text, blocks: JSON.stringify(blocks) }),
  });
  if (!z.object({ ok: z.literal(true) }).safeParse(await answer.json()).success) throw new Error('Slack refuses it');
  return slack.until('the old message', () => room.shown().at(-1));
}

type Channel = ReturnType<FakeSlack['channel']>;

function roomOf(slack: FakeSlack, channel: Channel, book: Book): Room {
  // What stands in a thread beside a message of ours belongs to that, if it is nothing but a picture.
  const shown = () =>
    channel
      .messages()
      .filter((message) => message.blocks.length > 0 || message.text !== '')
      .map((message) => shownOf(slack, channel, message, book));
  return {
    id: channel.id,
    shown,
    shows: (fits) => slack.until('a message in the room', () => shown().findLast(fits)),
    closes() {
      channel.record.botIsIn = false;
    },
    vanishes() {
      channel.record.deleted = true;
    },
  };
}

function shownOf(slack: FakeSlack, channel: Channel, message: FakeMessage, book: Book): Shown {
  const id = `${message.channel}/${message.ts}`;
  book.note(id, message);
  const inside = slack.images(message).map(({ sha, alt }): ShownImage => ({ sha, alt, spoiler: false }));
  const thread = channel.messages().filter((each) => each.thread === message.ts && each.blocks.length === 0);
  const hidden = thread.flatMap(({ files }) =>
    files
      .filter(({ state }) => state !== 'deleted')
      .map(
        ({ bytes, title = '' }): ShownImage => ({
          ...{ sha: hashOf(bytes ?? Buffer.alloc(0)), alt: title, spoiler: true },
        }),
      ),
  );
  // What was hidden once, and is shown openly again, still lies there.
  const openly = inside.map(({ sha }) => sha);
  return { ...wordsOf(message), id, images: [...inside, ...hidden.filter(({ sha }) => !openly.includes(sha))] };
}

function wordsOf({ blocks, text }: FakeWhisper): Omit<Shown, 'id' | 'images'> {
  const { lines, quote, code, cards, contexts, buttons, menus, links, pages } = see(blocks);
  const besides = cards.map(({ title, body }) => `${title} ${body}`);
  const says = [...lines, ...(quote === undefined ? [] : [quote]), ...besides, ...contexts.flat()];
  // What can be chosen elsewhere in a menu, each card has a button for.
  const dealt = (cards[0]?.buttons ?? []).map((label) => ({ label, choices: cards.map(({ title }) => title) }));
  return {
    says: (blocks.length > 0 ? says : [text]).join('\n'),
    quote,
    code,
    buttons,
    menus: [...dealt, ...menus],
    links,
    pages: pages.map(({ url }) => url),
  };
}

interface Place {
  /** Slash commands that have names of their own. */
  readonly own: readonly string[];
  readonly room: Room;
  readonly book: Book;
}

function personOf(
  slack: FakeSlack,
  { own, room, book }: Place,
  name: string,
  { administers = false, bot = false, locale = 'en-US' }: PersonOptions = {},
): Person {
  const id = bot === 'itself' ? { id: slack.bot } : {};
  const user = slack.user(name, { locale, is_admin: administers, is_bot: bot !== false, ...id });
  const direct = slack.direct(user);
  let here: { readonly id: string } = room;
  let read: FakeForm | undefined;
  /** Where each whisper was heard: where they did what it answers. */
  const heard = new Map<FakeWhisper, { readonly id: string }>();
  const told = () =>
    roomOf(slack, direct, book)
      .shown()
      .filter((shown) => book.message(shown).author !== user.id);
  const whispers = () =>
    user.whispers.map((whisper, at): Shown => {
      const id = `whisper/${user.id}/${at}`;
      book.note(id, whisper);
      if (!heard.has(whisper)) heard.set(whisper, here);
      return { ...wordsOf(whisper), id, images: [] };
    });
  const find = (what: string, all: () => readonly Shown[], fits: Fits) =>
    slack.until(`${what} for ${name}`, () => all().findLast(fits));
  const formAfter = async (other?: FakeForm) => {
    read = await user.form(other);
    return read;
  };

  /** The message that somebody does something to, which is then where they are. */
  function at(shown: Shown): FakeMessage {
    const message = book.message(shown);
    here = { id: message.channel };
    return message;
  }

  return {
    name,
    id: `slack:T0FAKE:${user.id}`,
    async asks(line, where = room) {
      const [word = ''] = line.split(' ');
      here = where;
      const typed = withNames(line);
      await user.types(where, own.includes(word) ? typed : `/easel ${typed.slice(1)}`);
    },
    async pastes(line, where = room) {
      here = where;
      await user.types(where, line);
    },
    async presses(shown, label) {
      const whisper = book.whisper(shown);
      if (!whisper) return void (await user.presses(at(shown), label));
      const where = heard.get(whisper);
      if (!where) throw new Error('Slack shows nobody what is whispered to others');
      here = where;
      await user.pressesWhispered(where, whisper, label);
    },
    async chooses(shown, menu, choice) {
      const message = at(shown);
      const isDealt = see(message.blocks).cards[0]?.buttons.includes(menu);
      // `Picture 2` stands in a menu for the second card.
      const number = Number(/\d+/.exec(choice)?.[0] ?? 1);
      await (isDealt ? user.presses(message, menu, number - 1) : user.chooses(message, menu, choice));
    },
    reacts: async (shown, emoji) => void (await user.reacts(at(shown), emoji)),
    takesBack: async (shown, emoji) => void (await user.takesBack(at(shown), emoji)),
    opens: async (shown, entry) => void (await user.opens(at(shown), entry)),
    async looksAt(person, where = room) {
      here = where;
      // Slack has no menu of a person: what is chosen after @ comes as their id.
      await user.types(where, `/history @${person.id.split(':').at(-1)}`);
    },
    async says(text, where = room) {
      const message = user.says(where, text);
      const id = `${message.channel}/${message.ts}`;
      book.note(id, message);
      return { ...wordsOf(message), id, images: [] };
    },
    async mentions(text, answering, where = room) {
      here = where;
      await user.mentions(where, `@easel ${text}`, answering && { thread: book.message(answering) });
    },
    writes: async (text) => void (await user.writes(text)),
    async posts(bytes, where = room) {
      const message = user.says(where, 'look at this', { files: [slack.file('picture.png', bytes)] });
      const id = `${message.channel}/${message.ts}`;
      book.note(id, message);
      return { ...wordsOf(message), id, images: [] };
    },
    deletes: async (shown) => slack.remove(book.message(shown)),
    again: () => user.again(),
    async form(): Promise<Form> {
      return formOf(await formAfter());
    },
    whispered: (fits) => find('a whisper', whispers, fits),
    told: (fits) => find('a direct message', told, fits),
    alone: (fits) => find('something for them alone', () => [...whispers(), ...told()], fits),
    answered: (fits, where = room) => find('an answer', () => [...where.shown(), ...whispers(), ...told()], fits),
    async offered(command, option, typed, where = room) {
      const before = read;
      await user.types(where, own.includes(`/${command}`) ? `/${command}` : `/easel ${command}`);
      return offeredBy(await formAfter(before), option, typed);
    },
    private: () => [...whispers(), ...told()],
  };
}

/** Slack's clients look for what is typed in the choices of a menu by themselves. */
async function offeredBy(open: FakeForm, option: string, typed: string): Promise<readonly string[]> {
  const field = open.fields.find(({ block_id }) => block_id === option);
  if (field?.element.type === 'external_select') {
    return (await open.suggestions(field.label.text, typed)).map(({ value }) => value);
  }
  if (field?.element.type !== 'static_select') throw new Error(`Slack suggests nothing for ${option}`);
  return field.element.options.filter(({ text }) => text.text.includes(typed)).map(({ value }) => value);
}

/** Slack writes the emojis that people type or choose by their names. */
function withNames(line: string): string {
  return Object.entries(emojiSigns).reduce((text, [name, sign]) => text.replaceAll(sign, `:${name}:`), line);
}
