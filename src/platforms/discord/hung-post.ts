import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';
import { codes, discordCode } from './errors.ts';
import { shorten } from './escape.ts';
import type { Itself } from './gateway.ts';
import { channelAt } from './look.ts';
import type { Manner } from './manner.ts';
import { isMarked, markOf } from './mark.ts';
import { digest } from './nonce.ts';
import { manageChannels, manageThreads } from './permissions.ts';
import { type Piece, stepOf } from './piece.ts';
import { messageIdOf, type Sender, type Sending } from './rest.ts';
import type { Tags } from './tags.ts';
import { having, opened, type There } from './there.ts';

/** Of a thread's name (Discord: start thread in forum). */
const longestTitle = 100;

/**
 * Minutes without a word after which Discord puts a post among the old ones: until then it is found after a restart.
 * With more, the 1000 threads that may be open in a server are full sooner.
 */
const openFor = 1440;

/** Posts that are looked into at most, newest first. */
const mostLooks = 20;

const created = z.object({ id: z.string(), message: z.unknown() });
const active = z.object({
  threads: z.array(
    z.object({ id: z.string(), name: z.string(), parent_id: z.string().nullish(), owner_id: z.string().optional() }),
  ),
});

export interface PostParts {
  readonly bot: Sender;
  readonly itself: Itself;
  readonly tags: Tags;
}

/** The forum, and the spot there, as `Spot` has them. */
interface Stand {
  readonly forum: string;
  readonly spot: string;
}

/**
 * A post of a forum: a thread whose first message is edited from then on. Starting one has no nonce, so it is not sent
 * again when its answer is lost. Instead whoever hangs it looks among the open posts first for one of the bot's own with
 * this title, whose first message has the mark of this spot.
 */
export function createPostManner({ bot, itself, tags }: PostParts, { forum, spot }: Stand): Manner {
  async function ours(title: string | undefined, how: Sending): Promise<readonly string[]> {
    const { guild_id: server } = await channelAt(forum, { bot, itself, how });
    const answer = await bot.send('get', `/guilds/${server}/threads/active`, {}, how);
    const isOurs = ({ parent_id, owner_id, name }: z.output<typeof active>['threads'][number]) =>
      parent_id === forum && owner_id === itself.user && (title === undefined || name === title);
    const ids = active
      .parse(answer)
      .threads.filter(isOurs)
      .map(({ id }) => BigInt(id));
    return ids
      .toSorted((a, b) => (a < b ? 1 : -1))
      .slice(0, mostLooks)
      .map(String);
  }

  /** Its first message has the id of the thread; undefined when that was deleted. */
  async function firstOf(thread: string, how: Sending): Promise<unknown> {
    return bot.send('get', `/channels/${thread}/messages/${thread}`, {}, how).catch((error: unknown) => {
      if (discordCode(error) !== codes.unknownMessage) throw error;
    });
  }

  async function tagsOf({ post }: Reply, how: Sending): Promise<readonly string[]> {
    return tags.idsFor(forum, post?.tags ?? [], { bot, itself, how });
  }

  return {
    mayBeThere: () => true,
    async find(address, reply, how) {
      for (const id of await ours(reply && titleOf(reply), how)) {
        const found = await firstOf(id, how);
        if (!isMarked(found, markOf(spot), itself.user)) continue;
        return { ...address, channel: id, message: id, shows: [], attachments: [] };
      }
      return undefined;
    },
    async begin(address, piece, { signal }) {
      const how = signal ? { signal } : {};
      const { reply } = piece;
      const step = stepOf(piece, new Map());
      const { body: message, files } = step;
      const applied_tags = await tagsOf(reply, { ...how, repeat: true });
      const body = { name: titleOf(reply), auto_archive_duration: openFor, applied_tags, message };
      const answer = await bot.send('post', `/channels/${forum}/threads`, { body, files }, how);
      const { id, message: first } = created.parse(answer);
      const there = { ...address, channel: id, message: messageIdOf(first) ?? id, titled: titledOf(reply) };
      return having(there, step, first);
    },
    async follow(there, { reply }: Piece, how): Promise<There> {
      const titled = titledOf(reply);
      if (there.titled === titled) return there;
      const body = { archived: false, name: titleOf(reply), applied_tags: await tagsOf(reply, how) };
      await bot.send('patch', `/channels/${there.channel}`, { body }, how);
      return { ...there, titled };
    },
    /** Whoever may not delete a post still takes its picture away. */
    async remove({ channel, message }, how) {
      await bot.send('delete', `/channels/${channel}`, {}, how).catch(async (error: unknown) => {
        if (discordCode(error) !== codes.noPermission) throw error;
        const erase = () => bot.send('delete', `/channels/${channel}/messages/${message}`, {}, how);
        await opened(bot, { channel }, erase, how).catch((failure: unknown) => {
          if (discordCode(failure) !== codes.unknownMessage) throw failure;
        });
        throw new Problem('permission_missing', { permissions: [manageThreads] }, { cause: error });
      });
    },
    async explain(error, { channel }, how) {
      const code = discordCode(error);
      const details = { hint: `Discord answered ${code}`, cause: error };
      if (code === codes.tagNeeded)
        return new Problem('permission_missing', { permissions: [manageChannels] }, details);
      // Older ones are put away meanwhile.
      if (code === codes.tooManyThreads) return new Problem('place_silent', {}, details);
      if (code !== codes.unknownChannel || channel === undefined) return undefined;
      // Somebody has deleted the post, or the whole forum.
      await channelAt(forum, { bot, itself, how });
      return new Problem('message_gone', {}, details);
    },
  };
}

/** Nothing in a title has a meaning for Discord. */
function titleOf({ post, text }: Reply): string {
  const line = oneLine(post?.title ?? '') || oneLine(text);
  return shorten(line, longestTitle) || '…';
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Says which title and tags it has. */
function titledOf(reply: Reply): string {
  return digest(JSON.stringify([titleOf(reply), reply.post?.tags ?? []]));
}
