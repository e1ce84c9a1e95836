import type { Curation, Job } from '../../src/core/curation.ts';

/** What is to be done on all walls, as a process on both chats takes it: first what is to go. */
export async function allJobs(curation: Curation, limit: number): Promise<readonly Job[]> {
  const taken: Job[] = [];
  for (const wanted of [false, true])
    for (const platform of ['discord', 'slack'])
      taken.push(...(await curation.jobs({ platform, wanted, except: [] }, limit - taken.length)));
  return taken;
}
