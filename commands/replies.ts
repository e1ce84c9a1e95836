import type { GenerationRequest, Notes, Progress } from '../src/core/generation.ts';
import type { Invocation } from '../src/core/invocation.ts';
import type { Problem, ProblemCode } from '../src/core/problem.ts';
import type { Button, Form, Reply } from '../src/core/reply.ts';
import { type Words, wordsFor } from './words/words.ts';

/** What people see while they wait. */
export function painting(
  request: GenerationRequest,
  progress: Progress,
  { id, locale }: Invocation,
  notes: Notes = {},
): Reply {
  const { imagine: words, cancel } = wordsFor(locale);
  const { width, height } = request;
  return {
    state: 'working',
    text: stage(progress, words),
    quote: saidOf(request, notes),
    shape: { width, height },
    since: progress.since,
    buttons: [{ label: cancel.button, command: 'cancel', about: id }],
    ...(notes.private && { whisper: true }),
  };
}

/** What a picture's maker asked for, in their own words. */
export function saidOf({ prompt }: GenerationRequest, { words, asked }: Notes): string {
  return words ?? asked ?? prompt;
}

function stage({ ahead, again, estimate }: Progress, words: Words['imagine']): string {
  if (again === 'new_seed') return words.paintingNewSeed;
  if (again === 'service') return words.paintingAgain;
  return ahead > 0 ? words.waiting(ahead, estimate && about(estimate.p50, words)) : words.painting;
}

/** Never more exact than it can be known: steps of 5 s, then of minutes. */
export function about(milliseconds: number, words: Words['imagine']): string {
  const seconds = Math.max(5, Math.ceil(milliseconds / 5000) * 5);
  return seconds < 90 ? words.waitSeconds(seconds) : words.waitMinutes(Math.round(seconds / 60));
}

/** What the asker's own words or settings can mend: they get them back to change. */
const editable: readonly ProblemCode[] = [
  'prompt_refused',
  'prompt_names_refused',
  'wording_refused',
  'picture_refused',
  'picture_copyright_refused',
  'request_refused',
  'option_not_a_choice',
  'option_out_of_range',
  'option_too_long',
  'option_unknown',
  'option_twice',
  'options_conflict',
  'options_belong_together',
  'size_too_large_for_model',
  'too_many_pictures',
  'braces_unclear',
  'list_unknown',
  'preset_unknown',
  'service_rejected_settings',
];

/** Commands that paint from words. */
const painters = ['imagine', 'edit', 'reroll', 'go'];

/** The sentence for a problem, and what to quote to the operator. Never the prompt: it may be what was refused. */
export function failure(problem: Problem, invocation: Invocation): Reply {
  const buttons = buttonsFor(problem, invocation);
  return {
    state: 'failed',
    text: sentenceOf(problem, invocation.locale),
    whisper: true,
    ...optionsOf(problem),
    ...(problem.requestId && { facts: [{ label: 'ID', value: problem.requestId, exact: true }] }),
    ...(buttons.length > 0 && { buttons }),
    ...formFor(problem, invocation),
  };
}

/** The way forward where there is one: what was asked, in a form. Nothing of it is told before somebody opens that. */
function buttonsFor({ code }: Problem, { id, command, locale }: Invocation): Button[] {
  if (!painters.includes(command) || !editable.includes(code)) return [];
  return [{ label: wordsFor(locale).picture.buttons.edit, command: 'edit', about: id }];
}

/** Whoever calls a command without the words that it needs is asked for them. */
function formFor({ code }: Problem, { command, input, about, picture }: Invocation): { form?: Form } {
  const { text = '' } = input;
  const isEmpty = text.trim() === '' && (input.kind === 'text' || Object.keys(input.fields).length === 0);
  return code === 'option_missing' && isEmpty ? { form: { command, about, picture, fields: {} } } : {};
}

function optionsOf({ facts }: Problem): Pick<Reply, 'about'> {
  if ('options' in facts) return { about: facts.options };
  return 'option' in facts ? { about: [facts.option] } : {};
}

/** What a person reads of a problem. */
export function sentenceOf<Code extends ProblemCode>({ code, facts }: Problem<Code>, locale: string): string {
  return wordsFor(locale).problems[code](facts);
}
