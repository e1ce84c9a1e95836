/** A place in the round robin. In each round every person is served once, in the order in which they came. */
export interface Turn {
  readonly person: string;
  readonly round: number;
  readonly order: number;
}

export interface Turns {
  /** The person's next turn: in the round being served, or after the last turn that they still have or had in it. */
  take(person: string): Turn;
  serve(turn: Turn): void;
  /** Ends a turn. One that was not served counts as never taken. */
  drop(turn: Turn): void;
}

/** The lower turn goes first. */
export function compareTurns(a: Turn, b: Turn): number {
  return a.round - b.round || a.order - b.order;
}

/**
 * Start-time fair queueing with pictures of equal size. A newcomer enters the round being served and so waits for at
 * most one picture of each other person; whoever stays in line keeps their order, so that between two pictures of one
 * person everyone else in line is served exactly once.
 */
export function createTurns(): Turns {
  /** Taken turns that are not served yet, and the served ones of the round being served. */
  const kept = new Map<Turn, 'waiting' | 'served' | 'over'>();
  let serving = 0;
  let newcomers = 0;

  /** Once nobody waits, the past is no reason to let others go first: new people might come for ever. */
  function forget(): void {
    for (const [turn, state] of kept) if (state === 'over') kept.delete(turn);
  }

  return {
    take(person) {
      if (![...kept.values()].includes('waiting')) forget();
      let last: Turn | undefined;
      for (const turn of kept.keys()) {
        if (turn.person === person && turn.round >= (last?.round ?? serving)) last = turn;
      }
      const turn = last
        ? { person, round: last.round + 1, order: last.order }
        : { person, round: serving, order: newcomers++ };
      kept.set(turn, 'waiting');
      return turn;
    },
    serve(turn) {
      kept.set(turn, 'served');
      if (turn.round <= serving) return;
      serving = turn.round;
      for (const other of kept.keys()) if (other.round < serving) kept.delete(other);
    },
    drop(turn) {
      if (kept.get(turn) === 'waiting') kept.delete(turn);
      else if (kept.has(turn)) kept.set(turn, 'over');
    },
  };
}
