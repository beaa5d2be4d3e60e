import type { Surface } from '../../model/surface.ts';
import { isAgentFile } from '../../text/agent-files.ts';
import { findMarkdownCode } from '../markdown-code.ts';
import { baseNameOf } from '../names.ts';
import { readProse } from '../prose.ts';
import { findRstCode } from '../rst-code.ts';

const isRst = (path: string): boolean => /\.(?:rst|rest)$/i.test(path);

export const surface: Surface = {
  id: 'markdown',
  title: 'Markdown and reStructuredText',
  role: 'prose',
  matches(path) {
    if (isAgentFile(path)) return false;
    const isText = /\.(?:md|mdx|markdown|mkd|qmd|rmd)$/i.test(path) || /^README(?:\.txt)?$/i.test(baseNameOf(path));
    return isText || isRst(path) ? 'name' : false;
  },
  read: (file, commands) =>
    readProse(file, commands, isRst(file.path) ? findRstCode(file.text) : findMarkdownCode(file.text)),
};
