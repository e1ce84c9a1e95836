import { asProblem } from '../../src/core/problem.ts';
import { openStore } from '../../src/store/store.ts';

// Opens a database and says why it could not.

const [url = ''] = process.argv.slice(2);
await openStore({ url }).then(
  (store) => store.close(),
  (error: unknown) => process.stdout.write(asProblem(error).hint ?? String(error)),
);
