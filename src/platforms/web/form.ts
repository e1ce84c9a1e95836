import { html } from 'hono/html';
import type { Command, Manual } from '../../core/command.ts';
import type { Option } from '../../core/option.ts';
import { arrowIcon } from './icons.ts';
import { fieldName } from './input.ts';
import type { Markup } from './render.ts';
import type { WebWords } from './words/en.ts';

/** The prompt box with the command's options under it. `id` is the next call's; `text` fills the box. */
export function promptForm(command: Command | undefined, id: string, text: string, words: WebWords): Markup {
  const manual = command?.manuals[words.tag] ?? command?.manuals['en'];
  const options = command?.options.filter((option) => !option.positional && !option.silent) ?? [];
  return html`<form class="prompt" method="post" action="/calls" data-send="call">
    <input type="hidden" name="id" value="${id}" autocomplete="off">
    <div class="box">
      <label class="unseen" for="text">${words.prompt}</label>
      <textarea id="text" name="text" dir="auto" rows="2" maxlength="4000" required autofocus spellcheck="true"
        enterkeyhint="send" placeholder="${words.placeholder}" aria-describedby="hint">${text}</textarea>
      <div class="bar">
        <details class="options">
          <summary><span>${words.options}</span> <span class="chosen"></span></summary>
          <div class="fields">
            ${options.map((option) => field(option, manual, words))}
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

/** One option: a label, the control that fits its kind, and the manual's line. Left alone it sends nothing. */
function field(option: Option, manual: Manual | undefined, words: WebWords): Markup {
  const id = `option-${option.name}`;
  const about = manual?.options[option.key];
  const label = labelOf(option, manual);
  if (option.kind === 'flag') {
    return html`<fieldset class="field" aria-describedby="${id}-about">
      <legend>${label}</legend>
      ${switches(option, words)}
      <small id="${id}-about">${about}</small>
    </fieldset>`;
  }
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${option.kind === 'choice' ? choice(option, id, words) : box(option, id, words)}
    <small id="${id}-about">${about}</small>
  </div>`;
}

/** What the field is called here, and what is typed instead of filling it in. */
function labelOf({ key, name }: Option, manual: Manual | undefined): Markup | string {
  const label = manual?.labels?.[key];
  return label === undefined ? name.replaceAll('-', ' ') : html`${label} <span class="typed">${name}</span>`;
}

function choice(option: Option, id: string, words: WebWords): Markup {
  const others = option.choices.filter((value) => value !== option.default);
  return html`<select id="${id}" name="${fieldName(option)}" aria-describedby="${id}-about">
    <option value="">${untouched(option, words)}</option>
    ${others.map((value) => html`<option value="${value}">${value}</option>`)}
  </select>`;
}

function box(option: Option, id: string, words: WebWords): Markup {
  const { kind, minimum, maximum } = option;
  const step = kind === 'number' ? 'any' : '1';
  return kind === 'text'
    ? html`<input id="${id}" name="${fieldName(option)}" dir="auto" maxlength="${maximum ?? ''}" autocomplete="off" aria-describedby="${id}-about">`
    : html`<input id="${id}" name="${fieldName(option)}" type="number" min="${minimum ?? ''}" max="${maximum ?? ''}" step="${step}"
        placeholder="${untouched(option, words)}" autocomplete="off" aria-describedby="${id}-about">`;
}

/** Radio buttons, because a tick box cannot say "as Easel thinks best". */
function switches(option: Option, words: WebWords): Markup {
  const standing = option.default === undefined ? words.automatic : option.default ? words.on : words.off;
  const values = option.default === undefined ? ['on', 'off'] : [option.default ? 'off' : 'on'];
  const radio = (value: string, text: string) =>
    html`<label><input type="radio" name="${fieldName(option)}" value="${value}" ${value === '' && html`checked`}><span>${text}</span></label>`;
  return html`<div class="switch">
    ${radio('', standing)}${values.map((value) => radio(value, value === 'on' ? words.on : words.off))}
  </div>`;
}

function untouched(option: Option, words: WebWords): string {
  return option.default === undefined ? words.automatic : words.isDefault(String(option.default));
}
