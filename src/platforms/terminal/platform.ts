import type { Platform } from '../../core/platform.ts';

/** Ends what was asked for in a terminal and left open: whoever sat there saw the process end. */
export const terminalPlatform: Platform = {
  name: 'terminal',
  attach: () => undefined,
  close: async () => undefined,
};
