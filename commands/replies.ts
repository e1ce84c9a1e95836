import type { Generation, GenerationRequest, Progress } from '../src/core/generation.ts';
import { fileExtension } from '../src/core/image.ts';
import type { Invocation } from '../src/core/invocation.ts';
import type { Problem, ProblemCode } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import { type Words, wordsFor } from './words/words.ts';

/** What people see while they wait. */
export function painting(request: GenerationRequest, progress: Progress, { id, locale }: Invocation): Reply {
  const { imagine: words, cancel } = wordsFor(locale);
  const { prompt, width, height } = request;
  return {
    state: 'working',
    text: stage(progress, words),
    quote: prompt,
    shape: { width, height },
    since: progress.since,
    buttons: [{ label: cancel.button, command: 'cancel', about: id }],
  };
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

/** The made picture with everything needed to make it again. `asked` is what was ordered first. */
export function picture(generation: Generation, asked: GenerationRequest, locale: string): Reply {
  const { imagine: words, tag } = wordsFor(locale);
  const { request, image } = generation;
  return {
    state: 'done',
    text: request.seed === asked.seed ? words.done : words.doneNewSeed,
    quote: request.prompt,
    images: [
      {
        image,
        alt: words.altText(request.prompt),
        name: `easel-${request.seed}.${fileExtension(image.type)}`,
      },
    ],
    facts: [
      { label: words.seed, value: String(request.seed), exact: true },
      { label: words.time, value: times(generation, words, tag) },
      { label: words.model, value: request.model },
      { label: words.size, value: `${image.width} × ${image.height}` },
    ],
  };
}

/** The service's own clock when it tells, and always what the person waited by ours. */
function times({ elapsed, upstreamElapsed }: Generation, words: Words['imagine'], tag: string): string {
  const seconds = (milliseconds: number) =>
    (milliseconds / 1000).toLocaleString(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (upstreamElapsed === undefined) return words.seconds(seconds(elapsed));
  return words.times(seconds(upstreamElapsed), seconds(elapsed));
}

/** The sentence for a problem, and what to quote to the operator. Never the prompt: it may be what was refused. */
export function failure(problem: Problem, { locale }: Invocation): Reply {
  return {
    state: 'failed',
    text: sentenceOf(problem, locale),
    whisper: true,
    ...optionsOf(problem),
    ...(problem.requestId && { facts: [{ label: 'ID', value: problem.requestId, exact: true }] }),
  };
}

function optionsOf({ facts }: Problem): Pick<Reply, 'about'> {
  if ('options' in facts) return { about: facts.options };
  return 'option' in facts ? { about: [facts.option] } : {};
}

/** What a person reads of a problem. */
export function sentenceOf<Code extends ProblemCode>({ code, facts }: Problem<Code>, locale: string): string {
  return wordsFor(locale).problems[code](facts);
}
