import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../../provision/engine/order.ts';

const step = (id: string, ...needs: string[]) => ({ id, needs });
const ids = (steps: readonly { readonly id: string }[]) => steps.map(({ id }) => id);

test('puts every need before its user and leaves the rest as given', () => {
  expect(ids(inOrder([step('c', 'a'), step('b'), step('a')]))).toEqual(['a', 'c', 'b']);
});

test('names the circle', () => {
  const circle = [step('z'), step('a', 'b'), step('b', 'c'), step('c', 'a')];
  expect(() => inOrder(circle)).toThrow('a → b → c → a');
});

test('names a need that is not there, and an id used twice', () => {
  expect(() => inOrder([step('a', 'nowhere')])).toThrow('Step a needs nowhere');
  expect(() => inOrder([step('a'), step('a')])).toThrow('Two steps are called a');
});

test('for any graph without circles, needs come first and nothing is lost', () => {
  const graphs = fc
    .array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 20 })
    .map((rows) =>
      rows.map((needs, at) => step(`s${at}`, ...new Set(needs.filter((need) => need < at).map((need) => `s${need}`)))),
    );
  fc.assert(
    fc.property(graphs, fc.nat(), (graph, seed) => {
      const shuffled = graph.toSorted((a, b) => ((a.id.charCodeAt(1) * seed) % 7) - ((b.id.charCodeAt(1) * seed) % 7));
      const ordered = inOrder(shuffled);
      expect(ordered).toHaveLength(graph.length);
      const at = new Map(ordered.map(({ id }, place) => [id, place]));
      for (const { id, needs } of ordered)
        for (const need of needs) expect(at.get(need)).toBeLessThan(at.get(id) ?? -1);
    }),
  );
});
