import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIButtonComponentWithURL,
  APISelectMenuOption,
  APIStringSelectComponent,
} from 'discord.js';
import type { Button, Link, Menu, Reply } from '../../core/reply.ts';
import { writeButton } from './button.ts';
import { shorten } from './escape.ts';

/** Of a button's label, of buttons in a row, and of rows (Discord: components reference). */
const longestLabel = 80;
const mostInRow = 5;
const mostRows = 5;

/** Of a menu's line while nothing is chosen, of a choice's label, and of choices (Discord: components reference, string select). */
const longestPlaceholder = 150;
const longestChoice = 100;
const mostChoices = 25;

/** Of a link button's address (Discord: components reference, button). */
const longestAddress = 512;

/**
 * Grey: none of them is more important than the picture. A link has a style of its own (Discord: components reference,
 * button styles).
 */
const secondary = 2;
const leading = 5;

type RowButton = APIButtonComponentWithCustomId | APIButtonComponentWithURL;
type Row = APIActionRowComponent<RowButton | APIStringSelectComponent>;

/**
 * Buttons and then links in rows of five, then each menu in a row of its own, as long as there are rows. Discord refuses
 * the whole message for one without a label, or for two that do the same. With a container, its texts and its gallery 37 components of 40 at most.
 */
export function rowsOf({ buttons = [], menus = [], links = [] }: Pick<Reply, 'buttons' | 'menus' | 'links'>): Row[] {
  const pressed = usable(buttons, longestLabel).map(({ id, label }): RowButton => buttonOf(id, label));
  const all = [...pressed, ...links.flatMap(linkOf)].slice(0, mostInRow * mostRows);
  const rows: Row[] = [];
  for (let at = 0; at < all.length; at += mostInRow) {
    rows.push({ type: 1, components: all.slice(at, at + mostInRow) });
  }
  const selects = menus.map(selectOf).filter((select) => select !== undefined);
  return [...rows, ...selects.map((select): Row => ({ type: 1, components: [select] }))].slice(0, mostRows);
}

function buttonOf(id: string, label: string): APIButtonComponentWithCustomId {
  return { type: 2, style: secondary, label, custom_id: id };
}

/**
 * Discord refuses the whole message for an address that is too long or not well formed. Whether a host without a dot is one
 * (`http://localhost`) is written nowhere, and nobody else could open that.
 */
function linkOf({ label, url }: Link): APIButtonComponentWithURL[] {
  const [words, address] = [shorten(label.trim(), longestLabel), URL.parse(url)];
  const isTaken = address !== null && /^https?:$/.test(address.protocol) && address.hostname.includes('.');
  return words && isTaken && url.length <= longestAddress ? [{ type: 2, style: leading, label: words, url }] : [];
}

/** A choice's value is what a button would carry, so that choosing is pressing. */
function selectOf({ label, choices }: Menu, number: number): APIStringSelectComponent | undefined {
  const options = usable(choices, longestChoice)
    .slice(0, mostChoices)
    .map(({ id, label }): APISelectMenuOption => ({ label, value: id }));
  if (options.length === 0) return undefined;
  const placeholder = shorten(label.trim(), longestPlaceholder);
  return { type: 3, custom_id: `v2:menu:${number}`, ...(placeholder && { placeholder }), options };
}

/** What has a label and fits into an id, the first of those that do the same. */
function usable(buttons: readonly Button[], longest: number): readonly { id: string; label: string }[] {
  const shown = new Map<string, string>();
  for (const button of buttons) {
    const [id, label] = [writeButton(button), shorten(button.label.trim(), longest)];
    if (id && label && !shown.has(id)) shown.set(id, label);
  }
  return [...shown].map(([id, label]) => ({ id, label }));
}
