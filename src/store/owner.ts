import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names this process for its leases, e.g. `box 6b1f… pid:[4026531836] 4711 0f3c…`: where, which and one of a kind. */
export function ownerName(): string {
  return [machine(), process.pid, randomUUID()].join(' ');
}

/**
 * Whether an owner is certainly gone: it ran on this machine under a process number that nobody has now. Then nobody
 * need wait for its lease, and a restart goes on at once.
 */
export function isGone(owner: string): boolean {
  const parts = owner.split(' ');
  const pid = Number(parts.at(-2));
  if (parts.slice(0, -2).join(' ') !== machine() || !Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM means that it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Machines can share a host name, and containers of one machine too, but not their process numbers. On Linux the kernel's
 * id of this start of the machine and the number space tell them apart; every machine's first space has the same name.
 */
function machine(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
