import type { Context } from '../src/core/command.ts';
import type { GenerationRequest, Notes, Watermark, Wish } from '../src/core/generation.ts';
import { Problem } from '../src/core/problem.ts';
import { aspects, refuseTooLarge } from './aspects.ts';
import { branchesOf, countOf, escapeBraces, fill, type Leaf, listsIn, parsePrompt, written } from './expand.ts';
import { type Chosen, defaults, longestPinnedPrompt, longestPrompt } from './options.ts';
import { withPreset } from './presets.ts';
import { inStyle } from './styles.ts';
import { findLists } from './word-lists.ts';

/** Files of one message (Discord: attachments; Slack: files of one message). */
export const mostPictures = 10;

/** Nobody reads a larger number, and computers write it as a power. */
const largestCount = 1_000_000_000;

/** The examples of the service's documentation use 25 steps for 2.1 and 16 for 2.0 (API sheet, section 2.1). */
const defaultSteps: Readonly<Record<string, number>> = { '2.0 Pro': 16, '2.0': 16 };

/** Longer prompts say enough by themselves; expanding them drowns what was asked (API sheet, section 2.4). */
const longestExpandedPrompt = 200;

/** What is needed to settle a wish beyond what was chosen. */
type Asker = Pick<Context, 'invocation' | 'settings' | 'seed' | 'defaultModel'>;

/** One of the pictures that a call asks for. */
interface Place {
  /** From 0, over all of them. */
  readonly n: number;
  /** From 0, over those with the same words. */
  readonly copy: number;
}

/**
 * Every picture that was asked for, with everything settled that the person left open, so that each can be made again:
 * presets, choices, word lists, styles, seeds. `more` is noted of each. The same call always gets the same ones. Throws `too_many_pictures` before
 * it makes any of them, and the Problems of whatever cannot be understood.
 */
export async function wishesOf(chosen: Chosen, asker: Asker, more: Notes = {}): Promise<readonly Wish[]> {
  const all = await withPreset(chosen, asker);
  const template = parsePrompt(all.prompt);
  const copies = (all.count ?? defaults.count) * (all.repeat ?? defaults.repeat);
  const count = countOf(template) * copies;
  if (count > mostPictures) {
    throw new Problem('too_many_pictures', { count: Math.min(count, largestCount), maximum: mostPictures });
  }
  const lists = await findLists(listsIn(template), asker);
  return branchesOf(template).flatMap((branch, at) =>
    Array.from({ length: copies }, (_, copy): Wish => {
      const place = { n: at * copies + copy, copy };
      const pick = (list: string, use: number) => pickWord(lists.get(list) ?? [], list, use, place.n, asker);
      const prompt = painted(fill(branch, pick), all);
      return {
        request: pin({ ...all, prompt }, place, asker),
        notes: { ...notesOf(branch, prompt, all, asker), ...more },
      };
    }),
  );
}

/** A word of a list for the nth picture, the same one when the call is replayed. */
function pickWord(words: readonly string[], list: string, use: number, n: number, { seed }: Asker): string {
  const purpose = use === 0 ? `list ${list}` : `list ${list} ${use}`;
  return words[seed(purpose, n) % words.length] ?? '';
}

/** The prompt that is sent. Throws `option_too_long`, also when it is its style that makes it so. */
function painted(words: string, { style, enhance }: Chosen): string {
  const prompt = style === undefined ? words : inStyle(words, style);
  const maximum = enhance === false ? longestPinnedPrompt : longestPrompt;
  const { length } = [...prompt];
  if (length > maximum) throw new Problem('option_too_long', { option: 'prompt', length, maximum });
  return prompt;
}

function notesOf(branch: readonly Leaf[], prompt: string, chosen: Chosen, { invocation }: Asker): Notes {
  const words = written(branch);
  const isSame = words === prompt || words === escapeBraces(prompt);
  return {
    ...(!isSame && { words }),
    ...(chosen.style && { style: chosen.style }),
    ...(chosen.private && { private: true }),
    ...(chosen.spoiler && { spoiler: true }),
    ...(invocation.place.restricted && { restricted: true }),
  };
}

/** Settles everything the person left open, so that the same request can be made again. */
function pin(chosen: Chosen, { n, copy }: Place, { defaultModel, seed }: Asker): GenerationRequest {
  const model = chosen.model ?? defaultModel;
  const [width, height] = sizeOf(chosen);
  refuseTooLarge({ model, width, height });
  return {
    prompt: chosen.prompt,
    model,
    width,
    height,
    // A seed that was chosen compares words with words; a copy with the same seed would be the same picture.
    seed: (copy === 0 ? chosen.seed : undefined) ?? seed('picture', n),
    guidance: chosen.guidance ?? defaults.guidance,
    steps: chosen.steps ?? defaultSteps[model] ?? 25,
    enhance: chosen.enhance ?? chosen.prompt.length <= longestExpandedPrompt,
    wording: chosen.wording ?? defaults.wording,
    wordingSeed: chosen.wordingSeed ?? seed('wording', n),
    upscale: chosen.upscale ?? defaults.upscale,
    watermark: watermarkOf(chosen),
  };
}

/** Pixels before upscaling. Throws `options_conflict` and `options_belong_together`. */
export function sizeOf({
  aspect,
  width,
  height,
}: Pick<Chosen, 'aspect' | 'width' | 'height'>): readonly [number, number] {
  if (width === undefined && height === undefined) return aspects[aspect ?? '1:1'];
  if (aspect !== undefined) {
    throw new Problem('options_conflict', { options: ['aspect', width === undefined ? 'height' : 'width'] });
  }
  if (width === undefined || height === undefined) {
    throw new Problem('options_belong_together', { options: ['width', 'height'] });
  }
  return [width, height];
}

function watermarkOf(chosen: Chosen): Watermark | undefined {
  const { watermark, watermarkCorner, watermarkLanguage, watermarkOpacity } = chosen;
  const wanted = [watermark, watermarkCorner, watermarkLanguage, watermarkOpacity].some((value) => value !== undefined);
  if (!wanted) return undefined;
  return {
    text: watermark ?? '',
    corner: watermarkCorner ?? 'bottom right',
    language: watermarkLanguage ?? 'English',
    opacity: watermarkOpacity ?? 0.3,
  };
}
