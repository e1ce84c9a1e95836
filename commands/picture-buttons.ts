import type { GenerationRequest } from '../src/core/generation.ts';
import type { Button, Menu } from '../src/core/reply.ts';
import { aspects, isAspect } from './aspects.ts';
import { fullSteps } from './kinship.ts';
import type { Shown } from './pictures.ts';
import type { Words } from './words/words.ts';

/** Of buttons in one row (Discord: components reference). */
const mostInRow = 5;

type Act = (label: string, command: string, options?: string) => Button;

/** What people do most with what they see; the rest is in the menus. */
export function buttonsFor(shown: readonly Shown[], { picture }: Words): Button[] {
  const { buttons } = picture;
  const [first, second] = shown;
  if (!first) return [];
  const act = acting(first);
  if (second) {
    if (shown.length > mostInRow) return [];
    return shown.map(({ invocation, n }) => ({
      ...{ label: picture.again(n + 1), command: 'reroll', about: invocation, picture: n },
    }));
  }
  const { notes, generation } = first;
  const words = canReword(first)
    ? [act(buttons.wording, 'reroll', '--kind wording'), act(buttons.read, 'wording')]
    : [];
  return [
    act(buttons.new, 'reroll'),
    ...words,
    act(buttons.edit, 'edit'),
    ...(notes.private && generation ? [act(buttons.post, 'post')] : []),
  ];
}

export function menusFor(shown: readonly Shown[], words: Words): Menu[] {
  const { picture } = words;
  const [first, second] = shown;
  if (!first) return [];
  if (!second) return [moreMenu(first, words), shapeMenu(first, words)];
  const each = (command: string) =>
    shown.map(({ invocation, n }) => ({
      ...{ label: picture.numbered(n + 1), command, about: invocation, picture: n },
    }));
  return [
    ...(shown.length > mostInRow ? [{ label: picture.buttons.new, choices: each('reroll') }] : []),
    { label: picture.choose, choices: each('show') },
    {
      label: picture.buttons.more,
      choices: [{ label: picture.buttons.delete, command: 'delete', about: first.invocation }],
    },
  ];
}

function moreMenu(shown: Shown, { picture }: Words): Menu {
  const { buttons } = picture;
  const act = acting(shown);
  const { spoiler } = shown.notes;
  return {
    label: buttons.more,
    choices: [
      act(buttons.exact, 'reroll', '--kind exact'),
      ...(isFinal(shown.generation.request) ? [] : [act(buttons.final, 'reroll', '--kind final')]),
      act(buttons.show, 'show'),
      act(buttons.star, 'star'),
      act(buttons.send, 'send'),
      act(buttons.lineage, 'lineage'),
      act(buttons.describe, 'describe'),
      spoiler ? act(buttons.reveal, 'spoiler', '--off') : act(buttons.spoiler, 'spoiler'),
      act(buttons.delete, 'delete'),
    ],
  };
}

function shapeMenu(shown: Shown, { picture }: Words): Menu {
  const { request } = shown.generation;
  const others = Object.entries(aspects).filter(([, size]) => !isAspect(request, size));
  const act = acting(shown);
  return {
    label: picture.buttons.shape,
    choices: others.map(([name]) => act(name, 'reroll', `--aspect ${name}`)),
  };
}

/** The service tells what it read, or can be asked to read the words anew. */
function canReword({ generation, notes }: Shown): boolean {
  return generation.expandedPrompt !== undefined || notes.asked !== undefined;
}

function isFinal({ upscale, steps }: GenerationRequest): boolean {
  return upscale && steps >= fullSteps;
}

function acting({ invocation, n }: Shown): Act {
  return (label, command, options) => ({
    ...{ label, command, about: invocation, picture: n },
    ...(options !== undefined && { with: options }),
  });
}
