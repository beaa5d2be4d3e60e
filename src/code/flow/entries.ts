import { entryPointOf, type FoundEntryPoint } from '../../knowledge/execution/packages.ts';
import { ecosystemOf, isReached } from '../entry-uses.ts';
import type { Call } from './call.ts';
import { runTool } from './check-sinks.ts';
import { type Frame, stepAt } from './machine.ts';
import { runsTools } from './model-calls.ts';
import { fact, resultOf } from './paths.ts';

const entriesAt = {
  python: fact((path) => entryAt(ecosystemOf.python, path)),
  javascript: fact((path) => entryAt(ecosystemOf.javascript, path)),
};

function entryAt(ecosystem: string, path: string): FoundEntryPoint | undefined {
  // What is called on one is no new one; a tool alone runs nothing before a model is given it.
  if (path.includes('(') || path.startsWith('?') || !path.includes('.') || runsTools(resultOf(path) ?? ''))
    return undefined;
  const entry = entryPointOf(ecosystem, path);
  return entry !== undefined && path.endsWith(entry.path.slice(entry.path.lastIndexOf('.'))) ? entry : undefined;
}

/** Notes where a part of a package is made that asks a model and runs what it writes by itself: `CodeAgent(...)`. */
export function checkEntry({ at, paths }: Call, frame: Frame): void {
  for (const path of paths) {
    const entry = entriesAt[frame.module.language](path);
    if (entry === undefined || !isReached(entry, at.given)) continue;
    const step = stepAt(frame, at, 'it asks a model and runs what that writes');
    runTool(step, { source: step, client: 'the model that it is given', way: undefined, lowered: [] }, frame);
  }
}
