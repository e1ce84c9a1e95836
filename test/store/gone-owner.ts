import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownerName } from '../../src/store/owner.ts';

/** The name of a process on this machine that was alive and is not any more. */
export async function goneOwner(): Promise<string> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return ownerName().replace(` ${process.pid} `, ` ${child.pid} `);
}
