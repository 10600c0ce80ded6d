import { expect, test } from 'vitest';
import { size_of, tree_of } from '../src/pages/storage_plan';

const levels = [
  { type_id: 'freezer', count: 1 },
  { type_id: 'shelf', count: 5 },
  { type_id: 'rack', count: 4 },
  { type_id: 'box', count: 20 },
];

test('a freezer is built with all that is in it', () => {
  const tree = tree_of(levels, 'FZ-1');
  expect(tree?.name).toBe('FZ-1');
  expect(tree?.contents[0]?.contents[0]?.contents[0]).toEqual({ type_id: 'box', count: 20, contents: [] });
  expect(size_of(tree, new Map([['box', 81]]))).toEqual({ containers: 1 + 5 + 20 + 400, cells: 400 * 81 });
});

test('the first level without a type or a count ends the tree', () => {
  const tree = tree_of([levels[0]!, { type_id: 'shelf', count: 0 }, levels[2]!], '');
  expect(tree).toEqual({ type_id: 'freezer', count: 1, contents: [] });
  expect(tree_of([{ type_id: '', count: 1 }], '')).toBeNull();
  expect(size_of(null, new Map())).toEqual({ containers: 0, cells: 0 });
});
