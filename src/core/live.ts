import type { Clock } from './clock.ts';
import { letGo } from './generation.ts';
import { insist } from './insist.ts';
import type { Invocation } from './invocation.ts';
import type { Ending, Hold, Journal } from './journal.ts';
import { leadsTo } from './leads-to.ts';
import type { Log } from './log.ts';
import { createNotes, type Notes } from './notes.ts';
import { present } from './present.ts';
import { asProblem, Problem, type ProblemCode } from './problem.ts';
import type { Reply } from './reply.ts';
import type { Stops } from './running.ts';
import type { Surface } from './surface.ts';

/** A call that this process answers. */
export interface Call extends Stops {
  readonly invocation: Invocation;
  readonly surface: Surface;
  /** Whether its platform was told in time. */
  readonly acknowledged: boolean;
  /** Undefined without a journal: nobody else can answer it. */
  readonly hold: Hold | undefined;
  /** When it came to this process: milliseconds since 1970. */
  readonly heldSince: number;
  /** Resolves when it is on the disk: nothing but a failure is shown before. */
  readonly safe: Promise<void>;
}

export interface LifeParts {
  readonly journal: Journal | undefined;
  readonly replies: (call: Call, signal: AbortSignal) => AsyncIterable<Reply>;
  /** The reply that tells a problem of a call to its asker. */
  readonly explain: Explain;
  /** After a silence that was longer than the lease, finds out which calls are still this process's. */
  readonly makeSure: (since: number, signal: AbortSignal) => Promise<void>;
  /** Aborted when this process ends soon: then nothing is put off any more, but left to others. */
  readonly stopping: AbortSignal;
  readonly log: Log;
  readonly clock: Clock;
}

/** Turns a problem of a call into the reply that tells it in its asker's language. */
export type Explain = (problem: Problem, invocation: Invocation) => Reply;

/** `wordless`: the command had nothing to say. `lasting`: what it said last has buttons about the call itself. */
interface Ended {
  readonly ending: Ending;
  readonly lasting?: boolean;
  readonly reason?: ProblemCode;
  readonly wordless?: boolean;
}

type Outcome = 'left' | 'silent' | Ended;

/** Milliseconds between tries while a platform does not answer, doubled up to the longest. */
const firstWait = 5000;
const longestWait = 300_000;

/** Milliseconds since it was asked after which nobody waits for an answer any more. */
export const patience = 24 * 3_600_000;

/** Answers a call: to its last reply, or until somebody else goes on with it. Never rejects. */
export async function live(call: Call, parts: LifeParts): Promise<void> {
  const { invocation, leaving } = call;
  const { clock, log, stopping } = parts;
  const notes = createNotes({ ...call, ...parts, lost: leaving });
  for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
    const outcome = await tryOnce(call, notes, parts);
    if (outcome === 'left') return;
    if (outcome !== 'silent') return end(call, outcome, notes, parts);
    if (clock.now() - invocation.askedAt > patience) {
      return end(call, { ending: 'unreachable', reason: 'place_silent' }, notes, parts);
    }
    log.warn({ ...about(invocation), wait }, 'the platform does not answer; the reply is shown later');
    await clock.sleep(wait, AbortSignal.any([leaving.signal, stopping])).catch(() => undefined);
    if (stopping.aborted) return;
  }
}

/** Runs the command and shows what it says. On a further try, what it has made already is there at once. */
async function tryOnce(call: Call, notes: Notes, parts: LifeParts): Promise<Outcome> {
  const { invocation, leaving, cancelling, hold } = call;
  if (leaving.signal.aborted) return 'left';
  const failing = new AbortController();
  const signal = AbortSignal.any([leaving.signal, cancelling.signal, failing.signal]);
  const surface = noted(call, notes, failing, parts);
  try {
    const said = await present(parts.replies(call, signal), surface, parts.clock, signal);
    parts.log.info(about(invocation), 'answered');
    return { ending: 'answered', wordless: !said, lasting: said !== undefined && isLasting(invocation, said) };
  } catch (thrown) {
    if (leaving.signal.aborted || (thrown === letGo && hold)) return 'left';
    const problem = thrown === letGo ? new Problem('interrupted', {}) : asProblem(thrown);
    return lastWord(problem, call, surface, parts);
  }
}

