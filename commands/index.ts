import type { Command } from '../src/core/command.ts';
import { agree } from './agree.ts';
import { cancel } from './cancel.ts';
import { clearStars } from './clear-stars.ts';
import { remove } from './delete.ts';
import { describe } from './describe.ts';
import { edit } from './edit.ts';
import { emoji } from './emoji.ts';
import { gallery } from './gallery.ts';
import { go } from './go.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { imagine } from './imagine.ts';
import { lineage } from './lineage.ts';
import { list } from './list.ts';
import { post } from './post.ts';
import { preset } from './preset.ts';
import { privacy } from './privacy.ts';
import { queue } from './queue.ts';
import { reroll } from './reroll.ts';
import { rules } from './rules.ts';
import { send } from './send.ts';
import { show } from './show.ts';
import { spoiler } from './spoiler.ts';
import { star } from './star.ts';
import { styles } from './style.ts';
import { unfurl } from './unfurl.ts';
import { usage } from './usage.ts';
import { withdraw } from './withdraw.ts';
import { wording } from './wording.ts';

/** What people can do, in the order /help shows it. */
export const commands: readonly Command[] = [
  ...[imagine, reroll, edit, show, wording, lineage, history, gallery, star, queue, cancel],
  ...[styles, preset, list],
  ...[remove, send, post, spoiler, describe, privacy, usage, rules, emoji, help, go],
  ...[agree, clearStars, withdraw, unfurl],
];
