import { cancel } from '../../commands/cancel.ts';
import { help } from '../../commands/help.ts';
import { imagine } from '../../commands/imagine.ts';
import { commands } from '../../commands/index.ts';
import { usage } from '../../commands/usage.ts';
import { commandContract } from '../contracts/command-contract.ts';

commandContract(imagine, commands, [
  { kind: 'text', text: 'a fox at dawn' },
  { kind: 'text', text: 'a fox --ar 16:9 --seed 42 --no-enhance --watermark "ACME Corp"' },
  { kind: 'fields', fields: { prompt: 'a fox', width: 300, height: 400, guidance: 7.5, model: '2.0' } },
]);

commandContract(cancel, commands, [
  { kind: 'text', text: '' },
  { kind: 'fields', fields: {} },
]);

commandContract(usage, commands, [
  { kind: 'text', text: '' },
  { kind: 'fields', fields: {} },
]);

commandContract(help, commands, [
  { kind: 'text', text: '' },
  { kind: 'text', text: 'imagine' },
  { kind: 'fields', fields: { command: '/Help' } },
]);