async function lastWord(problem: Problem, call: Call, surface: Surface, parts: LifeParts): Promise<Outcome> {
  const { invocation, leaving, hold } = call;
  if (problem.code === 'place_silent' && hold) return 'silent';
  report(parts.log, invocation, problem);
  try {
    const reply = parts.explain(problem, invocation);
    await surface.show(reply);
    return { ending: 'failed', reason: problem.code, lasting: isLasting(invocation, reply) };
  } catch (error) {
    if (leaving.signal.aborted && hold) return 'left';
    const { code: reason } = asProblem(error);
    if (reason === 'place_silent' && hold) return 'silent';
    parts.log.error({ ...about(invocation), reason, err: error }, 'the last reply could not be shown');
    return { ending: 'unreachable', reason };
  }
}

/** The call's surface, with the journal kept up to date. What cannot be shown for good ends the work for it. */
function noted(call: Call, notes: Notes, failing: AbortController, { makeSure }: LifeParts): Surface {
  const { surface, leaving, heldSince, safe } = call;
  return {
    pace: surface.pace,
    address: () => surface.address(),
    message: () => surface.message(),
    async show(reply, signal) {
      const over = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
      await makeSure(heldSince, over);
      leaving.signal.throwIfAborted();
      try {
        if (reply.state !== 'failed') await safe;
        await surface.show(reply, over);
      } catch (error) {
        const isProgress = notes.acknowledged && reply.state === 'working';
        // A picture that nobody can be shown is not painted; one that can be shown later is.
        if (!isProgress) failing.abort(asProblem(error).code === 'place_silent' ? letGo : error);
        await notes.write(undefined);
        throw error;
      }
      await notes.write(reply);
    },
  };
}

/** Tells a problem that was found before there was anything to run. Never rejects. */
export async function refuse(
  problem: Problem,
  { invocation, surface, leaving }: Pick<Call, 'invocation' | 'surface' | 'leaving'>,
  { explain, log }: Pick<LifeParts, 'explain' | 'log'>,
): Promise<void> {
  report(log, invocation, problem);
  try {
    await surface.show(explain(problem, invocation), leaving.signal);
  } catch (error) {
    log.error({ ...about(invocation), reason: asProblem(error).code, err: error }, 'the last reply could not be shown');
  }
}

/** Whether people can press something that needs to know what this call was. The call's own pictures are known to the album. */
function isLasting(invocation: Invocation, reply: Reply): boolean {
  const { images = [] } = reply;
  const isOwn = images.some(({ of }) => of === undefined || of.about === invocation.id);
  return !isOwn && leadsTo(invocation, reply);
}

async function end(call: Call, how: Ended, notes: Notes, parts: LifeParts): Promise<void> {
  const { ending, reason, wordless, lasting } = how;
  const { surface, hold, leaving, invocation } = call;
  const { journal, clock, log } = parts;
  if (hold && journal) {
    // Rejects only when the process stops first; whoever takes the call up then shows the same again.
    const write = async () => {
      await notes.finish();
      return journal.end(hold, ending, reason, lasting);
    };
    if (!(await insist(write, clock, leaving.signal).catch(() => false))) return;
  }
  if (!wordless) return;
  await surface.acknowledge?.().catch((err: unknown) => {
    log.warn({ ...about(invocation), err }, 'a call without an answer could not be acknowledged');
  });
}

/** What every line of the log says of a call. */
export function about({ id, command, place }: Invocation) {
  return { invocation: id, command, platform: place.platform };
}

function report(log: Log, invocation: Invocation, problem: Problem): void {
  const { code, blame, hint, requestId } = problem;
  const fields = { ...about(invocation), problem: code, blame, hint, requestId };
  if (code === 'unexpected') log.error({ ...fields, err: problem.cause }, 'failed');
  else if (blame === 'operator' && code !== 'shutting_down') log.warn(fields, 'failed');
  else log.info(fields, 'failed');
}
