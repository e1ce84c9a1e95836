import { discordCode } from './errors.ts';
import { shorten } from './escape.ts';
import { channelAnswer, type Looking, lookAt, type Sight, type Tag } from './look.ts';
import { tagRights } from './permissions.ts';

/** Of one post, of one forum, and of a tag's name (Discord: modify channel, forum tag object). */
const mostGiven = 5;
const mostTags = 20;
const longestName = 20;

/** The tags of forums. */
export interface Tags {
  /** Ids of those that a post is to have, as far as the forum has them or the bot may make them. */
  idsFor(forum: string, wanted: readonly string[], looking: Looking): Promise<readonly string[]>;
}

export function createTags(): Tags {
  /** All tags are written at once, so whoever adds one must know what others have just added. */
  let turn: Promise<unknown> = Promise.resolve();

  async function make(forum: string, names: readonly string[], looking: Looking): Promise<readonly Tag[]> {
    const { tags } = await lookAt(forum, looking);
    const made = names.filter((name) => !named(tags, name)).slice(0, Math.max(0, mostTags - tags.length));
    if (made.length === 0) return tags;
    const body = { available_tags: [...tags, ...made.map((name) => ({ name }))] };
    const answer = await looking.bot.send('patch', `/channels/${forum}`, { body }, looking.how);
    return channelAnswer.parse(answer).available_tags;
  }

  /** A post without a tag is better than none. */
  async function madeIn(forum: string, names: readonly string[], { tags }: Sight, looking: Looking) {
    return make(forum, names, looking).catch((error: unknown) => {
      if (discordCode(error) === undefined) throw error;
      return tags;
    });
  }

  return {
    async idsFor(forum, wanted, looking) {
      const names = namesOf(wanted);
      if (names.length === 0) return [];
      const seen = await lookAt(forum, looking);
      const rights = tagRights(seen.granted);
      const ids = (tags: readonly Tag[]) =>
        names.flatMap((name) => {
          const tag = named(tags, name);
          return tag && (!tag.moderated || rights.gives) ? tag.id : [];
        });
      const isWhole = names.every((name) => named(seen.tags, name));
      if (isWhole || !rights.makes || seen.tags.length >= mostTags) return ids(seen.tags);
      const made = turn.then(() => madeIn(forum, names, seen, looking));
      turn = made.catch(() => undefined);
      return ids(await made);
    },
  };
}

/** Each once, most important first. */
function namesOf(wanted: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  for (const each of wanted) {
    const name = shorten(each.replace(/\s+/g, ' ').trim(), longestName);
    if (name && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()].slice(0, mostGiven);
}

function named(tags: readonly Tag[], name: string): Tag | undefined {
  return tags.find((tag) => tag.name.toLowerCase() === name.toLowerCase());
}
