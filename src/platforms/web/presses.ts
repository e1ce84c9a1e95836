import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Button, Menu, Reply } from '../../core/reply.ts';
import { writePress } from './press.ts';
import type { Markup } from './render.ts';
import type { WebWords } from './words/en.ts';

/**
 * A reply's buttons and menus as forms that work by themselves. Whatever can be done is in the form that a reply opens
 * instead, where it opens one.
 */
export function presses({ buttons = [], menus = [], links = [], form }: Reply, words: WebWords): Markup | '' {
  if (form || (buttons.length === 0 && menus.length === 0 && links.length === 0)) return '';
  return html`<div class="presses">
    ${buttons.length > 0 && buttonForm(buttons)}${menus.map((menu) => menuForm(menu, words))}
    ${links.map(({ label, url }) => html`<a class="press" href="${url}" dir="auto">${label}</a>`)}
  </div>`;
}

/** What can be pressed, to tell whether that has changed. */
export function pressesOf({ buttons = [], menus = [], links = [] }: Reply): string {
  return [...buttons, ...menus, ...links].map(({ label }) => label).join(' | ');
}

function buttonForm(buttons: readonly Button[]): Markup {
  return html`<form method="post" action="/calls" data-send="call">
    ${callId()}
    ${buttons.map((button) => html`<button class="press" name="press" value="${writePress(button)}" dir="auto">${button.label}</button>`)}
  </form>`;
}

function menuForm({ label, choices }: Menu, words: WebWords): Markup {
  return html`<form class="menu" method="post" action="/calls" data-send="call">
    ${callId()}
    <select name="press" required aria-label="${label}">
      <option value="" selected>${label}</option>
      ${choices.map((choice) => html`<option value="${writePress(choice)}">${choice.label}</option>`)}
    </select>
    <button class="press go">${words.send}</button>
  </form>`;
}

/** Another one whenever the card is shown, so that pressing twice on purpose is two calls and a double click is one. */
function callId(): Markup {
  return html`<input type="hidden" name="id" value="${randomUUID()}" autocomplete="off">`;
}
