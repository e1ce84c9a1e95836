import type { Command } from '../src/core/command.ts';
import { cancel } from './cancel.ts';
import { remove } from './delete.ts';
import { describe } from './describe.ts';
import { edit } from './edit.ts';
import { emoji } from './emoji.ts';
import { go } from './go.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { imagine } from './imagine.ts';
import { lineage } from './lineage.ts';
import { list } from './list.ts';
import { post } from './post.ts';
import { preset } from './preset.ts';
import { queue } from './queue.ts';
import { reroll } from './reroll.ts';
import { rules } from './rules.ts';
import { send } from './send.ts';
import { show } from './show.ts';
import { spoiler } from './spoiler.ts';
import { styles } from './style.ts';
import { usage } from './usage.ts';
import { wording } from './wording.ts';

/** What people can do, in the order /help shows it. */
export const commands: readonly Command[] = [
  ...[imagine, reroll, edit, show, wording, lineage, history, queue, cancel],
  ...[styles, preset, list],
  ...[remove, send, post, spoiler, describe, usage, rules, emoji, help, go],
];
