import type { Tree } from '../model/ports.ts';

/** The side that holds nothing: everything in the other one is new. */
export const emptyTree: Tree = {
  label: 'none',
  entries: async () => ({ entries: [] }),
  read: async (entries) =>
    new Map(entries.map((entry) => [entry.path, { kind: 'unreadable', reason: 'the empty side holds no files' }])),
};
