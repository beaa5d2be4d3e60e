/**
 * Flags for processes of tests. V8 of Node 20 has nothing between its fast compiler and its thorough one, and sends the thorough
 * one after code that tests call for a moment only. Later ones have a compiler in between, and not this flag.
 */
export const rarelyOptimized: readonly string[] = process.version.startsWith('v20.')
  ? ['--interrupt-budget=1000000']
  : [];
