import type { Both } from './pair.ts';

/** One measure of both contenders, and whether Easel reaches its goal. */
export interface Row {
  readonly measure: string;
  readonly values: Both<string>;
  readonly goal: string;
  readonly met: boolean;
}

/** The rows as a table. */
export function table(rows: readonly Row[]): string {
  return aligned([
    ['measure', 'bare', 'Easel', 'goal', ''],
    ...rows.map(({ measure, values, goal, met }) => [measure, values.bare, values.Easel, goal, verdict(met)]),
  ]);
}

/** Undefined: there is no goal. */
export function verdict(met: boolean | undefined): string {
  if (met === undefined) return '';
  return met ? 'met' : 'MISSED';
}

/** Cells as a table that is readable as it is, and in Markdown. The first row is its head. */
export function aligned(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}

/** A text about each contender's value. */
export function each<Value>(values: Both<Value>, text: (value: Value) => string): Both<string> {
  return { bare: text(values.bare), Easel: text(values.Easel) };
}

/** `2.41 s`, `12.3 ms`: three digits are more than a measurement means. */
export function time(milliseconds: number): string {
  return milliseconds < 1000 ? `${digits(milliseconds)} ms` : `${digits(milliseconds / 1000)} s`;
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}
