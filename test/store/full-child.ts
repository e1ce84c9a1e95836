import { asProblem } from '../../src/core/problem.ts';
import { openStore } from '../../src/store/store.ts';
import { invocationOf } from '../fakes/invocation.ts';

// Accepts calls until the disk takes no more, then says how many there were and why it stopped.

const [url = ''] = process.argv.slice(2);
const store = await openStore({ url });
for (let call = 0; ; call++) {
  try {
    await store.journal.accept(invocationOf('a fox '.repeat(500), { id: `call${call}` }), {});
  } catch (error) {
    process.stdout.write(JSON.stringify({ accepted: call, hint: asProblem(error).hint }));
    break;
  }
}
await store.close();
