import type { Command } from '../src/core/command.ts';
import { cancel } from './cancel.ts';
import { go } from './go.ts';
import { help } from './help.ts';
import { imagine } from './imagine.ts';
import { list } from './list.ts';
import { preset } from './preset.ts';
import { styles } from './style.ts';
import { usage } from './usage.ts';

/** What people can do, in the order /help shows it. */
export const commands: readonly Command[] = [imagine, styles, preset, list, cancel, usage, help, go];
