import type { Command } from '../src/core/command.ts';
import { cancel } from './cancel.ts';
import { help } from './help.ts';
import { imagine } from './imagine.ts';
import { usage } from './usage.ts';

/** What people can do, in the order /help shows it. */
export const commands: readonly Command[] = [imagine, cancel, usage, help];
