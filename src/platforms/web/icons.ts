import { html } from 'hono/html';

/** Drawn for this page on a 20 by 20 grid; decoration only, so hidden from those who listen. */
function icon(path: string) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;
}

export const copyIcon = icon(
  'M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7Z',
);
export const downloadIcon = icon('M10 3v9.5m0 0 3.5-3.5M10 12.5 6.5 9M4 16.5h12');
export const againIcon = icon('M4 8h8.5a3.5 3.5 0 0 1 0 7H9M4 8l3.5-3.5M4 8l3.5 3.5');
export const problemIcon = icon('M10 6v4.5m0 3v.01M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z');
export const cancelIcon = icon('m5.5 5.5 9 9m0-9-9 9');
export const arrowIcon = icon('M10 16V4m0 0L5 9m5-5 5 5');
