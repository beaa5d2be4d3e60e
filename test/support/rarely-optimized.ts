/**
 * Flags for processes of tests. Under Node 20, whose V8 has no compiler between the fast one and the good one, a fifth of all the
 * suite's work was the good one's, for code that ran no more. Others have one, and not this flag (`node --v8-options`).
 */
export const rarelyOptimized: readonly string[] = process.version.startsWith('v20.')
  ? ['--interrupt-budget=1000000']
  : [];
