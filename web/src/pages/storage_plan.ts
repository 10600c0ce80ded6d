import type { TreeNode } from '../api/storage';

/** A level of what is to be built: its type, and how many in each of what is around it. */
export interface Level {
  type_id: string;
  count: number;
}

/** The levels as a tree, outermost first; a level without a type or a count ends it. */
export function tree_of(levels: readonly Level[], name: string): TreeNode | null {
  const [first, ...rest] = levels;
  if (!first || first.type_id === '' || first.count < 1) return null;
  const inner = tree_of(rest, '');
  const contents = inner ? [inner] : [];
  const node = { type_id: first.type_id, count: first.count, contents };
  return name ? { ...node, name } : node;
}

/** Containers and tube cells that the tree comes to, with the cells of each type by its id. */
export function size_of(
  tree: TreeNode | null,
  cells: ReadonlyMap<string, number>,
): { containers: number; cells: number } {
  if (!tree) return { containers: 0, cells: 0 };
  const inner = tree.contents.map((node) => size_of(node, cells));
  const own = inner.length === 0 ? (cells.get(tree.type_id) ?? 0) : 0;
  const sum = inner.reduce(
    (a, b) => ({ containers: a.containers + b.containers, cells: a.cells + b.cells }),
    {
      containers: 1,
      cells: own,
    },
  );
  return { containers: sum.containers * tree.count, cells: sum.cells * tree.count };
}
