import { MalformedFileError } from '../../../model/ecosystem.ts';
import { parseYaml } from '../../../text/yaml.ts';
import type { YamlNode } from '../../../text/yaml-nodes.ts';
import type { Start } from './start.ts';

/** So deep commands and jobs stand in a hook, with groups of jobs. */
const mostDepth = 8;

/** Hooks of git that lefthook sets up: `pre-commit: {commands: {lint: {run: …}}}`, or `jobs` in its place. */
export function lefthookStarts(text: string): readonly Start[] {
  const starts: Start[] = [];
  for (const document of readDocuments(text)) {
    if (document.kind !== 'map') continue;
    for (const { key, value } of document.entries) addRuns(value, `with git (${key.slice(0, 40)})`, starts, 0);
  }
  return starts;
}

function readDocuments(text: string): readonly YamlNode[] {
  try {
    return parseYaml(text).documents;
  } catch (error) {
    // Lefthook does not read it either.
    if (error instanceof MalformedFileError) return [];
    throw error;
  }
}

function addRuns(node: YamlNode, when: string, into: Start[], depth: number): void {
  if (depth > mostDepth) return;
  if (node.kind === 'list') for (const item of node.items) addRuns(item, when, into, depth + 1);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    if (key === 'run' && value.kind === 'text')
      into.push({ trigger: 'work', when, command: value.value, place: value, language: 'shell' });
    else addRuns(value, when, into, depth + 1);
  }
}
