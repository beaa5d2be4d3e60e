import type { Surface } from '../../model/surface.ts';
import { isAgentFile } from '../../text/agent-files.ts';
import { findMarkdownCode } from '../markdown-code.ts';
import { readProse } from '../prose.ts';

export const surface: Surface = {
  id: 'agents',
  title: 'Instructions for coding agents',
  role: 'prose',
  matches: (path) => (isAgentFile(path) ? 'name' : false),
  read: (file, commands) => readProse(file, commands, findMarkdownCode(file.text, { plainLines: true })),
};
