import type { Option } from '../../core/option.ts';

/** Settings that npm has itself, and hands on empty when nobody has set them. */
const npmsOwn: readonly string[] = ['yes'];

/**
 * What to tell whoever forgot the -- of `npm run imagine -- "a fox" --seed 42`: npm 11 then keeps `--seed` as a setting of
 * its own (`npm_config_seed`) and hands on `a fox 42`, which nobody wants painted. Undefined when npm took nothing.
 */
export function takenByNpm(
  environment: Readonly<Record<string, string | undefined>>,
  options: readonly Option[],
): string | undefined {
  if (environment['npm_lifecycle_event'] !== 'imagine') return undefined;
  const taken = options.flatMap((option) =>
    [option.name, ...(option.aliases ?? [])].flatMap((name) => {
      const value = environment[`npm_config_${name.replaceAll('-', '_')}`];
      if (value === undefined || (value === '' && npmsOwn.includes(name))) return [];
      // npm hands on `--no-enhance` as a setting without a value.
      return option.kind === 'flag' && value === '' ? [`--no-${name}`] : [`--${name}`];
    }),
  );
  if (taken.length === 0) return undefined;
  return `npm took ${taken.join(' ')} for itself: put -- before the words: npm run imagine -- "a fox" --seed 42`;
}
