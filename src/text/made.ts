import { findPackedLine } from './packed.ts';

/** Folders of what others wrote, what is installed, and what a build writes. */
const folders =
  /(?:^|\/)(?:node_modules|bower_components|jspm_packages|site-packages|dist-packages|\.?venv|virtualenv|__pypackages__|vendor|vendors|vendored|_vendor|third[_-]?party|3rdparty|\.yarn|dist|\.next|\.nuxt|\.output|\.svelte-kit|__generated__|generated)\//i;
const files =
  /(?:[.-]min|[.-]bundle|\.chunk|\.generated|\.gen|\.pnp)\.[cm]?[jt]sx?$|_pb2(?:_grpc)?\.pyi?$|_pb\.[jt]s$/i;
/** What generators write at the top, as others tell each other by it. */
const mark = /@generated\b|\bdo not (?:edit|modify)\b/i;
const markedCharacters = 1_000;

/** Characters of a file that is long enough to tell by its lines. */
const tellingLength = 5_000;

/** Whether a path is that of code which is not of the project's own making: vendored, installed, built. */
export const isForeignPath = (path: string): boolean => folders.test(path) || files.test(path);

/** Whether a text says that a program wrote it, or has lines that only a program writes. */
export const isMadeByProgram = (path: string, text: string): boolean =>
  mark.test(text.slice(0, markedCharacters)) ||
  (text.length >= tellingLength && findPackedLine(text, path) !== undefined);
