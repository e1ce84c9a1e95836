import type { types } from '@slack/bolt';
import { type Command, manualFor } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Button } from '../../core/reply.ts';
import { pressables } from './pressable.ts';

/** What an App Home shows when somebody opens it: their pictures. */
export const homeShows = 'history';

/** What else is shown in it when somebody presses that there. */
const shownThere: readonly string[] = [homeShows, 'gallery'];

/** Beside every other button of the view, so that none has the same place. The first begins a picture. */
const lastNumber = 99;

/** Characters of JSON: a handful of buttons. */
const longestBar = 3000;

/** Whether a command that is called by a button in an App Home is answered there. */
export function isShownAtHome(command: string): boolean {
  return shownThere.includes(command);
}

/** What begins a picture, and leads to the parts of the home. `offered`: what is not hidden, the most important first. */
export function homeBar(
  offered: readonly Command[],
  call: Pick<Invocation, 'command' | 'locale'>,
): types.ActionsBlock[] {
  const [first] = offered;
  const begin = first ? [{ label: summaryOf(first, call.locale), command: first.name }] : [];
  const buttons = [...begin, ...parts(offered, call)].filter(({ label }) => label.trim() !== '');
  const [bar] = pressables({ state: 'done', text: '', buttons }, longestBar);
  const elements = (bar?.elements ?? []).map((element, at) => ({
    ...element,
    action_id: `v2:${buttons[at]?.command}:${lastNumber - at}`,
    ...(at === 0 && first && { style: 'primary' as const }),
  }));
  return bar ? [{ ...bar, elements }] : [];
}

/** They are called what people type for them, which needs no translation. */
function parts(offered: readonly Command[], { command: shown }: Pick<Invocation, 'command'>): Button[] {
  const find = (wanted: string) => offered.find(({ name }) => name === wanted);
  const gallery = find('gallery');
  const hasStars = gallery?.options.some(({ name, choices }) => name === 'order' && choices.includes('stars'));
  return [
    ...(gallery ? [{ label: '/gallery', command: gallery.name }] : []),
    ...(gallery && hasStars ? [{ label: '/gallery --order stars', command: gallery.name, with: '--order stars' }] : []),
    ...(shown !== homeShows && find(homeShows) ? [{ label: `↩ /${homeShows}`, command: homeShows }] : []),
  ];
}

/** What a command does, in one line. */
export function summaryOf(command: Command, locale: string): string {
  return manualFor(command, locale)?.summary ?? command.name;
}
