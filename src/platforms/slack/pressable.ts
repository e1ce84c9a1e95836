import type { types } from '@slack/bolt';
import type { Button, Menu, Reply } from '../../core/reply.ts';
import { writeButton, writeChoice, writeMenu } from './button.ts';
import { cut, plain } from './escape.ts';

/** Slack: an actions block's elements, a button's text, and a menu's label, choices and their text. */
const actionElements = 25;
const longestButton = 75;
const longestPlaceholder = 150;
const mostChoices = 100;
const longestChoice = 75;

/** What people can press, at the end of a message: buttons in one block, menus in another. `room` as in `render.ts`. */
export function pressables({ buttons = [], menus = [] }: Reply, room: number): types.ActionsBlock[] {
  const most = Math.min(actionElements, room / 10);
  const pressed = buttons.slice(0, most).flatMap((button, number) => buttonElement(button, number, room));
  const chosen = menus.slice(0, most).flatMap((menu, number) => menuElement(menu, number, room));
  return [pressed, chosen].flatMap((elements) => (elements.length > 0 ? [{ type: 'actions', elements }] : []));
}

function buttonElement(button: Button, number: number, room: number): types.Button[] {
  const action = writeButton(button, number);
  const label = text(button.label, Math.min(longestButton, room));
  return action && label ? [{ type: 'button', text: label, ...action }] : [];
}

/** A menu whose choices all do not fit is left out; Slack refuses an empty one. */
function menuElement({ label, choices }: Menu, number: number, room: number): types.StaticSelect[] {
  const options = choices.slice(0, Math.min(mostChoices, room / 10)).flatMap((choice) => {
    const value = writeChoice(choice);
    const words = text(choice.label, Math.min(longestChoice, room));
    return value !== undefined && words ? [{ text: words, value }] : [];
  });
  const placeholder = text(label, Math.min(longestPlaceholder, room));
  if (options.length === 0) return [];
  return [{ type: 'static_select', action_id: writeMenu(number), options, ...(placeholder && { placeholder }) }];
}

/** Slack refuses an empty text. */
function text(words: string, longest: number): types.PlainTextElement | undefined {
  const shown = cut(plain(words), longest);
  return shown === '' ? undefined : { type: 'plain_text', text: shown, emoji: false };
}
