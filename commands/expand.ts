import { Problem } from '../src/core/problem.ts';
import { isBlank } from '../src/core/spaces.ts';
import { shorten } from '../src/core/suggest.ts';
import { readTokens, type Token } from './prompt-tokens.ts';

/** Words as they are painted, or a word of a list. `raw`: as a person writes it, so that it is read like that. */
export type Leaf =
  | { readonly kind: 'text'; readonly text: string; readonly raw: string }
  | { readonly kind: 'list'; readonly name: string; readonly raw: string };

interface Choice {
  readonly kind: 'choice';
  readonly choices: readonly (readonly Leaf[])[];
}

/** A prompt with its choices still open. */
export type Template = readonly (Leaf | Choice)[];

/** A brace that is not closed yet. */
interface Open {
  readonly opening: Token;
  readonly choices: Leaf[][];
}

/**
 * Reads `a {red, blue} fox in {{places}}`. A backslash makes the brace after it a plain character, within a choice also a
 * comma; text in quotes is painted as it stands. Braces without a comma between them are plain, `{}` and `{red}`, and so is
 * a closing brace that nothing opened. Throws `braces_unclear` for a brace that nothing closes, one inside another, and
 * nothing between two commas. Takes linear time.
 */
export function parsePrompt(prompt: string): Template {
  const template: (Leaf | Choice)[] = [];
  let open: Open | undefined;
  for (const token of readTokens(prompt)) {
    const into: (Leaf | Choice)[] = open?.choices.at(-1) ?? template;
    for (const leaf of leavesOf(token, open !== undefined)) append(into, leaf);
    if (!isActive(token)) continue;
    if (token.kind === 'opening') {
      if (open) throw unclear(prompt, open, token.end);
      open = { opening: token, choices: [[]] };
    } else if (open && token.kind === 'comma') open.choices.push([]);
    else if (open && token.kind === 'closing') {
      for (const part of closed(open, token, prompt)) append(template, part);
      open = undefined;
    }
  }
  if (open) throw unclear(prompt, open, prompt.length);
  return template;
}

/** How many prompts it stands for; infinite when that is more than a number can say. */
export function countOf(template: Template): number {
  return template.reduce((product, part) => (part.kind === 'choice' ? product * part.choices.length : product), 1);
}

/** Names of the lists that its pictures need words of. */
export function listsIn(template: Template): readonly string[] {
  const leaves = template.flatMap((part) => (part.kind === 'choice' ? part.choices.flat() : [part]));
  return [...new Set(leaves.flatMap((leaf) => (leaf.kind === 'list' ? [leaf.name] : [])))];
}

/** Every prompt that it stands for, the last choice changing first. Look at `countOf` before: they are so many. */
export function branchesOf(template: Template): readonly (readonly Leaf[])[] {
  let branches: Leaf[][] = [[]];
  for (const part of template) {
    if (part.kind === 'choice') {
      branches = branches.flatMap((branch) => part.choices.map((choice) => [...branch, ...choice]));
    } else for (const branch of branches) branch.push(part);
  }
  return branches;
}

/** The prompt itself. `pick` gives a word of a list, whose uses in this prompt are numbered from 0. */
export function fill(branch: readonly Leaf[], pick: (list: string, use: number) => string): string {
  const uses = new Map<string, number>();
  const words = branch.map((leaf) => {
    if (leaf.kind === 'text') return leaf.text;
    const use = uses.get(leaf.name) ?? 0;
    uses.set(leaf.name, use + 1);
    return pick(leaf.name, use);
  });
  return words.join('').trim();
}

/** The branch as a person writes it, its lists still to be filled. */
export function written(branch: readonly Leaf[]): string {
  const words = branch.map(({ raw }) => raw);
  return words.join('').trim();
}

/** A text that `parsePrompt` reads as exactly this prompt. */
export function escapeBraces(prompt: string): string {
  let escaped = '';
  for (const { kind, start, end, backslashes, text } of readTokens(prompt, false)) {
    const isBrace = kind === 'opening' || kind === 'closing';
    // Backslashes before a brace are read in pairs.
    escaped += isBrace ? `${'\\'.repeat(2 * backslashes + 1)}${text}` : prompt.slice(start, end);
  }
  return escaped;
}

/** A sign that no backslash makes a plain character. */
function isActive({ kind, backslashes }: Token): boolean {
  return kind !== 'text' && kind !== 'list' && backslashes % 2 === 0;
}

/** What of a token is in the prompt whatever its sign means. */
function leavesOf({ kind, backslashes, text, name }: Token, inChoice: boolean): Leaf[] {
  if (kind === 'text') return [textLeaf(text)];
  if (kind === 'comma' && !inChoice) return [textLeaf('\\'.repeat(backslashes) + text)];
  const isPlain = backslashes % 2 === 1 || (kind === 'closing' && !inChoice);
  const shown = '\\'.repeat(Math.floor(backslashes / 2)) + (isPlain ? text : '');
  // Outside of a choice, a comma needs no backslash.
  const raw = kind === 'comma' ? shown : '\\'.repeat(backslashes) + (isPlain ? text : '');
  const before = shown === '' ? [] : [textLeaf(shown, raw)];
  return kind === 'list' ? [...before, { kind, name, raw: text }] : before;
}

/** What stands between two braces. Without a comma they belong to it. */
function closed(open: Open, closing: Token, prompt: string): readonly (Leaf | Choice)[] {
  const [first = [], ...others] = open.choices;
  if (others.length === 0) return [textLeaf(open.opening.text), ...first, textLeaf(closing.text)];
  const choices = open.choices.map(trimmed);
  if (choices.some((leaves) => isBlank(written(leaves)))) throw unclear(prompt, open, closing.end);
  return [{ kind: 'choice', choices }];
}

function trimmed(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.map((leaf, at) => {
    if (leaf.kind === 'list') return leaf;
    const start = at === 0 ? trimStart(leaf) : leaf;
    return at === leaves.length - 1 ? trimEnd(start) : start;
  });
}

type Text = Extract<Leaf, { kind: 'text' }>;

function trimStart({ text, raw }: Text): Text {
  return textLeaf(text.trimStart(), raw.trimStart());
}

function trimEnd({ text, raw }: Text): Text {
  return textLeaf(text.trimEnd(), raw.trimEnd());
}

function textLeaf(text: string, raw = text): Text {
  return { kind: 'text', text, raw };
}

/** Neighbouring texts become one. */
function append(parts: (Leaf | Choice)[], part: Leaf | Choice): void {
  const last = parts.at(-1);
  if (last?.kind !== 'text' || part.kind !== 'text') parts.push(part);
  else parts[parts.length - 1] = textLeaf(last.text + part.text, last.raw + part.raw);
}

function unclear(prompt: string, { opening }: Open, end: number): Problem {
  return new Problem('braces_unclear', { given: shorten(prompt.slice(opening.start, end)) });
}
