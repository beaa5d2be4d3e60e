import type { Policy } from '../model/policy.ts';
import { type ConfigContext, recordOf, spellingOf } from './context.ts';
import { type Field, failUnknown, readEntries, readList } from './field.ts';
import { readNameGlob, readRepositoryGlob } from './values.ts';

type NamesByEcosystem = Readonly<Record<string, readonly string[]>>;

type NamedField = Field & { readonly name: string };

/** Reads each entry of a mapping by ecosystem. */
export function mapEcosystems<T>(
  entries: readonly NamedField[],
  context: ConfigContext,
  read: (entry: Field, ecosystem: string) => T,
): Readonly<Record<string, T>> {
  return recordOf(
    entries.map((entry) => {
      if (!context.ecosystems.includes(entry.name)) failUnknown(entry, 'ecosystem', entry.name, context.ecosystems);
      return [entry.name, read(entry, entry.name)] as const;
    }),
  );
}

/** `{ npm: ["@acme/*"], pypi: [...] }` */
export const readPrivateNames = (field: Field, context: ConfigContext): NamesByEcosystem =>
  readNames(readEntries(field, 'a mapping by ecosystem'), context);

/** `{ npm: ["@acme/*"], repository: github.com/acme/* }` */
export function readFirstParty(
  field: Field,
  context: ConfigContext,
): Pick<Policy, 'firstParty' | 'firstPartyRepository'> {
  const entries = readEntries(field, 'a mapping by ecosystem, with repository');
  const repository = entries.find(({ name }) => name === 'repository');
  return {
    firstParty: readNames(
      entries.filter((entry) => entry !== repository),
      context,
    ),
    ...(repository === undefined ? {} : { firstPartyRepository: readRepositoryGlob(repository) }),
  };
}

const readNames = (entries: readonly NamedField[], context: ConfigContext): NamesByEcosystem =>
  mapEcosystems(entries, context, (entry, ecosystem) =>
    readList(entry, 'names').map((item) => readNameGlob(item, spellingOf(context, ecosystem))),
  );

/** The names of both, by ecosystem. */
export const joinNames = (before: NamesByEcosystem, own: NamesByEcosystem): NamesByEcosystem =>
  recordOf(
    [...new Set([...Object.keys(before), ...Object.keys(own)])].map((ecosystem) => [
      ecosystem,
      [...(before[ecosystem] ?? []), ...(own[ecosystem] ?? [])],
    ]),
  );
