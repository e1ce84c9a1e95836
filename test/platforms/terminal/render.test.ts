import { expect, it } from 'vitest';
import { renderReply } from '../../../src/platforms/terminal/render.ts';

it('tells where pages of our own are, below everything else', () => {
  const links = [{ label: 'Open on the web', url: 'https://easel.example/g/7fKq2mXw9bTc4RdLh8sNvPzY' }];
  const facts = [{ label: 'Gallery', value: 'Foxes' }];
  expect(renderReply({ state: 'done', text: 'This is the gallery.', facts, links }, [])).toBe(
    [
      'This is the gallery.',
      'Gallery: Foxes',
      'Open on the web: https://easel.example/g/7fKq2mXw9bTc4RdLh8sNvPzY',
    ].join('\n'),
  );
});
