import { html } from 'hono/html';
import { type Command, type Manual, manualFor } from '../../core/command.ts';
import type { Option } from '../../core/option.ts';
import { fieldName, longestText } from './input.ts';
import type { Markup } from './render.ts';
import type { WebWords } from './words/en.ts';

/** Where fields stand: of which command, in which form. */
export interface Fields {
  readonly command: Command;
  /** Of the form on its page, so that labels find their controls. */
  readonly prefix: string;
  /** What is filled in already, by `Option.key`. */
  readonly filled: Readonly<Record<string, unknown>>;
  readonly words: WebWords;
}

/** Characters of a text that still fits on one line; a longer one gets a box of several. */
const longestLine = 200;

/** One option: a label, the control that fits its kind, and the manual's line. Left alone it sends nothing. */
export function field(option: Option, fields: Fields): Markup {
  const id = `${fields.prefix}-${option.name}`;
  const manual = manualFor(fields.command, fields.words.tag);
  const about = manual?.options[option.key];
  const label = labelOf(option, manual);
  if (option.kind === 'flag') {
    return html`<fieldset class="field" aria-describedby="${id}-about">
      <legend>${label}</legend>
      ${switches(option, fields)}
      <small id="${id}-about">${about}</small>
    </fieldset>`;
  }
  return html`<div class="field${isLong(option) ? ' long' : ''}">
    <label for="${id}">${label}</label>
    ${control(option, id, fields)}
    <small id="${id}-about">${about}</small>
  </div>`;
}

/** What the form was opened with for an option that nobody is asked for. */
export function hiddenField(option: Option, { filled }: Fields): Markup {
  return html`<input type="hidden" name="${fieldName(option)}" value="${filledIn(option, filled)}">`;
}

/** As a form sends it; empty where nothing is filled in. */
export function filledIn({ key }: Option, filled: Fields['filled']): string {
  const value = filled[key];
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What the field is called here, and what is typed instead of filling it in. */
function labelOf({ key, name }: Option, manual: Manual | undefined): Markup | string {
  const label = manual?.labels?.[key];
  return label === undefined ? name.replaceAll('-', ' ') : html`${label} <span class="typed">${name}</span>`;
}

function control(option: Option, id: string, fields: Fields): Markup {
  if (option.kind === 'choice') return choice(option, id, fields);
  return isLong(option) ? area(option, id, fields) : box(option, id, fields);
}

function isLong({ kind, positional, maximum = 0 }: Option): boolean {
  return kind === 'text' && (positional || maximum > longestLine);
}

function choice(option: Option, id: string, { filled, words }: Fields): Markup {
  const value = filledIn(option, filled);
  const others = option.choices.filter((choice) => choice !== option.default);
  return html`<select id="${id}" name="${fieldName(option)}" aria-describedby="${id}-about">
    <option value="">${untouched(option, words)}</option>
    ${others.map((choice) => html`<option value="${choice}"${choice === value && html` selected`}>${choice}</option>`)}
  </select>`;
}

function area(option: Option, id: string, { filled }: Fields): Markup {
  return html`<textarea id="${id}" name="${fieldName(option)}" dir="auto" rows="3" maxlength="${longestText}"
    ${option.required && html`required`} aria-describedby="${id}-about">${`\n${filledIn(option, filled)}`}</textarea>`;
}

/** A field with suggestions has an empty list, which the page's script fills while somebody types. */
function box(option: Option, id: string, { command, filled, words }: Fields): Markup {
  const { kind, minimum, maximum, suggested, required } = option;
  const rest = html`value="${filledIn(option, filled)}" autocomplete="off" aria-describedby="${id}-about"${
    required && html` required`
  }${suggested && html` list="${id}-list" data-command="${command.name}" data-option="${option.key}"`}`;
  const list = suggested ? html`<datalist id="${id}-list"></datalist>` : '';
  const name = fieldName(option);
  if (kind === 'text') {
    return html`<input id="${id}" name="${name}" dir="auto" maxlength="${maximum ?? ''}" ${rest}>${list}`;
  }
  return html`<input id="${id}" name="${name}" type="number" min="${minimum ?? ''}" max="${maximum ?? ''}"
    step="${kind === 'number' ? 'any' : '1'}" placeholder="${untouched(option, words)}" ${rest}>${list}`;
}

/** Radio buttons, because a tick box cannot say "as Easel thinks best". */
function switches(option: Option, { prefix, filled, words }: Fields): Markup {
  const standing = option.default === undefined ? words.automatic : option.default ? words.on : words.off;
  const values = option.default === undefined ? ['on', 'off'] : [option.default ? 'off' : 'on'];
  const value = filledIn(option, filled);
  const chosen = values.includes(value) ? value : '';
  const radio = (each: string, text: string) =>
    html`<label><input type="radio" name="${fieldName(option)}" value="${each}"${each === chosen && html` checked`}><span>${text}</span></label>`;
  return html`<div class="switch" id="${prefix}-${option.name}">
    ${radio('', standing)}${values.map((each) => radio(each, each === 'on' ? words.on : words.off))}
  </div>`;
}

function untouched(option: Option, words: WebWords): string {
  return option.default === undefined ? words.automatic : words.isDefault(String(option.default));
}
