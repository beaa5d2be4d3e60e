import { addressMention, modelAddress, plainAddress } from '../../knowledge/code/model-addresses.ts';
import type { ModelClient } from '../../knowledge/code/model-client.ts';
import { clientName, modelClients } from '../../knowledge/code/model-clients.ts';
import { escapePattern } from '../../text/escape-pattern.ts';
import { indexBy } from '../../text/index-by.ts';
import { remember, rememberFor } from '../../text/remember.ts';
import { importedName } from '../imported-name.ts';
import { fact, matcher } from './paths.ts';
import type { Value } from './values.ts';

const makers = new Map(
  modelClients.flatMap((of) => of.makers.filter((path) => !path.includes('*')).map((path) => [path, of])),
);
/** `langchain.chains.*()`: any name stands for the star. */
const families = modelClients.flatMap((of) =>
  of.makers
    .filter((path) => path.includes('*'))
    .map((path) => ({ of, before: path.slice(0, path.indexOf('*')), after: path.slice(path.indexOf('*') + 1) })),
);
const functions = new Map(modelClients.flatMap((of) => (of.functions ?? []).map((path) => [path, of])));

/** Libraries by the words that speak of them. */
const byMention = indexBy(modelClients, ({ mentions, modules = [] }) =>
  [...mentions, ...modules].map((word) => word.toLowerCase()),
);
const mention = `(${modelClients.flatMap(({ mentions }) => mentions.map(escapePattern)).join('|')})`;
const imported = importedName(modelClients.flatMap(({ modules = [] }) => modules));
/** One pattern for all goes through a text once, which is several times faster than to search for each. */
const anyMention = new RegExp(`${mention}|${imported}`, 'i');
/** One word may be part of another: each place is looked at. */
const everyMention = new RegExp(`(?=${mention})|(?=${imported})`, 'gi');

/** Whether a text speaks of a library or an interface that gives what a model wrote: the cheap test before any parser. */
export const mentionsModel = (text: string): boolean => anyMention.test(text) || addressMention.test(text);

/** The libraries that a file uses, as far as its text tells. */
export function clientsIn(text: string): readonly ModelClient[] {
  const words = new Set(
    [...text.matchAll(everyMention)].map(([, word, module]) => (word ?? module ?? '').toLowerCase()),
  );
  const found = new Set([...words].flatMap((word) => byMention.get(word) ?? []));
  return modelClients.filter((of) => found.has(of));
}

/** Whether an address is that of an interface that answers with what a model wrote. */
export const isModelAddress = (text: string): boolean => modelAddress.test(text) && !plainAddress.test(text);

/** So many paths are known at once; the same ones come again and again. */
const mostPaths = 20_000;

/** The client that a path makes. */
export const clientMadeBy = fact(
  (path): ModelClient | undefined =>
    makers.get(path) ??
    families.find(
      ({ before, after }) =>
        path.startsWith(before) &&
        path.endsWith(after) &&
        !/[()[\]]/.test(path.slice(before.length, path.length - after.length)),
    )?.of,
);

const functionAt = fact((path) => functions.get(path));

export interface Called {
  readonly paths: readonly string[];
  /** What the method is called on. */
  readonly receiver: Value | undefined;
  readonly name: string;
  /** Libraries that the file uses. */
  readonly used: readonly ModelClient[];
}

/** The client whose model wrote what a call gives; undefined where none did. */
export function modelCalled({ paths, receiver, name, used }: Called): ModelClient | undefined {
  for (const path of paths) {
    const of = functionAt(path);
    if (of !== undefined) return of;
  }
  const client = receiver?.client;
  if (client !== undefined) {
    if (client.of.calls.includes(`${client.tail}.${name}`)) return client.of;
    return undefined;
  }
  for (const path of paths) {
    const of = guess(used, path);
    if (of !== undefined) return of;
  }
  return undefined;
}

/** A parameter, what nobody named, or a part of another file of the program that is not at hand: `@/lib/anthropic`. */
const isOpen = matcher(/^(?:[?.]|[@~#]\/)/);
/** So libraries of others ask a model, too; what stands in for one in a test asks none. */
const isCopied = matcher(
  /^(?!(?:unittest|mock|types|argparse|vitest|@jest|jest|sinon)\b).*\.chat\.completions\.create$/,
);

const guesses = new WeakMap<readonly ModelClient[], { readonly made: (path: string) => ModelClient | undefined }>();

/** The client of something that nothing is known of but its name and what is called on it: one of those that the file uses. */
function guess(used: readonly ModelClient[], path: string): ModelClient | undefined {
  if (!isOpen(path) && !isCopied(path)) return undefined;
  return rememberFor(guesses, used, () =>
    remember(
      (one) =>
        used.find(({ telling = [] }) => telling.some((call) => one.endsWith(call))) ??
        used.find(({ hinted = [] }) => hinted.some((call) => endsHinted(one, call))),
      mostPaths,
    ),
  )(path);
}

/** `?llm.invoke`: the call on something that is named like a client. */
const endsHinted = (path: string, call: string): boolean => {
  if (!path.endsWith(call)) return false;
  const on = path.slice(0, path.length - call.length).replace(/\(\)$/, '');
  const name = on.slice(Math.max(on.lastIndexOf('.'), on.lastIndexOf('?')) + 1);
  return call !== '' && clientName.test(name);
};

/** What a call on a client leaves: another client, or nothing that is known to be one. */
export function clientAfter(client: NonNullable<Value['client']>, name: string): Value['client'] {
  const tail = `${client.tail}.${name}`;
  return client.of.passers?.includes(tail) === true ? { of: client.of, tail: '' } : undefined;
}
