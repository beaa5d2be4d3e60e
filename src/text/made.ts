import { findPackedLine } from './packed.ts';

/** Folders of what others wrote, what is installed, and what a build writes. */
const folders =
  /(?:^|\/)(?:node_modules|bower_components|jspm_packages|site-packages|dist-packages|\.?venv|virtualenv|__pypackages__|vendor|vendors|vendored|_vendor|third[_-]?party|3rdparty|\.yarn|dist|\.next|\.nuxt|\.output|\.svelte-kit|__generated__|generated)\//i;
const files =
  /(?:[.-]min|[.-]bundle|\.chunk|\.generated|\.gen|\.pnp)\.[cm]?[jt]sx?$|_pb2(?:_grpc)?\.pyi?$|_pb\.[jt]s$/i;
/** What generators write at the top, as others tell each other by it: no name of a module, and no advice about some value. */
const mark = /(?<!["'`])@generated\b(?!\/)/i;
const warning = /\bdo not (?:edit|modify)\b/i;
const maker = /\b(?:auto(?:matically)?|(?:auto)?generated|(?:created|produced|compiled|built|managed) by)\b/i;
const markedCharacters = 1_000;

/** Characters of a file that is long enough to tell by its lines. */
const tellingLength = 5_000;

/** Whether a path is that of code which is not of the project's own making: vendored, installed, built. */
export const isForeignPath = (path: string): boolean => folders.test(path) || files.test(path);

/** Whether a text says that a program wrote it, or has lines that only a program writes. */
export const isMadeByProgram = (path: string, text: string): boolean =>
  isMarked(text.slice(0, markedCharacters)) ||
  (text.length >= tellingLength && findPackedLine(text, path) !== undefined);

const isMarked = (top: string): boolean => mark.test(top) || (warning.test(top) && maker.test(top));
