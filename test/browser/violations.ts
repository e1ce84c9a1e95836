/** For `Page.evaluate`: the broken rules of accessibility with what breaks them. `preload` would fetch the style sheet again. */
export const violations = `axe.run(document, { preload: false }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;
