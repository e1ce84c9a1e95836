import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { type Command, manualFor } from '../../core/command.ts';
import type { Form } from '../../core/reply.ts';
import { type Fields, field, filledIn, hiddenField } from './field.ts';
import { arrowIcon } from './icons.ts';
import { longestText } from './input.ts';
import { writePress } from './press.ts';
import type { Markup, View } from './render.ts';
import type { WebWords } from './words/en.ts';

export interface PromptBox {
  readonly command: Command | undefined;
  /** The next call's. */
  readonly id: string;
  /** What fills the box. */
  readonly text: string;
  /** Whether typing begins here when the page opens. */
  readonly focused: boolean;
}

/** The prompt box with the command's options under it. */
export function promptForm({ command, id, text, focused }: PromptBox, words: WebWords): Markup {
  const options = command?.options.filter(({ positional, silent }) => !positional && !silent) ?? [];
  return html`<form class="prompt" method="post" action="/calls" data-send="call">
    <input type="hidden" name="id" value="${id}" autocomplete="off">
    <div class="box">
      <label class="unseen" for="text">${words.prompt}</label>
      <textarea id="text" name="text" dir="auto" rows="2" maxlength="${longestText}" required ${focused && html`autofocus`}
        spellcheck="true" enterkeyhint="send" placeholder="${words.placeholder}" aria-describedby="hint">${text}</textarea>
      <div class="bar">
        <details class="options">
          <summary><span>${words.options}</span> <span class="chosen"></span></summary>
          <div class="fields">
            ${command && options.map((option) => field(option, { command, prefix: 'option', filled: {}, words }))}
            <button class="quiet" type="reset">${words.reset}</button>
          </div>
        </details>
        <button class="paint">${words.paint}${arrowIcon}</button>
      </div>
    </div>
    <p class="hint" id="hint">${words.hint}</p>
    <p class="notice" role="alert"></p>
  </form>`;
}

/** As many fields are seen at once; of more, only the command's main ones. */
const fewFields = 6;

/** A form on a card, filled in as its command wants it. `id`: the call whose card it is on. */
export function cardForm(form: Form, id: string, { words, commands }: View): Markup | '' {
  const command = commands.find(({ name }) => name === form.command);
  if (!command) return '';
  const fields: Fields = { command, prefix: `form-${id}`, filled: form.fields, words };
  const asked = command.options.filter(({ silent }) => !silent);
  const isMain = ({ positional, main }: (typeof asked)[number]) =>
    asked.length <= fewFields || positional === true || main === true;
  const others = asked.filter((option) => !isMain(option));
  const filled = others.some((option) => filledIn(option, form.fields) !== '');
  const kept = command.options.filter((option) => option.silent && filledIn(option, form.fields) !== '');
  return html`<form class="ask" method="post" action="/calls" data-send="call"
    aria-label="${manualFor(command, words.tag)?.summary ?? command.name}">
    <input type="hidden" name="id" value="${randomUUID()}" autocomplete="off">
    <input type="hidden" name="form" value="${id}">
    <input type="hidden" name="press" value="${writePress(form)}">
    ${kept.map((option) => hiddenField(option, fields))}
    <div class="fields">${asked.filter(isMain).map((option) => field(option, fields))}</div>
    ${
      others.length > 0 &&
      html`<details class="options"${filled && html` open`}>
        <summary>${words.options}</summary>
        <div class="fields">${others.map((option) => field(option, fields))}</div>
      </details>`
    }
    <div class="bar">
      <button class="paint">${command === commands[0] ? words.paint : words.send}${arrowIcon}</button>
      <button class="quiet" formaction="/calls/${id}/cancel" formnovalidate name="close" value="yes">${words.close}</button>
    </div>
  </form>`;
}
