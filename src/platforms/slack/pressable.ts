import type { types } from '@slack/bolt';
import type { Button, Link, Menu, Reply } from '../../core/reply.ts';
import { writeButton, writeChoice, writeLink, writeMenu } from './button.ts';
import { cut, plain } from './escape.ts';

/** Slack: an actions block's elements, a button's text, and a menu's label, choices and their text. */
const actionElements = 25;
const longestButton = 75;
const longestPlaceholder = 150;
const mostChoices = 100;
const longestChoice = 75;

/** Slack: the address of a button. */
const longestAddress = 3000;

/** How much of the menus is shown at each try: choices in one, and characters of each. */
const tries = [
  { choices: 100, label: longestChoice },
  { choices: 25, label: longestChoice },
  { choices: 25, label: 30 },
  { choices: 12, label: 30 },
  { choices: 6, label: 30 },
  { choices: 3, label: 20 },
  { choices: 0, label: 0 },
];

/**
 * What people can press, at the end of a message: buttons and links in one block, menus in another, in at most `room`
 * characters of JSON. Menus are shortened first, and then buttons left out from the end.
 */
export function pressables({ buttons = [], menus = [], links = [] }: Reply, room: number): types.ActionsBlock[] {
  const all = [...buttons.slice(0, actionElements).flatMap(buttonElement), ...links.flatMap(linkElement)];
  const pressed = all.slice(0, actionElements);
  for (const most of tries) {
    const chosen = menus.slice(0, actionElements).flatMap((menu, number) => menuElement(menu, number, most));
    const blocks = [pressed, chosen].flatMap(block);
    if (JSON.stringify(blocks).length <= room) return blocks;
  }
  let blocks: types.ActionsBlock[] = [];
  for (let count = 1; count <= pressed.length; count++) {
    const more = block(pressed.slice(0, count));
    if (JSON.stringify(more).length > room) break;
    blocks = more;
  }
  return blocks;
}

/** Slack refuses an empty one. */
function block(elements: types.ActionsBlockElement[]): types.ActionsBlock[] {
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

function buttonElement(button: Button, number: number): types.Button[] {
  const action = writeButton(button, number);
  const label = text(button.label, longestButton);
  return action && label ? [{ type: 'button', text: label, ...action }] : [];
}

function linkElement({ label, url }: Link, number: number): types.Button[] {
  const words = text(label, longestButton);
  const isTaken = URL.canParse(url) && url.length <= longestAddress;
  return words && isTaken ? [{ type: 'button', text: words, url, action_id: writeLink(number) }] : [];
}

/** A menu whose choices all do not fit is left out; Slack refuses an empty one. */
function menuElement(
  { label, choices }: Menu,
  number: number,
  most: { readonly choices: number; readonly label: number },
): types.StaticSelect[] {
  const options = choices.slice(0, Math.min(mostChoices, most.choices)).flatMap((choice) => {
    const value = writeChoice(choice);
    const words = text(choice.label, most.label);
    return value !== undefined && words ? [{ text: words, value }] : [];
  });
  const placeholder = text(label, longestPlaceholder);
  if (options.length === 0) return [];
  return [{ type: 'static_select', action_id: writeMenu(number), options, ...(placeholder && { placeholder }) }];
}

/** Slack refuses an empty text. */
function text(words: string, longest: number): types.PlainTextElement | undefined {
  const shown = cut(plain(words), longest);
  return shown === '' ? undefined : { type: 'plain_text', text: shown, emoji: false };
}
