import type { FakeDiscord } from '../../fakes/discord.ts';
import { paintedSha } from '../../fakes/painted.ts';
import type { FakeSlack } from '../../fakes/slack.ts';
import type { ChatName } from './points.ts';

/** A message, or a whisper, as people see it. */
export interface Said {
  readonly text: string;
  readonly pictures: readonly { readonly sha: string; readonly alt: string }[];
}

/** A channel of one platform with people in it. */
export interface Chat {
  /** Says whether the platform heard in time that the call has arrived. */
  ask(person: number, prompt: string): Promise<boolean>;
  /** Reacts with 🔁 to the picture of a prompt. */
  reroll(person: number, prompt: string): Promise<void>;
  /** Asks for two pictures; resolves when they are asked about, with the way to press Go. */
  askForTwo(person: number, prompt: string): Promise<() => Promise<void>>;
  /** Everything that is there now. */
  said(): readonly Said[];
  /** SHA-256 of a delivered file, given by its own, as its painter gave it. */
  painted(sha: string): string;
}

/** The same place on both platforms. */
export type Room = Readonly<Record<ChatName, Chat>>;

const names = ['Ada', 'Grace', 'Linus'];

/** How many people are in each channel. */
export const peopleInRoom = names.length;

export function discordChat(discord: FakeDiscord): Chat {
  const channel = discord.channel();
  const people = names.map((name) => discord.user(name));
  return {
    async ask(person, prompt) {
      const call = await people[person]?.runs('/imagine', { prompt, enhance: false }, channel);
      return (
        call?.acknowledged().then(
          () => true,
          () => false,
        ) ?? false
      );
    },
    async reroll(person, prompt) {
      const picture = channel.messages().find(({ images }) => images.some(({ alt }) => alt.endsWith(`: ${prompt}`)));
      if (picture) people[person]?.reacts(picture, '🔁');
    },
    async askForTwo(person, prompt) {
      const call = await people[person]?.runs('/imagine', { prompt, enhance: false, count: 2 }, channel);
      const question = await call?.message(({ buttons }) => buttons.includes('Go'));
      return async () => void (question && people[person]?.presses(question, 'Go'));
    },
    said: () => channel.messages().map(({ text, images }) => ({ text, pictures: images })),
    painted: (sha) => paintedSha(discord.bytesOf(sha)),
  };
}

export function slackChat(slack: FakeSlack, name: string): Chat {
  const channel = slack.channel(name);
  const people = names.map((each) => slack.user(each));
  return {
    async ask(person, prompt) {
      const taken = await people[person]?.types(channel, `/imagine ${prompt} --no-enhance`);
      return taken?.outcome === 'acknowledged';
    },
    async reroll(person, prompt) {
      const picture = channel
        .messages()
        .find((each) => slack.images(each).some(({ alt }) => alt.endsWith(`: ${prompt}`)));
      if (picture) void people[person]?.reacts(picture, 'repeat');
    },
    async askForTwo(person, prompt) {
      await people[person]?.types(channel, `/imagine ${prompt} --no-enhance --count 2`);
      const question = await people[person]?.whisper(({ text }) => text.includes('Press Go'));
      return async () => void (question && people[person]?.pressesWhispered(channel, question, 'Go'));
    },
    said() {
      const messages = channel.messages().map((each) => ({ text: wordsOf(each), pictures: slack.images(each) }));
      const whispers = people.flatMap((person) =>
        person.whispers.map((each) => ({ text: wordsOf(each), pictures: [] })),
      );
      return [...messages, ...whispers];
    },
    painted: (sha) => paintedSha(slack.bytesOf(sha)),
  };
}

function wordsOf({ text, blocks }: { readonly text: string; readonly blocks: readonly unknown[] }): string {
  return `${text} ${JSON.stringify(blocks)}`;
}
