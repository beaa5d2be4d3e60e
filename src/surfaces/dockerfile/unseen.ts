import type { Instruction } from '../container-instructions.ts';
import type { Piece } from '../pieces.ts';

/** It may bring in files of settings, or stand for them: images, secrets, other mounts, archives that are unpacked. */
export function maySet({ name, value, flags, heredocs }: Instruction): boolean {
  const isMount = ({ text }: Piece) => /^--(?:from=|mount=(?!type=cache\b))/.test(text);
  const isUnpacked = name === 'ADD' && /\.(?:tar|tgz|gz|xz|bz2|zst)\b|:\/\//i.test(value.text);
  const isWritten = heredocs.length > 0 && (name === 'COPY' || name === 'ADD');
  return (
    isUnpacked ||
    isWritten ||
    flags.some(isMount) ||
    [value, ...heredocs.map(({ body }) => body)].some(({ text }) => settingWords.test(text))
  );
}

const settingWords =
  /npmrc|yarnrc|bunfig|npm_config|\bsecrets?\b|\b(?:npm|pnpm|yarn|bun)\b[^\n;&|]{0,60}\b(?:config|login|set)\b/i;
