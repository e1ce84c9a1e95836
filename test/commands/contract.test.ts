import { cancel } from '../../commands/cancel.ts';
import { emoji } from '../../commands/emoji.ts';
import { help } from '../../commands/help.ts';
import { history } from '../../commands/history.ts';
import { imagine } from '../../commands/imagine.ts';
import { commands } from '../../commands/index.ts';
import { queue } from '../../commands/queue.ts';
import { rules } from '../../commands/rules.ts';
import { usage } from '../../commands/usage.ts';
import { commandContract } from '../contracts/command-contract.ts';

const simple = [cancel, usage, history, queue, rules, emoji];

commandContract(imagine, commands, [
  { kind: 'text', text: 'a fox at dawn' },
  { kind: 'text', text: 'a fox --ar 16:9 --seed 42 --no-enhance --watermark "ACME Corp"' },
  { kind: 'fields', fields: { prompt: 'a fox', width: 300, height: 400, guidance: 7.5, model: '2.0' } },
]);

for (const command of simple) {
  commandContract(command, commands, [
    { kind: 'text', text: '' },
    { kind: 'fields', fields: {} },
  ]);
}

/** What these are about is in an album, so their tests say what comes of them. */
for (const command of commands) {
  if (![imagine, help, ...simple].includes(command)) commandContract(command, commands, []);
}

commandContract(help, commands, [
  { kind: 'text', text: '' },
  { kind: 'text', text: 'imagine' },
  { kind: 'fields', fields: { command: '/Help' } },
]);
