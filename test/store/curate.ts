import { admit } from '../../src/core/admission.ts';
import type { Store } from '../../src/store/store.ts';

/** Looks at everything that was touched, as every process does all the time. `now`: milliseconds since 1970. */
export async function curate({ curation }: Pick<Store, 'curation'>, now = 0): Promise<void> {
  for (let touched = await curation.touched(100); touched.length > 0; touched = await curation.touched(100)) {
    for (const each of touched)
      await curation.decide(
        each,
        admit(await curation.candidate(each.picture), { isOld: each.isOld, now, isOpen: true }),
      );
  }
}
