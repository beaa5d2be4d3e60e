import { constant, header } from './module.mjs';

/** By UTF-16 code units: the same order on every machine. */
const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** src/knowledge/names/actions.gen.ts */
export function makeActions(text) {
  const names = text.split('\n').filter((line) => line !== '');
  const odd = names.find((name) => !/^[a-z0-9-]+\/[a-z0-9._-]+(?:\/[\w.-]+)*$/.test(name));
  if (odd !== undefined) throw new Error(`not the name of an action in small letters: ${odd}`);
  if (names.length === 0 || names.some((name, at) => at > 0 && compareText(names[at - 1], name) >= 0))
    throw new Error('the names are not sorted, or one stands twice');
  return header + constant('githubactions', 'Well-known actions: owner, repository and folder. No order.', names);
}
