const kept: object[] = [];

/**
 * Keeps one object of a class for good. V8 drops what it compiled for a class as soon as a garbage collection finds no
 * object of it (v8/src/heap: weak maps in optimised code); readers that live for one file would be compiled again for each.
 */
export const keepShape = (one: object): number => kept.push(one);
