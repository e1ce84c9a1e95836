import type { types } from '@slack/bolt';
import type { Button, Fact, Menu, Reply, ReplyImage } from '../../core/reply.ts';
import { altText } from './alt.ts';
import { writeButton } from './button.ts';
import { cut, cutMrkdwn, plain } from './escape.ts';
import { linkTo } from './link.ts';

/** Slack: cards in a carousel; and a card's title, body and buttons (card block reference; three, as the SDKs say). */
const mostCards = 10;
const longestTitle = 150;
const longestBody = 200;
const mostButtons = 3;

/** Slack: a button's text, and a picture's `alt_text`. */
const longestButton = 75;
const longestAlt = 2000;

/** What people can press in cards is numbered from here, behind the buttons under them. */
const firstNumber = 30;

/** One picture with what belongs to it alone. */
interface Card {
  readonly image: ReplyImage;
  readonly file: string;
  /** A numbered line, with something to copy or to follow. */
  readonly line: Fact;
  readonly buttons: readonly Button[];
}

/** Pictures side by side, and what is left of their reply. */
export interface Deck {
  readonly cards: readonly Card[];
  readonly rest: Reply;
}

/**
 * A page's pictures as cards: two or more that are all shown openly, each with a numbered line of its own and something to
 * do about it in one of the menus. Undefined when they cannot be, and for pictures that somebody has just asked for, which
 * are to be seen as large as they are. `files` as for `render`.
 */
export function deckOf(reply: Reply, files: ReadonlyMap<string, string>): Deck | undefined {
  const { images = [], menus = [] } = reply;
  const lines = linesOf(reply);
  if (!lines || images.length < 2 || images.length > mostCards) return undefined;
  const dealt = menus.filter((menu) => isAbout(menu, images)).slice(0, mostButtons);
  const cards = images.flatMap((image, at): Card[] => {
    const file = files.get(image.image.key);
    const buttons = dealt.flatMap((menu) => buttonFor(menu, image) ?? []);
    const line = lines[at];
    return file === undefined || image.spoiler || !line || buttons.length === 0 ? [] : [{ image, file, line, buttons }];
  });
  if (cards.length < images.length) return undefined;
  const left = menus.filter((menu) => !dealt.includes(menu));
  return { cards, rest: { ...reply, facts: [], sections: [], menus: left } };
}

/** What is said of each picture, and nothing else: facts as on pages, or a table as in exhibitions. */
function linesOf({ images = [], facts = [], sections = [] }: Reply): readonly Fact[] | undefined {
  const rows = sections.flatMap((section) => section.rows);
  const lines = [...facts, ...rows.map(({ term, text }) => ({ label: text, value: term, exact: true }))];
  const isNumbered = lines.every(({ label }, at) => label.startsWith(`${at + 1}.`));
  return isNumbered && lines.length === images.length ? lines : undefined;
}

/** Whether nothing is lost when each of its choices stands with its picture. */
function isAbout({ choices }: Menu, images: readonly ReplyImage[]): boolean {
  return choices.every((choice) => images.some((image) => isSame(choice, image)));
}

function buttonFor({ label, choices }: Menu, image: ReplyImage): Button | undefined {
  const choice = choices.find((each) => isSame(each, image));
  return choice && { ...choice, label };
}

function isSame({ about, picture }: Button, { of }: ReplyImage): boolean {
  return of !== undefined && about === of.about && picture === of.picture;
}

/** The cards as Slack takes them, with no string longer than `room`. `url`: where the workspace is. */
export function carousel({ cards }: Deck, url: string | undefined, room: number): types.CarouselBlock {
  return { type: 'carousel', elements: cards.map((card, at) => cardBlock(card, at, url, room)) };
}

function cardBlock({ image, file, line, buttons }: Card, at: number, url: string | undefined, room: number) {
  const title = cutMrkdwn(plain(line.label), Math.min(longestTitle, room));
  const body = bodyOf(line, url, room);
  const actions = buttons.flatMap((button, each) => cardButton(button, firstNumber + at * mostButtons + each, room));
  return {
    type: 'card' as const,
    hero_image: {
      type: 'image' as const,
      slack_file: { id: file },
      alt_text: altText(image, Math.min(longestAlt, room)),
    },
    title: mrkdwn(title),
    ...(body && { body: mrkdwn(body) }),
    ...(actions.length > 0 && { actions }),
  };
}

/** A value to copy in code style, as elsewhere, or one that leads to a message. */
function bodyOf({ value, exact, message }: Fact, url: string | undefined, room: number): string {
  const link = message && linkTo(message, url);
  const words = cutMrkdwn(plain(value), Math.min(longestBody, room)).replace(/[|\n]/g, ' ');
  const linked = `<${link}|${words}>`;
  if (link && words && linked.length <= longestBody) return linked;
  return exact && /^[\w.-]{1,190}$/.test(value) ? `\`${value}\`` : words;
}

function cardButton(button: Button, number: number, room: number): types.Button[] {
  const action = writeButton(button, number);
  const text = cut(plain(button.label), Math.min(longestButton, room));
  return action && text ? [{ type: 'button', text: { type: 'plain_text', text, emoji: false }, ...action }] : [];
}

function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}
