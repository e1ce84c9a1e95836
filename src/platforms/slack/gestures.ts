import type { Bot } from '../../core/bot.ts';
import type { Invocation, Subject } from '../../core/invocation.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { type Aside, messageKey } from './address.ts';
import type { Spot } from './client.ts';
import { createEvents, type EventParts, type Events } from './events.ts';
import { formOpener } from './forms.ts';
import { type Hear, heardInTime, untold } from './heard.ts';
import type { People } from './people.ts';
import { readPress } from './press.ts';
import { readShortcut, type Shortcut } from './shortcut.ts';
import { createSurface, nothingYet } from './surface.ts';

/** What people do to messages that are there. Their calls are about the invocation that the message shows. */
export interface Gestures extends Events {
  /** A pressed button, or a choice in a menu. */
  press(body: unknown, ack: () => Promise<void>): Promise<void>;
  /** An entry in the menu of a message, or one for everywhere. */
  shortcut(body: unknown, ack: () => Promise<void>): Promise<void>;
}

/** Turns presses, shortcuts and events into invocations. */
export function createGestures(bot: Bot, people: People, parts: EventParts): Gestures {
  const { clock, me } = parts;

  function surfaceOf(call: Invocation, { aside, trigger }: { aside: Aside; trigger: string }, hear: Hear) {
    const open = formOpener({ ...parts, bot }, call, aside, trigger);
    return createSurface(parts, call, aside, nothingYet(), () => hear().then(untold), open);
  }

  /** What a message of ours shows, and the one to change: above it, when it is the file of a picture that is shared there. */
  async function shownIn({ ours, isFile }: Shortcut): Promise<{ shown?: Subject; at?: Spot }> {
    if (!ours) return {};
    const { channel, ts, thread } = ours;
    const shown = await bot.shownBy(messageKey({ channel, ts }));
    if (thread === undefined || (shown && !isFile)) return { ...(shown && { shown }) };
    const at = { channel, ts: thread };
    const above = await bot.shownBy(messageKey(at));
    if (!shown) return above ? { shown: above, at } : {};
    return { shown, ...(above?.about === shown.about && { at }) };
  }

  return {
    ...createEvents(bot, people, parts),

    async press(body, ack) {
      const press = readPress(body, clock.now());
      if (!press) return ack();
      await heardInTime(ack, clock, async (hear) => {
        const call = await people.complete(press.call, press.asker);
        const surface = surfaceOf(call, press, hear);
        const isKnown = press.isOurs && bot.commands.some(({ name }) => name === call.command);
        await (isKnown ? bot.run(call, surface) : bot.refuse(new Problem('button_unknown', {}), call, surface));
      });
    },

    async shortcut(body, ack) {
      const shortcut = readShortcut(body, bot.commands, me, clock.now());
      if (!shortcut) return ack();
      await heardInTime(ack, clock, async (hear) => {
        const call = await people.complete(shortcut.call, shortcut.asker);
        const found = await shownIn(shortcut).catch(asProblem);
        if (found instanceof Problem) return bot.refuse(found, call, surfaceOf(call, shortcut, hear));
        const { shown, at: subject = shortcut.aside.subject } = found;
        const about = { ...call, ...shown };
        await bot.run(about, surfaceOf(about, { ...shortcut, aside: { ...shortcut.aside, subject } }, hear));
      });
    },
  };
}
