import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's; .ci/run installs it. */
const executable = '/usr/bin/chromium';

/** Whether there is a browser to test with. */
export const browserIsThere = canRun(executable);

/** A headless Chromium that talks to nobody but the page's own server. */
export function openBrowser(): Promise<Browser> {
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((what) => `--disable-${what}`);
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--no-first-run', ...quiet] });
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
