import type { Invocation } from '../../core/invocation.ts';
import type { Problem } from '../../core/problem.ts';
import type { Reply } from '../../core/reply.ts';

/** Turns a problem into the reply that tells it. */
type Explain = (problem: Problem, invocation: Invocation) => Reply;

/**
 * Whoever reads this terminal is the operator: what the asker could not mend comes with the hint that elsewhere only the
 * log gets. `clean` takes secrets out of what an unforeseen error says.
 */
export function withHints(explain: Explain, clean: (text: string) => string): Explain {
  return (problem, invocation) => {
    const reply = explain(problem, invocation);
    const hint = hintOf(problem);
    if (hint === undefined) return reply;
    return { ...reply, facts: [...(reply.facts ?? []), { label: 'Hint', value: clean(hint) }] };
  };
}

function hintOf({ blame, hint, cause }: Problem): string | undefined {
  if (blame !== 'operator' && blame !== 'service') return undefined;
  return hint ?? (cause instanceof Error ? cause.message : undefined);
}
