import type { Campaign } from './campaign.ts';
import type { Case } from './case.ts';
import { outcomeOf, outcomes } from './judge.ts';
import { crashPoints } from './points.ts';
import type { World } from './world.ts';

/** A campaign on one engine, when it is over. */
export interface Result {
  readonly engine: string;
  readonly campaign: Campaign;
  readonly world: World;
}

/** Everything that was counted, as tables for people. */
export function report(results: readonly Result[]): string {
  return [deathTable(results), caseTable(results)].join('\n\n');
}

export function kills({ deaths }: Campaign): number {
  return deaths.filter(({ how }) => how === 'SIGKILL').length;
}

/** By what ended the processes, the named points first and in their order. */
function deathTable(results: readonly Result[]): string {
  const cases = results.flatMap(({ campaign, world }) => campaign.cases.map((one) => ({ one, world })));
  const deaths = results.flatMap(({ campaign }) => campaign.deaths);
  const labels = [...new Set([...crashPoints, ...deaths.map(({ label }) => label).sort()])];
  const rows = labels.map((label) => {
    const here = deaths.filter((death) => death.label === label);
    const sum = (of: 'open' | 'hit') => here.reduce((total, death) => total + death[of], 0);
    const twice = cases.filter(({ one, world }) => world.paid(one.prompt) > 1 && [...one.hits.values()][0] === label);
    return [label, ...results.map(({ campaign }) => count(campaign, label)), sum('open'), sum('hit'), twice.length];
  });
  const total = [1, 2, 3, 4, 5].map((column) => rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0));
  const head = ['the process was ended', ...names(results), 'calls open', 'being painted', 'then paid twice'];
  return table(head, [...rows, ['altogether', ...total]]);
}

function count({ deaths }: Campaign, label: string): number {
  return deaths.filter((death) => death.label === label).length;
}

function caseTable(results: readonly Result[]): string {
  const row = (what: string, value: (result: Result) => string | number) => [what, ...results.map(value)];
  const some = (fits: (one: Case, world: World) => boolean) => (result: Result) =>
    result.campaign.cases.filter((one) => fits(one, result.world)).length;
  const times = (paid: number, hit: boolean) =>
    some((one, world) => world.paid(one.prompt) === paid && one.hits.size > 0 === hit);
  return table(
    ['calls', ...names(results)],
    [
      row('kills by SIGKILL', ({ campaign }) => kills(campaign)),
      row(
        'asked',
        some(() => true),
      ),
      row(
        'accepted',
        some(({ accepted }) => accepted),
      ),
      ...outcomes.map((outcome) =>
        row(
          outcome,
          some((one, world) => outcomeOf(one, world) === outcome),
        ),
      ),
      row('paid once, never cut off', times(1, false)),
      row('paid once, cut off before or after', times(1, true)),
      row('paid twice, cut off', times(2, true)),
      row('paid twice, never cut off', times(2, false)),
      row(
        'paid more than twice',
        some((one, world) => world.paid(one.prompt) > 2),
      ),
      row('restart to picture, median', (result) => seconds(recoveries(result), 0.5)),
      row('restart to picture, maximum', (result) => seconds(recoveries(result), 1)),
    ],
  );
}

function recoveries({ campaign }: Result): number[] {
  return campaign.cases.flatMap(({ recovered }) => recovered ?? []).sort((a, b) => a - b);
}

function seconds(sorted: readonly number[], share: number): string {
  return `${((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) / 1000).toFixed(1)} s`;
}

function names(results: readonly Result[]): string[] {
  return results.map(({ engine }) => engine);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}
