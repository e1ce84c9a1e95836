import type { Journal } from '../core/journal.ts';
import type { Lane } from '../core/lane.ts';
import type { Metrics } from '../core/metrics.ts';

/** The journal, with what it is told counted. */
export function watchJournal(journal: Journal, metrics: Metrics): Journal {
  return {
    ...journal,
    async accept(invocation, address) {
      const hold = await journal.accept(invocation, address);
      metrics.count(hold ? 'calls_accepted' : 'duplicates', { platform: platformOf(invocation) });
      return hold;
    },
    async end(hold, ending, ...more) {
      const ended = await journal.end(hold, ending, ...more);
      if (ended) metrics.count('calls_ended', { platform: platformOf(hold), ending });
      return ended;
    },
    async takeUp(...which) {
      const open = await journal.takeUp(...which);
      for (const { hold } of open) metrics.count('calls_taken_up', { platform: platformOf(hold) });
      return open;
    },
  };
}

/** The line, with what this process does in it counted. */
export function watchLane(lane: Lane, metrics: Metrics): Lane {
  return {
    ...lane,
    async claim(limits) {
      const turn = await lane.claim(limits);
      if (turn.kind === 'claimed' && turn.claim.repeated) metrics.count('pictures_repeated', {});
      return turn;
    },
    async settle(claim, outcome) {
      const settled = await lane.settle(claim, outcome);
      if (settled && outcome.kind !== 'again') metrics.count('pictures_ended', { state: outcome.kind });
      return settled;
    },
    async cancel(key) {
      const result = await lane.cancel(key);
      if (result === 'cancelled') metrics.count('pictures_ended', { state: 'cancelled' });
      return result;
    },
  };
}

/** Ids of invocations begin with their platform. */
function platformOf({ id }: { readonly id: string }): string {
  return id.split(':', 1)[0] ?? '';
}
